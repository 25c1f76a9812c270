/* json_schemas.c - the schemas of one run, and which of them a kind is judged by */
#include <assert.h>

#include "base/map.h"
#include "base/path.h"
#include "schema/checking.h"
#include "schema/embedded.h"
#include "schema/kubernetes.h"
#include "schema/own_schemas.h"
#include "yaml/value.h"

struct json_schemas {
	struct arena *arena;
	struct node **parsed;  /* one for each of EMBEDDED_SCHEMAS, NULL until asked for */
	struct map patterns;   /* text -> struct regex */
	struct map kubernetes; /* definition's name -> struct node */
	struct map kinds; /* "apiVersion/Kind" -> struct json_schema that was found, or NOBODYS */
	struct crds crds; /* given by the user */
	struct crds met;  /* rendered */
	struct locations locations;
	struct map told; /* "apiVersion/Kind" -> anything: json_schemas_is_news() was asked */
};

/* What is known of a kind that nobody knows. */
static struct json_schema NOBODYS;

struct json_schemas *json_schemas_new(struct arena *arena)
{
	struct json_schemas *schemas = ARENA_NEW(arena, struct json_schemas);
	schemas->arena = arena;
	schemas->parsed = ARENA_ARRAY(arena, struct node *, EMBEDDED_SCHEMAS_LEN);
	schemas->crds.arena = schemas->met.arena = schemas->locations.arena = arena;
	return schemas;
}

/* ---- ours ---- */

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

/* Made once a run: a Pod's spec is referred to from every workload. */
static const struct node *definition(struct json_schemas *schemas, str name)
{
	struct node *found = map_get(&schemas->kubernetes, name);
	if (!found && (found = kubernetes_definition(schemas->arena, name)))
		map_set(schemas->arena, &schemas->kubernetes, name, found);
	return found;
}

/* ---- the user's ---- */

bool json_schemas_add_crds(struct json_schemas *schemas, str path, struct diags *diags)
{
	return crds_load(&schemas->crds, path, diags);
}

void json_schemas_meet(struct json_schemas *schemas, const struct node *object)
{
	crds_add(&schemas->met, object);
}

bool json_schemas_add_location(struct json_schemas *schemas, str location, struct diags *diags)
{
	return locations_add(&schemas->locations, location, diags);
}

bool json_schemas_has_own(const struct json_schemas *schemas)
{
	return schemas->crds.by_kind.len > 0 || schemas->locations.templates.len > 0;
}

const struct json_schema *json_schemas_met(const struct json_schemas *schemas, str api_version,
                                           str kind)
{
	return crds_find(&schemas->met, api_version, kind);
}

/* ---- which ---- */

static struct json_schema *schema_new(struct arena *arena, const struct node *root, str file)
{
	struct json_schema *schema = ARENA_NEW(arena, struct json_schema);
	*schema = (struct json_schema){.root = root, .file = file};
	return schema;
}

/*
 * The user's come first: who brings the schemas of a cluster knows better than we do what it has.
 * Definitions that are only rendered come last, and not here: they may be for a cluster to be.
 */
static const struct json_schema *find(struct json_schemas *schemas, str api_version, str kind,
                                      struct diags *diags)
{
	struct arena *arena = schemas->arena;
	str file = STR("");
	const struct json_schema *own = crds_find(&schemas->crds, api_version, kind);
	if (own)
		return own;
	const struct node *root =
		locations_find(&schemas->locations, api_version, kind, &file, diags);
	if (!root)
		root = json_schemas_find(schemas, api_version, kind);
	if (!root && kubernetes_has_kind(api_version, kind))
		root = definition(schemas, arena_printf(arena, "%.*s.%.*s", STR_ARG(api_version),
		                                        STR_ARG(kind)));
	return root ? schema_new(arena, root, file) : &NOBODYS;
}

/* Asked by several rules for every object, and looking may mean trying paths on the disk. */
const struct json_schema *json_schemas_of_kind(struct json_schemas *schemas, str api_version,
                                               str kind, struct diags *diags)
{
	struct arena *arena = schemas->arena;
	const str key = arena_printf(arena, "%.*s/%.*s", STR_ARG(api_version), STR_ARG(kind));
	struct json_schema *known = map_get(&schemas->kinds, key);
	if (!known) {
		const struct json_schema *found =
			api_version.len ? find(schemas, api_version, kind, diags) : &NOBODYS;
		known = found == &NOBODYS ? &NOBODYS : ARENA_NEW(arena, struct json_schema);
		if (known != &NOBODYS)
			*known = *found;
		map_set(arena, &schemas->kinds, key, known);
	}
	return known == &NOBODYS ? NULL : known;
}

bool json_schemas_is_news(struct json_schemas *schemas, str api_version, str kind)
{
	const str key =
		arena_printf(schemas->arena, "%.*s/%.*s", STR_ARG(api_version), STR_ARG(kind));
	const bool is_news = !map_get(&schemas->told, key);
	map_set(schemas->arena, &schemas->told, key, schemas);
	return is_news;
}

/* ---- for the walk ---- */

/* The same few patterns come again for every object. */
const struct regex *schemas_pattern(struct json_schemas *schemas, str pattern)
{
	struct regex *regex = map_get(&schemas->patterns, pattern);
	struct regex_error error;
	if (!regex && (regex = regex_new(schemas->arena, pattern, &error)))
		map_set(schemas->arena, &schemas->patterns, pattern, regex);
	return regex;
}

/* What "/definitions/x" leads to: a pointer whose keys have no '/' or '~' in them. */
static const struct node *at_pointer(const struct node *root, str pointer)
{
	while (pointer.len > 0 && pointer.at[0] == '/') {
		const str rest = str_from(pointer, 1);
		const size_t end = str_find_char(rest, '/');
		root = node_get(root, str_slice(rest, 0, end));
		pointer = end == STR_NONE ? STR("") : str_from(rest, end);
	}
	return root;
}

/* Makes *from the file that a $ref names; false when it is not there. */
static bool enter(struct json_schemas *schemas, str file, struct json_schema *from)
{
	struct diags unheard; /* a schema that cannot be read says nothing */
	diags_init(&unheard, schemas->arena);
	const str path = path_join(schemas->arena, path_dir(from->file), file);
	const struct node *root = locations_document(&schemas->locations, path, &unheard);
	*from = (struct json_schema){.root = root, .file = path};
	return root != NULL;
}

/* A chain of references that long is a cycle. */
const struct node *schemas_follow(struct json_schemas *schemas, const struct node *schema,
                                  struct json_schema *from)
{
	for (int hops = 0; hops < 16; hops++) {
		str ref = node_get_text(schema, STR("$ref")), file, pointer;
		if (ref.len == 0)
			return schema;
		if (str_starts_with(ref, STR(KUBERNETES_REF))) {
			schema = definition(schemas, str_from(ref, sizeof KUBERNETES_REF - 1));
			*from = (struct json_schema){.root = schema};
			continue;
		}
		str_cut(ref, '#', &file, &pointer);
		if (file.len > 0 && (from->file.len == 0 || !enter(schemas, file, from)))
			return NULL;
		schema = at_pointer(from->root, pointer);
	}
	return NULL;
}
