/*
 * tags_check.h - the rules about tags that were pushed: TAG001 to TAG003
 *
 * They speak of sources whose tags are known from a file, and so of nothing without one.
 */
#ifndef LINT_TAGS_CHECK_H
#define LINT_TAGS_CHECK_H

#include "lint/proof.h"
#include "lint/taglists.h"

/*
 * Adds what the list of its repository shows of a source, in any of the releases of Flux that
 * count. proof_run() has looked at it: what a reference is, must be known.
 */
void tags_check(const struct config *config, const struct taglists *lists,
                const struct flux_releases *releases, const struct proof_source *source,
                struct diags *diags);

#endif
