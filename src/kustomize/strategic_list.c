/*
 * strategic_list.c - the strategic merge of lists whose elements have keys
 *
 * The result starts with the patch's elements and goes on with the others. That
 * is all, for lists in order: one key, which every element has, no two alike.
 * strategic_tuples.c merges the others.
 */
#include "base/map.h"
#include "kustomize/merge_walk.h"

enum { FEW = 8 }; /* so many elements are compared with each other rather than indexed */

/* ---- lists in order ---- */

/* The text by which an element is known; "" when the element is not in order. */
static str element_name(const struct node *element, str key)
{
	const struct node *field = node_get(element, key);
	return node_is_scalar(field) ? field->text : STR("");
}

/* The element of that name; *index knows it when the list is long. */
static struct node *find_ordinary(const struct node *list, str key, const struct map *index,
                                  str name)
{
	if (!list || index->len > 0)
		return list ? map_get(index, name) : NULL;
	NODE_EACH_ITEM (item, list)
		if (str_eq(element_name(item->value, key), name))
			return item->value;
	return NULL;
}

/* Do all elements have the key, and no two the same? */
static bool is_ordinary(struct arena *arena, const struct node *list, str key, struct map *index)
{
	const bool is_long = node_count(list) > FEW;
	if (!list)
		return true;
	NODE_EACH_ITEM (item, list) {
		const str name = element_name(item->value, key);
		if (name.len == 0)
			return false;
		if (is_long && !map_get(index, name))
			map_set(arena, index, name, item->value);
		if (find_ordinary(list, key, index, name) != item->value)
			return false;
	}
	return true;
}

/*
 * The patch's elements first, then the target's others. A merged element is the target's own,
 * even where the patch replaces it: kustomize puts the target's back, so that has no effect.
 */
static bool merge_ordinary(struct merge_walk *walk, struct node *dest, struct node *patch,
                           struct merge_type type, const struct map indexes[2], struct node *out)
{
	const str key = merge_type_key(type, 0);
	const struct merge_type element = merge_type_element(type);
	struct node *merged;
	if (patch) {
		NODE_EACH_ITEM (item, patch) {
			struct node *mine = find_ordinary(dest, key, &indexes[0],
			                                  element_name(item->value, key));
			if (!merge_node(walk, mine, item->value, element, &merged))
				return false;
			if (!merge_is_gone(merged))
				node_add(walk->arena, out, mine ? mine : merged);
		}
	}
	if (patch == dest)
		return true;
	NODE_EACH_ITEM (item, dest) {
		if (find_ordinary(patch, key, &indexes[1], element_name(item->value, key)))
			continue;
		if (!merge_node(walk, item->value, NULL, element, &merged))
			return false;
		if (!merge_is_gone(merged))
			node_add(walk->arena, out, merged);
	}
	return true;
}

bool merge_list(struct merge_walk *walk, struct node *dest, struct node *patch,
                struct merge_type type, struct node **out)
{
	enum directive directive = DIRECTIVE_MERGE;
	*out = NULL;
	if (node_is_null(dest)) {
		dest = patch = node_copy(walk->arena, patch);
	} else if (patch) {
		if (node_is_null(patch))
			return true;
		if (!merge_list_directive(walk, patch, &directive))
			return false;
		if (directive == DIRECTIVE_DELETE)
			return true;
		if (directive == DIRECTIVE_REPLACE)
			dest = patch = patch == dest ? dest : node_copy(walk->arena, patch);
	}
	*out = dest;
	if (!dest->head && (!patch || !patch->head))
		return true;
	struct node *merged = node_new_seq(walk->arena, dest->at);
	struct map indexes[2] = {0};
	*out = merged;
	const bool ordinary =
		merge_type_key_count(type) == 1 &&
		is_ordinary(walk->arena, dest, merge_type_key(type, 0), &indexes[0]) &&
		is_ordinary(walk->arena, patch, merge_type_key(type, 0), &indexes[1]);
	return ordinary ? merge_ordinary(walk, dest, patch, type, indexes, merged)
	                : merge_odd_list(walk, dest, patch, type, merged);
}
