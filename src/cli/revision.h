/*
 * revision.h - linting what git has, not what lies in the working tree
 */
#ifndef CLI_REVISION_H
#define CLI_REVISION_H

#include "base/git_view.h"
#include "cli/linting.h"

/* Does `work` as if the files were those of the snapshot: what it reads by file.h is of then. */
MUST_CHECK bool linting_at(struct linting *linting, const struct git *git,
                           const struct git_snapshot *snapshot,
                           bool (*work)(struct linting *linting, void *context), void *context);

#endif
