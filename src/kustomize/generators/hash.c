/*
 * hash.c - the suffix that content gives a name
 *
 * Ten letters of the SHA-256 of some JSON. What goes into
 * it is a choice of kustomize's: neither the name, which always counts as empty,
 * nor labels, nor `immutable`.
 */
#include "base/digest.h"
#include "base/quote.h"
#include "kustomize/generators/generators.h"
#include "kustomize/internal.h"
#include "yaml/value.h"

enum { HASH_LEN = 10 };

/* Without vowels and the digits that look like them, so that no words come out. */
static char letter_of(char hex)
{
	switch (hex) {
	case '0': return 'g';
	case '1': return 'h';
	case '3': return 'k';
	case 'a': return 'm';
	case 'e': return 't';
	default: return hex;
	}
}

/* Go decodes the map into one of strings, where a key that reads as null has no place. */
static bool is_null_key(const struct node *key)
{
	return key->kind == NODE_SCALAR && key->style == STYLE_PLAIN &&
	       resolve_tag(key->text, YAML_NODES) == TAG_NULL;
}

/* Text goes in whatever its characters: that some cannot be printed shows later. */
static bool add_value(struct buf *json, const struct node *node, struct diags *diags)
{
	struct scalar scalar;
	struct node *value;
	str problem;
	if (node->kind == NODE_SCALAR && resolve_scalar(json->arena, node, &scalar, &problem) &&
	    scalar.type == SCALAR_STR) {
		quote_json(json, scalar.text);
		return true;
	}
	if (!value_from_node(json->arena, node, &value, diags))
		return false;
	value_to_json(json, value);
	return true;
}

static bool add_map(struct buf *json, const struct node *map, struct diags *diags)
{
	size_t len;
	struct pair **pairs = node_sorted_pairs(json->arena, map, NULL, &len);
	bool first = true;
	buf_add_char(json, '{');
	for (size_t i = 0; i < len; i++) {
		if (is_null_key(&pairs[i]->key))
			continue;
		buf_add(json, first ? STR("") : STR(","));
		first = false;
		quote_json(json, pairs[i]->key.text);
		buf_add_char(json, ':');
		if (!add_value(json, pairs[i]->value, diags))
			return false;
	}
	buf_add_char(json, '}');
	return true;
}

/* "key":value for a field of the resource; a scalar counts by its text, what is missing as "". */
static bool add_field(struct buf *json, const struct node *root, const char *field,
                      struct diags *diags)
{
	const struct node *node = node_get(root, str_of(field));
	buf_printf(json, "\"%s\":", field);
	if (node_is_map(node))
		return add_map(json, node, diags);
	if (node_is_seq(node))
		return add_value(json, node, diags);
	quote_json(json, node_is_scalar(node) ? node->text : STR(""));
	return true;
}

static bool add_config_map(struct buf *json, const struct node *root, struct diags *diags)
{
	buf_add_char(json, '{');
	if (node_is_map(node_get(root, STR("binaryData")))) {
		if (!add_field(json, root, "binaryData", diags))
			return false;
		buf_add_char(json, ',');
	}
	if (!add_field(json, root, "data", diags))
		return false;
	buf_add(json, STR(",\"kind\":\"ConfigMap\",\"name\":\"\"}"));
	return true;
}

static bool add_secret(struct buf *json, const struct node *root, struct diags *diags)
{
	buf_add_char(json, '{');
	if (!add_field(json, root, "data", diags))
		return false;
	buf_add(json, STR(",\"kind\":\"Secret\",\"name\":\"\","));
	if (node_is_map(node_get(root, STR("stringData")))) {
		if (!add_field(json, root, "stringData", diags))
			return false;
		buf_add_char(json, ',');
	}
	if (!add_field(json, root, "type", diags))
		return false;
	buf_add_char(json, '}');
	return true;
}

/* ---- other kinds ---- */

/* go-yaml's numbers for kinds and styles of nodes. */
static const int GO_KINDS[] = {[NODE_SCALAR] = 8, [NODE_MAP] = 4, [NODE_SEQ] = 2};
static const int GO_STYLES[] = {[STYLE_PLAIN] = 0,   [STYLE_DOUBLE] = 2,  [STYLE_SINGLE] = 4,
                                [STYLE_LITERAL] = 8, [STYLE_FOLDED] = 16, [STYLE_FLOW] = 32};

static const char *tag_name(const struct node *node)
{
	static const char *const NAMES[] = {
		[TAG_STR] = "!!str",       [TAG_INT] = "!!int",     [TAG_FLOAT] = "!!float",
		[TAG_BOOL] = "!!bool",     [TAG_NULL] = "!!null",   [TAG_TIMESTAMP] = "!!timestamp",
		[TAG_BINARY] = "!!binary", [TAG_MERGE] = "!!merge", [TAG_MAP] = "!!map",
		[TAG_SEQ] = "!!seq",       [TAG_NONE] = "",         [TAG_OTHER] = "",
	};
	return NAMES[node->tag];
}

static void add_node(struct buf *json, const struct node *node);

/* kustomize makes its keys without a tag. */
static void add_key(struct buf *json, const struct node *key)
{
	struct node bare = *key;
	bare.tag = key->as_read ? key->tag : TAG_NONE;
	add_node(json, &bare);
}

/* Keys and values of a map alternate, as in go-yaml. */
static void add_children(struct buf *json, const struct node *node)
{
	const size_t start = json->len;
	if (node->kind == NODE_MAP) {
		NODE_EACH_PAIR (pair, node) {
			buf_add_char(json, json->len == start ? '[' : ',');
			add_key(json, &pair->key);
			buf_add_char(json, ',');
			add_node(json, pair->value);
		}
	} else if (node->kind == NODE_SEQ) {
		NODE_EACH_ITEM (item, node) {
			buf_add_char(json, json->len == start ? '[' : ',');
			add_node(json, item->value);
		}
	}
	buf_add(json, json->len == start ? STR("null") : STR("]"));
}

/*
 * Of kinds that it does not know kustomize hashes its own tree in memory, lines and columns
 * included. Only a resource that carries kustomize's internal annotation gets here.
 */
static void add_node(struct buf *json, const struct node *node)
{
	const bool is_bare = !node->as_read && node->kind != NODE_SCALAR;
	buf_printf(json,
	           "{\"Kind\":%d,\"Style\":%d,\"Tag\":\"%s\",\"Value\":", GO_KINDS[node->kind],
	           GO_STYLES[node->style], is_bare ? "" : tag_name(node));
	quote_json(json, node_text(node));
	buf_add(json, STR(",\"Anchor\":\"\",\"Alias\":null,\"Content\":"));
	add_children(json, node);
	buf_printf(json,
	           ",\"HeadComment\":\"\",\"LineComment\":\"\",\"FootComment\":\"\","
	           "\"Line\":%u,\"Column\":%u}",
	           node->as_read ? node->at.line : 0, node->as_read ? node->at.col : 0);
}

static void place(struct node *node, uint32_t line, uint32_t col)
{
	node->as_read = 1;
	node->tag = node->kind == NODE_SCALAR ? TAG_STR : TAG_MAP;
	node->at.line = line;
	node->at.col = col;
}

/* kustomize reads what a generated object begins with from "\napiVersion: v1\nkind: …\n". */
static void place_beginning(struct node *root)
{
	static const char *const FIELDS[] = {"apiVersion", "kind"};
	place(root, 2, 1);
	for (uint32_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
		struct pair *pair = node_find_pair(root, str_of(FIELDS[i]));
		if (pair)
			place(&pair->key, 2 + i, 1);
		if (pair && pair->value->as_read)
			place(pair->value, 2 + i, (uint32_t)pair->key.text.len + 3);
	}
}

/*
 * kustomize's notes, its annotations, are part of what is hashed; a generated object's come first.
 */
static void add_other(struct buf *json, const struct member *member)
{
	struct node *root = node_copy(json->arena, member->resource.root);
	struct node *annotations = node_get(node_get(root, STR("metadata")), STR("annotations"));
	struct pair *others = NULL;
	if (member->behavior != BEHAVIOR_NONE) {
		place_beginning(root);
		others = annotations ? annotations->first : NULL;
		if (annotations)
			annotations->first = annotations->last = NULL;
	}
	internal_export(json->arena, member, root);
	for (; others; others = others->next)
		node_add_pair(json->arena, annotations, others->key, others->value);
	add_node(json, root);
}

bool generator_hash(struct arena *arena, const struct member *member, str *out, struct diags *diags)
{
	const struct node *root = member->resource.root;
	const str kind = node_get_text(root, STR("kind"));
	struct buf json;
	buf_init(&json, arena);
	if (str_eq(kind, STR("ConfigMap"))) {
		if (!add_config_map(&json, root, diags))
			return false;
	} else if (str_eq(kind, STR("Secret"))) {
		if (!add_secret(&json, root, diags))
			return false;
	} else {
		add_other(&json, member);
	}
	const str hex = digest_sha256_hex(arena, buf_text(&json));
	char *suffix = arena_alloc(arena, HASH_LEN, 1);
	for (size_t i = 0; i < HASH_LEN; i++)
		suffix[i] = letter_of(hex.at[i]);
	*out = (str){suffix, HASH_LEN};
	return true;
}
