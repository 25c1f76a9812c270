/*
 * hash.c - names that change with their content
 *
 * So that a Deployment is rolled out when a ConfigMap that it reads changes: both get a new name.
 */
#include "kustomize/generators/generators.h"
#include "kustomize/setter.h"
#include "kustomize/transformers/table.h"

/* The hash is of the content as it is now, so this comes after everything that changes content. */
bool hash_run(struct transform *transform, struct resmap *resources, struct diags *diags)
{
	struct arena *arena = transform->arena;
	for (size_t i = 0; i < resources->len; i++) {
		struct member *member = resources->at[i];
		struct node *name =
			node_get(node_get(member->resource.root, STR("metadata")), STR("name"));
		str hash;
		if (member->dropped || !member->needs_hash || !name)
			continue;
		if (!generator_hash(arena, member, &hash, diags))
			return false;
		resmap_push_id(resources, member);
		const str hashed = arena_printf(arena, "%.*s-%.*s",
		                                STR_ARG(member->resource.id.name), STR_ARG(hash));
		if (!setter_text(arena, name, hashed, diags))
			return false;
		resmap_touch(resources, member);
	}
	return true;
}
