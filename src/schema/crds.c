/*
 * crds.c - CustomResourceDefinitions as schemas
 *
 * The schema of a version is used as it stands in the definition: it is a tree
 * already, and messages never point into it.
 */
#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "schema/own_schemas.h"
#include "yaml/load.h"

/* v1beta1 may say once for all versions what v1 says for each. */
static void add_version(struct crds *crds, const struct node *spec, const struct node *version,
                        bool is_beta)
{
	const str group = node_get_text(spec, STR("group")),
		  name = node_get_text(version, STR("name"));
	const str kind = node_get_text(node_get(spec, STR("names")), STR("kind"));
	const struct node *holder = node_get(version, STR("schema"));
	if (!holder)
		holder = node_get(spec, STR("validation"));
	const struct node *root = node_get(holder, STR("openAPIV3Schema"));
	/* In v1beta1's days a schema was a wish: fields are dropped only where it asks for that. */
	const str preserves = node_get_text(spec, STR("preserveUnknownFields"));
	const bool is_open = !node_is_map(root) || str_eq(preserves, STR("true")) ||
	                     (is_beta && !str_eq(preserves, STR("false")));
	struct json_schema *schema = ARENA_NEW(crds->arena, struct json_schema);
	*schema = (struct json_schema){
		.root = node_is_map(root) ? root : node_new_map(crds->arena, NO_MARK),
		.dialect = is_open ? SCHEMA_PLAIN : SCHEMA_STRUCTURAL};
	map_set(crds->arena, &crds->by_kind,
	        arena_printf(crds->arena, "%.*s/%.*s/%.*s", STR_ARG(group), STR_ARG(name),
	                     STR_ARG(kind)),
	        schema);
}

bool crds_add(struct crds *crds, const struct node *object)
{
	const struct node *spec = node_get(object, STR("spec"));
	const struct node *versions = node_get(spec, STR("versions"));
	const bool is_beta =
		str_ends_with(node_get_text(object, STR("apiVersion")), STR("/v1beta1"));
	if (!str_eq(node_get_text(object, STR("kind")), STR("CustomResourceDefinition")) ||
	    !node_is_map(spec))
		return false;
	if (!node_is_seq(versions)) { /* v1beta1's `version: v1` */
		struct node *only = node_new_map(crds->arena, NO_MARK);
		node_set(crds->arena, only, STR("name"),
		         node_new_str(crds->arena, node_get_text(spec, STR("version")), NO_MARK));
		add_version(crds, spec, only, is_beta);
		return true;
	}
	NODE_EACH_ITEM (item, versions)
		if (!str_eq(node_get_text(item->value, STR("served")), STR("false")))
			add_version(crds, spec, item->value, is_beta);
	return true;
}

/* Most runs have no definitions at all, and ask for every object. */
const struct json_schema *crds_find(const struct crds *crds, str api_version, str kind)
{
	const str key = crds->by_kind.len ? arena_printf(crds->arena, "%.*s/%.*s",
	                                                 STR_ARG(api_version), STR_ARG(kind))
	                                  : STR("");
	return key.len ? map_get(&crds->by_kind, key) : NULL;
}

/* ---- files ---- */

/* `kubectl get crds -o yaml` gives a List. */
static size_t add_document(struct crds *crds, const struct node *document)
{
	const struct node *items = node_get(document, STR("items"));
	size_t added = crds_add(crds, document);
	if (added == 0 && node_is_seq(items))
		NODE_EACH_ITEM (item, items)
			added += crds_add(crds, item->value);
	return added;
}

/*
 * The documents are read as kustomize reads resources, so that a file which can be applied can be
 * named here. What is in them stays in the arena of the run, for the schemas are parts of it.
 */
static bool add_file(struct crds *crds, str path, size_t *added, struct diags *diags)
{
	struct source *source = ARENA_NEW(crds->arena, struct source);
	struct documents documents = {0};
	source->path = path;
	const int error = file_read(crds->arena, path, &source->text);
	if (error)
		return diag_error(diags, NO_MARK, "cannot read '%.*s': %s", STR_ARG(path),
		                  strerror(error));
	if (!load_documents(crds->arena, source->text, origin_of_source(source), &documents, diags))
		return false;
	for (size_t i = 0; i < documents.len; i++)
		*added += add_document(crds, documents.at[i]);
	return true;
}

static bool is_manifest(str name)
{
	return load_is_yaml_name(name) || str_ends_with(name, STR(".json"));
}

static bool add_directory(struct crds *crds, str dir, size_t *added, struct diags *diags)
{
	struct file_entries entries;
	bool ok = true;
	const int error = file_list_entries(crds->arena, dir, &entries);
	if (error)
		return diag_error(diags, NO_MARK, "cannot read '%.*s': %s", STR_ARG(dir),
		                  strerror(error));
	for (size_t i = 0; i < entries.len; i++) {
		const str path = path_join(crds->arena, dir, entries.at[i].name);
		if (entries.at[i].name.at[0] == '.')
			continue;
		if (entries.at[i].kind == FILE_DIRECTORY && !entries.at[i].is_link)
			ok &= add_directory(crds, path, added, diags);
		else if (is_manifest(path) && entries.at[i].kind == FILE_REGULAR)
			ok &= add_file(crds, path, added, diags);
	}
	return ok;
}

/* Who names a file wants it read whatever it is called; in a directory there may be anything. */
static bool add_path(struct crds *crds, str path, size_t *added, struct diags *diags)
{
	return file_kind(crds->arena, path) == FILE_DIRECTORY
	               ? add_directory(crds, path, added, diags)
	               : add_file(crds, path, added, diags);
}

bool crds_load(struct crds *crds, str path, struct diags *diags)
{
	size_t added = 0;
	if (!add_path(crds, path, &added, diags))
		return false;
	return added > 0 ||
	       diag_error(diags, NO_MARK, "no CustomResourceDefinition in '%.*s'", STR_ARG(path));
}
