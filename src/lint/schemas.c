/*
 * schemas.c - see schemas.h
 *
 * Paths of the config are seen from its directory, those of flags from where the program runs. A
 * path that cannot be used does not keep the others from being used: what they give is still worth
 * something.
 */
#include "lint/schemas.h"

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

/* What is wrong there is wrong with the config, and no rule's finding. */
static bool fail_at(const struct node *path, struct diags *diags)
{
	diag_code(diags, NULL);
	return diag_place(diags, path->at);
}

static bool add_configured(const struct config *config, const struct node *paths, add_schemas *add,
                           struct json_schemas *schemas, struct diags *diags)
{
	bool ok = true;
	if (!config || !node_is_seq(paths))
		return true;
	NODE_EACH_ITEM (item, paths)
		ok &= add(schemas, config_file(config, item->value->text), diags) ||
		      fail_at(item->value, diags);
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
