/*
 * strategic_tuples.c - the strategic merge of lists out of order
 *
 * An element is known by the texts of its key fields, its tuple. What comes of
 * elements that lack keys or share them nobody would design; it is the sum of
 * what kustomize's steps do to them, and so it is written
 * here: collect tuples, complete them from one another, merge tuple by tuple,
 * then go through what is left of the target's elements.
 */
#include "base/map.h"
#include "kustomize/merge_walk.h"
#include "kustomize/setter.h"

/* The keys of a list, or some of them, and values for them. */
struct tuple {
	const str *keys;
	str *values;
	size_t key_count, value_count;
};

/* ---- elements by tuple, as kustomize finds, removes and replaces them ---- */

/* Is `element` one of those that `tuple` means? An empty value means any that has the field. */
static bool is_meant(struct merge_walk *walk, const struct node *element, const struct tuple *tuple,
                     bool *meant)
{
	*meant = false;
	const bool primitive = tuple->keys[0].len == 0;
	if (!setter_expect_kind(walk->arena, element, primitive ? NODE_SCALAR : NODE_MAP,
	                        walk->diags))
		return false;
	if (primitive) {
		*meant = str_eq(element->text, tuple->values[0]);
		return true;
	}
	/* Where values have run out, the last field found counts again. */
	for (size_t i = 0; i < tuple->key_count && i < tuple->value_count; i++) {
		const struct node *field = node_get(element, tuple->keys[i]);
		if (!field ||
		    (tuple->values[i].len > 0 && !str_eq(node_text(field), tuple->values[i])))
			return true;
	}
	*meant = true;
	return true;
}

/*
 * Puts `element` where the elements meant by `tuple` are, at the end when there are none; NULL
 * removes them. Nulls and empty mappings go on the way. A tuple of no values means nobody, and
 * spares nobody: an element without keys takes the place of all.
 */
static bool set_element(struct merge_walk *walk, struct node *list, struct node *element,
                        const struct tuple *tuple)
{
	const bool nobody = tuple->value_count == 0;
	const bool spares_others = !nobody && tuple->keys[0].len > 0 && tuple->values[0].len > 0;
	struct item *kept = NULL, **slot = &list->head;
	bool found = false;
	for (struct item *item = nobody ? NULL : list->head; item; item = item->next) {
		bool meant = false;
		if (merge_is_gone(item->value))
			continue;
		if ((item->value->kind == NODE_MAP || !spares_others) &&
		    !is_meant(walk, item->value, tuple, &meant))
			return false;
		found |= meant;
		if (meant && !element)
			continue;
		if (meant)
			item->value = element;
		*slot = kept = item;
		slot = &item->next;
	}
	*slot = NULL;
	list->tail = kept;
	if (element && !found)
		node_add(walk->arena, list, element);
	return true;
}

bool merge_list_directive(struct merge_walk *walk, struct node *patch, enum directive *out)
{
	const str key = STR("$patch");
	*out = DIRECTIVE_MERGE;
	NODE_EACH_ITEM (item, patch) {
		const struct node *value = node_get(item->value, key);
		if (!value)
			continue;
		if (item->value->first->next) /* a directive to one element */
			return true;
		str text = node_text(value);
		return merge_directive(walk, value, out) &&
		       set_element(walk, patch, NULL, &(struct tuple){&key, &text, 1, 1});
	}
	return true;
}

/* ---- any list ---- */

struct list_merge {
	struct merge_walk *walk;
	struct merge_type element;
	str *keys;   /* one "" for primitives */
	str *usable; /* those of them for which some tuple has a value */
	size_t key_count, usable_count;
	ARRAY(str *) tuples; /* key_count values each */
};

static void read_keys(struct list_merge *merge, struct merge_type type)
{
	const size_t count = merge_type_key_count(type);
	merge->key_count = count > 0 ? count : 1;
	merge->keys = ARENA_ARRAY(merge->walk->arena, str, merge->key_count);
	merge->usable = ARENA_ARRAY(merge->walk->arena, str, merge->key_count);
	merge->keys[0] = STR("");
	for (size_t i = 0; i < count; i++)
		merge->keys[i] = merge_type_key(type, i);
}

static bool is_primitive(const struct list_merge *merge)
{
	return merge->keys[0].len == 0;
}

static str key_text(const struct node *element, str key)
{
	const struct node *field = key.len == 0 ? element : node_get(element, key);
	return node_is_null(field) ? STR("") : node_text(field);
}

/* Adds the tuples of a list's elements that are not there yet. */
static void collect_tuples(struct list_merge *merge, const struct node *list, struct map *seen)
{
	struct arena *arena = merge->walk->arena;
	NODE_EACH_ITEM (item, list) {
		str *values = ARENA_ARRAY(arena, str, merge->key_count);
		for (size_t i = 0; i < merge->key_count; i++)
			values[i] = key_text(item->value, merge->keys[i]);
		const str joined = arena_join(arena, '\0', values, merge->key_count);
		if (map_get(seen, joined))
			continue;
		map_set(arena, seen, joined, values);
		*ARRAY_ADD(arena, &merge->tuples) = values;
	}
}

/* Do they agree somewhere and contradict each other nowhere? */
static bool is_compatible(const str *a, const str *b, size_t count)
{
	bool agree = false;
	for (size_t i = 0; i < count; i++) {
		const bool equal = str_eq(a[i], b[i]);
		if (!equal && a[i].len > 0 && b[i].len > 0)
			return false;
		agree |= equal;
	}
	return agree;
}

/*
 * Completes tuples from one another, so that a port without protocol is the port with one.
 * kustomize compares with the tuple as it was and writes both, which is why the result depends on
 * their order.
 */
static void complete_tuples(struct list_merge *merge)
{
	const size_t count = merge->key_count;
	for (size_t i = 0; i < merge->tuples.len; i++) {
		const str *start = merge->tuples.at[i];
		for (size_t j = 0; j < merge->tuples.len; j++) {
			const str *other = merge->tuples.at[j];
			if (!is_compatible(start, other, count))
				continue;
			str *both = ARENA_ARRAY(merge->walk->arena, str, count);
			for (size_t k = 0; k < count; k++)
				both[k] = start[k].len > 0 ? start[k] : other[k];
			merge->tuples.at[i] = merge->tuples.at[j] = both;
		}
	}
}

static void find_usable_keys(struct list_merge *merge)
{
	for (size_t k = 0; k < merge->key_count; k++) {
		bool used = false;
		for (size_t i = 0; !used && i < merge->tuples.len; i++)
			used = merge->tuples.at[i][k].len > 0;
		if (used)
			merge->usable[merge->usable_count++] = merge->keys[k];
	}
	if (merge->usable_count > 0)
		return;
	for (size_t k = 0; k < merge->key_count; k++)
		merge->usable[merge->usable_count++] = merge->keys[k];
}

/* The values of a tuple for the usable keys. */
static struct tuple usable_tuple(const struct list_merge *merge, const str *values)
{
	struct tuple tuple = {.keys = merge->usable, .key_count = merge->usable_count};
	tuple.values = ARENA_ARRAY(merge->walk->arena, str, merge->usable_count);
	for (size_t k = 0; k < merge->key_count && tuple.value_count < merge->usable_count; k++)
		if (str_eq(merge->keys[k], merge->usable[tuple.value_count]))
			tuple.values[tuple.value_count++] = values[k];
	return tuple;
}

/* The first element with exactly these values; keys without value count only if all are. */
static struct node *find_element(const struct node *list, const struct tuple *tuple)
{
	bool any_value = false;
	for (size_t i = 0; i < tuple->value_count; i++)
		any_value |= tuple->values[i].len > 0;
	if (!list)
		return NULL;
	NODE_EACH_ITEM (item, list) {
		if (tuple->keys[0].len == 0) {
			if (str_eq(node_text(item->value), tuple->values[0]))
				return item->value;
			continue;
		}
		bool matches = node_is_map(item->value);
		for (size_t i = 0; matches && i < tuple->value_count; i++) {
			if (any_value && tuple->values[i].len == 0)
				continue;
			const struct node *field = node_get(item->value, tuple->keys[i]);
			matches = field && str_eq(node_text(field), tuple->values[i]);
		}
		if (matches)
			return item->value;
	}
	return NULL;
}

static void add_missing_keys(struct merge_walk *walk, struct node *element,
                             const struct tuple *tuple)
{
	if (element->kind != NODE_MAP)
		return;
	for (size_t i = 0; i < tuple->value_count; i++)
		if (tuple->values[i].len > 0 && !node_find_pair(element, tuple->keys[i]))
			node_set(walk->arena, element, tuple->keys[i],
			         node_new_scalar(walk->arena, tuple->values[i], element->at));
}

static bool merge_tuple(struct list_merge *merge, struct node *dest, struct node *patch,
                        const struct tuple *tuple, struct node *out)
{
	struct node *mine = find_element(dest, tuple), *theirs = find_element(patch, tuple),
		    *merged;
	if (!merge_node(merge->walk, mine, theirs, merge->element, &merged))
		return false;
	if (merge_is_gone(merged))
		return set_element(merge->walk, dest, NULL, tuple);
	if (merged == theirs && merged != mine)
		merged = node_copy(merge->walk->arena, merged);
	/* A primitive of one side loses its tag there, if not its quotes: `!!str 5` becomes 5. */
	if (is_primitive(merge) && (!mine || !theirs)) {
		merged->tag = TAG_NONE;
		merged->explicit_tag = 0;
	}
	add_missing_keys(merge->walk, merged, tuple);
	return set_element(merge->walk, out, merged, tuple);
}

/* Puts an element that is left of the target's into the result. */
static bool put_back(struct list_merge *merge, struct node *element, struct node *out)
{
	struct merge_walk *walk = merge->walk;
	struct tuple tuple = {.keys = merge->usable, .key_count = merge->usable_count};
	str text = node_text(element);
	if (is_primitive(merge)) {
		tuple.values = &text;
		tuple.value_count = 1;
		return set_element(walk, out, element, &tuple);
	}
	if (!setter_expect_kind(walk->arena, element, NODE_MAP, walk->diags))
		return false;
	tuple.values = ARENA_ARRAY(walk->arena, str, merge->usable_count);
	for (size_t i = 0; i < merge->usable_count; i++) {
		const struct node *field = node_get(element, merge->usable[i]);
		if (field)
			tuple.values[tuple.value_count++] = node_text(field);
		else
			node_add(walk->arena, out, element); /* once for each key it lacks */
	}
	if (merge->usable_count > 1 && !set_element(walk, out, NULL, &tuple))
		return false;
	return set_element(walk, out, element, &tuple);
}

bool merge_odd_list(struct merge_walk *walk, struct node *dest, struct node *patch,
                    struct merge_type type, struct node *out)
{
	struct list_merge merge = {.walk = walk, .element = merge_type_element(type)};
	struct map seen = {0};
	read_keys(&merge, type);
	if (patch)
		collect_tuples(&merge, patch, &seen);
	collect_tuples(&merge, dest, &seen);
	if (merge.key_count > 1)
		complete_tuples(&merge);
	find_usable_keys(&merge);
	for (size_t i = 0; i < merge.tuples.len; i++) {
		const struct tuple tuple = usable_tuple(&merge, merge.tuples.at[i]);
		if (!merge_tuple(&merge, dest, patch, &tuple, out))
			return false;
	}
	NODE_EACH_ITEM (item, dest)
		if (!put_back(&merge, item->value, out))
			return false;
	return true;
}
