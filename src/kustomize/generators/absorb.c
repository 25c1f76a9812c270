/*
 * absorb.c - what becomes of a generated resource: added, merged or replaced
 *
 * A member that is merged with or replaced stays the same member, in its place,
 * with its names and its past: only the content becomes the generator's.
 */
#include "base/quote.h"
#include "kustomize/generators/generators.h"

/* The strings of two maps, the second winning; NULL when there are none. Whatever was there before
 * becomes text: kustomize goes through a map of strings here. */
static struct node *merged_strings(struct arena *arena, const struct node *old,
                                   const struct node *made)
{
	struct node *merged = NULL;
	const struct node *maps[] = {old, made};
	for (size_t i = 0; i < 2; i++) {
		if (!node_is_map(maps[i]))
			continue;
		NODE_EACH_PAIR (pair, maps[i]) {
			const struct node *value = pair->value;
			const str text = node_text(value);
			if (!merged)
				merged = node_new_map(arena, maps[i]->at);
			node_set(arena, merged, node_text(&pair->key),
			         node_new_str(arena, text, value->at));
		}
	}
	return merged;
}

static void merge_field(struct arena *arena, const struct node *old, struct node *made, str field)
{
	struct node *merged = merged_strings(arena, node_get(old, field), node_get(made, field));
	if (merged)
		node_set(arena, made, field, merged);
	else
		node_remove(made, field);
}

static void keep_field(struct arena *arena, const struct node *old, struct node *made, str field)
{
	struct node *value = node_get(old, field);
	if (value)
		node_set(arena, made, field, value);
	else
		node_remove(made, field);
}

/* Gives `old` the content that was made for it. */
static void take_over(struct resmap *map, struct member *old, struct member *made)
{
	struct arena *arena = map->arena;
	struct node *root = made->resource.root;
	const struct node *old_metadata = node_get(old->resource.root, STR("metadata"));
	struct node *metadata = node_get(root, STR("metadata"));
	const bool merge = made->behavior == BEHAVIOR_MERGE;
	merge_field(arena, old_metadata, metadata, STR("labels"));
	merge_field(arena, old_metadata, metadata, STR("annotations"));
	keep_field(arena, old_metadata, metadata, STR("name"));
	keep_field(arena, old_metadata, metadata, STR("namespace"));
	if (merge) {
		merge_field(arena, old->resource.root, root, STR("data"));
		merge_field(arena, old->resource.root, root, STR("binaryData"));
	}
	if (made->origin && !(merge && old->origin))
		old->origin = made->origin;
	old->needs_hash = old->needs_hash && made->needs_hash;
	old->resource.root = root;
	resmap_touch(map, old);
}

/* The id as Go's "%#v" shows it. */
static str go_id(const struct resmap *map, const struct resource *resource)
{
	struct arena *arena = map->arena;
	const struct resource_id *id = &resource->id;
	const bool cluster = resmap_is_cluster_scoped(map, *id);
	return arena_printf(arena,
	                    "resid.ResId{Gvk:resid.Gvk{Group:%.*s, Version:%.*s, Kind:%.*s, "
	                    "isClusterScoped:%s}, Name:%.*s, Namespace:%.*s}",
	                    STR_ARG(quote_go_new(arena, id->gvk.group)),
	                    STR_ARG(quote_go_new(arena, id->gvk.version)),
	                    STR_ARG(quote_go_new(arena, id->gvk.kind)), cluster ? "true" : "false",
	                    STR_ARG(quote_go_new(arena, id->name)),
	                    STR_ARG(quote_go_new(arena, id->namespace)));
}

static bool must_be_new(const struct resmap *map, const struct member *made,
                        const struct member *old, struct diags *diags)
{
	const struct resource *resource = &made->resource;
	diag_error(diags, resource->root->at,
	           "%.*s exists already: 'behavior' must be merge or replace",
	           STR_ARG(resource_id_for_people(map->arena, resource->id)));
	diag_note(diags, old->resource.root->at, "existing", "this one");
	return diag_sentence(diags, "id %.*s exists; behavior must be merge or replace",
	                     STR_ARG(go_id(map, resource)));
}

static bool must_exist(const struct resmap *map, const struct member *made, struct diags *diags)
{
	const struct resource *resource = &made->resource;
	diag_error(diags, resource->root->at, "there is no %.*s to merge or replace",
	           STR_ARG(resource_id_for_people(map->arena, resource->id)));
	return diag_sentence(diags, "id %.*s does not exist; cannot merge or replace",
	                     STR_ARG(go_id(map, resource)));
}

static bool absorb(struct resmap *map, struct member *made, struct diags *diags)
{
	const bool needs_old =
		made->behavior == BEHAVIOR_MERGE || made->behavior == BEHAVIOR_REPLACE;
	const struct members found = resmap_find_by_any_id(map, made->resource.id);
	if (found.len == 0)
		return needs_old ? must_exist(map, made, diags) : resmap_add(map, made, diags);
	if (found.len > 1) {
		diag_error(diags, made->resource.root->at,
		           "%.*s may mean several resources: it cannot merge or replace them all",
		           STR_ARG(resource_id_for_people(map->arena, made->resource.id)));
		return diag_sentence(diags,
		                     "found multiple objects that could accept merge of %.*s",
		                     STR_ARG(resource_id_to_text(map->arena, made->resource.id)));
	}
	if (!needs_old)
		return must_be_new(map, made, found.at[0], diags);
	take_over(map, found.at[0], made);
	return true;
}

bool generated_absorb(struct resmap *map, const struct members *made, struct diags *diags)
{
	for (size_t i = 0; i < made->len; i++)
		if (!absorb(map, made->at[i], diags))
			/* kustomize prints a memory address between the braces. */
			return diag_prefix(diags, "merging from generator &{…}: ");
	return true;
}
