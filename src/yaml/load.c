/*
 * load.c - see load.h
 *
 * Bytes are cut into pieces at "---" lines, parse.c makes a tree of each, and
 * merge keys are resolved here, so that nobody else has to know of them.
 */
#include "yaml/load.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "yaml/parse.h"
#include "yaml/value.h"

struct origin origin_of_source(const struct source *source)
{
	return (struct origin){.at = {source, 1, 1}};
}

/* Columns by which the first line of a block scalar with content is indented. */
static uint32_t block_indent(str below)
{
	while (below.len > 0) {
		str line;
		str_cut(below, '\n', &line, &below);
		size_t spaces = 0;
		while (spaces < line.len && line.at[spaces] == ' ')
			spaces++;
		if (spaces < line.len && line.at[spaces] != '\r')
			return (uint32_t)spaces;
	}
	return 0;
}

/* What became a value on its way has lost its style; but nothing else begins with a bar. */
static bool is_literal(const struct node *scalar)
{
	const struct mark at = scalar->at;
	str text = source_from_line(at.source, at.line);
	size_t len;
	for (uint32_t col = 1; col < at.col && text.len > 0; col++) {
		utf8_decode(text, &len);
		text = str_from(text, len);
	}
	return scalar->style == STYLE_LITERAL || str_starts_with(text, STR("|"));
}

struct origin origin_of_scalar(const struct node *scalar)
{
	struct origin origin = {.at = scalar->at};
	if (!scalar->at.source || !is_literal(scalar))
		return origin;
	origin.indent = block_indent(source_from_line(scalar->at.source, scalar->at.line + 1));
	origin.at.line++;
	origin.at.col = origin.indent + 1;
	return origin;
}

/* ---- merge keys ---- */

static bool resolve_merges(struct arena *arena, struct node *node, struct diags *diags);

/* Adds what `map` lacks. */
static void merge_from(struct arena *arena, struct node *map, const struct node *from)
{
	NODE_EACH_PAIR (pair, from)
		if (pair->key.kind != NODE_SCALAR || !node_find_pair(map, pair->key.text))
			node_add_pair(arena, map, pair->key, node_copy(arena, pair->value));
}

static bool merge_error(const struct node *at, struct diags *diags)
{
	diag_error(diags, at->at, "'<<' must hold a mapping or a list of mappings, not %s",
	           node_kind_name(at));
	diag_code(diags, "YML001");
	if (at->from_alias)
		return diag_sentence(diags,
		                     "invalid map merge: received alias for a non-map value");
	return diag_sentence(diags, "map merge requires map or sequence of maps as the value");
}

static bool merge_value(struct arena *arena, struct node *map, struct node *value,
                        struct diags *diags)
{
	if (value->kind == NODE_MAP) {
		if (!resolve_merges(arena, value, diags))
			return false;
		merge_from(arena, map, value);
		return true;
	}
	if (value->kind != NODE_SEQ)
		return merge_error(value, diags);
	NODE_EACH_ITEM (item, value) {
		if (item->value->kind != NODE_MAP)
			return merge_error(item->value, diags);
		if (!merge_value(arena, map, item->value, diags))
			return false;
	}
	return true;
}

/*
 * Takes the merge out of `map` and applies it. kyaml looks for the key by its text, so a quoted
 * '<<' goes too, but only a real merge key is applied.
 */
static bool resolve_merge(struct arena *arena, struct node *map, struct diags *diags)
{
	struct pair *merge = node_find_pair(map, STR("<<"));
	if (!merge)
		return true;
	node_remove(map, STR("<<"));
	if (node_find_pair(map, STR("<<"))) {
		diag_error(diags, merge->key.at, "duplicate merge key");
		return diag_code(diags, "YML001");
	}
	return merge->key.tag != TAG_MERGE || merge_value(arena, map, merge->value, diags);
}

static bool resolve_merges(struct arena *arena, struct node *node, struct diags *diags)
{
	if (node->kind == NODE_SEQ) {
		NODE_EACH_ITEM (item, node)
			if (!resolve_merges(arena, item->value, diags))
				return false;
	} else if (node->kind == NODE_MAP) {
		if (!resolve_merge(arena, node, diags))
			return false;
		NODE_EACH_PAIR (pair, node)
			if (!resolve_merges(arena, pair->value, diags))
				return false;
	}
	return true;
}

/* ---- pieces ---- */

/* CRLF as LF, everywhere, before anything else looks (kio's ByteReader). */
static str without_crlf(struct arena *arena, str text)
{
	if (!str_contains(text, STR("\r\n")))
		return text;
	struct buf out;
	buf_init(&out, arena);
	size_t at;
	while ((at = str_find(text, STR("\r\n"))) != STR_NONE) {
		buf_add(&out, str_slice(text, 0, at));
		buf_add_char(&out, '\n');
		text = str_from(text, at + 2);
	}
	buf_add(&out, text);
	return buf_text(&out);
}

static struct origin origin_below(struct origin origin, str text, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (text.at[i] != '\n')
			continue;
		origin.at.line++;
		origin.at.col = origin.indent + 1;
	}
	return origin;
}

/* What stands behind "---" on a separator line must be nothing, or a comment. */
static bool is_separator(str line)
{
	const str behind = str_trim(str_from(line, 3));
	return behind.len == 0 || behind.at[0] == '#';
}

/*
 * The next piece of *rest, and where the one after it begins. A separator is "---" at the start
 * of any line but the first that ends in a newline, wherever it stands, block scalars included.
 */
static str take_piece(str *rest, str *separator)
{
	size_t at = 0, found;
	while ((found = str_find(str_from(*rest, at), STR("\n---"))) != STR_NONE) {
		at += found + 1;
		const size_t end = str_find_char(str_from(*rest, at), '\n');
		if (end == STR_NONE)
			break;
		const str piece = str_slice(*rest, 0, at);
		*separator = str_slice(*rest, at, at + end);
		*rest = str_from(*rest, at + end + 1);
		return piece;
	}
	const str piece = *rest;
	*separator = *rest = STR("");
	return piece;
}

static bool check_separators(str text, struct origin origin, struct diags *diags)
{
	str rest = text, line;
	do {
		take_piece(&rest, &line);
		if (line.len == 0 || is_separator(line))
			continue;
		const struct origin at = origin_below(origin, text, 0, (size_t)(line.at - text.at));
		diag_error(diags, at.at, "invalid document separator: %.*s",
		           STR_ARG(str_trim(line)));
		return diag_code(diags, "YML001");
	} while (line.len > 0);
	return true;
}

/*
 * kyaml visits every key when it looks for merges, and leaves one that is null in the map twice:
 * such a resource cannot be printed.
 */
static void double_null_keys(struct arena *arena, struct node *node)
{
	if (node->kind == NODE_SEQ)
		NODE_EACH_ITEM (item, node)
			double_null_keys(arena, item->value);
	if (node->kind != NODE_MAP)
		return;
	struct pair *null_key = NULL;
	NODE_EACH_PAIR (pair, node) {
		double_null_keys(arena, pair->value);
		if (pair->key.tag == TAG_NULL)
			null_key = pair;
	}
	if (null_key)
		node_add_pair(arena, node, null_key->key, null_key->value);
}

bool load_documents(struct arena *arena, str text, struct origin origin, struct documents *out,
                    struct diags *diags)
{
	str rest = text = without_crlf(arena, text), separator;
	if (!check_separators(text, origin, diags))
		return false;
	*out = (struct documents){0};
	do {
		const str piece = take_piece(&rest, &separator);
		struct node *root;
		if (!parse_document(arena, piece, origin, YAML_NODES, &root, diags))
			return diag_prefix(diags, "MalformedYAMLError: ");
		const size_t from = (size_t)(piece.at - text.at);
		const size_t to = separator.len ? (size_t)(rest.at - text.at) : from;
		origin = origin_below(origin, text, from, to);
		out->pieces++;
		if (!root || node_is_null(root))
			continue;
		if (!resolve_merges(arena, root, diags))
			return false;
		double_null_keys(arena, root);
		*ARRAY_ADD(arena, out) = root;
	} while (separator.len > 0);
	return true;
}

bool load_value(struct arena *arena, str text, struct origin origin, struct node **out,
                struct diags *diags)
{
	if (!parse_document(arena, text, origin, YAML_11, out, diags))
		return false;
	if (!*out)
		return true;
	return resolve_merges(arena, *out, diags) && value_normalize(arena, *out, diags);
}

bool load_is_yaml_name(str name)
{
	return str_ends_with(name, STR(".yaml")) || str_ends_with(name, STR(".yml"));
}
