/*
 * branches.c - schemas that are made of schemas: allOf, anyOf, oneOf, not, if
 *
 * Inside of them a CustomResourceDefinition only says more about fields that it
 * declares elsewhere, so no field is unknown there.
 */
#include "schema/checking.h"

#include "base/buf.h"

/* Does it fit? What is wrong is not said. */
static bool fits(struct check *check, const struct node *schema, const struct node *node,
                 const struct where *where)
{
	const struct diags_position before = diags_position(check->diags);
	const bool ok = check_node(check, schema, node, where);
	diags_rewind(check->diags, before);
	return ok;
}

/*
 * What is expected is said by the branches only where they are simple: a choice between fields, or
 * between types. Anything else would be a schema read aloud.
 */

/* "chart, chartRef" when every branch only asks for one field, else "". */
static str required_names(struct arena *arena, const struct node *branches)
{
	struct buf names;
	buf_init(&names, arena);
	NODE_EACH_ITEM (item, branches) {
		const struct node *required = node_get(item->value, STR("required"));
		if (node_count(item->value) != 1 || node_count(required) != 1)
			return STR("");
		buf_add(&names, names.len ? STR(", ") : STR(""));
		buf_add(&names, node_text(node_item(required, 0)));
	}
	return buf_text(&names);
}

/* "text or a whole number" when every branch only asks for a type, else "". */
static str type_names(struct arena *arena, const struct node *branches)
{
	struct buf names;
	buf_init(&names, arena);
	NODE_EACH_ITEM (item, branches) {
		const str type = node_get_text(item->value, STR("type"));
		if (type.len == 0)
			return STR("");
		if (str_eq(type, STR("null")))
			continue;
		buf_add(&names, names.len ? STR(" or ") : STR(""));
		buf_add(&names, schema_type_for_people(type));
	}
	return buf_text(&names);
}

/*
 * A choice between fields of which none was made is a missing field (SCH003): it concerns the
 * mapping as a whole and is reported at its key. In a base that is not held against anybody, as
 * with every missing field. A value that has none of the types is reported where it stands.
 */
static bool report_forms(struct check *check, const struct node *branches, const struct node *node,
                         const struct where *where, const char *many, bool is_too_many)
{
	const str path = check_path(check, where);
	const str names = required_names(check->arena, branches);
	const str types = type_names(check->arena, branches);
	const char *const code = is_too_many || names.len == 0 ? "SCH001" : "SCH003";
	if (names.len)
		diag_add(check->diags, DIAG_ERROR, code, where->at, "%.*s takes %s of %.*s",
		         STR_ARG(path), many, STR_ARG(names));
	else if (types.len && !is_too_many)
		diag_add(check->diags, DIAG_ERROR, code, node->at, "%.*s must be %.*s, not %s",
		         STR_ARG(path), STR_ARG(types), node_kind_name(node));
	else
		diag_add(check->diags, DIAG_ERROR, code, where->at,
		         "%.*s has %s of the forms that its schema allows", STR_ARG(path),
		         is_too_many ? "more than one" : "none");
	check_set_field(check, where);
	return false;
}

/* A document may fit at least one of these branches, and `most` at most. */
static bool check_alternatives(struct check *check, const struct node *schema,
                               const struct node *node, const struct where *where, str keyword,
                               size_t most)
{
	const struct node *branches = node_get(schema, keyword);
	if (!node_is_seq(branches))
		return true;
	size_t fitting = 0;
	NODE_EACH_ITEM (item, branches)
		fitting += fits(check, item->value, node, where);
	if (fitting >= 1 && fitting <= most)
		return true;
	return report_forms(check, branches, node, where,
	                    most == 1 ? "exactly one" : "at least one", fitting > most);
}

/* Unlike an alternative, a part that does not fit says itself what is wrong. */
static bool check_all(struct check *check, const struct node *schema, const struct node *node,
                      const struct where *where)
{
	const struct node *parts = node_get(schema, STR("allOf"));
	bool ok = true;
	if (!node_is_seq(parts))
		return true;
	NODE_EACH_ITEM (item, parts)
		ok &= check_node(check, item->value, node, where);
	return ok;
}

/* `{"required": ["x"]}`: the one field that must not be there; else NULL. */
static const struct pair *unwanted_field(const struct node *unwanted, const struct node *node)
{
	const struct node *required = node_get(unwanted, STR("required"));
	return node_count(required) == 1 ? node_find_pair(node, node_text(node_item(required, 0)))
	                                 : NULL;
}

/*
 * In CustomResourceDefinitions, and in our schemas, this nearly always forbids a field beside
 * another, so it is the field that is reported. `x-message` says when it would be in order.
 */
static bool check_not(struct check *check, const struct node *schema, const struct node *node,
                      const struct where *where)
{
	const struct node *unwanted = node_get(schema, STR("not"));
	if (!unwanted || !fits(check, unwanted, node, where))
		return true;
	const struct pair *field = unwanted_field(unwanted, node);
	const struct where child = {.up = where, .key = field ? node_text(&field->key) : STR("")};
	const str path = check_path(check, field ? &child : where);
	const str why = node_get_text(unwanted, STR("x-message"));
	diag_add(check->diags, DIAG_ERROR, "SCH001", field ? field->key.at : where->at, "%.*s %.*s",
	         STR_ARG(path), STR_ARG(why.len ? why : STR("is what its schema excludes")));
	check_set_field(check, field ? &child : where);
	return false;
}

/* Draft 7's if, then and else, which is how our schemas say what Flux says in CEL. */
static bool check_condition(struct check *check, const struct node *schema, const struct node *node,
                            const struct where *where)
{
	const struct node *condition = node_get(schema, STR("if"));
	if (!condition)
		return true;
	const struct node *then =
		node_get(schema, fits(check, condition, node, where) ? STR("then") : STR("else"));
	return !then || check_node(check, then, node, where);
}

/* A schema that is an alternative of itself has no end, unless it is left at the second meeting. */
static bool is_met_again(const struct check *check, const struct node *schema,
                         const struct node *node)
{
	for (const struct branch *branch = check->branch; branch; branch = branch->up)
		if (branch->schema == schema && branch->node == node)
			return true;
	return false;
}

bool check_branches(struct check *check, const struct node *schema, const struct node *node,
                    const struct where *where)
{
	const struct branch here = {check->branch, schema, node};
	if (is_met_again(check, schema, node))
		return true;
	check->branch = &here;
	bool ok = check_all(check, schema, node, where);
	ok &= check_alternatives(check, schema, node, where, STR("oneOf"), 1);
	ok &= check_alternatives(check, schema, node, where, STR("anyOf"), SIZE_MAX);
	ok &= check_not(check, schema, node, where);
	ok &= check_condition(check, schema, node, where);
	check->branch = here.up;
	return ok;
}
