/*
 * crds.c - field specs from OpenAPI definitions, the `crds` of a kustomization
 *
 * A file maps names of definitions to {Schema: {properties: …}}, as openapi-gen
 * prints Go types. Those that look like Kubernetes objects are walked, and
 * extensions on their fields say what a field is for.
 */
#include "kustomize/config_files.h"
#include "yaml/value.h"

/* A definition may contain itself; no field that deep is meant. */
enum { MAX_DEPTH = 32 };

struct crd_walk {
	struct arena *arena;
	const struct node *definitions;
	struct gvk gvk; /* of the object walked: only its kind is known */
	struct transformer_config *out;
	struct diags *diags;
};

/* NULL where there are none: a definition may be a mere scalar type. */
static const struct node *properties_of(const struct node *definition)
{
	return node_get(node_get(definition, STR("Schema")), STR("properties"));
}

/* Fields that are marked for a set by an extension of any text value. */
static const struct {
	const char *extension;
	enum fieldspec_set set;
} MARKS[] = {
	{"x-kubernetes-annotation", SPECS_COMMON_ANNOTATIONS},
	{"x-kubernetes-label-selector", SPECS_COMMON_LABELS},
	{"x-kubernetes-identity", SPECS_NAME_PREFIX},
};

/* The text of an extension; false unless it is there and text. */
static bool get_extension(const struct node *property, const char *name, str *out)
{
	const struct node *value = node_get(property, str_of(name));
	if (!node_is_scalar(value) || value->tag != TAG_STR)
		return false;
	*out = value->text;
	return true;
}

static const struct fieldspec *new_spec(const struct crd_walk *walk, str path)
{
	struct fieldspec *spec = ARENA_NEW(walk->arena, struct fieldspec);
	*spec = (struct fieldspec){walk->gvk, path, false};
	return spec;
}

/* A field that holds a reference: two extensions say to what, a third where the name is. */
static bool add_reference(const struct crd_walk *walk, const struct node *property, str path)
{
	str version, kind, name_key = STR("name");
	if (!get_extension(property, "x-kubernetes-object-ref-api-version", &version) ||
	    !get_extension(property, "x-kubernetes-object-ref-kind", &kind))
		return true;
	get_extension(property, "x-kubernetes-object-ref-name-key", &name_key);
	struct transformer_config one = {0};
	struct name_reference *reference = ARRAY_ADD(walk->arena, &one.name_references);
	*reference = (struct name_reference){.target = {STR(""), version, kind}};
	const str name_path =
		arena_printf(walk->arena, "%.*s/%.*s", STR_ARG(path), STR_ARG(name_key));
	fieldspecs_append(walk->arena, &reference->referrers, new_spec(walk, name_path));
	return transformer_config_merge(walk->arena, walk->out, &one, property->at, walk->diags);
}

static bool walk_properties(const struct crd_walk *walk, const struct node *properties, str path,
                            int depth);

/* Only a `$ref` of the field itself leads on: kustomize looks into neither `items` nor
 * `properties`. */
static bool walk_property(const struct crd_walk *walk, const struct node *property, str path,
                          int depth)
{
	str text;
	for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
		if (get_extension(property, MARKS[i].extension, &text) &&
		    !fieldspecs_add(walk->arena, &walk->out->sets[MARKS[i].set],
		                    new_spec(walk, path), property->at, walk->diags))
			return false;
	if (!add_reference(walk, property, path))
		return false;
	const str definition = node_get_text(property, STR("$ref"));
	if (definition.len == 0 || depth == MAX_DEPTH)
		return true;
	return walk_properties(walk, properties_of(node_get(walk->definitions, definition)), path,
	                       depth + 1);
}

static bool walk_properties(const struct crd_walk *walk, const struct node *properties, str path,
                            int depth)
{
	if (!node_is_map(properties))
		return true;
	NODE_EACH_PAIR (pair, properties) {
		const str below = path.len ? arena_printf(walk->arena, "%.*s/%.*s", STR_ARG(path),
		                                          STR_ARG(pair->key.text))
		                           : pair->key.text;
		if (!walk_property(walk, pair->value, below, depth))
			return false;
	}
	return true;
}

/* What has these three is a Kubernetes object; the rest are the types of its fields. */
static bool is_object(const struct node *properties)
{
	return node_get(properties, STR("kind")) && node_get(properties, STR("apiVersion")) &&
	       node_get(properties, STR("metadata"));
}

/* "github.com/example/v1.Widget" -> "Widget"; group and version cannot be told from it. */
static str kind_of(str definition)
{
	const size_t dot = str_find_last_char(definition, '.');
	return dot == STR_NONE ? definition : str_from(definition, dot + 1);
}

/* Each definition is a mapping; a CustomResourceDefinition put here by mistake is not. */
static bool check_definitions(const struct node *root, struct diags *diags)
{
	static const char WHAT[] = "a file of `crds` maps names of OpenAPI definitions to mappings "
				   "with a `Schema`; it is not a CustomResourceDefinition";
	const struct node *wrong = root->kind == NODE_MAP ? NULL : root;
	if (!wrong)
		NODE_EACH_PAIR (pair, root)
			if (!wrong && !node_is_null(pair->value) && pair->value->kind != NODE_MAP)
				wrong = pair->value;
	if (!wrong)
		return true;
	diag_error(diags, wrong->at, "%s", WHAT);
	return diag_sentence(diags,
	                     "json: cannot unmarshal %s into Go value of type accumulator.%s",
	                     value_json_type(wrong),
	                     wrong == root ? "nameToApiMap" : "OpenAPIDefinition");
}

/* JSON if it begins like it, else YAML; *root is not NULL. */
static bool read_definitions(struct arena *arena, const struct source *source, struct node **root,
                             struct diags *diags)
{
	const struct origin origin = origin_of_source(source);
	if (str_starts_with(source->text, STR("{")))
		return value_from_json(arena, source->text, origin, root, diags) &&
		       check_definitions(*root, diags);
	if (!load_value(arena, source->text, origin, root, diags))
		return diag_prefix(diags, "error converting YAML to JSON: ");
	if (node_is_null(*root)) {
		/* kustomize crashes on an empty file; `null` it takes for no definitions. */
		*root = node_new_map(arena, origin.at);
		return source->text.len > 0 ||
		       diag_error(diags, origin.at, "a file of `crds` must not be empty");
	}
	return check_definitions(*root, diags) ||
	       diag_prefix(diags, "error unmarshaling JSON: while decoding JSON: ");
}

bool crds_read(const struct loader *loader, const struct node *entry,
               struct transformer_config *out, struct diags *diags)
{
	struct arena *arena = loader->arena;
	const struct source *source;
	struct node *root;
	if (!loader_read(loader, entry->text, entry->at, &source, diags))
		return false;
	if (!read_definitions(arena, source, &root, diags))
		return diag_prefix(diags, "unable to parse open API definition from '%.*s': ",
		                   STR_ARG(entry->text));
	NODE_EACH_PAIR (pair, root) {
		const struct node *properties = properties_of(pair->value);
		const struct crd_walk walk = {
			arena, root, {.kind = kind_of(pair->key.text)}, out, diags};
		if (is_object(properties) && !walk_properties(&walk, properties, STR(""), 0))
			return false;
	}
	return true;
}
