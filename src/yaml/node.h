/*
 * node.h - a YAML document as a tree
 *
 * Nodes are plain data: read the fields, change them only through the
 * functions here. A node belongs to the arena it was made in and sits in at
 * most one tree; to use it in two places, node_copy() it.
 *
 * A scalar keeps what kustomize's node model keeps (tag, raw text, style),
 * because the value that is printed in the end depends on all three:
 * resolve.h turns them into a value.
 */
#ifndef YAML_NODE_H
#define YAML_NODE_H

#include "base/diag.h"

enum node_kind { NODE_SCALAR, NODE_MAP, NODE_SEQ };

enum node_tag {
	TAG_NONE, /* not set: the plain text decides */
	TAG_STR,
	TAG_INT,
	TAG_FLOAT,
	TAG_BOOL,
	TAG_NULL,
	TAG_TIMESTAMP,
	TAG_BINARY,
	TAG_MERGE,
	TAG_MAP,
	TAG_SEQ,
	TAG_OTHER, /* an application's own, which nobody here understands */
};

enum node_style {
	STYLE_PLAIN, /* for maps and seqs: block */
	STYLE_SINGLE,
	STYLE_DOUBLE,
	STYLE_LITERAL,
	STYLE_FOLDED,
	STYLE_FLOW, /* maps and seqs only */
};

struct pair;
struct item;

struct node {
	enum node_kind kind : 8;
	enum node_tag tag : 8;
	enum node_style style : 8;
	unsigned explicit_tag : 1; /* the tag was written out: `!!int "1"` */
	unsigned from_alias : 1;   /* a copy of what `*anchor` stood for */
	unsigned as_read : 1;      /* nothing was written here since: kustomize's node has a line */
	struct mark at;            /* where it was read; copied along by node_copy() */
	union {
		str text; /* scalar: unquoted and unfolded */
		struct {
			struct pair *first, *last;
		}; /* map: its pairs in file order */
		struct {
			struct item *head, *tail;
		}; /* seq: its items in order */
	};
};

struct pair {
	struct node key; /* nearly always a scalar */
	struct node *value;
	struct pair *next;
};

struct item {
	struct node *value;
	struct item *next;
};

#define NODE_EACH_PAIR(pair, map) for (struct pair *pair = (map)->first; pair; pair = pair->next)
#define NODE_EACH_ITEM(item, seq) for (struct item *item = (seq)->head; item; item = item->next)

/* Empty. `at` is where it counts as written: NO_MARK for what nobody wrote. */
struct node *node_new_map(struct arena *arena, struct mark at);
struct node *node_new_seq(struct arena *arena, struct mark at);
/* Plain, untagged: its type is whatever its text looks like. */
struct node *node_new_scalar(struct arena *arena, str text, struct mark at);
/* A string whatever its text looks like. */
struct node *node_new_str(struct arena *arena, str text, struct mark at);
/* Deep; texts and sources are shared, as they live longer. */
struct node *node_copy(struct arena *arena, const struct node *node);

/* ---- questions ---- */

/* NULL counts as null: an absent value is asked about as often as a written one. */
static inline bool node_is_null(const struct node *node)
{
	return !node || node->tag == TAG_NULL;
}

static inline bool node_is_map(const struct node *node)
{
	return node && node->kind == NODE_MAP;
}

static inline bool node_is_seq(const struct node *node)
{
	return node && node->kind == NODE_SEQ;
}

/* A null is no scalar here: who asks wants a text. */
static inline bool node_is_scalar(const struct node *node)
{
	return node && node->kind == NODE_SCALAR && node->tag != TAG_NULL;
}

bool node_is_empty(const struct node *node);         /* NULL, null, {}, [] */
size_t node_count(const struct node *node);          /* pairs or items; 0 for a scalar or NULL */
const char *node_kind_name(const struct node *node); /* "a mapping", "a list", "a scalar", "null" */

/*
 * The value under `key`, the first if there are several; NULL when absent or when `map` is no map.
 */
struct node *node_get(const struct node *map, str key);
/* The pair itself, for who needs the key's place; to change its value is to change the tree. */
struct pair *node_find_pair(const struct node *map, str key);
/* A scalar's text, a null's too; "" for a map or a list, as a key may be one. */
str node_text(const struct node *node);
/* The text of the scalar under `key`; "" when absent, null or no scalar. */
str node_get_text(const struct node *map, str key);
/* Follows keys through maps: node_at(root, (str[]){...}, n). */
struct node *node_at(struct node *node, const str *keys, size_t count);
/* node_at() for a path in a string: "spec/ref/semver"; no escapes. */
struct node *node_at_path(struct node *node, const char *path);
/* NULL when there are fewer, or `seq` is no list. */
struct node *node_item(const struct node *seq, size_t index);
/*
 * The pairs of `map`, none for what is no map, as `order` (for qsort(), of struct pair *) has them;
 * NULL: by the bytes of their keys, as encoding/json writes maps.
 */
struct pair **node_sorted_pairs(struct arena *arena, const struct node *map,
                                int (*order)(const void *, const void *), size_t *len);
/* The first key, in whatever depth, that its map has before it already; NULL: there is none. */
const struct node *node_find_duplicate_key(const struct node *node);
/* Levels in a tree, 1 for a scalar; adds the number of its nodes, keys not counted, to *count. */
size_t node_measure(const struct node *node, size_t *count);
/*
 * Are kind, text and children equal? Tags, styles and places do not count; the order of keys does.
 */
bool node_eq(const struct node *a, const struct node *b);

/* ---- changes; a value that is given belongs to the tree afterwards ---- */

/* Puts `value` under `key`, in place of the first one there, else at the end. */
struct pair *node_set(struct arena *arena, struct node *map, str key, struct node *value);
/* Adds a pair without looking for the key. */
struct pair *node_add_pair(struct arena *arena, struct node *map, struct node key,
                           struct node *value);
/* True when something was removed. */
bool node_remove(struct node *map, str key);
/* At the end of a list. */
void node_add(struct arena *arena, struct node *seq, struct node *value);
/* After `before`, NULL for the front. */
void node_insert_after(struct arena *arena, struct node *seq, struct item *before,
                       struct node *value);
/* Removes the item behind `before` (NULL: the first). */
void node_remove_after(struct node *seq, struct item *before);
/* Makes `node` what `with` is, its children too, place included; `with` is used up. */
void node_become(struct node *node, const struct node *with);
/*
 * kustomize's "set field": node_become(), but the style stays, and whether the tag is written out
 * is part of that.
 */
void node_replace(struct node *node, const struct node *with);
/*
 * kustomize's "set scalar": the text changes, the tag goes, the style stays, so a plain scalar
 * may change its type (prefix "1" on "e5") and a quoted one stays a string.
 */
void node_set_text(struct node *scalar, str text);
/* Says of a whole tree that it stands at `at`: of one that comes from a text nobody wrote. */
void node_place(struct node *node, struct mark at);

#endif
