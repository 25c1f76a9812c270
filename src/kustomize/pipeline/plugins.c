/*
 * plugins.c - see plugins.h
 *
 * Everything is configured before anything runs: a mistake in the last transformer is found before
 * the first has changed a resource. Generators and transformers of the fields come before those
 * with configs of their own.
 */
#include "kustomize/pipeline/plugins.h"

#include "kustomize/pipeline/origin.h"
#include "kustomize/pipeline/plan.h"
#include "kustomize/pipeline/untouched.h"

static struct plan plan_for(const struct build_context *context, const struct loader *loader,
                            const struct kustomization *k)
{
	return (struct plan){.context = context, .loader = loader, .k = k};
}

bool plugins_generate(const struct build_context *context, const struct loader *loader,
                      const struct kustomization *k, struct accumulated *all, struct diags *diags)
{
	struct plan plan = plan_for(context, loader, k);
	if (!plan_field_generators(&plan, diags))
		return false;
	if (!plan_configs(&plan, node_get(k->fields, STR("generators")), PLUGIN_GENERATOR, diags))
		return diag_prefix(diags, "loading generator plugins: ");
	for (size_t i = 0; i < plan.generates.len; i++) {
		struct planned_generate *planned = &plan.generates.at[i];
		struct members made = {0};
		if (!planned->generate.how->run(&planned->generate, &made, diags))
			return false;
		for (size_t m = 0; m < made.len; m++)
			made.at[m]->origin = planned->record;
		if (!generated_absorb(&all->resources, &made, diags))
			return false;
	}
	return true;
}

static bool run(struct plan *plan, struct resmap *resources, struct diags *diags)
{
	for (size_t i = 0; i < plan->transforms.len; i++) {
		struct planned_transform *planned = &plan->transforms.at[i];
		if (!planned->transform.how->run(&planned->transform, resources, diags))
			return false;
		resmap_sweep(resources);
		origin_record_transformation(plan->context, planned->record, resources);
	}
	return true;
}

bool plugins_transform(const struct build_context *context, const struct loader *loader,
                       const struct kustomization *k, struct accumulated *all, struct diags *diags)
{
	struct plan plan = plan_for(context, loader, k);
	return plan_field_transformers(&plan, &all->config, diags) &&
	       plan_configs(&plan, node_get(k->fields, STR("transformers")), PLUGIN_TRANSFORMER,
	                    diags) &&
	       run(&plan, &all->resources, diags);
}

/* ---- validators ---- */

/*
 * Takes the one label out that a validator may add; false when it may not be there: kustomize
 * writes all labels anew without it, and finds those changed.
 */
static bool remove_mark(struct node *root, bool had_labels)
{
	struct node *metadata = node_get(root, STR("metadata"));
	struct node *labels = node_get(metadata, STR("labels"));
	if (!node_get(labels, STR("validated-by")))
		return true;
	if (had_labels || node_count(labels) > 1)
		return false;
	node_remove(metadata, STR("labels"));
	return true;
}

static bool has_labels(const struct node *root)
{
	return node_get(node_get(root, STR("metadata")), STR("labels")) != NULL;
}

/* Is the document what it was, but for the one label? */
static bool is_unchanged(struct arena *arena, const struct node *before, struct node *root)
{
	struct node *metadata = node_get(root, STR("metadata"));
	struct node *labels = node_get(metadata, STR("labels"));
	if (!remove_mark(root, has_labels(before)) || !untouched_since(before, root))
		return false;
	if (labels)
		node_set(arena, metadata, STR("labels"), labels);
	return true;
}

static bool report_change(const struct planned_transform *planned, const struct member *member,
                          struct arena *arena, struct diags *diags)
{
	const str who = resource_id_for_people(arena, member->resource.id);
	diag_error(diags, planned->transform.at, "a validator must not change anything: %.*s",
	           STR_ARG(who));
	return diag_sentence(diags,
	                     "validator shouldn't modify the resource map: nodes unequal: %.*s",
	                     STR_ARG(who));
}

static bool validate(struct planned_transform *planned, struct resmap *resources,
                     struct diags *diags)
{
	struct arena *arena = resources->arena;
	const size_t count = resources->len;
	struct node **before = ARENA_ARRAY(arena, struct node *, count);
	for (size_t i = 0; i < count; i++)
		before[i] = node_copy(arena, resources->at[i]->resource.root);
	if (!planned->transform.how->run(&planned->transform, resources, diags))
		return false;
	resmap_sweep(resources);
	for (size_t i = 0; i < count; i++) {
		struct member *member = resources->at[i];
		if (resources->len != count ||
		    !is_unchanged(arena, before[i], member->resource.root))
			return report_change(planned, member, arena, diags);
	}
	return true;
}

bool plugins_validate(const struct build_context *context, const struct loader *loader,
                      const struct kustomization *k, struct accumulated *all, struct diags *diags)
{
	struct plan plan = plan_for(context, loader, k);
	if (!plan_configs(&plan, node_get(k->fields, STR("validators")), PLUGIN_TRANSFORMER, diags))
		return false;
	for (size_t i = 0; i < plan.transforms.len; i++)
		if (!validate(&plan.transforms.at[i], &all->resources, diags))
			return false;
	return true;
}
