/*
 * value.c - see value.h
 *
 * A resource is not converted in one step in kustomize: it is written as YAML, read back and made
 * JSON of. What that way changes or refuses is decided here scalar by scalar, without taking it;
 * emit.c asks the same functions, so both agree about what can be printed.
 */
#include "yaml/value.h"

#include <math.h>

#include "base/map.h"
#include "base/quote.h"
#include "base/utf8.h"
#include "yaml/mend.h"

/* ---- scalars ---- */

/*
 * What go-yaml cannot read back after it wrote it: its writer takes these for printable, its
 * reader does not. (C0 controls are escaped.)
 */
static bool has_unreadable(str text)
{
	for (size_t i = 0; i < text.len;) {
		const unsigned char byte = (unsigned char)text.at[i];
		if (byte < 0x7F) {
			i++;
			continue;
		}
		size_t len;
		const uint32_t code = utf8_decode(str_from(text, i), &len);
		if (code == 0x7F || (code >= 0x80 && code <= 0x9F && code != 0x85) ||
		    code == 0xFFFE || code == 0xFFFF)
			return true;
		i += len;
	}
	return false;
}

/* U+0085 is a line break to the reader, and folds to a space unless a newline stands beside it. */
static str fold_next_line(struct arena *arena, str text)
{
	const str next_line = STR("\xC2\x85");
	if (!str_contains(text, next_line))
		return text;
	struct buf out;
	buf_init(&out, arena);
	for (size_t at; (at = str_find(text, next_line)) != STR_NONE;
	     text = str_from(text, at + 2)) {
		buf_add(&out, str_slice(text, 0, at));
		const str behind = str_from(text, at + 2);
		const bool before_newline = behind.len > 0 && behind.at[0] == '\n';
		const bool after_newline = out.len > 0 && out.at[out.len - 1] == '\n';
		if (!before_newline && !after_newline)
			buf_add_char(&out, ' ');
		else
			buf_add(&out, next_line);
	}
	buf_add(&out, text);
	return buf_text(&out);
}

/* Between brackets a null needs a word, and a colon needs quotes, which make text of a time. */
static bool loses_type(const struct scalar *scalar, str text)
{
	return (scalar->type == SCALAR_NULL && text.len == 0) ||
	       (scalar->type == SCALAR_TIMESTAMP && str_find_char(text, ':') != STR_NONE);
}

bool value_of_scalar(struct arena *arena, const struct node *node, bool in_flow, struct scalar *out)
{
	str problem;
	if (!resolve_scalar(arena, node, out, &problem))
		return false;
	if (in_flow && node->style == STYLE_PLAIN && !node->explicit_tag &&
	    loses_type(out, node->text))
		*out = (struct scalar){.type = SCALAR_STR, .text = node->text};
	if (out->type == SCALAR_FLOAT)
		return isfinite(out->f);
	if (out->type != SCALAR_STR)
		return true;
	if (node->style == STYLE_FOLDED)
		out->text = mend_folded(arena, out->text);
	out->text = fold_next_line(arena, out->text);
	return !has_unreadable(out->text);
}

bool value_key_is_string(struct arena *arena, const struct node *key)
{
	struct scalar scalar;
	str problem;
	return key->kind == NODE_SCALAR && resolve_scalar(arena, key, &scalar, &problem) &&
	       scalar.type == SCALAR_STR;
}

bool value_has_plain_keys(const struct node *map)
{
	NODE_EACH_PAIR (pair, map)
		if (pair->key.kind != NODE_SCALAR || value_key_is_merge(&pair->key))
			return false;
	return true;
}

bool value_key_is_merge(const struct node *key)
{
	return key->tag == TAG_NONE && key->style == STYLE_PLAIN && str_eq(key->text, STR("<<"));
}

enum { FEW_KEYS = 12 };

bool value_has_duplicate_keys(struct arena *arena, const struct node *map)
{
	struct map seen = {0};
	size_t count = 0;
	NODE_EACH_PAIR (pair, map)
		count++;
	NODE_EACH_PAIR (pair, map) {
		if (pair->key.kind != NODE_SCALAR)
			continue;
		if (count <= FEW_KEYS) {
			for (const struct pair *later = pair->next; later; later = later->next)
				if (later->key.kind == NODE_SCALAR &&
				    str_eq(later->key.text, pair->key.text))
					return true;
			continue;
		}
		if (map_get(&seen, pair->key.text))
			return true;
		map_set(arena, &seen, pair->key.text, pair);
	}
	return false;
}

/* Turns `node` into the normal form of a scalar. */
static void set_scalar(struct arena *arena, struct node *node, const struct scalar *scalar)
{
	node->explicit_tag = 0;
	switch (scalar->type) {
	case SCALAR_STR:
	case SCALAR_TIMESTAMP:
		node->tag = TAG_STR;
		node->text = scalar->text;
		return;
	case SCALAR_INT:
	case SCALAR_UINT:
	case SCALAR_FLOAT:
		node->text = resolve_json_number(arena, scalar);
		node->tag = str_find_char(node->text, '.') == STR_NONE &&
		                            str_find_char(node->text, 'e') == STR_NONE
		                    ? TAG_INT
		                    : TAG_FLOAT;
		break;
	case SCALAR_BOOL:
		node->tag = TAG_BOOL;
		node->text = scalar->b ? STR("true") : STR("false");
		break;
	case SCALAR_NULL:
		node->tag = TAG_NULL;
		node->text = STR("null");
		break;
	}
	node->style = STYLE_PLAIN;
}

/* ---- from resources ---- */

static struct node *convert(struct arena *arena, const struct node *node, bool in_flow, bool root);

static bool convert_map(struct arena *arena, const struct node *map, bool in_flow, bool root,
                        struct node *out)
{
	if (!value_has_plain_keys(map) || value_has_duplicate_keys(arena, map))
		return false;
	NODE_EACH_PAIR (pair, map) {
		if (!root && !value_key_is_string(arena, &pair->key))
			return false;
		struct node *value = convert(arena, pair->value, in_flow, false);
		if (!value)
			return false;
		struct node *key = node_new_str(arena, pair->key.text, pair->key.at);
		node_add_pair(arena, out, *key, value);
	}
	return true;
}

static bool convert_seq(struct arena *arena, const struct node *seq, bool in_flow, struct node *out)
{
	NODE_EACH_ITEM (item, seq) {
		struct node *value = convert(arena, item->value, in_flow, false);
		if (!value)
			return false;
		node_add(arena, out, value);
	}
	return true;
}

static struct node *convert(struct arena *arena, const struct node *node, bool in_flow, bool root)
{
	struct node *out = ARENA_NEW(arena, struct node);
	out->at = node->at;
	out->kind = node->kind;
	out->tag = node->kind == NODE_MAP ? TAG_MAP : TAG_SEQ;
	in_flow = in_flow || node->style == STYLE_FLOW;
	bool ok = false;
	struct scalar scalar;
	switch (node->kind) {
	case NODE_MAP: ok = convert_map(arena, node, in_flow, root, out); break;
	case NODE_SEQ: ok = convert_seq(arena, node, in_flow, out); break;
	case NODE_SCALAR:
		ok = value_of_scalar(arena, node, in_flow, &scalar);
		if (ok)
			set_scalar(arena, out, &scalar);
		break;
	}
	return ok ? out : NULL;
}

bool value_from_node(struct arena *arena, const struct node *node, struct node **out,
                     struct diags *diags)
{
	*out = convert(arena, node, false, true);
	str decoded;
	return *out || value_report_problem(arena, node, &decoded, diags);
}

/* ---- from configuration ---- */

/* sigs.k8s.io/yaml: a key of another type becomes the text of its value. */
static bool normalize_key(struct arena *arena, struct node *key, struct diags *diags)
{
	if (key->kind != NODE_SCALAR || key->tag == TAG_NULL)
		return diag_error(diags, key->at, "a key must be a string, not %s",
		                  node_kind_name(key));
	if (key->style == STYLE_PLAIN && key->tag != TAG_STR) {
		const struct scalar scalar = resolve_plain(arena, key->text, YAML_11);
		set_scalar(arena, key, &scalar);
	}
	key->tag = TAG_STR;
	return true;
}

static bool normalize_scalar(struct arena *arena, struct node *node, struct diags *diags)
{
	struct scalar scalar = {.type = SCALAR_STR, .text = node->text};
	str problem;
	if (node->tag == TAG_BINARY) {
		if (!resolve_scalar(arena, node, &scalar, &problem))
			return diag_error(diags, node->at, "yaml: %.*s", STR_ARG(problem));
	} else if (node->tag != TAG_STR && node->tag != TAG_OTHER &&
	           (node->style == STYLE_PLAIN || node->explicit_tag)) {
		scalar = resolve_plain(arena, node->text, YAML_11);
	}
	if (scalar.type == SCALAR_FLOAT && !isfinite(scalar.f))
		return diag_error(diags, node->at, "'%.*s' cannot be written as JSON",
		                  STR_ARG(node->text));
	set_scalar(arena, node, &scalar);
	return true;
}

void value_drop_overridden(struct arena *arena, struct node *map)
{
	struct map firsts = {0};
	struct pair *before = map->first;
	if (!value_has_duplicate_keys(arena, map))
		return;
	for (struct pair *pair = map->first; pair; pair = pair->next) {
		struct pair *first = map_get(&firsts, pair->key.text);
		if (!first) {
			map_set(arena, &firsts, pair->key.text, pair);
			before = pair;
			continue;
		}
		first->value = pair->value;
		before->next = pair->next;
		if (map->last == pair)
			map->last = before;
	}
}

bool value_normalize(struct arena *arena, struct node *node, struct diags *diags)
{
	switch (node->kind) {
	case NODE_SCALAR: return normalize_scalar(arena, node, diags);
	case NODE_SEQ:
		NODE_EACH_ITEM (item, node)
			if (!value_normalize(arena, item->value, diags))
				return false;
		break;
	case NODE_MAP:
		NODE_EACH_PAIR (pair, node)
			if (!normalize_key(arena, &pair->key, diags) ||
			    !value_normalize(arena, pair->value, diags))
				return false;
		value_drop_overridden(arena, node);
		break;
	}
	node->style = STYLE_PLAIN;
	return true;
}

/* ---- to JSON ---- */

static void map_to_json(struct buf *out, const struct node *map)
{
	size_t len;
	struct pair **pairs = node_sorted_pairs(out->arena, map, NULL, &len);
	buf_add_char(out, '{');
	for (size_t i = 0; i < len; i++) {
		if (i > 0)
			buf_add_char(out, ',');
		quote_json(out, pairs[i]->key.text);
		buf_add_char(out, ':');
		value_to_json(out, pairs[i]->value);
	}
	buf_add_char(out, '}');
}

void value_to_json(struct buf *out, const struct node *value)
{
	switch (value->kind) {
	case NODE_MAP: map_to_json(out, value); return;
	case NODE_SEQ:
		buf_add_char(out, '[');
		NODE_EACH_ITEM (item, value) {
			if (item != value->head)
				buf_add_char(out, ',');
			value_to_json(out, item->value);
		}
		buf_add_char(out, ']');
		return;
	case NODE_SCALAR:
		if (value->tag == TAG_STR)
			quote_json(out, value->text);
		else
			buf_add(out, value->text);
		return;
	}
}

const char *value_json_type(const struct node *value)
{
	if (value->kind != NODE_SCALAR)
		return value->kind == NODE_MAP ? "object" : "array";
	if (value->tag == TAG_STR)
		return "string";
	return value->tag == TAG_BOOL ? "bool" : value->tag == TAG_NULL ? "null" : "number";
}

static bool maps_eq(const struct node *a, const struct node *b)
{
	if (node_count(a) != node_count(b))
		return false;
	NODE_EACH_PAIR (pair, a) {
		const struct pair *other = node_find_pair(b, pair->key.text);
		if (!other || !value_eq(pair->value, other->value))
			return false;
	}
	return true;
}

bool value_eq(const struct node *a, const struct node *b)
{
	if (a->kind != b->kind)
		return false;
	if (a->kind == NODE_MAP)
		return maps_eq(a, b);
	if (a->kind == NODE_SCALAR)
		return (a->tag == TAG_STR) == (b->tag == TAG_STR) && str_eq(a->text, b->text);
	const struct item *x = a->head, *y = b->head;
	for (; x && y; x = x->next, y = y->next)
		if (!value_eq(x->value, y->value))
			return false;
	return !x && !y;
}
