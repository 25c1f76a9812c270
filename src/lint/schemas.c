/* schemas.c - see schemas.h */
#include "lint/schemas.h"

#include "base/path.h"

typedef bool add_schemas(struct json_schemas *schemas, str path, struct diags *diags);

/* All of them, even when one is not there: what the others give is still worth something. */
static bool add_given(const str *paths, size_t len, add_schemas *add, struct json_schemas *schemas,
                      struct diags *diags)
{
	bool ok = true;
	for (size_t i = 0; i < len; i++)
		ok &= add(schemas, paths[i], diags);
	return ok;
}

/* Paths in the config are seen from where it is. */
static bool add_configured(const struct config *config, const struct node *paths, add_schemas *add,
                           struct json_schemas *schemas, struct diags *diags)
{
	bool ok = true;
	if (!config || !node_is_seq(paths))
		return true;
	NODE_EACH_ITEM (item, paths) {
		const str path = item->value->text;
		const str full =
			path_is_absolute(path) ? path : path_join(config->arena, config->dir, path);
		ok &= add(schemas, full, diags) || diag_place(diags, item->value->at);
	}
	return ok;
}

bool lint_load_schemas(const struct lint_options *options, struct json_schemas *schemas,
                       struct diags *diags)
{
	const struct config *config = options->config;
	const struct node *fields = config ? node_get(config->fields, STR("schemas")) : NULL;
	bool ok =
		add_given(options->crds, options->crds_len, json_schemas_add_crds, schemas, diags);
	ok &= add_given(options->schema_locations, options->schema_locations_len,
	                json_schemas_add_location, schemas, diags);
	ok &= add_configured(config, node_get(fields, STR("crds")), json_schemas_add_crds, schemas,
	                     diags);
	ok &= add_configured(config, node_get(fields, STR("locations")), json_schemas_add_location,
	                     schemas, diags);
	return ok;
}
