/*
 * pair.c - see pair.h
 *
 * Each pass pairs what the ones before it left, by a key that says less than
 * theirs. A key that two resources of one side share decides nothing: a wrong
 * pair is worse than a resource that is shown as gone and another as new.
 */
#include "diff/pair.h"

#include "base/map.h"
#include "diff/compare.h"

/* A rename costs a comparison for each two of a kind: a few are worth it, hundreds are not. */
enum { MAX_RENAMES = 64 };

struct pairer {
	struct arena *arena;
	const struct resources *before, *after;
	struct pairing pairing;
};

static bool is_hash_char(char c)
{
	/* kustomize's encoding: hex digits, with 0 1 3 a e written as g h k m t */
	return str_find_char(STR("2456789bcdfghkmt"), c) != STR_NONE;
}

str pair_stem(str name)
{
	enum { HASH = 10 };
	if (name.len < HASH + 2 || name.at[name.len - HASH - 1] != '-')
		return name;
	for (size_t i = name.len - HASH; i < name.len; i++)
		if (!is_hash_char(name.at[i]))
			return name;
	return str_slice(name, 0, name.len - HASH - 1);
}

/* ---- by key; the version never counts, since an object keeps its identity in an upgrade ---- */

static str key_with(struct arena *arena, struct resource_id id, str namespace, str name)
{
	return arena_printf(arena, "%.*s/%.*s/%.*s/%.*s", STR_ARG(id.gvk.group),
	                    STR_ARG(id.gvk.kind), STR_ARG(namespace), STR_ARG(name));
}

static str key_id(struct arena *arena, struct resource_id id)
{
	return key_with(arena, id, id.namespace, id.name);
}

static str key_stem(struct arena *arena, struct resource_id id)
{
	return key_with(arena, id, id.namespace, pair_stem(id.name));
}

static str key_name(struct arena *arena, struct resource_id id)
{
	return key_with(arena, id, STR(""), id.name);
}

static str key_name_stem(struct arena *arena, struct resource_id id)
{
	return key_with(arena, id, STR(""), pair_stem(id.name));
}

typedef str key_function(struct arena *arena, struct resource_id id);

/* A side's unpaired resources by key; a key that two of them have leads to `at` STR_NONE. */
struct slot {
	size_t at;
};

/* Linear: a list of thousands is hashed once a pass. */
static struct map index_side(struct pairer *pairer, const struct resources *side,
                             const size_t *paired, key_function *key)
{
	struct map map = {0};
	for (size_t i = 0; i < side->len; i++) {
		if (paired[i] != STR_NONE)
			continue;
		const str text = key(pairer->arena, side->at[i].id);
		struct slot *slot = map_get(&map, text);
		if (!slot) {
			slot = ARENA_NEW(pairer->arena, struct slot);
			slot->at = i;
			map_set(pairer->arena, &map, text, slot);
		} else {
			slot->at = STR_NONE;
		}
	}
	return map;
}

static void pair_up(struct pairer *pairer, size_t before, size_t after)
{
	pairer->pairing.of_before[before] = after;
	pairer->pairing.of_after[after] = before;
}

static void pair_by(struct pairer *pairer, key_function *key)
{
	const struct map befores =
		index_side(pairer, pairer->before, pairer->pairing.of_before, key);
	const struct map afters = index_side(pairer, pairer->after, pairer->pairing.of_after, key);
	for (size_t i = 0; i < afters.cap; i++) {
		const struct slot *after = afters.slots[i].value;
		const struct slot *before = after ? map_get(&befores, afters.slots[i].key) : NULL;
		if (before && after->at != STR_NONE && before->at != STR_NONE)
			pair_up(pairer, before->at, after->at);
	}
}

/* ---- by likeness ---- */

/* How much of the larger one is the same, 0 to 1; apiVersion and kind always are. */
static double likeness(struct arena *arena, const struct node *before, const struct node *after)
{
	enum { ALWAYS_SAME = 2 };
	struct diff_changes changes = {0};
	compare_trees(arena, before, after, &changes);
	const size_t x = compare_count_leaves(before), y = compare_count_leaves(after);
	const size_t all = x > y ? x : y;
	if (all <= ALWAYS_SAME + changes.len)
		return 0;
	return (double)(all - ALWAYS_SAME - changes.len) / (double)(all - ALWAYS_SAME);
}

static bool same_kind(const struct resource *a, const struct resource *b)
{
	return str_eq(a->id.gvk.kind, b->id.gvk.kind) && str_eq(a->id.gvk.group, b->id.gvk.group);
}

/* The likest of the unpaired of its kind, when more than half is the same. */
static void pair_renamed(struct pairer *pairer, size_t after)
{
	double best = 0.5;
	size_t found = STR_NONE;
	for (size_t i = 0; i < pairer->before->len; i++) {
		if (pairer->pairing.of_before[i] != STR_NONE ||
		    !same_kind(&pairer->before->at[i], &pairer->after->at[after]))
			continue;
		const double like = likeness(pairer->arena, pairer->before->at[i].root,
		                             pairer->after->at[after].root);
		if (like > best) {
			best = like;
			found = i;
		}
	}
	if (found != STR_NONE)
		pair_up(pairer, found, after);
}

static void pair_by_likeness(struct pairer *pairer)
{
	size_t left = 0;
	for (size_t i = 0; i < pairer->after->len; i++)
		left += pairer->pairing.of_after[i] == STR_NONE;
	for (size_t i = 0; i < pairer->after->len && left <= MAX_RENAMES; i++)
		if (pairer->pairing.of_after[i] == STR_NONE)
			pair_renamed(pairer, i);
}

static size_t *none(struct arena *arena, size_t len)
{
	size_t *list = ARENA_ARRAY(arena, size_t, len + 1);
	for (size_t i = 0; i < len; i++)
		list[i] = STR_NONE;
	return list;
}

struct pairing pair_resources(struct arena *arena, const struct resources *before,
                              const struct resources *after)
{
	static key_function *const KEYS[] = {key_id, key_stem, key_name, key_name_stem};
	struct pairer pairer = {arena, before, after, {none(arena, after->len), NULL}};
	pairer.pairing.of_before = none(arena, before->len);
	for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
		pair_by(&pairer, KEYS[i]);
	pair_by_likeness(&pairer);
	return pairer.pairing;
}
