/*
 * scalars.c - types and values of scalars: type, enum, const, pattern, format and limits
 */
#include "schema/checking.h"

#include <math.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "schema/durations.h"
#include "schema/formats.h"
#include "yaml/rewrite.h"

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

/* The types of a schema as a list: `type` is one word, or a list of them. */
static const struct node *next_type(const struct node *type, struct item **item, bool *is_first)
{
	if (!node_is_seq(type)) {
		const struct node *only = *is_first ? type : NULL;
		*is_first = false;
		return only;
	}
	*item = *is_first ? type->head : (*item)->next;
	*is_first = false;
	return *item ? (*item)->value : NULL;
}

/* "text or a whole number"; null is what is left out, and nobody needs to be told of it. */
static str types_for_people(struct arena *arena, const struct node *type)
{
	struct buf out;
	struct item *item = NULL;
	bool is_first = true;
	buf_init(&out, arena);
	for (const struct node *one; (one = next_type(type, &item, &is_first));) {
		if (str_eq(node_text(one), STR("null")))
			continue;
		buf_add(&out, out.len ? STR(" or ") : STR(""));
		buf_add(&out, schema_type_for_people(node_text(one)));
	}
	return buf_text(&out);
}

/* Our own schemas have a list where Kubernetes is generous: a quantity is text or a number. */
static bool has_any_type(const struct node *type, const struct node *node,
                         const struct scalar *scalar)
{
	struct item *item = NULL;
	bool is_first = true;
	for (const struct node *one; (one = next_type(type, &item, &is_first));)
		if (node_has_type(node, scalar, node_text(one)))
			return true;
	return false;
}

/* ---- what was meant ---- */

static bool is_duration(const struct node *schema)
{
	return str_starts_with(node_get_text(schema, STR("x-expects")), STR("a duration"));
}

/* Days, minutes that are not called so, hours where there are none: all have a right spelling. */
static void suggest_duration(struct check *check, const struct node *schema,
                             const struct node *node)
{
	const str pattern = node_get_text(schema, STR("pattern"));
	const struct regex *regex = schemas_pattern(check->schemas, pattern);
	const bool has_hours = regex && regex_matches(regex, STR("1h"));
	bool is_sure;
	const str meant = duration_meant(check->arena, node->text, has_hours, &is_sure);
	if (!regex || meant.len == 0 || !regex_matches(regex, meant))
		return;
	diag_note(check->diags, NO_MARK, "fix", "%.*s", STR_ARG(meant));
	if (node->at.source)
		rewrite_word(check->diags, is_sure, node->at, meant);
}

/*
 * `tag: 1.10` is the number 1.1: by far the most common wrong type, with a rule of its own. `what`
 * it is, and `value` how it comes out.
 */
static bool unquoted(struct check *check, const struct node *node, const struct where *where,
                     const char *what, str value)
{
	const str path = check_path(check, where);
	diag_add(check->diags, DIAG_ERROR, "YML003", node->at,
	         "%.*s must be text; without quotes %.*s is the %s %.*s", STR_ARG(path),
	         STR_ARG(node->text), what, STR_ARG(value));
	check_set_field(check, where);
	diag_note(check->diags, NO_MARK, "fix", "\"%.*s\"", STR_ARG(node->text));
	return node->at.source ? rewrite_quoted(check->diags, true, node->at) : false;
}

/* `value: true`, where text is wanted: refused as it is, so quotes can only mend it. */
static void suggest_quotes(struct check *check, const struct node *node)
{
	diag_note(check->diags, NO_MARK, "fix", "\"%.*s\"", STR_ARG(node->text));
	if (node->at.source)
		rewrite_quoted(check->diags, true, node->at);
}

/*
 * The message says what was expected; what comes after is for the two mistakes behind nearly all
 * of them, missing quotes and quotes too many.
 */
static bool wrong_type(struct check *check, const struct node *schema, const struct node *node,
                       const struct where *where, const struct scalar *scalar)
{
	const struct node *type = node_get(schema, STR("type"));
	const bool is_number = node->kind == NODE_SCALAR &&
	                       (scalar->type == SCALAR_INT || scalar->type == SCALAR_UINT ||
	                        scalar->type == SCALAR_FLOAT);
	const bool wants_text = has_any_type(type, node, &(struct scalar){.type = SCALAR_STR});
	str expected = node_get_text(schema, STR("x-expects"));
	if (is_number && is_duration(schema)) {
		check_wrong(check, node, where, expected, scalar->type);
		suggest_duration(check, schema, node);
		return false;
	}
	if (is_number && wants_text)
		return unquoted(check, node, where, "number",
		                resolve_yaml_number(check->arena, scalar));
	if (!node_is_seq(type) || expected.len == 0)
		expected = types_for_people(check->arena, type);
	check_wrong(check, node, where, expected, scalar->type);
	if (node->kind == NODE_SCALAR && scalar->type == SCALAR_BOOL && wants_text)
		suggest_quotes(check, node);
	/* Go's decoder takes no text for a number or a boolean, however it looks. */
	struct scalar plain;
	if (node->kind == NODE_SCALAR && scalar->type == SCALAR_STR && node->text.len > 0) {
		plain = resolve_plain(check->arena, node->text, YAML_NODES);
		if (plain.type != SCALAR_STR && has_any_type(type, node, &plain))
			diag_note(check->diags, NO_MARK, "fix", "%.*s, without quotes",
			          STR_ARG(node->text));
	}
	return false;
}

/* int-or-string stands in the place of a type, and of the anyOf that says the same beside it. */
bool check_type(struct check *check, const struct node *schema, const struct node *node,
                const struct where *where, const struct scalar *scalar)
{
	const struct node *type = node_get(schema, STR("type"));
	if (schema_is_true(schema, "x-kubernetes-int-or-string")) {
		if (node->kind == NODE_SCALAR &&
		    (scalar->type == SCALAR_STR || scalar->type == SCALAR_INT))
			return true;
		return check_wrong(check, node, where, STR("a whole number or text"), scalar->type);
	}
	if (!type || node_is_map(type) || has_any_type(type, node, scalar))
		return true;
	if (scalar->type == SCALAR_NULL && node->kind == NODE_SCALAR &&
	    schema_is_true(schema, "nullable"))
		return true;
	return wrong_type(check, schema, node, where, scalar);
}

/* ---- values ---- */

/* A pattern is Go's. One from elsewhere may look ahead, which Go cannot: it is not checked then. */
static bool check_pattern(struct check *check, const struct node *schema, const struct node *node,
                          const struct where *where)
{
	const str pattern = node_get_text(schema, STR("pattern"));
	const struct regex *regex = pattern.len ? schemas_pattern(check->schemas, pattern) : NULL;
	if (!regex || regex_matches(regex, node->text))
		return true;
	str expected = node_get_text(schema, STR("x-expects"));
	if (expected.len == 0)
		expected = arena_printf(check->arena, "text that matches %.*s", STR_ARG(pattern));
	check_wrong(check, node, where, expected, SCALAR_STR);
	if (is_duration(schema))
		suggest_duration(check, schema, node);
	return false;
}

static bool check_format(struct check *check, const struct node *schema, const struct node *node,
                         const struct where *where, const struct scalar *scalar)
{
	const str format = node_get_text(schema, STR("format"));
	const struct format *known = format.len ? format_find(format) : NULL;
	if (!known || known->is_met(node->text, scalar))
		return true;
	if (str_eq(format, STR("byte"))) { /* it may be a secret, and is no sight anyway */
		const str path = check_path(check, where);
		diag_add(check->diags, DIAG_ERROR, "SCH001", node->at, "%.*s must be base64",
		         STR_ARG(path));
		check_set_field(check, where);
		return false;
	}
	return check_wrong(check, node, where, str_of(known->expects), scalar->type);
}

static enum scalar_type type_of(struct check *check, const struct node *node)
{
	struct scalar scalar;
	str problem;
	return resolve_scalar(check->arena, node, &scalar, &problem) ? scalar.type : SCALAR_STR;
}

/* 1 is not "1". */
static bool is_value(struct check *check, const struct node *value, const struct node *node)
{
	return node->kind == NODE_SCALAR && value->kind == NODE_SCALAR
	               ? str_eq(value->text, node->text) &&
	                         type_of(check, value) == type_of(check, node)
	               : node_eq(value, node);
}

/* *closest: the value that was probably meant, by case or by a slip; "" when there is none. */
static str list_values(struct arena *arena, const struct node *values, str *closest, str text)
{
	struct buf out;
	buf_init(&out, arena);
	*closest = STR("");
	NODE_EACH_ITEM (item, values) {
		const str value = item->value->kind == NODE_SCALAR ? item->value->text : STR("…");
		if (value.len == 0)
			continue;
		if (text.len && (str_eq_nocase(value, text) || str_distance(value, text, 2) <= 2))
			*closest = value;
		buf_add(&out, out.len ? STR(", ") : STR("one of "));
		buf_add(&out, value);
	}
	return buf_text(&out);
}

bool check_enum(struct check *check, const struct node *schema, const struct node *node,
                const struct where *where)
{
	const struct node *values = node_get(schema, STR("enum"));
	const struct node *only = node_get(schema, STR("const"));
	str closest;
	const enum scalar_type type = node->kind == NODE_SCALAR ? type_of(check, node) : SCALAR_STR;
	if (only && !is_value(check, only, node))
		return check_wrong(check, node, where,
		                   only->kind == NODE_SCALAR ? only->text : STR("another value"),
		                   type);
	if (!node_is_seq(values))
		return true;
	NODE_EACH_ITEM (item, values)
		if (is_value(check, item->value, node))
			return true;
	const str expected = list_values(check->arena, values, &closest, node_text(node));
	check_wrong(check, node, where, expected, type);
	if (closest.len > 0)
		diag_note(check->diags, NO_MARK, "fix", "%.*s", STR_ARG(closest));
	return false;
}

/* ---- limits ---- */

/* A number of the schema; NAN where it sets none. */
static double number_of(struct check *check, const struct node *schema, const char *keyword)
{
	const struct node *node = node_get(schema, str_of(keyword));
	struct scalar scalar;
	str problem;
	if (!node || !resolve_scalar(check->arena, node, &scalar, &problem))
		return NAN;
	return scalar.type == SCALAR_INT     ? (double)scalar.i
	       : scalar.type == SCALAR_FLOAT ? scalar.f
	                                     : NAN;
}

/* NAN compares false with everything, so a limit that is not set never is passed. */
bool check_limits(struct check *check, const struct node *schema, const struct node *node,
                  const struct where *where, double value, struct limits limits)
{
	const double min = number_of(check, schema, limits.at_least);
	const double max = number_of(check, schema, limits.at_most);
	const bool is_low = value < min; /* never, where there is no limit */
	if (!is_low && !(value > max))
		return true;
	const str path = check_path(check, where);
	const double bound = is_low ? min : max;
	const bool counted = *limits.unit != '\0';
	diag_add(check->diags, DIAG_ERROR, "SCH001", node->at, "%.*s must %s %s %g%s%s%s, not %g",
	         STR_ARG(path), counted ? "have" : "be", is_low ? "at least" : "at most", bound,
	         counted ? " " : "", limits.unit, counted && bound != 1 ? "s" : "", value);
	check_set_field(check, where);
	return false;
}

static bool is_multiple(double value, double step)
{
	const double steps = value / step;
	return steps < -9e15 || steps > 9e15 || steps == (double)(int64_t)steps;
}

/* Draft 4 and OpenAPI say `exclusiveMinimum: true` beside the minimum, later drafts a number. */
static bool check_exclusive(struct check *check, const struct node *schema, const struct node *node,
                            const struct where *where, double value)
{
	double above = number_of(check, schema, "exclusiveMinimum");
	double below = number_of(check, schema, "exclusiveMaximum");
	if (schema_is_true(schema, "exclusiveMinimum"))
		above = number_of(check, schema, "minimum");
	if (schema_is_true(schema, "exclusiveMaximum"))
		below = number_of(check, schema, "maximum");
	const double step = number_of(check, schema, "multipleOf");
	str expected = STR("");
	if (value <= above)
		expected = arena_printf(check->arena, "greater than %g", above);
	else if (value >= below)
		expected = arena_printf(check->arena, "less than %g", below);
	else if (step > 0 && !is_multiple(value, step))
		expected = arena_printf(check->arena, "a multiple of %g", step);
	return expected.len == 0 || check_wrong(check, node, where, expected, SCALAR_FLOAT);
}

static bool check_number(struct check *check, const struct node *schema, const struct node *node,
                         const struct where *where, double value)
{
	return check_limits(check, schema, node, where, value,
	                    (struct limits){"minimum", "maximum", ""}) &&
	       check_exclusive(check, schema, node, where, value);
}

/*
 * JSON has no times, so kustomize prints one as text, and whole: `tag: 2024-01-02` comes out as
 * "2024-01-02T00:00:00Z". Where a time is wanted that is as good.
 */
static bool check_time(struct check *check, const struct node *schema, const struct node *node,
                       const struct where *where, const struct scalar *scalar)
{
	if (str_starts_with(node_get_text(schema, STR("format")), STR("date")) ||
	    str_eq(scalar->text, node->text))
		return true;
	return unquoted(check, node, where, "time", scalar->text);
}

/* By the value's own type: a schema without `type` may bound text and numbers alike. */
bool check_scalar(struct check *check, const struct node *schema, const struct node *node,
                  const struct where *where, const struct scalar *scalar)
{
	if (scalar->type == SCALAR_INT)
		return check_number(check, schema, node, where, (double)scalar->i) &&
		       check_format(check, schema, node, where, scalar);
	if (scalar->type == SCALAR_FLOAT)
		return check_number(check, schema, node, where, scalar->f);
	if (scalar->type == SCALAR_TIMESTAMP)
		return check_time(check, schema, node, where, scalar);
	if (scalar->type != SCALAR_STR)
		return true;
	return check_pattern(check, schema, node, where) &&
	       check_format(check, schema, node, where, scalar) &&
	       check_limits(check, schema, node, where, (double)utf8_count(node->text),
	                    (struct limits){"minLength", "maxLength", "character"});
}
