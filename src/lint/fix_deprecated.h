/* fix_deprecated.h - what KUS006 finds, written as kustomize wants it */
#ifndef LINT_FIX_DEPRECATED_H
#define LINT_FIX_DEPRECATED_H

#include "lint/fix.h"

/* Gives the finding its fix, when a few bytes are enough. */
void fix_deprecated(struct arena *arena, struct diag *diag);

#endif
