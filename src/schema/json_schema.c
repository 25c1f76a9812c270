/* json_schema.c - the walk over schema and document; see json_schema.h and checking.h */
#include "schema/checking.h"

#include "base/buf.h"
#include "base/map.h"
#include "schema/kubernetes.h"
#include "schema/suggest.h"
#include "yaml/rewrite.h"

/* Text that Flux fills in after the build, or decrypts, so nothing is known of it yet. */
static bool is_open(const struct node *node)
{
	return node->kind == NODE_SCALAR &&
	       (str_contains(node->text, STR("${")) || str_starts_with(node->text, STR("ENC[")));
}

/* ---- mappings ---- */

static bool check_unknown(struct check *check, const struct node *schema, const struct pair *pair,
                          const struct where *where)
{
	const struct where child = {.up = where, .key = node_text(&pair->key)};
	const str path = check_path(check, &child);
	const struct suggestion found =
		suggest_field(check->arena, check->schema.root, schema, node_text(&pair->key));
	diag_add(check->diags, DIAG_ERROR, "SCH002", pair->key.at, "unknown field '%.*s'%.*s",
	         STR_ARG(path), STR_ARG(found.tail));
	check_set_field(check, &child);
	/* The same letters can only have been meant; anything else is a guess. */
	if (found.field.len && pair->key.at.source)
		rewrite_word(check->diags, str_eq_nocase(found.field, pair->key.text), pair->key.at,
		             found.field);
	return found.label.len ? diag_label(check->diags, "%.*s", STR_ARG(found.label)) : false;
}

/* Ours are short; those of a CustomResourceDefinition are manuals. */
static str first_words(str description)
{
	enum { AT_MOST = 120 };
	str line, rest;
	str_cut(description, '\n', &line, &rest);
	line = str_slice(line, 0, str_find(line, STR(". ")));
	if (line.len <= AT_MOST)
		return line;
	line = str_slice(line, 0, AT_MOST);
	return str_slice(line, 0, str_find_last_char(line, ' '));
}

/* A default is filled in before anything is checked, so such a field is never missing. */
static bool check_missing(struct check *check, const struct node *schema, str key,
                          const struct where *where)
{
	const struct node *field = node_get(node_get(schema, STR("properties")), key);
	if (node_get(field, STR("default")))
		return true;
	const struct where child = {.up = where, .key = key};
	const str path = check_path(check, &child);
	diag_add(check->diags, DIAG_ERROR, "SCH003", where->at, "missing field '%.*s'",
	         STR_ARG(path));
	check_set_field(check, &child);
	const struct node *example = node_item(node_get(field, STR("examples")), 0);
	if (node_is_scalar(example))
		diag_note(check->diags, NO_MARK, "fix", "%.*s: %.*s", STR_ARG(key),
		          STR_ARG(example->text));
	const str meaning = first_words(node_get_text(field, STR("description")));
	return meaning.len ? diag_label(check->diags, "needs %.*s: %.*s", STR_ARG(key),
	                                STR_ARG(meaning))
	                   : false;
}

/* Null is absent: the API server drops it before it looks. */
static bool check_required(struct check *check, const struct node *schema, const struct node *node,
                           const struct where *where)
{
	bool ok = true;
	const struct node *required = node_get(schema, STR("required"));
	if (node_is_seq(required))
		NODE_EACH_ITEM (item, required)
			if (node_is_null(node_get(node, node_text(item->value))))
				ok &= check_missing(check, schema, node_text(item->value), where);
	return ok;
}

/* What every object has, and no CustomResourceDefinition needs to list. */
static bool is_common_field(str key)
{
	return str_eq(key, STR("apiVersion")) || str_eq(key, STR("kind")) ||
	       str_eq(key, STR("metadata"));
}

/* Is the mapping an object, the whole document or one that is embedded in it? */
static bool is_object(const struct check *check, const struct node *schema,
                      const struct where *where)
{
	return (check->is_object && !where->up) ||
	       schema_is_true(schema, "x-kubernetes-embedded-resource");
}

/*
 * Are fields unknown that the schema does not list? Elsewhere than in a CustomResourceDefinition
 * that is said outright; there it is what leaving `additionalProperties` out means.
 */
static bool is_closed(const struct check *check, const struct node *schema)
{
	const struct node *others = node_get(schema, STR("additionalProperties"));
	if (others)
		return others->kind == NODE_SCALAR && str_eq(others->text, STR("false"));
	return check->schema.dialect == SCHEMA_STRUCTURAL && !check->branch &&
	       str_eq(node_get_text(schema, STR("type")), STR("object")) &&
	       !schema_is_true(schema, "x-kubernetes-preserve-unknown-fields");
}

/* "$patch: delete" in a file that is judged by itself: a patch has it, and no object. */
static bool is_directive(str key)
{
	return str_starts_with(key, STR("$"));
}

/* Plain JSON Schemas only; OpenAPI has no patternProperties. */
static const struct node *field_by_pattern(struct check *check, const struct node *schema, str key)
{
	const struct node *patterns = node_get(schema, STR("patternProperties"));
	if (node_is_map(patterns))
		NODE_EACH_PAIR (pair, patterns) {
			const struct regex *regex =
				schemas_pattern(check->schemas, node_text(&pair->key));
			if (regex && regex_matches(regex, key))
				return pair->value;
		}
	return NULL;
}

/* A field of the schema, else of additionalProperties, else unknown, else nobody's business. */
static bool check_field(struct check *check, const struct node *schema, const struct pair *pair,
                        const struct where *where)
{
	const str key = node_text(&pair->key);
	const struct where child = {.up = where, .key = key, .at = pair->key.at};
	const struct node *field = node_get(node_get(schema, STR("properties")), key);
	const struct node *others = node_get(schema, STR("additionalProperties"));
	const bool is_common = is_common_field(key) && is_object(check, schema, where);
	if (!field)
		field = field_by_pattern(check, schema, key);
	if (!field && !is_common && !is_directive(key) && is_closed(check, schema))
		return check_unknown(check, schema, pair, where);
	if (!field && node_is_map(others))
		field = others;
	return !field || node_is_null(pair->value) || check_node(check, field, pair->value, &child);
}

/* Whatever a schema says of metadata, it is Kubernetes'; a schema may only say more of it. */
static bool check_metadata(struct check *check, const struct pair *pair, const struct where *where)
{
	static const struct node KEY = {.kind = NODE_SCALAR, .text = STR_INIT("$ref")};
	struct node target = {.kind = NODE_SCALAR,
	                      .text = STR_INIT(KUBERNETES_REF KUBERNETES_METADATA)};
	struct pair ref = {.key = KEY, .value = &target};
	const struct node schema = {.kind = NODE_MAP, .first = &ref, .last = &ref};
	const struct where child = {.up = where, .key = node_text(&pair->key), .at = pair->key.at};
	return node_is_null(pair->value) || check_node(check, &schema, pair->value, &child);
}

/*
 * `metadata` is looked at once, whatever alternatives the walk comes through: those of a schema can
 * hardly ask for more than its name.
 */
static bool check_map(struct check *check, const struct node *schema, const struct node *node,
                      const struct where *where)
{
	bool ok = check_required(check, schema, node, where);
	ok &= check_limits(check, schema, node, where, (double)node_count(node),
	                   (struct limits){"minProperties", "maxProperties", "field"});
	NODE_EACH_PAIR (pair, node) {
		if (!check->branch && str_eq(node_text(&pair->key), STR("metadata")) &&
		    is_object(check, schema, where))
			ok &= check_metadata(check, pair, where);
		else
			ok &= check_field(check, schema, pair, where);
	}
	return ok;
}

/* ---- lists ---- */

/*
 * What no other item of the list may share: for a set the item itself, for a map its keys, with
 * defaults filled in. "" when there is nothing to compare.
 */
static str identity(struct check *check, const struct node *schema, const struct node *node)
{
	const struct node *keys = node_get(schema, STR("x-kubernetes-list-map-keys"));
	struct buf out;
	if (!node_is_seq(keys))
		return node_is_scalar(node) ? node->text : STR("");
	buf_init(&out, check->arena);
	NODE_EACH_ITEM (item, keys) {
		const str name = node_text(item->value);
		const struct node *field =
			node_get(node_get(node_get(schema, STR("items")), STR("properties")), name);
		const struct node *value = node_get(node, name);
		if (node_is_null(value))
			value = node_get(field, STR("default"));
		if (!node_is_scalar(value) || is_open(value))
			return STR("");
		buf_add(&out, out.len ? STR(", ") : STR(""));
		buf_printf(&out, "%.*s %.*s", STR_ARG(name), STR_ARG(value->text));
	}
	return buf_text(&out);
}

/* Kubernetes' keyword, or JSON Schema's; lists are `atomic` by default, and may repeat anything. */
static bool has_unique_items(const struct node *schema)
{
	const str type = node_get_text(schema, STR("x-kubernetes-list-type"));
	return str_eq(type, STR("map")) || str_eq(type, STR("set")) ||
	       schema_is_true(schema, "uniqueItems");
}

/* Reported at the second item, with the first noted: either may be the one too many. */
static bool check_unique(struct check *check, const struct node *schema, const struct node *node,
                         const struct where *where)
{
	struct map seen = {0};
	bool ok = true;
	size_t index = 0;
	if (!has_unique_items(schema))
		return true;
	NODE_EACH_ITEM (item, node) {
		const struct where child = {.up = where, .index = index++, .at = item->value->at};
		const str id = identity(check, schema, item->value);
		const struct node *first = id.len ? map_get(&seen, id) : NULL;
		if (!first && id.len)
			map_set(check->arena, &seen, id, item->value);
		if (!first)
			continue;
		const str path = check_path(check, where);
		diag_add(check->diags, DIAG_ERROR, "SCH012", item->value->at,
		         "%.*s has a second item with %s%.*s", STR_ARG(path),
		         node_is_map(item->value) ? "" : "the value ", STR_ARG(id));
		check_set_field(check, &child);
		ok = diag_note(check->diags, first->at, "first", "%.*s", STR_ARG(id));
	}
	return ok;
}

static bool check_seq(struct check *check, const struct node *schema, const struct node *node,
                      const struct where *where)
{
	bool ok = check_limits(check, schema, node, where, (double)node_count(node),
	                       (struct limits){"minItems", "maxItems", "item"});
	const struct node *items = node_get(schema, STR("items"));
	size_t index = 0;
	NODE_EACH_ITEM (item, node) {
		const struct where child = {.up = where, .index = index++, .at = item->value->at};
		if (node_is_map(items))
			ok &= check_node(check, items, item->value, &child);
	}
	return ok & check_unique(check, schema, node, where);
}

/* ---- the walk ---- */

/* What the schema says itself, its $ref having been followed. */
static bool check_here(struct check *check, const struct node *schema, const struct node *node,
                       const struct where *where)
{
	struct scalar scalar = {.type = SCALAR_STR};
	str problem;
	if (node->kind == NODE_SCALAR && !resolve_scalar(check->arena, node, &scalar, &problem))
		return true; /* printing it fails, and that error says more */
	if (!check_type(check, schema, node, where, &scalar))
		return false;
	bool ok = check_enum(check, schema, node, where);
	switch (node->kind) {
	case NODE_SCALAR:
		if (ok) /* one complaint about a value is enough */
			ok = check_scalar(check, schema, node, where, &scalar);
		break;
	case NODE_MAP: ok &= check_map(check, schema, node, where); break;
	case NODE_SEQ: ok &= check_seq(check, schema, node, where); break;
	}
	return ok & check_branches(check, schema, node, where);
}

/*
 * A $ref may lead into another file, from where further ones are seen; back up, the old file
 * counts again.
 */
bool check_node(struct check *check, const struct node *schema, const struct node *node,
                const struct where *where)
{
	const struct json_schema from = check->schema;
	schema = schemas_follow(check->schemas, schema, &check->schema);
	const bool ok =
		!node_is_map(schema) || is_open(node) || check_here(check, schema, node, where);
	check->schema = from;
	return ok;
}

bool json_schema_check_object(struct json_schemas *schemas, const struct json_schema *schema,
                              const struct node *object, struct diags *diags)
{
	const struct json_schema nothing = {.root = node_new_map(diags->arena, NO_MARK)};
	struct check check = {.schemas = schemas,
	                      .arena = diags->arena,
	                      .schema = schema ? *schema : nothing,
	                      .is_object = true,
	                      .diags = diags};
	const struct where where = {.at = object->at};
	return check_node(&check, check.schema.root, object, &where);
}

bool json_schema_check(struct json_schemas *schemas, const struct node *schema,
                       const struct node *document, struct diags *diags)
{
	struct check check = {.schemas = schemas,
	                      .arena = diags->arena,
	                      .schema = {.root = schema},
	                      .diags = diags};
	const struct where where = {.at = document->at};
	return check_node(&check, schema, document, &where);
}
