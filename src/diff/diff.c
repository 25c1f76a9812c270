/* diff.c - see diff.h */
#include "diff/diff.h"

#include "diff/compare.h"
#include "diff/pair.h"

/* The core kind alone: other groups' Secrets hold references, not values. */
static bool is_secret(const struct resource *resource)
{
	return str_eq(resource->id.gvk.kind, STR("Secret")) && resource->id.gvk.group.len == 0;
}

/* Its labels and type may be seen, its values may not. */
static void mark_secrets(struct diff_changes *changes)
{
	for (size_t i = 0; i < changes->len; i++)
		changes->at[i].secret = str_starts_with(changes->at[i].path, STR("data")) ||
		                        str_starts_with(changes->at[i].path, STR("stringData"));
}

static void add(struct arena *arena, struct diff *diff, const struct resource *before,
                const struct resource *after)
{
	struct diff_resource resource = {.kind = !before  ? DIFF_ADDED
	                                         : !after ? DIFF_REMOVED
	                                                  : DIFF_CHANGED,
	                                 .before = before,
	                                 .after = after};
	if (resource.kind == DIFF_CHANGED) {
		compare_trees(arena, before->root, after->root, &resource.changes);
		if (resource.changes.len == 0)
			return;
		if (is_secret(before) || is_secret(after))
			mark_secrets(&resource.changes);
	}
	*ARRAY_ADD(arena, &diff->resources) = resource;
}

struct diff diff_new(struct arena *arena, struct diff_side before, struct diff_side after)
{
	struct diff diff = {.before = before, .after = after};
	const struct pairing pairing = pair_resources(arena, before.resources, after.resources);
	for (size_t i = 0; i < after.resources->len; i++) {
		const size_t other = pairing.of_after[i];
		add(arena, &diff, other == STR_NONE ? NULL : &before.resources->at[other],
		    &after.resources->at[i]);
	}
	for (size_t i = 0; i < before.resources->len; i++)
		if (pairing.of_before[i] == STR_NONE)
			add(arena, &diff, &before.resources->at[i], NULL);
	return diff;
}
