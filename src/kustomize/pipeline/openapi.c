/*
 * openapi.c - see openapi.h
 *
 * The first kustomization that chooses a schema chooses for the whole build, whichever directory it
 * stands in: kustomize keeps it in a global variable.
 */
#include "kustomize/pipeline/openapi.h"

#include "yaml/load.h"

static bool check_fields(const struct node *version, const struct node *path, struct diags *diags)
{
	if (version && path) {
		diag_error(diags, version->at, "openapi takes a version or a path, not both");
		return diag_sentence(diags,
		                     "builtin version and custom schema provided, cannot use both");
	}
	if (version && !str_eq(version->text, STR("v1.21.2"))) {
		diag_error(diags, version->at, "the only OpenAPI version there is is v1.21.2");
		return diag_sentence(diags, "the specified OpenAPI version is not built in");
	}
	return true;
}

bool openapi_use(const struct build_context *context, const struct loader *loader,
                 const struct kustomization *k, struct diags *diags)
{
	const struct node *openapi = node_get(k->fields, STR("openapi"));
	const struct node *version = node_get(openapi, STR("version"));
	const struct node *path = node_get(openapi, STR("path"));
	const struct source *source;
	struct node *document;
	/* The file is read, and may be missing, even where its content no longer counts. */
	if (path && !loader_read(loader, path->text, path->at, &source, diags))
		return false;
	if (merge_schemas_is_chosen(context->schemas))
		return true;
	if (!check_fields(version, path, diags))
		return false;
	if (version)
		merge_schemas_use_builtin(context->schemas);
	if (!path)
		return true;
	if (!load_value(context->arena, source->text, origin_of_source(source), &document, diags))
		return false;
	if (node_is_null(document))
		return diag_error(diags, path->at, "'%.*s' holds no OpenAPI schema",
		                  STR_ARG(path->text));
	return merge_schemas_use(context->schemas, document, diags);
}
