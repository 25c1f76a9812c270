/* kustomization_checks.h - what a kustomization says that needs no rendering: KUS007, KUS009 */
#ifndef LINT_KUSTOMIZATION_CHECKS_H
#define LINT_KUSTOMIZATION_CHECKS_H

#include "lint/affected.h"

/*
 * Adds what is wrong with the candidate at `index`. `dependencies` tell which files beside it are
 * named, by whatever kustomization.
 */
void kustomization_check(const struct candidates *candidates, size_t index,
                         const struct dependencies *dependencies, struct diags *diags);

#endif
