/*
 * compare.c - see compare.h
 *
 * Both trees are walked together, and the path grows on the way down. The one
 * hard question is which element of a list is which of the other: by name where
 * elements have one, by value where they are scalars, by place where all else
 * fails, since then one insertion makes everything behind it look changed.
 */
#include "diff/compare.h"

#include "base/buf.h"
#include "base/map.h"
#include "diff/show.h"
#include "yaml/resolve.h"

struct comparing {
	struct arena *arena;
	struct diff_changes *out;
};

static void compare(struct comparing *comparing, str path, const struct node *before,
                    const struct node *after);

/* Most values are equal to the letter; only what is not is worth resolving. */
bool compare_scalars(struct arena *arena, const struct node *a, const struct node *b)
{
	if (str_eq(a->text, b->text) && a->tag == b->tag &&
	    (a->style == STYLE_PLAIN) == (b->style == STYLE_PLAIN))
		return true;
	struct scalar x, y;
	str problem;
	if (!resolve_scalar(arena, a, &x, &problem) || !resolve_scalar(arena, b, &y, &problem))
		return str_eq(a->text, b->text);
	switch (x.type) {
	case SCALAR_NULL: return y.type == SCALAR_NULL;
	case SCALAR_BOOL: return y.type == SCALAR_BOOL && x.b == y.b;
	case SCALAR_STR:
	case SCALAR_TIMESTAMP:
		return (y.type == SCALAR_STR || y.type == SCALAR_TIMESTAMP) &&
		       str_eq(x.text, y.text);
	case SCALAR_INT:
	case SCALAR_UINT:
	case SCALAR_FLOAT:
		return (y.type == SCALAR_INT || y.type == SCALAR_UINT || y.type == SCALAR_FLOAT) &&
		       str_eq(resolve_json_number(arena, &x), resolve_json_number(arena, &y));
	}
	return false;
}

size_t compare_count_leaves(const struct node *node)
{
	size_t count = 0;
	switch (node->kind) {
	case NODE_SCALAR: return 1;
	case NODE_MAP:
		NODE_EACH_PAIR (pair, node)
			count += compare_count_leaves(pair->value);
		break;
	case NODE_SEQ:
		NODE_EACH_ITEM (item, node)
			count += compare_count_leaves(item->value);
		break;
	}
	return count;
}

static void add(struct comparing *comparing, enum diff_kind kind, str path,
                const struct node *before, const struct node *after)
{
	*ARRAY_ADD(comparing->arena, comparing->out) =
		(struct diff_change){.kind = kind, .path = path, .before = before, .after = after};
}

/* A key that could be read as more than one step is put in brackets, quoted. */
static str step(struct arena *arena, str path, str key)
{
	const bool plain = key.len > 0 && str_find_char(key, '.') == STR_NONE &&
	                   str_find_char(key, '/') == STR_NONE &&
	                   str_find_char(key, '[') == STR_NONE;
	if (!plain)
		return arena_printf(arena, "%.*s[%.*s]", STR_ARG(path), STR_ARG(key));
	return arena_printf(arena, "%.*s%s%.*s", STR_ARG(path), path.len ? "." : "", STR_ARG(key));
}

/* What is only on one side goes in as its leaves: a reader wants values, not "a mapping". */
static void add_leaves(struct comparing *comparing, enum diff_kind kind, str path,
                       const struct node *node)
{
	struct arena *arena = comparing->arena;
	size_t index = 0;
	if (node_is_map(node) && node->first) {
		NODE_EACH_PAIR (pair, node)
			add_leaves(comparing, kind, step(arena, path, node_text(&pair->key)),
			           pair->value);
	} else if (node_is_seq(node) && node->head) {
		NODE_EACH_ITEM (item, node)
			add_leaves(comparing, kind,
			           arena_printf(arena, "%.*s[%zu]", STR_ARG(path), index++),
			           item->value);
	} else {
		const bool added = kind == DIFF_ADDED;
		add(comparing, kind, path, added ? NULL : node, added ? node : NULL);
	}
}

/* Keys of both sides; which order they stand in is no difference. */
static void compare_maps(struct comparing *comparing, str path, const struct node *before,
                         const struct node *after)
{
	NODE_EACH_PAIR (pair, before) {
		const str here = step(comparing->arena, path, node_text(&pair->key));
		const struct node *other = node_get(after, node_text(&pair->key));
		if (other)
			compare(comparing, here, pair->value, other);
		else
			add_leaves(comparing, DIFF_REMOVED, here, pair->value);
	}
	NODE_EACH_PAIR (pair, after)
		if (!node_get(before, node_text(&pair->key)))
			add_leaves(comparing, DIFF_ADDED,
			           step(comparing->arena, path, node_text(&pair->key)),
			           pair->value);
}

/* ---- lists ---- */

/* Element name -> element, or false when an element has no name or shares one. */
static bool index_by(struct arena *arena, const struct node *list, str key, struct map *out)
{
	NODE_EACH_ITEM (item, list) {
		const str name = node_get_text(item->value, key);
		if (name.len == 0 || map_get(out, name))
			return false;
		map_set(arena, out, name, item->value);
	}
	return true;
}

static void compare_named(struct comparing *comparing, str path, str key, const struct node *before,
                          const struct map *befores, const struct node *after,
                          const struct map *afters)
{
	struct arena *arena = comparing->arena;
	NODE_EACH_ITEM (item, before) {
		const str name = node_get_text(item->value, key);
		const str here = arena_printf(arena, "%.*s[%.*s=%.*s]", STR_ARG(path), STR_ARG(key),
		                              STR_ARG(name));
		const struct node *other = map_get(afters, name);
		if (other)
			compare(comparing, here, item->value, other);
		else
			add_leaves(comparing, DIFF_REMOVED, here, item->value);
	}
	NODE_EACH_ITEM (item, after) {
		const str name = node_get_text(item->value, key);
		if (!map_get(befores, name))
			add_leaves(comparing, DIFF_ADDED,
			           arena_printf(arena, "%.*s[%.*s=%.*s]", STR_ARG(path),
			                        STR_ARG(key), STR_ARG(name)),
			           item->value);
	}
}

/* Lists whose elements have names, under one of the keys that Kubernetes merges lists by. */
static bool try_named(struct comparing *comparing, str path, const struct node *before,
                      const struct node *after)
{
	static const str KEYS[] = {STR_INIT("name"),      STR_INIT("key"),
	                           STR_INIT("mountPath"), STR_INIT("containerPort"),
	                           STR_INIT("port"),      STR_INIT("ip")};
	for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
		struct map befores = {0}, afters = {0};
		if (!index_by(comparing->arena, before, KEYS[i], &befores) ||
		    !index_by(comparing->arena, after, KEYS[i], &afters))
			continue;
		compare_named(comparing, path, KEYS[i], before, &befores, after, &afters);
		return true;
	}
	return false;
}

/* Only these can come and go by value. */
static bool all_scalars(const struct node *list)
{
	NODE_EACH_ITEM (item, list)
		if (item->value->kind != NODE_SCALAR)
			return false;
	return true;
}

/* The values as keys; false when one stands twice, since then the place matters. */
static bool index_values(struct arena *arena, const struct node *list, struct map *out)
{
	NODE_EACH_ITEM (item, list) {
		const str value = show_value(arena, item->value);
		if (map_get(out, value))
			return false;
		map_set(arena, out, value, item->value);
	}
	return true;
}

static bool same_order(struct arena *arena, const struct node *a, const struct node *b)
{
	const struct item *x = a->head, *y = b->head;
	for (; x && y; x = x->next, y = y->next)
		if (!compare_scalars(arena, x->value, y->value))
			return false;
	return !x && !y;
}

/* Values that come and go by themselves; one that only moved changes the list as a whole. */
static bool try_values(struct comparing *comparing, str path, const struct node *before,
                       const struct node *after)
{
	struct arena *arena = comparing->arena;
	struct map befores = {0}, afters = {0};
	if (!all_scalars(before) || !all_scalars(after) || !index_values(arena, before, &befores) ||
	    !index_values(arena, after, &afters))
		return false;
	const size_t len = comparing->out->len;
	const str here = arena_printf(arena, "%.*s[]", STR_ARG(path));
	NODE_EACH_ITEM (item, before)
		if (!map_get(&afters, show_value(arena, item->value)))
			add(comparing, DIFF_REMOVED, here, item->value, NULL);
	NODE_EACH_ITEM (item, after)
		if (!map_get(&befores, show_value(arena, item->value)))
			add(comparing, DIFF_ADDED, here, NULL, item->value);
	if (comparing->out->len == len && !same_order(arena, before, after))
		add(comparing, DIFF_CHANGED, path, before, after);
	return true;
}

/* The last resort, for lists of lists and of mappings without names. */
static void compare_by_place(struct comparing *comparing, str path, const struct node *before,
                             const struct node *after)
{
	const struct item *x = before->head, *y = after->head;
	for (size_t i = 0; x || y; i++) {
		const str here = arena_printf(comparing->arena, "%.*s[%zu]", STR_ARG(path), i);
		if (x && y)
			compare(comparing, here, x->value, y->value);
		else
			add_leaves(comparing, x ? DIFF_REMOVED : DIFF_ADDED, here,
			           (x ? x : y)->value);
		x = x ? x->next : NULL;
		y = y ? y->next : NULL;
	}
}

static void compare(struct comparing *comparing, str path, const struct node *before,
                    const struct node *after)
{
	if (before->kind != after->kind) {
		add(comparing, DIFF_CHANGED, path, before, after);
		return;
	}
	switch (before->kind) {
	case NODE_SCALAR:
		if (!compare_scalars(comparing->arena, before, after))
			add(comparing, DIFF_CHANGED, path, before, after);
		break;
	case NODE_MAP: compare_maps(comparing, path, before, after); break;
	case NODE_SEQ:
		if (!try_values(comparing, path, before, after) &&
		    !try_named(comparing, path, before, after))
			compare_by_place(comparing, path, before, after);
		break;
	}
}

void compare_trees(struct arena *arena, const struct node *before, const struct node *after,
                   struct diff_changes *out)
{
	struct comparing comparing = {arena, out};
	compare(&comparing, STR(""), before, after);
}
