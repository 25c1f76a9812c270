/*
 * node.c - see node.h
 *
 * Maps are lists of pairs, not hashes: those in manifests have a handful of keys, their order is
 * part of the output, and kustomize's nodes keep a second pair of one key, which a hash would lose.
 * Where many keys are looked up in a big map, the caller makes an index.
 */
#include "yaml/node.h"

#include <stdlib.h>

static struct node *new_node(struct arena *arena, enum node_kind kind, enum node_tag tag,
                             struct mark at)
{
	struct node *node = ARENA_NEW(arena, struct node);
	node->kind = kind;
	node->tag = tag;
	node->at = at;
	return node;
}

struct node *node_new_map(struct arena *arena, struct mark at)
{
	return new_node(arena, NODE_MAP, TAG_MAP, at);
}

struct node *node_new_seq(struct arena *arena, struct mark at)
{
	return new_node(arena, NODE_SEQ, TAG_SEQ, at);
}

struct node *node_new_scalar(struct arena *arena, str text, struct mark at)
{
	struct node *node = new_node(arena, NODE_SCALAR, TAG_NONE, at);
	node->text = text;
	return node;
}

struct node *node_new_str(struct arena *arena, str text, struct mark at)
{
	struct node *node = node_new_scalar(arena, text, at);
	node->tag = TAG_STR;
	return node;
}

/* The recursion is as deep as the tree, and load.c limits that. */
struct node *node_copy(struct arena *arena, const struct node *node)
{
	struct node *copy = ARENA_NEW(arena, struct node);
	*copy = *node;
	if (node->kind == NODE_MAP) {
		copy->first = copy->last = NULL;
		NODE_EACH_PAIR (pair, node) {
			const struct node *key = &pair->key;
			node_add_pair(arena, copy,
			              key->kind == NODE_SCALAR ? *key : *node_copy(arena, key),
			              node_copy(arena, pair->value));
		}
	} else if (node->kind == NODE_SEQ) {
		copy->head = copy->tail = NULL;
		NODE_EACH_ITEM (item, node)
			node_add(arena, copy, node_copy(arena, item->value));
	}
	return copy;
}

bool node_is_empty(const struct node *node)
{
	return node_is_null(node) || (node->kind == NODE_MAP && !node->first) ||
	       (node->kind == NODE_SEQ && !node->head);
}

size_t node_count(const struct node *node)
{
	size_t count = 0;
	if (node_is_map(node))
		NODE_EACH_PAIR (pair, node)
			count++;
	if (node_is_seq(node))
		NODE_EACH_ITEM (item, node)
			count++;
	return count;
}

const char *node_kind_name(const struct node *node)
{
	if (node_is_null(node))
		return "null";
	static const char *const NAMES[] = {
		[NODE_SCALAR] = "a scalar", [NODE_MAP] = "a mapping", [NODE_SEQ] = "a list"};
	return NAMES[node->kind];
}

struct pair *node_find_pair(const struct node *map, str key)
{
	if (!node_is_map(map))
		return NULL;
	NODE_EACH_PAIR (pair, map)
		if (pair->key.kind == NODE_SCALAR && str_eq(pair->key.text, key))
			return pair;
	return NULL;
}

struct node *node_get(const struct node *map, str key)
{
	const struct pair *pair = node_find_pair(map, key);
	return pair ? pair->value : NULL;
}

str node_text(const struct node *node)
{
	return node->kind == NODE_SCALAR ? node->text : STR("");
}

str node_get_text(const struct node *map, str key)
{
	const struct node *value = node_get(map, key);
	return node_is_scalar(value) ? value->text : STR("");
}

struct node *node_at(struct node *node, const str *keys, size_t count)
{
	for (size_t i = 0; node && i < count; i++)
		node = node_get(node, keys[i]);
	return node;
}

struct node *node_at_path(struct node *node, const char *path)
{
	str rest = str_of(path), key;
	while (node && rest.len > 0) {
		str_cut(rest, '/', &key, &rest);
		node = node_get(node, key);
	}
	return node;
}

struct node *node_item(const struct node *seq, size_t index)
{
	if (!node_is_seq(seq))
		return NULL;
	NODE_EACH_ITEM (item, seq)
		if (index-- == 0)
			return item->value;
	return NULL;
}

const struct node *node_find_duplicate_key(const struct node *node)
{
	const struct node *found = NULL;
	if (node->kind == NODE_SEQ)
		NODE_EACH_ITEM (item, node)
			if ((found = node_find_duplicate_key(item->value)))
				return found;
	if (node->kind == NODE_MAP)
		NODE_EACH_PAIR (pair, node) {
			if (pair->key.kind == NODE_SCALAR &&
			    node_find_pair(node, pair->key.text) != pair)
				return &pair->key;
			if ((found = node_find_duplicate_key(pair->value)))
				return found;
		}
	return found;
}

size_t node_measure(const struct node *node, size_t *count)
{
	size_t depth = 0;
	++*count;
	if (node->kind == NODE_MAP) {
		NODE_EACH_PAIR (pair, node) {
			const size_t below = node_measure(pair->value, count);
			depth = below > depth ? below : depth;
		}
	} else if (node->kind == NODE_SEQ) {
		NODE_EACH_ITEM (item, node) {
			const size_t below = node_measure(item->value, count);
			depth = below > depth ? below : depth;
		}
	}
	return depth + 1;
}

static int by_key(const void *a, const void *b)
{
	const struct pair *const *x = a, *const *y = b;
	return str_cmp(node_text(&(*x)->key), node_text(&(*y)->key));
}

struct pair **node_sorted_pairs(struct arena *arena, const struct node *map,
                                int (*order)(const void *, const void *), size_t *len)
{
	struct pair **pairs = ARENA_ARRAY(arena, struct pair *, node_count(map) + 1);
	*len = 0;
	if (node_is_map(map))
		NODE_EACH_PAIR (pair, map)
			pairs[(*len)++] = pair;
	qsort(pairs, *len, sizeof *pairs, order ? order : by_key);
	return pairs;
}

static bool pairs_eq(const struct node *a, const struct node *b)
{
	const struct pair *x = a->first, *y = b->first;
	for (; x && y; x = x->next, y = y->next)
		if (!node_eq(&x->key, &y->key) || !node_eq(x->value, y->value))
			return false;
	return !x && !y;
}

static bool items_eq(const struct node *a, const struct node *b)
{
	const struct item *x = a->head, *y = b->head;
	for (; x && y; x = x->next, y = y->next)
		if (!node_eq(x->value, y->value))
			return false;
	return !x && !y;
}

bool node_eq(const struct node *a, const struct node *b)
{
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case NODE_SCALAR: return str_eq(a->text, b->text);
	case NODE_MAP: return pairs_eq(a, b);
	case NODE_SEQ: return items_eq(a, b);
	}
	return false;
}

struct pair *node_add_pair(struct arena *arena, struct node *map, struct node key,
                           struct node *value)
{
	struct pair *pair = ARENA_NEW(arena, struct pair);
	*pair = (struct pair){.key = key, .value = value};
	if (map->last)
		map->last->next = pair;
	else
		map->first = pair;
	map->last = pair;
	return pair;
}

struct pair *node_set(struct arena *arena, struct node *map, str key, struct node *value)
{
	struct pair *pair = node_find_pair(map, key);
	if (!pair)
		return node_add_pair(arena, map, *node_new_scalar(arena, key, value->at), value);
	pair->value = value;
	return pair;
}

bool node_remove(struct node *map, str key)
{
	if (!node_is_map(map))
		return false;
	struct pair *before = NULL;
	for (struct pair *pair = map->first; pair; before = pair, pair = pair->next) {
		if (pair->key.kind != NODE_SCALAR || !str_eq(pair->key.text, key))
			continue;
		*(before ? &before->next : &map->first) = pair->next;
		if (map->last == pair)
			map->last = before;
		return true;
	}
	return false;
}

void node_insert_after(struct arena *arena, struct node *seq, struct item *before,
                       struct node *value)
{
	struct item *item = ARENA_NEW(arena, struct item);
	struct item **slot = before ? &before->next : &seq->head;
	*item = (struct item){value, *slot};
	*slot = item;
	if (!item->next)
		seq->tail = item;
}

void node_add(struct arena *arena, struct node *seq, struct node *value)
{
	node_insert_after(arena, seq, seq->tail, value);
}

void node_remove_after(struct node *seq, struct item *before)
{
	struct item **slot = before ? &before->next : &seq->head;
	if (seq->tail == *slot)
		seq->tail = before;
	*slot = (*slot)->next;
}

void node_become(struct node *node, const struct node *with)
{
	*node = *with;
}

void node_replace(struct node *node, const struct node *with)
{
	const enum node_style style = node->style;
	const bool explicit_tag = node->explicit_tag;
	node_become(node, with);
	node->style = style;
	node->explicit_tag = explicit_tag && node->tag != TAG_NONE;
}

void node_set_text(struct node *scalar, str text)
{
	scalar->text = text;
	scalar->tag = TAG_NONE;
	scalar->explicit_tag = scalar->as_read = 0;
}

void node_place(struct node *node, struct mark at)
{
	node->at = at;
	if (node->kind == NODE_MAP)
		NODE_EACH_PAIR (pair, node) {
			node_place(&pair->key, at);
			node_place(pair->value, at);
		}
	if (node->kind == NODE_SEQ)
		NODE_EACH_ITEM (item, node)
			node_place(item->value, at);
}
