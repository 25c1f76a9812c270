/*
 * vars_resolve.c - $(NAME) becomes what it stands for; see vars.h
 *
 * A var alone in a field keeps the type of its value; within other text it is
 * written as Go's %v writes it.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "kustomize/replacement_path.h"
#include "kustomize/vars.h"
#include "yaml/resolve.h"
#include "yaml/value.h"

/* ---- values ---- */

/* How a value is written depends on its type alone; text is what no other type claims. */
enum value_kind { VALUE_TEXT, VALUE_INT, VALUE_FLOAT, VALUE_BOOL, VALUE_COMPLEX };

/* What a var stands for. */
struct value {
	const struct var *var;
	enum value_kind kind;
	str text;     /* put alone in a field */
	str in_words; /* put into other text: Go's %v */
	const struct node *node;
	bool used;
};

/* A decimal integer as strconv.Atoi reads it. */
static bool read_int(struct arena *arena, struct value *value)
{
	const char *digits = arena_cstr(arena, value->text);
	char *end;
	errno = 0;
	const long long number = strtoll(digits, &end, 10);
	if (errno || *end != '\0' || end == digits)
		return false;
	value->text = value->in_words = arena_printf(arena, "%lld", number);
	return true;
}

/* As strconv.FormatFloat(…, 'f', -1, 64) and, in words, as %v. */
static bool read_float(struct arena *arena, struct value *value, const struct node *node)
{
	const struct scalar scalar = resolve_plain(arena, node->text, YAML_NODES);
	if (scalar.type != SCALAR_FLOAT && scalar.type != SCALAR_INT)
		return false;
	const struct scalar number = {.type = SCALAR_FLOAT,
	                              .f = scalar.type == SCALAR_INT ? (double)scalar.i : scalar.f};
	value->text = value->in_words = resolve_json_number(arena, &number);
	return true;
}

/*
 * By the tag that the node has, not by what its text looks like: a name that prefixes made a number
 * has no tag, and stays text. A null is the text that was written for it.
 */
static bool read_scalar(struct arena *arena, struct value *value, const struct node *node)
{
	value->text = value->in_words = node->text;
	enum node_tag tag = node->tag;
	if (tag == TAG_INT) {
		value->kind = VALUE_INT;
		return read_int(arena, value);
	}
	if (tag == TAG_FLOAT) {
		value->kind = VALUE_FLOAT;
		return read_float(arena, value, node);
	}
	if (tag == TAG_BOOL) {
		value->kind = VALUE_BOOL;
		value->text = value->in_words =
			str_eq_nocase(node->text, STR("true")) ? STR("true") : STR("false");
	}
	return true;
}

/* "ports[0]" is "ports" and "0" here, unlike in replacements. */
static struct replacement_path split_path(struct arena *arena, str text)
{
	const struct replacement_path parts = replacement_path_split(arena, text);
	struct replacement_path path = {0};
	for (size_t i = 0; i < parts.len; i++) {
		const str part = parts.at[i];
		const size_t open = str_find_last_char(part, '[');
		if (open == STR_NONE || !str_ends_with(part, STR("]")) ||
		    str_find_char(part, '=') != STR_NONE) {
			*ARRAY_ADD(arena, &path) = part;
			continue;
		}
		if (open > 0)
			*ARRAY_ADD(arena, &path) = str_slice(part, 0, open);
		*ARRAY_ADD(arena, &path) = str_slice(part, open + 1, part.len - 1);
	}
	return path;
}

/* The node that the var stands for, NULL for none. */
static struct node *find_node(struct arena *arena, const struct var *var)
{
	const struct replacement_path path = split_path(arena, var->field_path);
	struct diags ignored; /* kustomize tells that there is no value, not why */
	struct node *node;
	diags_init(&ignored, arena);
	return replacement_path_get(arena, &path, var->source->resource.root, var->at, &node,
	                            &ignored)
	               ? node
	               : NULL;
}

/* kustomize reads a value when all names are final, so that a var may stand for a hashed name. */
static bool read_value(struct arena *arena, const struct var *var, struct value *value,
                       struct diags *diags)
{
	const str words = var_to_text(arena, var, var->field_path);
	if (!var->source || var->source->dropped) {
		diag_error(diags, var->at,
		           "no resource of this build is what var '%.*s' reads from",
		           STR_ARG(var->name));
		return diag_sentence(diags,
		                     "var '%.*s' cannot be mapped to a field in the set of known "
		                     "resources",
		                     STR_ARG(words));
	}
	struct node *node = find_node(arena, var);
	*value = (struct value){.var = var, .kind = VALUE_TEXT, .node = node};
	if (node && node->kind != NODE_SCALAR)
		value->kind = VALUE_COMPLEX;
	else if (!node || !read_scalar(arena, value, node)) {
		diag_error(diags, var->at, "the resource has no '%.*s' for var '%.*s'",
		           STR_ARG(var->field_path), STR_ARG(var->name));
		return diag_sentence(diags,
		                     "field specified in var '%.*s' not found in corresponding "
		                     "resource",
		                     STR_ARG(words));
	}
	return true;
}

/* ---- putting values in place ---- */

struct replacing {
	struct arena *arena;
	struct value *values;
	size_t len;
	struct diags *diags;
};

static struct value *find_value(const struct replacing *replacing, str name)
{
	for (size_t i = 0; i < replacing->len; i++)
		if (str_eq(replacing->values[i].var->name, name))
			return &replacing->values[i];
	return NULL;
}

/* The value of $(name), NULL when it stays as it is. */
static struct value *use_value(const struct replacing *replacing, str name)
{
	struct value *value = find_value(replacing, name);
	if (!value)
		return NULL;
	if (value->kind == VALUE_COMPLEX) {
		diag_add(replacing->diags, DIAG_WARNING, "KUS006", value->var->at,
		         "var '%.*s' stands for %s, which no text can hold", STR_ARG(name),
		         node_kind_name(value->node));
		return NULL;
	}
	value->used = true;
	return value;
}

/*
 * Adds what stands at the '$' of `text` to *out and returns how many bytes of it that was. "$$" is
 * "$"; "$(" without ")" and "$x" stay.
 */
static size_t expand_one(const struct replacing *replacing, str text, struct buf *out)
{
	if (text.len < 2 || text.at[1] != '(') {
		buf_add(out, text.len > 1 && text.at[1] == '$' ? STR("$") : str_slice(text, 0, 2));
		return 2;
	}
	const size_t close = str_find_char(text, ')');
	if (close == STR_NONE) {
		buf_add(out, STR("$("));
		return 2;
	}
	const struct value *value = use_value(replacing, str_slice(text, 2, close));
	buf_add(out, value ? value->in_words : str_slice(text, 0, close + 1));
	return close + 1;
}

/* Any string is rewritten, even one without a var: quotes go, and "$$" becomes "$". */
static void replace_scalar(const struct replacing *replacing, struct node *field)
{
	static const enum node_tag TAGS[] = {[VALUE_TEXT] = TAG_STR,
	                                     [VALUE_INT] = TAG_INT,
	                                     [VALUE_FLOAT] = TAG_FLOAT,
	                                     [VALUE_BOOL] = TAG_BOOL};
	const str text = field->text;
	node_set_text(field, text);
	field->style = STYLE_PLAIN;
	field->tag = TAG_STR;
	const bool alone = str_starts_with(text, STR("$(")) && str_ends_with(text, STR(")")) &&
	                   str_find_char(text, ')') == text.len - 1;
	if (alone) {
		const struct value *value = use_value(replacing, str_slice(text, 2, text.len - 1));
		if (value) {
			field->text = value->text;
			field->tag = TAGS[value->kind];
		}
		return;
	}
	if (str_find_char(text, '$') == STR_NONE)
		return;
	struct buf out;
	buf_init(&out, replacing->arena);
	for (size_t at = 0; at < text.len;) {
		const size_t dollar = str_find_char(str_from(text, at), '$');
		const size_t plain = dollar == STR_NONE ? text.len - at : dollar;
		buf_add(&out, str_slice(text, at, at + plain));
		at += plain;
		if (at < text.len)
			at += expand_one(replacing, str_from(text, at), &out);
	}
	field->text = buf_text(&out);
}

/* Without a tag counts as a string: setters leave names so. */
static bool is_string(const struct node *node)
{
	return node->kind == NODE_SCALAR && (node->tag == TAG_STR || node->tag == TAG_NONE);
}

/* Of a mapping only the strings among its values; what lies deeper needs a path of its own. */
static bool replace_in_map(const struct replacing *replacing, struct node *map, struct diags *diags)
{
	static const char *const TAGS[] = {
		[TAG_INT] = "!!int",   [TAG_FLOAT] = "!!float",         [TAG_BOOL] = "!!bool",
		[TAG_NULL] = "!!null", [TAG_TIMESTAMP] = "!!timestamp", [TAG_OTHER] = NULL};
	NODE_EACH_PAIR (pair, map) {
		const struct node *key = &pair->key;
		if (!is_string(key)) {
			const bool scalar = key->kind == NODE_SCALAR;
			const str text = scalar ? key->text : STR("");
			const char *tag = scalar && TAGS[key->tag] ? TAGS[key->tag] : "";
			diag_error(diags, key->at, "this key must be a string");
			return diag_sentence(diags, "invalid map key: value='%.*s', tag='%s'",
			                     STR_ARG(text), tag);
		}
		if (is_string(pair->value))
			replace_scalar(replacing, pair->value);
	}
	return true;
}

static bool replace_field(struct node *field, void *context, struct diags *diags)
{
	const struct replacing *replacing = context;
	if (node_is_null(field))
		return true;
	switch (field->kind) {
	case NODE_SCALAR:
		if (is_string(field))
			replace_scalar(replacing, field);
		return true;
	case NODE_MAP: return replace_in_map(replacing, field, diags);
	case NODE_SEQ: break;
	}
	NODE_EACH_ITEM (item, field) {
		if (!is_string(item->value)) {
			diag_error(diags, item->value->at, "this item must be a string");
			return diag_sentence(diags, "invalid value type expect a string");
		}
		replace_scalar(replacing, item->value);
	}
	return true;
}

/* kustomize names them in random order, kustoc by the alphabet. */
static void warn_of_unused(const struct replacing *replacing)
{
	struct buf names;
	buf_init(&names, replacing->arena);
	const struct value *first = NULL;
	for (size_t i = 0; i < replacing->len; i++) {
		const struct value *value = &replacing->values[i];
		if (value->used)
			continue;
		first = first ? first : value;
		buf_printf(&names, "%s%.*s", names.len ? "," : "", STR_ARG(value->var->name));
	}
	if (first)
		diag_add(replacing->diags, DIAG_WARNING, "KUS006", first->var->at,
		         "well-defined vars that were never replaced: %.*s",
		         STR_ARG(buf_text(&names)));
}

static int by_name(const void *a, const void *b)
{
	const struct var *x = a, *y = b;
	return str_cmp(x->name, y->name);
}

bool vars_resolve(const struct vars *vars, struct resmap *resources,
                  const struct transformer_config *config, struct diags *diags)
{
	if (vars->len == 0)
		return true;
	struct arena *arena = resources->arena;
	/* By name: the first that fails is told. */
	struct var *sorted = ARENA_ARRAY(arena, struct var, vars->len);
	memcpy(sorted, vars->at, vars->len * sizeof *sorted);
	qsort(sorted, vars->len, sizeof *sorted, by_name);
	struct replacing replacing = {arena, ARENA_ARRAY(arena, struct value, vars->len), 0, diags};
	for (; replacing.len < vars->len; replacing.len++)
		if (!read_value(arena, &sorted[replacing.len], &replacing.values[replacing.len],
		                diags))
			return false;

	const struct fieldspec_index index =
		fieldspec_index_new(arena, &config->sets[SPECS_VAR_REFERENCE]);
	const struct field_visit visit = {arena, replace_field, &replacing, FIELD_CREATE_NOTHING};
	for (size_t i = 0; i < resources->len; i++) {
		struct member *member = resources->at[i];
		if (member->dropped)
			continue;
		if (!fieldspec_index_apply(&index, &member->resource, &visit, diags))
			return false;
		resmap_touch(resources, member);
	}
	warn_of_unused(&replacing);
	return true;
}
