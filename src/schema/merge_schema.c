/*
 * merge_schema.c - see merge_schema.h
 *
 * A type is a row of the generated tables or a node of an OpenAPI document,
 * which is read where it stands: a build looks at few of its definitions.
 */
#include "schema/merge_schema.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/map.h"
#include "schema/merge_comments.h"
#include "schema/merge_tables.h"

struct merge_schemas {
	struct arena *arena;
	bool is_chosen, is_custom;
	bool *builtin_used;     /* by anyone so far, askers included */
	struct map definitions; /* name -> its schema, a struct node */
	struct map kinds;       /* "apps/v1 Deployment" -> its definition */
	/* The same -> an operation that addresses it without a namespace, or inside one. */
	struct map without_namespace, in_namespace;
	struct merge_comment_cache *comments; /* of the files met so far */
};

static const struct merge_type UNKNOWN;

/* ---- the built-in tables ---- */

static str name_text(struct merge_name name)
{
	return (str){MERGE_NAMES + name.at, name.len};
}

static int compare_field(const void *name, const void *row)
{
	return str_cmp(*(const str *)name, name_text(((const struct merge_field *)row)->name));
}

static const struct merge_field *find_field(const struct merge_row *type, str name)
{
	return bsearch(&name, MERGE_FIELDS + type->first_field, type->field_count,
	               sizeof *MERGE_FIELDS, compare_field);
}

static int compare_definition(const void *name, const void *row)
{
	return str_cmp(*(const str *)name, name_text(((const struct merge_definition *)row)->name));
}

static const struct merge_definition *find_definition(str name)
{
	return bsearch(&name, MERGE_DEFINITIONS, MERGE_DEFINITION_COUNT, sizeof *MERGE_DEFINITIONS,
	               compare_definition);
}

struct kind_name {
	str api_version, kind;
};

static int compare_kind(const void *name, const void *row)
{
	const struct kind_name *want = name;
	const struct merge_kind *kind = row;
	const int order = str_cmp(want->api_version, name_text(kind->api_version));
	return order ? order : str_cmp(want->kind, name_text(kind->kind));
}

static const struct merge_kind *find_kind(str api_version, str kind)
{
	const struct kind_name name = {api_version, kind};
	return bsearch(&name, MERGE_KINDS, MERGE_KIND_COUNT, sizeof *MERGE_KINDS, compare_kind);
}

static struct merge_type builtin_type(const struct merge_schemas *schemas, uint32_t row)
{
	return (struct merge_type){.schemas = schemas, .builtin = row};
}

/* ---- documents ---- */

/* "definitions/" of a JSON pointer is all that OpenAPI refers to; ~1 is '/', ~0 is '~'. */
static str referred_name(struct arena *arena, str reference)
{
	struct buf name;
	buf_init(&name, arena);
	const str prefix = STR("#/definitions/");
	if (!str_starts_with(reference, prefix))
		return STR("");
	const str rest = str_from(reference, prefix.len);
	for (size_t i = 0; i < rest.len; i++) {
		const bool escaped = rest.at[i] == '~' && i + 1 < rest.len &&
		                     (rest.at[i + 1] == '0' || rest.at[i + 1] == '1');
		if (escaped)
			i++;
		buf_add_char(&name, !escaped ? rest.at[i] : rest.at[i] == '1' ? '/' : '~');
	}
	return buf_text(&name);
}

/* Are the built-in definitions in force, if need be beside a document's? */
static bool has_builtin(const struct merge_schemas *schemas)
{
	return !schemas->is_custom || *schemas->builtin_used;
}

/* A schema, or the one definition that it refers to. */
static struct merge_type custom_type(const struct merge_schemas *schemas, const struct node *schema)
{
	if (!node_is_map(schema))
		return UNKNOWN;
	const str reference = node_get_text(schema, STR("$ref"));
	if (reference.len == 0)
		return (struct merge_type){.schemas = schemas, .custom = schema};
	const str name = referred_name(schemas->arena, reference);
	const struct node *definition = map_get(&schemas->definitions, name);
	if (definition)
		return (struct merge_type){.schemas = schemas, .custom = definition};
	const struct merge_definition *row = has_builtin(schemas) ? find_definition(name) : NULL;
	return row ? builtin_type(schemas, row->type) : UNKNOWN;
}

/* "apps/v1 Deployment" of {group: apps, version: v1, kind: Deployment}; "" when it is none. */
static str kind_key(struct arena *arena, const struct node *gvk)
{
	const str group = node_get_text(gvk, STR("group"));
	const str version = node_get_text(gvk, STR("version"));
	const str kind = node_get_text(gvk, STR("kind"));
	if (version.len == 0 || kind.len == 0)
		return STR("");
	return arena_printf(arena, "%.*s%s%.*s %.*s", STR_ARG(group), group.len > 0 ? "/" : "",
	                    STR_ARG(version), STR_ARG(kind));
}

static const str GVK_EXTENSION = STR_INIT("x-kubernetes-group-version-kind");

static void note_definition(struct merge_schemas *schemas, str name, struct node *definition)
{
	map_set(schemas->arena, &schemas->definitions, name, definition);
	const struct node *gvks = node_get(definition, GVK_EXTENSION);
	if (!node_is_seq(gvks))
		return;
	NODE_EACH_ITEM (item, gvks) {
		const str key = kind_key(schemas->arena, item->value);
		if (key.len > 0)
			map_set(schemas->arena, &schemas->kinds, key, definition);
	}
}

static void note_path(struct merge_schemas *schemas, str path, const struct node *operations)
{
	struct node *get = node_get(operations, STR("get"));
	const str key = kind_key(schemas->arena, node_get(get, GVK_EXTENSION));
	if (key.len == 0)
		return;
	struct map *scope = str_contains(path, STR("namespaces/{namespace}"))
	                            ? &schemas->in_namespace
	                            : &schemas->without_namespace;
	map_set(schemas->arena, scope, key, get);
}

static bool expect_map_of_maps(const struct node *document, str field, struct diags *diags)
{
	const struct node *map = node_get(document, field);
	if (node_is_null(map))
		return true;
	if (!node_is_map(map))
		return diag_error(diags, map->at,
		                  "'%.*s' of an OpenAPI document must be a mapping, not %s",
		                  STR_ARG(field), node_kind_name(map));
	NODE_EACH_PAIR (pair, map)
		if (!node_is_map(pair->value))
			return diag_error(diags, pair->value->at,
			                  "'%.*s' of an OpenAPI document must be a mapping, not %s",
			                  STR_ARG(pair->key.text), node_kind_name(pair->value));
	return true;
}

bool merge_schemas_use(struct merge_schemas *schemas, const struct node *document,
                       struct diags *diags)
{
	if (!node_is_map(document))
		return diag_error(diags, document ? document->at : NO_MARK,
		                  "an OpenAPI document must be a mapping, not %s",
		                  node_kind_name(document));
	if (!expect_map_of_maps(document, STR("definitions"), diags) ||
	    !expect_map_of_maps(document, STR("paths"), diags))
		return false;
	schemas->is_custom = schemas->is_chosen = true;
	schemas->definitions = schemas->kinds = (struct map){0};
	const struct node *definitions = node_get(document, STR("definitions"));
	if (node_is_map(definitions))
		NODE_EACH_PAIR (pair, definitions)
			note_definition(schemas, pair->key.text, pair->value);
	const struct node *paths = node_get(document, STR("paths"));
	if (node_is_map(paths))
		NODE_EACH_PAIR (pair, paths)
			note_path(schemas, pair->key.text, pair->value);
	return true;
}

/* A field of a document's mapping: declared, or any when additionalProperties says what. */
static struct merge_type custom_field(struct merge_type type, str field)
{
	const struct node *schema = node_get(node_get(type.custom, STR("properties")), field);
	if (!schema)
		schema = node_get(type.custom, STR("additionalProperties"));
	return custom_type(type.schemas, schema);
}

/* Like kustomize's, and only so: the one type must be "array". */
static bool is_array(const struct node *schema)
{
	const struct node *type = node_get(schema, STR("type"));
	if (node_is_seq(type) && node_count(type) == 1)
		type = type->head->value;
	return node_is_scalar(type) && str_eq(type->text, STR("array"));
}

static bool strategy_is_merge(str strategy)
{
	str word;
	while (strategy.len > 0) {
		str_cut(strategy, ',', &word, &strategy);
		if (str_eq(word, STR("merge")))
			return true;
	}
	return false;
}

/* A list, or the one key that it takes the place of; NULL when the elements are primitives. */
static const struct node *custom_keys(const struct node *schema)
{
	const struct node *keys = node_get(schema, STR("x-kubernetes-list-map-keys"));
	return node_is_seq(keys) ? keys : node_get(schema, STR("x-kubernetes-patch-merge-key"));
}

/* ---- what the header promises ---- */

struct merge_schemas *merge_schemas_new(struct arena *arena)
{
	struct merge_schemas *schemas = ARENA_NEW(arena, struct merge_schemas);
	schemas->arena = arena;
	schemas->builtin_used = ARENA_NEW(arena, bool);
	schemas->comments = merge_comments_new(arena);
	return schemas;
}

void merge_schemas_use_builtin(struct merge_schemas *schemas)
{
	schemas->is_chosen = true;
}

bool merge_schemas_is_chosen(const struct merge_schemas *schemas)
{
	return schemas->is_chosen;
}

void merge_schemas_meet(struct merge_schemas *schemas, str api_version, str kind)
{
	const struct merge_kind *row = find_kind(api_version, kind);
	if (!schemas->is_custom && (!row || row->scope == SCOPE_UNKNOWN))
		*schemas->builtin_used = true;
}

struct merge_type merge_type_of(const struct merge_schemas *schemas, str api_version, str kind)
{
	if (schemas->is_custom) {
		const str key = arena_printf(schemas->arena, "%.*s %.*s", STR_ARG(api_version),
		                             STR_ARG(kind));
		const struct node *definition = map_get(&schemas->kinds, key);
		if (definition || !has_builtin(schemas))
			return custom_type(schemas, definition);
	}
	*schemas->builtin_used = true;
	const struct merge_kind *row = find_kind(api_version, kind);
	return row && row->has_type ? builtin_type(schemas, row->type) : UNKNOWN;
}

bool merge_schemas_has_comments(const struct merge_schemas *schemas, const struct source *source)
{
	return source && merge_comments_of(schemas->comments, source)->len > 0;
}

struct merge_type merge_type_from_comment(const struct merge_schemas *schemas, struct mark key)
{
	if (!key.source)
		return UNKNOWN;
	return custom_type(schemas,
	                   merge_comments_find(merge_comments_of(schemas->comments, key.source),
	                                       key.line));
}

bool merge_type_is_known(struct merge_type type)
{
	return type.schemas != NULL;
}

struct merge_type merge_type_field(struct merge_type type, str field)
{
	if (type.custom)
		return custom_field(type, field);
	const struct merge_row *row = &MERGE_TYPES[type.builtin];
	if (row->is_map)
		return builtin_type(type.schemas, row->values);
	const struct merge_field *found = find_field(row, field);
	return found ? builtin_type(type.schemas, found->type) : UNKNOWN;
}

struct merge_type merge_type_element(struct merge_type type)
{
	if (type.custom)
		return is_array(type.custom)
		               ? custom_type(type.schemas, node_get(type.custom, STR("items")))
		               : UNKNOWN;
	return builtin_type(type.schemas, MERGE_TYPES[type.builtin].elements);
}

bool merge_type_is_associative(struct merge_type type)
{
	if (type.custom)
		return strategy_is_merge(
			node_get_text(type.custom, STR("x-kubernetes-patch-strategy")));
	return MERGE_TYPES[type.builtin].is_associative;
}

size_t merge_type_key_count(struct merge_type type)
{
	if (!type.custom)
		return MERGE_TYPES[type.builtin].key_count;
	const struct node *keys = custom_keys(type.custom);
	return node_is_seq(keys) ? node_count(keys) : node_is_scalar(keys);
}

str merge_type_key(struct merge_type type, size_t index)
{
	if (!type.custom)
		return name_text(MERGE_KEYS[MERGE_TYPES[type.builtin].first_key + index]);
	const struct node *keys = custom_keys(type.custom);
	return node_is_seq(keys) ? node_item(keys, index)->text : keys->text;
}

bool merge_schemas_is_cluster_scoped(const struct merge_schemas *schemas, str api_version, str kind)
{
	const struct merge_kind *row = find_kind(api_version, kind);
	if (row && row->scope != SCOPE_UNKNOWN)
		return row->scope == SCOPE_CLUSTER;
	if (schemas->without_namespace.len == 0)
		return false;
	const str key =
		arena_printf(schemas->arena, "%.*s %.*s", STR_ARG(api_version), STR_ARG(kind));
	/* One path inside a namespace decides, whatever the others say. */
	return map_get(&schemas->without_namespace, key) && !map_get(&schemas->in_namespace, key);
}
