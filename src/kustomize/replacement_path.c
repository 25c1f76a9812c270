/*
 * replacement_path.c - see replacement_path.h
 *
 * Two walkers for one syntax, as in kyaml: PathGetter, which follows sources and the paths of field
 * specs, and PathMatcher, which follows targets. They differ in what an index, '-', '*' and
 * `[a=b]` may do, so what they share is the splitting.
 */
#include "kustomize/replacement_path.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/regex.h"
#include "base/utf8.h"
#include "kustomize/setter.h"
#include "yaml/emit.h"

/* ---- reading ---- */

static str join(struct arena *arena, str a, str b)
{
	return arena_printf(arena, "%.*s.%.*s", STR_ARG(a), STR_ARG(b));
}

/* At '.', unless there is a backslash before it. */
static struct replacement_path split_at_dots(struct arena *arena, str text)
{
	struct replacement_path parts = {0};
	bool more = true;
	while (more) {
		str part;
		more = str_cut(text, '.', &part, &text);
		while (more && str_ends_with(part, STR("\\"))) {
			str rest;
			more = str_cut(text, '.', &rest, &text);
			part = join(arena, str_slice(part, 0, part.len - 1), rest);
		}
		*ARRAY_ADD(arena, &parts) = part;
	}
	return parts;
}

/* Without any of the brackets at both ends. */
static str trim_brackets(str text)
{
	while (text.len > 0 && (text.at[0] == '[' || text.at[0] == ']'))
		text = str_from(text, 1);
	while (text.len > 0 && (text.at[text.len - 1] == '[' || text.at[text.len - 1] == ']'))
		text.len--;
	return text;
}

struct replacement_path replacement_path_split(struct arena *arena, str text)
{
	const struct replacement_path raw = split_at_dots(arena, text);
	struct replacement_path path = {0};
	for (size_t i = 0; i < raw.len; i++) {
		str part = raw.at[i];
		if (str_starts_with(part, STR("[")) && !str_ends_with(part, STR("]"))) {
			while (i + 1 < raw.len) {
				part = join(arena, part, raw.at[++i]);
				if (str_ends_with(part, STR("]")))
					break;
			}
			if (str_find_char(part, '=') == STR_NONE)
				part = trim_brackets(part);
		}
		*ARRAY_ADD(arena, &path) = part;
	}
	return path;
}

static bool is_selection(str part)
{
	return part.len >= 2 && str_starts_with(part, STR("[")) && str_ends_with(part, STR("]"));
}

/* Go's strconv.Atoi. */
static bool is_number(str part, bool *negative, size_t *out)
{
	const size_t sign = part.len > 0 && (part.at[0] == '-' || part.at[0] == '+');
	*negative = sign && part.at[0] == '-';
	*out = 0;
	for (size_t i = sign; i < part.len; i++) {
		if (!ascii_is_digit(part.at[i]) || *out > SIZE_MAX / 100)
			return false;
		*out = *out * 10 + (size_t)(part.at[i] - '0');
	}
	return part.len > sign;
}

static bool is_index(str part, size_t *index)
{
	bool negative;
	return is_number(part, &negative, index) && (!negative || *index == 0);
}

/* "[key=value]" */
static bool split_selection(str part, struct mark at, str *key, str *value, struct diags *diags)
{
	return str_cut(str_slice(part, 1, part.len - 1), '=', key, value) ||
	       diag_error(
		       diags, at,
		       "list path element must contain fieldName=fieldValue for element to match");
}

/* ---- sources ---- */

static const struct node *element_field(const struct node *element, str key)
{
	if (key.len > 0)
		return node_get(element, key);
	return element->kind == NODE_SCALAR ? element : NULL;
}

/* The first element whose field has this text; with no key, which is the text. */
static struct node *find_element(const struct node *seq, str key, str value)
{
	NODE_EACH_ITEM (item, seq) {
		const struct node *field = element_field(item->value, key);
		if (field && str_eq(node_text(field), value))
			return item->value;
	}
	return NULL;
}

struct getting {
	struct arena *arena;
	struct mark at;
	struct diags *diags;
};

static bool get_index(const struct getting *getting, struct node *node, str part, struct node **out)
{
	bool negative;
	size_t index;
	*out = NULL;
	if (is_number(part, &negative, &index) && negative && index > 0)
		return diag_error(getting->diags, getting->at,
		                  "array index -%zu cannot be negative", index);
	if (!setter_expect_kind(getting->arena, node, NODE_SEQ, getting->diags))
		return false;
	if (node->kind == NODE_SEQ)
		*out = node_item(node, index);
	return true;
}

static bool get_last(const struct getting *getting, struct node *node, struct node **out)
{
	*out = NULL;
	if (!setter_expect_kind(getting->arena, node, NODE_SEQ, getting->diags))
		return false;
	if (node->kind == NODE_SEQ && node->tail)
		*out = node->tail->value;
	return true;
}

static bool get_element(const struct getting *getting, struct node *node, str part,
                        struct node **out)
{
	str key, value;
	*out = NULL;
	if (!split_selection(part, getting->at, &key, &value, getting->diags) ||
	    !setter_expect_kind(getting->arena, node, NODE_SEQ, getting->diags))
		return false;
	if (node->kind == NODE_SEQ)
		*out = find_element(node, key, value);
	return true;
}

static bool get_part(const struct getting *getting, struct node *node, str part, struct node **out)
{
	bool negative;
	size_t index;
	if (is_number(part, &negative, &index))
		return get_index(getting, node, part, out);
	if (str_eq(part, STR("-")))
		return get_last(getting, node, out);
	if (str_eq(part, STR("*")))
		return diag_error(getting->diags, getting->at,
		                  "wildcard is not supported in PathGetter");
	if (is_selection(part))
		return get_element(getting, node, part, out);
	*out = node_get(node, part);
	return setter_expect_kind(getting->arena, node, NODE_MAP, getting->diags);
}

bool replacement_path_get(struct arena *arena, const struct replacement_path *path,
                          struct node *root, struct mark at, struct node **out, struct diags *diags)
{
	const struct getting getting = {arena, at, diags};
	*out = root;
	for (size_t i = 0; *out && i < path->len; i++) {
		const str part = str_trim(path->at[i]);
		if (part.len > 0 && !get_part(&getting, *out, part, out))
			return false;
	}
	return true;
}

/* ---- targets ---- */

struct finding {
	struct arena *arena;
	const struct replacement_path *path;
	const enum node_kind *create;
	struct mark at;
	struct replacement_targets *out;
	struct diags *diags;
};

static bool find(const struct finding *finding, struct node *node, size_t i);

/* An empty node for part `i` to be looked up in, or for the end of the path. */
static struct node *make(const struct finding *finding, size_t i)
{
	const struct replacement_path *path = finding->path;
	enum node_kind kind = *finding->create;
	size_t index;
	if (i < path->len && path->at[i].len > 0)
		kind = is_selection(path->at[i]) || is_index(path->at[i], &index) ? NODE_SEQ
		                                                                  : NODE_MAP;
	if (kind == NODE_MAP)
		return node_new_map(finding->arena, finding->at);
	if (kind == NODE_SEQ)
		return node_new_seq(finding->arena, finding->at);
	return node_new_scalar(finding->arena, STR(""), finding->at);
}

static bool find_index(const struct finding *finding, struct node *node, size_t i, size_t index)
{
	if (!setter_expect_kind(finding->arena, node, NODE_SEQ, finding->diags))
		return false;
	const size_t count = node_count(node);
	if (index == count && finding->create && node->kind == NODE_SEQ) {
		node_add(finding->arena, node, make(finding, i + 1));
	} else if (index >= count) {
		return diag_error(finding->diags, finding->at,
		                  "index %zu specified but only %zu elements found", index, count);
	}
	return find(finding, node_item(node, index), i + 1);
}

/* Without the quoted text, or with a plain one up to its comment, that a line begins with. */
static str behind_scalar(str line, enum node_style style)
{
	if (style != STYLE_DOUBLE && style != STYLE_SINGLE)
		return str_from(line, str_find(line, STR(" #")));
	const char quote = style == STYLE_DOUBLE ? '"' : '\'';
	size_t end = 1;
	while (end < line.len && line.at[end] != quote)
		end += line.at[end] == '\\' && style == STYLE_DOUBLE ? 2 : 1;
	return str_from(line, end + 1);
}

/* The comment on the line of a scalar, "" for none. */
static str comment_of(const struct node *scalar)
{
	const struct mark at = scalar->at;
	str line, rest;
	if (!at.source || at.line == 0)
		return STR("");
	str_cut(source_from_line(at.source, at.line), '\n', &line, &rest);
	for (uint32_t col = 1; col < at.col && line.len > 0; col++) {
		size_t len;
		utf8_decode(line, &len);
		line = str_from(line, len);
	}
	const str comment = str_trim(behind_scalar(line, scalar->style));
	return str_starts_with(comment, STR("#")) ? comment : STR("");
}

/* The text that an element is compared by: its field, or itself, as written, comment included. */
static str written(struct arena *arena, const struct node *field)
{
	struct buf text;
	buf_init(&text, arena);
	emit_node(&text, field);
	const str trimmed = str_trim(buf_text(&text));
	const str comment = field->kind == NODE_SCALAR ? comment_of(field) : STR("");
	return comment.len == 0
	               ? trimmed
	               : arena_printf(arena, "%.*s %.*s", STR_ARG(trimmed), STR_ARG(comment));
}

static bool compile(const struct finding *finding, str pattern, struct regex **out)
{
	struct regex_error error;
	*out = regex_new(finding->arena, pattern, &error);
	return *out || diag_error(finding->diags, finding->at, "%.*s", STR_ARG(error.message));
}

/* "[key=REGEX]" */
struct selection {
	str key, pattern;
	struct regex
		*regex; /* compiled when there is an element to look at: not before, as kustomize */
};

/* Follows the rest of the path in every element that matches. */
static bool find_matching(const struct finding *finding, struct node *seq, size_t i,
                          struct selection *by)
{
	NODE_EACH_ITEM (item, seq) {
		if (!by->regex && !compile(finding, by->pattern, &by->regex))
			return false;
		const struct node *field =
			by->key.len > 0 ? node_get(item->value, by->key) : item->value;
		if (!field || !regex_matches(by->regex, written(finding->arena, field)))
			continue;
		/* An element without a key is the end of the path, whatever stands behind. */
		if (!find(finding, item->value, by->key.len > 0 ? i + 1 : finding->path->len))
			return false;
	}
	return true;
}

/* An element that the selection would match, were its pattern plain text. */
static struct node *make_element(const struct finding *finding, const struct selection *by)
{
	struct node *scalar = node_new_scalar(finding->arena, by->pattern, finding->at);
	if (by->key.len == 0)
		return scalar;
	struct node *map = node_new_map(finding->arena, finding->at);
	node_set(finding->arena, map, by->key, scalar);
	return map;
}

static bool find_elements(const struct finding *finding, struct node *node, size_t i)
{
	struct selection by = {0};
	if (!split_selection(finding->path->at[i], finding->at, &by.key, &by.pattern,
	                     finding->diags) ||
	    !setter_expect_kind(finding->arena, node, NODE_SEQ, finding->diags))
		return false;
	if (node->kind != NODE_SEQ)
		return true;
	const size_t before = finding->out->len;
	if (!find_matching(finding, node, i, &by))
		return false;
	if (!finding->create || finding->out->len > before)
		return true;
	node_add(finding->arena, node, make_element(finding, &by));
	return find_matching(finding, node, i, &by);
}

static bool find_in_all(const struct finding *finding, struct node *node, size_t i)
{
	if (!setter_expect_kind(finding->arena, node, NODE_SEQ, finding->diags))
		return false;
	if (node->kind == NODE_SEQ)
		NODE_EACH_ITEM (item, node)
			if (!find(finding, item->value, i + 1))
				return false;
	return true;
}

static bool find_field(const struct finding *finding, struct node *node, size_t i)
{
	const str part = finding->path->at[i];
	if (!setter_expect_kind(finding->arena, node, NODE_MAP, finding->diags))
		return false;
	struct node *field = node_get(node, part);
	if (!field && finding->create && node->kind == NODE_MAP) {
		field = make(finding, i + 1);
		node_set(finding->arena, node, part, field);
	}
	return !field || find(finding, field, i + 1);
}

/* Follows the path from its part `i` on. */
static bool find(const struct finding *finding, struct node *node, size_t i)
{
	size_t index;
	if (i == finding->path->len) {
		*ARRAY_ADD(finding->arena, finding->out) = node;
		return true;
	}
	const str part = finding->path->at[i];
	/*
	 * What is made below a null is lost, and kustomize does not mind: the null has no place for
	 * it.
	 */
	if (finding->create && node_is_null(node) && !str_eq(part, STR("*")))
		node = make(finding, i);
	if (is_index(part, &index))
		return find_index(finding, node, i, index);
	if (is_selection(part))
		return find_elements(finding, node, i);
	if (str_eq(part, STR("*")))
		return find_in_all(finding, node, i);
	return find_field(finding, node, i);
}

bool replacement_path_find(struct arena *arena, const struct replacement_path *path,
                           struct node *root, const enum node_kind *create, struct mark at,
                           struct replacement_targets *out, struct diags *diags)
{
	const struct finding finding = {arena, path, create, at, out, diags};
	return find(&finding, root, 0);
}
