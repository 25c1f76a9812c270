/*
 * merge_walk.h - what the parts of the strategic merge share
 *
 * The target's side is called `dest` and the patch's `patch`; either may be NULL
 * for absent. When something is added, both are the same node, a copy of the
 * patch's: merging a tree with itself takes out the directives and nulls that it
 * holds.
 */
#ifndef KUSTOMIZE_MERGE_WALK_H
#define KUSTOMIZE_MERGE_WALK_H

#include "schema/merge_schema.h"

struct merge_walk {
	struct arena *arena;
	const struct merge_schemas *schemas;
	struct diags *diags;
	bool has_comments; /* some give schemas */
};

/*
 * Merges one field or element. *out is what takes its place, NULL when it goes; a scalar over
 * another is the patch's own, whose content is wanted then.
 */
MUST_CHECK bool merge_node(struct merge_walk *walk, struct node *dest, struct node *patch,
                           struct merge_type type, struct node **out);

/* The same for a list whose elements have keys, in strategic_list.c. */
MUST_CHECK bool merge_list(struct merge_walk *walk, struct node *dest, struct node *patch,
                           struct merge_type type, struct node **out);

/* For any list with keys, in strategic_tuples.c: adds to `out` what comes of it. */
MUST_CHECK bool merge_odd_list(struct merge_walk *walk, struct node *dest, struct node *patch,
                               struct merge_type type, struct node *out);

enum directive { DIRECTIVE_MERGE, DIRECTIVE_REPLACE, DIRECTIVE_DELETE };

/* Reads "delete", "replace" or "merge"; false, reported, for anything else. */
MUST_CHECK bool merge_directive(struct merge_walk *walk, const struct node *value,
                                enum directive *out);
/* The directive of a list's own, an element with nothing but `$patch`; takes it out. */
MUST_CHECK bool merge_list_directive(struct merge_walk *walk, struct node *patch,
                                     enum directive *out);

/* Is that, as an element of a list, nothing to keep? */
static inline bool merge_is_gone(const struct node *element)
{
	return node_is_null(element) || (element->kind == NODE_MAP && !element->first);
}

#endif
