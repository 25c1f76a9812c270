/*
 * snapshot.c - see snapshot.h
 *
 * Whoever writes a scalar gives it another node or another text, from a config or put together
 * anew: so it is told by where things lie and came from, and nobody who writes has to note it.
 */
#include "kustomize/pipeline/snapshot.h"

struct snapshot_node {
	const struct node *node;
	const char *text; /* NULL but for scalars */
	struct mark at;
};

static const char *text_of(const struct node *node)
{
	return node->kind == NODE_SCALAR ? node->text.at : NULL;
}

static void add(struct arena *arena, struct snapshot *snapshot, const struct node *node)
{
	*ARRAY_ADD(arena, snapshot) = (struct snapshot_node){node, text_of(node), node->at};
	if (node->kind == NODE_MAP)
		NODE_EACH_PAIR (pair, node)
			add(arena, snapshot, pair->value);
	if (node->kind == NODE_SEQ)
		NODE_EACH_ITEM (item, node)
			add(arena, snapshot, item->value);
}

struct snapshot snapshot_take(struct arena *arena, const struct node *root)
{
	struct snapshot snapshot = {0};
	add(arena, &snapshot, root);
	return snapshot;
}

static bool is_same(const struct snapshot_node *before, const struct node *node)
{
	return before->node == node && before->text == text_of(node) &&
	       before->at.line == node->at.line && before->at.col == node->at.col;
}

/* *next: the first of the snapshot that was not met yet. */
static bool is_next(const struct snapshot *snapshot, size_t *next, const struct node *node)
{
	if (*next == snapshot->len || !is_same(&snapshot->at[*next], node))
		return false;
	++*next;
	if (node->kind == NODE_MAP)
		NODE_EACH_PAIR (pair, node)
			if (!is_next(snapshot, next, pair->value))
				return false;
	if (node->kind == NODE_SEQ)
		NODE_EACH_ITEM (item, node)
			if (!is_next(snapshot, next, item->value))
				return false;
	return true;
}

bool snapshot_is_same(const struct snapshot *snapshot, const struct node *root)
{
	size_t next = 0;
	return is_next(snapshot, &next, root) && next == snapshot->len;
}
