/* schema.c - objects against the schemas of their kinds: SCH */
#include "lint/rules/repository.h"
#include "yaml/rewrite.h"

static void check_one(struct rule_check *check, const struct resource *resource,
                      const struct node *schema)
{
	const struct diag *before = check->diags->last;
	json_schema_check(check->schemas, schema, resource->root, check->diags);
	for (struct diag *diag = before ? before->next : check->diags->first; diag;
	     diag = diag->next)
		rule_note_base(check, diag, resource);
}

void check_schema(struct rule_check *check)
{
	for (size_t i = 0; i < check->resources->len; i++) {
		const struct resource *resource = &check->resources->at[i]->resource;
		const struct node *schema =
			json_schemas_find(check->schemas,
		                          node_get_text(resource->root, STR("apiVersion")),
		                          node_get_text(resource->root, STR("kind")));
		if (schema)
			check_one(check, resource, schema);
	}
}

/* Served once, and no longer. */
static const struct {
	str api_version, now, gone; /* gone: the Flux that dropped it */
} OLD_VERSIONS[] = {
	{STR_INIT("source.toolkit.fluxcd.io/v1beta1"), STR_INIT("source.toolkit.fluxcd.io/v1"),
         STR_INIT("2.7")},
	{STR_INIT("source.toolkit.fluxcd.io/v1beta2"), STR_INIT("source.toolkit.fluxcd.io/v1"),
         STR_INIT("2.8")},
};

void check_old_api_version(struct rule_check *check)
{
	for (size_t i = 0; i < check->resources->len; i++) {
		const struct resource *resource = &check->resources->at[i]->resource;
		const struct node *version = node_get(resource->root, STR("apiVersion"));
		for (size_t j = 0; j < sizeof OLD_VERSIONS / sizeof *OLD_VERSIONS; j++) {
			if (!node_is_scalar(version) ||
			    !str_eq(version->text, OLD_VERSIONS[j].api_version))
				continue;
			rule_report(check, version->at, "Flux %.*s no longer serves %.*s of %.*s",
			            STR_ARG(OLD_VERSIONS[j].gone), STR_ARG(resource->id.gvk.kind),
			            STR_ARG(version->text));
			diag_note(check->diags, NO_MARK, "fix", "%.*s",
			          STR_ARG(OLD_VERSIONS[j].now));
			if (version->at.source) /* the fields are the same */
				rewrite_word(check->diags, true, version->at,
				             OLD_VERSIONS[j].now);
		}
	}
}
