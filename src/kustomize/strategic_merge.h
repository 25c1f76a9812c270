/*
 * strategic_merge.h - kustomize's strategic merge of two trees
 *
 * Its own algorithm, not the API server's: mappings are
 * walked together, lists are replaced unless the schema gives them merge keys,
 * `$patch` directives delete and replace. Every mapping of the target is walked,
 * so a merge may change what the patch does not mention: keys without a value
 * go.
 */
#ifndef KUSTOMIZE_STRATEGIC_MERGE_H
#define KUSTOMIZE_STRATEGIC_MERGE_H

#include "schema/merge_schema.h"

/*
 * Merges `patch`, a mapping, into `target` in place. The patch is used up: whoever needs it again
 * gives a copy, which may go afterwards: the target has none of its nodes, but the texts in them.
 * *deleted tells that the patch removes the target as a whole, which is then left as it was.
 */
MUST_CHECK bool strategic_merge(struct arena *arena, const struct merge_schemas *schemas,
                                struct node *target, struct node *patch, bool *deleted,
                                struct diags *diags);

#endif
