/*
 * duplicates.c - one object, rendered twice: SCH013
 *
 * kustomize refuses it, but to kustomize an object in another version of its API is another object.
 * The API server knows no such difference.
 */
#include "base/map.h"
#include "lint/rules/repository.h"

static str key_of(struct arena *arena, const struct resource *resource)
{
	const struct resource_id id = resource->id;
	return arena_printf(arena, "%.*s/%.*s/%.*s/%.*s", STR_ARG(id.gvk.group),
	                    STR_ARG(id.gvk.kind), STR_ARG(id.namespace), STR_ARG(id.name));
}

static void report_twin(struct rule_check *check, const struct resource *resource,
                        const struct resource *twin)
{
	const struct node *version = node_get(resource->root, STR("apiVersion"));
	rule_report(check, version ? version->at : resource->root->at,
	            "%.*s is there twice: in another version of the API it is the same object",
	            STR_ARG(resource_id_for_people(check->arena, resource->id)));
	diag_note(check->diags, twin->root->at, "other", "apiVersion: %.*s",
	          STR_ARG(node_get_text(twin->root, STR("apiVersion"))));
	diag_note(check->diags, NO_MARK, "fix", "remove one of them");
}

void check_duplicate_object(struct rule_check *check)
{
	struct map seen = {0};
	for (size_t i = 0; i < check->resources->len; i++) {
		struct resource *resource = &check->resources->at[i]->resource;
		if (check->resources->at[i]->dropped)
			continue;
		const str key = key_of(check->arena, resource);
		const struct resource *twin = map_get(&seen, key);
		if (twin)
			report_twin(check, resource, twin);
		else
			map_set(check->arena, &seen, key, resource);
	}
}
