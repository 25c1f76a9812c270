/*
 * json_schema.c - see json_schema.h
 *
 * One recursive walk over schema and document together. Where it stands is a
 * chain of `struct where` on the stack, written out only when something is
 * wrong.
 */
#include "schema/json_schema.h"

#include <assert.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/regex.h"
#include "base/utf8.h"
#include "schema/embedded.h"
#include "schema/suggest.h"
#include "yaml/pointer.h"
#include "yaml/rewrite.h"
#include "yaml/value.h"

struct json_schemas {
	struct arena *arena;
	struct node **parsed; /* one for each of EMBEDDED_SCHEMAS, NULL until asked for */
	struct map patterns;  /* text -> struct regex */
};

/* A node of the document on the way from its root. */
struct where {
	const struct where *up;
	str key;        /* in a list: empty */
	size_t index;   /* in a list */
	struct mark at; /* the key that leads here, or the item */
};

struct check {
	struct json_schemas *schemas;
	const struct node *root; /* of the schema, for $ref */
	struct diags *diags;
};

static bool check_node(struct check *check, const struct node *schema, const struct node *node,
                       const struct where *where);

struct json_schemas *json_schemas_new(struct arena *arena)
{
	struct json_schemas *schemas = ARENA_NEW(arena, struct json_schemas);
	schemas->arena = arena;
	schemas->parsed = ARENA_ARRAY(arena, struct node *, EMBEDDED_SCHEMAS_LEN);
	return schemas;
}

/* Our own data: a test reads every schema, so a failure here is a bug and not an error. */
static struct node *parse(struct arena *arena, const struct embedded_schema *embedded)
{
	struct source *source = ARENA_NEW(arena, struct source);
	*source = (struct source){.path = embedded->file, .text = embedded->text};
	struct diags diags;
	diags_init(&diags, arena);
	struct node *schema = NULL;
	const bool ok =
		value_from_json(arena, source->text, origin_of_source(source), &schema, &diags);
	assert(ok);
	(void)ok;
	return schema;
}

const struct node *json_schemas_find(struct json_schemas *schemas, str api_version, str kind)
{
	for (size_t i = 0; i < EMBEDDED_SCHEMAS_LEN; i++) {
		const struct embedded_schema *embedded = &EMBEDDED_SCHEMAS[i];
		if (!str_eq(embedded->kind, kind) || !str_eq(embedded->api_version, api_version))
			continue;
		if (!schemas->parsed[i])
			schemas->parsed[i] = parse(schemas->arena, embedded);
		return schemas->parsed[i];
	}
	return NULL;
}

/* ---- saying where and what ---- */

static void add_path(struct buf *out, const struct where *where)
{
	if (!where->up)
		return;
	add_path(out, where->up);
	if (where->key.len == 0) {
		buf_printf(out, "[%zu]", where->index);
		return;
	}
	if (out->len > 0)
		buf_add_char(out, '.');
	buf_add(out, where->key);
}

/* "spec.ref.semver"; "the object" for the document itself. */
static str path_of(struct check *check, const struct where *where)
{
	struct buf buf;
	buf_init(&buf, check->schemas->arena);
	add_path(&buf, where);
	return buf.len ? buf_text(&buf) : STR("the object");
}

static void add_pointer(struct buf *out, const struct where *where)
{
	if (!where->up)
		return;
	add_pointer(out, where->up);
	if (where->key.len == 0)
		pointer_add_index(out, where->index);
	else
		pointer_add_key(out, where->key);
}

/* Says which field the diagnostic just reported is about: a place alone may be that of several. */
static void set_field(struct check *check, const struct where *where)
{
	struct buf buf;
	buf_init(&buf, check->schemas->arena);
	add_pointer(&buf, where);
	check->diags->last->field = buf.len ? buf_text(&buf) : STR("");
}

/* Text that Flux fills in after the build, so nothing is known of it yet. */
static bool is_open(const struct node *node)
{
	return node->kind == NODE_SCALAR && str_contains(node->text, STR("${"));
}

static const char *const SCALAR_NAMES[] = {
	[SCALAR_STR] = "string",     [SCALAR_INT] = "number",   [SCALAR_UINT] = "number",
	[SCALAR_FLOAT] = "number",   [SCALAR_BOOL] = "boolean", [SCALAR_NULL] = "null",
	[SCALAR_TIMESTAMP] = "date",
};

static str describe(struct check *check, const struct node *node, enum scalar_type type)
{
	struct arena *arena = check->schemas->arena;
	if (node->kind != NODE_SCALAR || node_is_null(node))
		return str_of(node_kind_name(node));
	if (type == SCALAR_STR)
		return arena_printf(arena, "the string '%.*s'", STR_ARG(node->text));
	return arena_printf(arena, "the %s %.*s", SCALAR_NAMES[type], STR_ARG(node->text));
}

/* Every wrong value is said in one form: where, what was expected, what is there. */
static bool wrong_value(struct check *check, const struct node *node, const struct where *where,
                        str expected, enum scalar_type type)
{
	const str path = path_of(check, where);
	const str got = describe(check, node, type);
	diag_add(check->diags, DIAG_ERROR, "SCH001", node->at, "%.*s must be %.*s, not %.*s",
	         STR_ARG(path), STR_ARG(expected), STR_ARG(got));
	set_field(check, where);
	return false;
}

/* ---- types ---- */

/* A number without fraction is an integer however it is written, as in JSON Schema. */
static bool scalar_has_type(const struct scalar *scalar, str type)
{
	switch (scalar->type) {
	case SCALAR_STR:
	case SCALAR_TIMESTAMP: /* JSON has no times: they are printed as text */
		return str_eq(type, STR("string"));
	case SCALAR_INT:
	case SCALAR_UINT: return str_eq(type, STR("integer")) || str_eq(type, STR("number"));
	case SCALAR_FLOAT:
		return str_eq(type, STR("number")) ||
		       (str_eq(type, STR("integer")) && scalar->f >= -9e15 && scalar->f <= 9e15 &&
		        scalar->f == (double)(int64_t)scalar->f);
	case SCALAR_BOOL: return str_eq(type, STR("boolean"));
	case SCALAR_NULL: return str_eq(type, STR("null"));
	}
	return false;
}

static bool node_has_type(const struct node *node, const struct scalar *scalar, str type)
{
	switch (node->kind) {
	case NODE_MAP: return str_eq(type, STR("object"));
	case NODE_SEQ: return str_eq(type, STR("array"));
	case NODE_SCALAR: return scalar_has_type(scalar, type);
	}
	return false;
}

/* JSON Schema's words are a programmer's. */
static str type_for_people(str type)
{
	static const struct {
		str type, name;
	} NAMES[] = {
		{STR_INIT("string"), STR_INIT("text")},
		{STR_INIT("boolean"), STR_INIT("true or false")},
		{STR_INIT("integer"), STR_INIT("a whole number")},
		{STR_INIT("number"), STR_INIT("a number")},
		{STR_INIT("object"), STR_INIT("a mapping")},
		{STR_INIT("array"), STR_INIT("a list")},
	};
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		if (str_eq(NAMES[i].type, type))
			return NAMES[i].name;
	return type;
}

/* `tag: 1.10` is the number 1.1: by far the most common wrong type, with a rule of its own. */
static bool unquoted_number(struct check *check, const struct node *node, const struct where *where,
                            const struct scalar *scalar)
{
	const str path = path_of(check, where);
	const str number = resolve_yaml_number(check->schemas->arena, scalar);
	diag_add(check->diags, DIAG_ERROR, "YML003", node->at,
	         "%.*s must be text; without quotes %.*s is the number %.*s", STR_ARG(path),
	         STR_ARG(node->text), STR_ARG(number));
	set_field(check, where);
	diag_note(check->diags, NO_MARK, "fix", "\"%.*s\"", STR_ARG(node->text));
	return node->at.source ? rewrite_quoted(check->diags, true, node->at) : false;
}

static bool check_type(struct check *check, const struct node *schema, const struct node *node,
                       const struct where *where, const struct scalar *scalar)
{
	const struct node *type = node_get(schema, STR("type"));
	const bool either =
		str_eq(node_get_text(schema, STR("x-kubernetes-int-or-string")), STR("true"));
	if (either && node->kind == NODE_SCALAR &&
	    (scalar->type == SCALAR_STR || scalar->type == SCALAR_INT))
		return true;
	if (!type && !either)
		return true;
	if (either)
		return wrong_value(check, node, where, STR("a whole number or text"), scalar->type);
	if (node_is_seq(type)) {
		NODE_EACH_ITEM (item, type)
			if (node_has_type(node, scalar, item->value->text))
				return true;
		const str expected = node_get_text(schema, STR("x-expects"));
		return wrong_value(check, node, where,
		                   expected.len ? expected : STR("of another type"), scalar->type);
	}
	if (node_has_type(node, scalar, type->text))
		return true;
	if (str_eq(type->text, STR("string")) && node->kind == NODE_SCALAR &&
	    (scalar->type == SCALAR_INT || scalar->type == SCALAR_UINT ||
	     scalar->type == SCALAR_FLOAT))
		return unquoted_number(check, node, where, scalar);
	return wrong_value(check, node, where, type_for_people(type->text), scalar->type);
}

/* ---- scalars ---- */

/* The same few patterns come again for every object. */
static const struct regex *pattern_of(struct json_schemas *schemas, str pattern)
{
	struct regex *regex = map_get(&schemas->patterns, pattern);
	struct regex_error error;
	if (!regex && (regex = regex_new(schemas->arena, pattern, &error)))
		map_set(schemas->arena, &schemas->patterns, pattern, regex);
	return regex; /* a pattern that Go refuses checks nothing */
}

static bool check_pattern(struct check *check, const struct node *schema, const struct node *node,
                          const struct where *where)
{
	const str pattern = node_get_text(schema, STR("pattern"));
	const struct regex *regex = pattern.len ? pattern_of(check->schemas, pattern) : NULL;
	if (!regex || regex_matches(regex, node->text))
		return true;
	str expected = node_get_text(schema, STR("x-expects"));
	if (expected.len == 0)
		expected = arena_printf(check->schemas->arena, "text that matches %.*s",
		                        STR_ARG(pattern));
	return wrong_value(check, node, where, expected, SCALAR_STR);
}

/* Values are compared as text: a schema's enum is of one type, which was checked before. */
static bool check_enum(struct check *check, const struct node *schema, const struct node *node,
                       const struct where *where)
{
	const struct node *values = node_get(schema, STR("enum"));
	const struct node *only = node_get(schema, STR("const"));
	if (only && !str_eq(only->text, node->text))
		return wrong_value(check, node, where, only->text, SCALAR_STR);
	if (!values)
		return true;
	struct buf expected;
	buf_init(&expected, check->schemas->arena);
	str closest = STR("");
	NODE_EACH_ITEM (item, values) {
		const str value = item->value->text;
		if (str_eq(value, node->text))
			return true;
		if (str_eq_nocase(value, node->text) || str_distance(value, node->text, 2) <= 2)
			closest = value;
		buf_add(&expected, expected.len ? STR(", ") : STR("one of "));
		buf_add(&expected, value);
	}
	wrong_value(check, node, where, buf_text(&expected), SCALAR_STR);
	if (closest.len > 0)
		diag_note(check->diags, NO_MARK, "fix", "%.*s", STR_ARG(closest));
	return false;
}

/* A limit of the schema, or `otherwise` where it sets none. */
static double limit(struct check *check, const struct node *schema, str key, double otherwise)
{
	const struct node *node = node_get(schema, key);
	struct scalar scalar;
	str problem;
	if (!node || !resolve_scalar(check->schemas->arena, node, &scalar, &problem))
		return otherwise;
	return scalar.type == SCALAR_INT     ? (double)scalar.i
	       : scalar.type == SCALAR_FLOAT ? scalar.f
	                                     : otherwise;
}

/* For a number its value, else a count of `unit`s; a limit that is not set is the value itself. */
static bool check_limits(struct check *check, const struct node *schema, const struct node *node,
                         const struct where *where, double value, const char *at_least,
                         const char *at_most, const char *unit)
{
	const double min = limit(check, schema, str_of(at_least), value);
	const double max = limit(check, schema, str_of(at_most), value);
	if (value >= min && value <= max)
		return true;
	const str path = path_of(check, where);
	const double bound = value < min ? min : max;
	const bool counted = *unit != '\0';
	diag_add(check->diags, DIAG_ERROR, "SCH001", node->at,
	         "%.*s must %s %s %.0f%s%s%s, not %.0f", STR_ARG(path), counted ? "have" : "be",
	         value < min ? "at least" : "at most", bound, counted ? " " : "", unit,
	         counted && bound != 1 ? "s" : "", value);
	set_field(check, where);
	return false;
}

static bool check_scalar(struct check *check, const struct node *schema, const struct node *node,
                         const struct where *where, const struct scalar *scalar)
{
	if (scalar->type == SCALAR_INT)
		return check_enum(check, schema, node, where) &&
		       check_limits(check, schema, node, where, (double)scalar->i, "minimum",
		                    "maximum", "");
	if (scalar->type == SCALAR_FLOAT)
		return check_limits(check, schema, node, where, scalar->f, "minimum", "maximum",
		                    "");
	if (scalar->type != SCALAR_STR)
		return true;
	return check_enum(check, schema, node, where) &&
	       check_pattern(check, schema, node, where) &&
	       check_limits(check, schema, node, where, (double)utf8_count(node->text), "minLength",
	                    "maxLength", "character");
}

/* ---- mappings ---- */

static bool check_unknown(struct check *check, const struct node *schema, const struct pair *pair,
                          const struct where *where)
{
	const struct where child = {.up = where, .key = node_text(&pair->key)};
	const str path = path_of(check, &child);
	struct arena *arena = check->schemas->arena;
	const struct suggestion found =
		suggest_field(arena, check->root, schema, node_text(&pair->key));
	diag_add(check->diags, DIAG_ERROR, "SCH002", pair->key.at, "unknown field '%.*s'%.*s",
	         STR_ARG(path), STR_ARG(found.tail));
	set_field(check, &child);
	/* The same letters can only have been meant; anything else is a guess. */
	if (found.field.len && pair->key.at.source)
		rewrite_word(check->diags, str_eq_nocase(found.field, pair->key.text), pair->key.at,
		             found.field);
	return found.label.len ? diag_label(check->diags, "%.*s", STR_ARG(found.label)) : false;
}

/* A default is filled in before anything is checked, so such a field is never missing. */
static bool check_missing(struct check *check, const struct node *schema, str key,
                          const struct where *where)
{
	const struct node *field = node_get(node_get(schema, STR("properties")), key);
	if (node_get(field, STR("default")))
		return true;
	const struct where child = {.up = where, .key = key};
	const str path = path_of(check, &child);
	diag_add(check->diags, DIAG_ERROR, "SCH003", where->at, "missing field '%.*s'",
	         STR_ARG(path));
	set_field(check, &child);
	const str meaning = node_get_text(field, STR("description"));
	return meaning.len ? diag_label(check->diags, "needs %.*s: %.*s", STR_ARG(key),
	                                STR_ARG(meaning))
	                   : false;
}

static bool check_required(struct check *check, const struct node *schema, const struct node *node,
                           const struct where *where)
{
	bool ok = true;
	const struct node *required = node_get(schema, STR("required"));
	if (node_is_seq(required))
		NODE_EACH_ITEM (item, required)
			if (node_is_null(node_get(node, item->value->text)))
				ok &= check_missing(check, schema, item->value->text, where);
	return ok;
}

/* A field of the schema, else of additionalProperties, else unknown, else nobody's business. */
static bool check_map(struct check *check, const struct node *schema, const struct node *node,
                      const struct where *where)
{
	bool ok = check_required(check, schema, node, where);
	const struct node *properties = node_get(schema, STR("properties"));
	const struct node *others = node_get(schema, STR("additionalProperties"));
	const bool closed =
		others && others->kind == NODE_SCALAR && str_eq(others->text, STR("false"));
	NODE_EACH_PAIR (pair, node) {
		const struct where child = {
			.up = where, .key = node_text(&pair->key), .at = pair->key.at};
		const struct node *field = node_get(properties, node_text(&pair->key));
		if (!field && closed)
			ok &= check_unknown(check, schema, pair, where);
		if (!field && node_is_map(others))
			field = others;
		if (field && !node_is_null(pair->value))
			ok &= check_node(check, field, pair->value, &child);
	}
	return ok;
}

static bool check_seq(struct check *check, const struct node *schema, const struct node *node,
                      const struct where *where)
{
	bool ok = check_limits(check, schema, node, where, (double)node_count(node), "minItems",
	                       "maxItems", "item");
	const struct node *items = node_get(schema, STR("items"));
	size_t index = 0;
	NODE_EACH_ITEM (item, node) {
		const struct where child = {.up = where, .index = index++, .at = item->value->at};
		if (node_is_map(items))
			ok &= check_node(check, items, item->value, &child);
	}
	return ok;
}

/* ---- alternatives ---- */

/* "chart, chartRef" when every branch only asks for one field, else "". */
static str required_names(struct check *check, const struct node *branches)
{
	struct buf names;
	buf_init(&names, check->schemas->arena);
	NODE_EACH_ITEM (item, branches) {
		const struct node *required = node_get(item->value, STR("required"));
		if (node_count(item->value) != 1 || node_count(required) != 1)
			return STR("");
		buf_add(&names, names.len ? STR(", ") : STR(""));
		buf_add(&names, node_item(required, 0)->text);
	}
	return buf_text(&names);
}

/* Tries every branch; what is wrong with those that do not fit is not said. */
static size_t count_fitting(struct check *check, const struct node *branches,
                            const struct node *node, const struct where *where)
{
	size_t fitting = 0;
	NODE_EACH_ITEM (item, branches) {
		const struct diags_position before = diags_position(check->diags);
		fitting += check_node(check, item->value, node, where);
		diags_rewind(check->diags, before);
	}
	return fitting;
}

static bool check_alternatives(struct check *check, const struct node *schema,
                               const struct node *node, const struct where *where, str keyword,
                               size_t most)
{
	const struct node *branches = node_get(schema, keyword);
	if (!node_is_seq(branches))
		return true;
	const size_t fitting = count_fitting(check, branches, node, where);
	if (fitting >= 1 && fitting <= most)
		return true;
	const str path = path_of(check, where), names = required_names(check, branches);
	const char *const code = fitting ? "SCH001" : "SCH003";
	if (names.len)
		diag_add(check->diags, DIAG_ERROR, code, where->at, "%.*s takes %s of %.*s",
		         STR_ARG(path), most == 1 ? "exactly one" : "at least one", STR_ARG(names));
	else
		diag_add(check->diags, DIAG_ERROR, "SCH001", where->at,
		         "%.*s has none of the forms that its schema allows", STR_ARG(path));
	set_field(check, where);
	return false;
}

/* ---- the walk ---- */

/* Follows "#/$defs/x". A chain of references that long is a cycle. */
static const struct node *follow_refs(struct check *check, const struct node *schema)
{
	for (int hops = 0; hops < 16; hops++) {
		const str ref = node_get_text(schema, STR("$ref"));
		if (!str_starts_with(ref, STR("#/")))
			return schema;
		const struct node *target = check->root;
		str rest = str_from(ref, 2), key;
		while (rest.len) {
			str_cut(rest, '/', &key, &rest);
			target = node_get(target, key);
		}
		schema = target;
	}
	return NULL;
}

static bool check_node(struct check *check, const struct node *schema, const struct node *node,
                       const struct where *where)
{
	schema = follow_refs(check, schema);
	struct scalar scalar = {.type = SCALAR_STR};
	str problem;
	if (!node_is_map(schema) || is_open(node))
		return true;
	if (node->kind == NODE_SCALAR &&
	    !resolve_scalar(check->schemas->arena, node, &scalar, &problem))
		return true; /* printing it fails, and that error says more */
	if (!check_type(check, schema, node, where, &scalar))
		return false;
	bool ok = true;
	switch (node->kind) {
	case NODE_SCALAR: ok = check_scalar(check, schema, node, where, &scalar); break;
	case NODE_MAP: ok = check_map(check, schema, node, where); break;
	case NODE_SEQ: ok = check_seq(check, schema, node, where); break;
	}
	ok &= check_alternatives(check, schema, node, where, STR("oneOf"), 1);
	ok &= check_alternatives(check, schema, node, where, STR("anyOf"), SIZE_MAX);
	return ok;
}

bool json_schema_check(struct json_schemas *schemas, const struct node *schema,
                       const struct node *document, struct diags *diags)
{
	struct check check = {schemas, schema, diags};
	const struct where where = {.at = document->at};
	return check_node(&check, schema, document, &where);
}
