/* pipeline.c - the steps from a target to a stream; see pipeline.h */
#include "kustomize/pipeline/pipeline.h"

#include "base/trace.h"
#include "kustomize/internal.h"
#include "kustomize/name_reference.h"
#include "kustomize/pipeline/accumulate.h"
#include "kustomize/pipeline/openapi.h"
#include "kustomize/pipeline/origin.h"
#include "kustomize/sort.h"
#include "kustomize/transformers/transformers.h"
#include "yaml/emit.h"

static const char MANAGED_BY[] = "kustomize-v5.7.1"; /* whose output this is, byte for byte */

/* Does the top kustomization's buildMetadata ask for it? Unknown words mean nothing. */
static bool asks_for(const struct kustomization *k, const char *word)
{
	const struct node *list = node_get(k->fields, STR("buildMetadata"));
	if (list)
		NODE_EACH_ITEM (item, list)
			if (str_eq(item->value->text, str_of(word)))
				return true;
	return false;
}

/* ---- what is done once, at the top ---- */

/* Runs a builtin transformer that no field asks for. */
static bool run_transformer(const struct build_context *context, const char *kind,
                            const struct node *config, const struct fieldspecs *specs,
                            struct resmap *resources, struct diags *diags)
{
	struct transform transform = {
		.arena = context->arena,
		.how = transformer_find(str_of(kind)),
		.config = config,
		.specs = specs ? *specs : (struct fieldspecs){0},
		.from_field = true,
	};
	return (!transform.how->configure || transform.how->configure(&transform, diags)) &&
	       transform.how->run(&transform, resources, diags);
}

/* Replacements may have taken a kind or a name away, which kustomize notices no sooner. */
static bool check_identities(const struct build_context *context, const struct resmap *resources,
                             struct diags *diags)
{
	for (size_t i = 0; i < resources->len; i++) {
		const struct member *member = resources->at[i];
		const struct resource_id *id = &member->resource.id;
		if (!internal_check_past(member, diags))
			return false;
		if (id->name.len > 0 && id->gvk.kind.len > 0)
			continue;
		struct node *shown = node_copy(context->arena, member->resource.root);
		internal_export(context->arena, member, shown);
		if (!resource_check(context->arena, shown, diags))
			return false;
	}
	return true;
}

/* Is there another resource of the same identity that is to be printed? */
static bool has_printed_twin(const struct resmap *resources, const struct member *member)
{
	const struct members *named = resmap_named(resources, member->resource.id.name);
	for (size_t i = 0; named && i < named->len; i++) {
		const struct member *other = named->at[i];
		if (other != member && !other->dropped && !internal_is_local(other) &&
		    resmap_same_id(resources, other->resource.id, member->resource.id))
			return true;
	}
	return false;
}

/*
 * kustomize keeps what has the id of something to be printed, a local resource of that id too. Two
 * that are to be printed crash it there (IgnoreLocal), if the last replacements gave them one name.
 * From the end, as the later one of two is the one that is there already.
 */
static bool drop_local(struct resmap *resources, struct diags *diags)
{
	for (size_t i = resources->len; i > 0; i--) {
		struct member *member = resources->at[i - 1];
		const bool has_twin = has_printed_twin(resources, member);
		if (internal_is_local(member))
			member->dropped = !has_twin;
		else if (has_twin)
			return resmap_check_id(resources, member, diags);
	}
	resmap_sweep(resources);
	return true;
}

static bool label_managed_by(const struct build_context *context, const struct kustomization *k,
                             struct resmap *resources, struct diags *diags)
{
	static const struct fieldspec LABELS = {.path = STR_INIT("metadata/labels"),
	                                        .create = true};
	if (!context->options->managed_by_label && !asks_for(k, "managedByLabel"))
		return true;
	struct arena *arena = context->arena;
	struct node *labels = node_new_map(arena, NO_MARK);
	node_set(arena, labels, STR("app.kubernetes.io/managed-by"),
	         node_new_str(arena, str_of(MANAGED_BY), NO_MARK));
	struct node *config = node_new_map(arena, NO_MARK);
	node_set(arena, config, STR("labels"), labels);
	struct fieldspecs specs = {0};
	return fieldspecs_add(arena, &specs, &LABELS, NO_MARK, diags) &&
	       run_transformer(context, "LabelTransformer", config, &specs, resources, diags);
}

static bool strip_internal(const struct build_context *context, struct resmap *resources,
                           struct diags *diags)
{
	for (size_t i = 0; i < resources->len; i++)
		if (!internal_strip(context->arena, resources->at[i], context->record_origins,
		                    context->record_transformations, diags))
			return false;
	return true;
}

/*
 * Once, at the root: kustomize hashes names after the recursion (makeCustomizedResMap), so a
 * base's ConfigMap carries the hash of what the overlay made of it.
 */
static bool finish(const struct build_context *context, const struct kustomization *k,
                   struct accumulated *all, struct diags *diags)
{
	struct resmap *resources = &all->resources;
	if (!check_identities(context, resources, diags) ||
	    !run_transformer(context, "HashTransformer", node_new_map(context->arena, NO_MARK),
	                     NULL, resources, diags) ||
	    !name_reference_fix(resources, &all->config, diags) ||
	    !vars_resolve(&all->vars, resources, &all->config, diags) ||
	    !drop_local(resources, diags) ||
	    !sort_resources(resources, node_get(k->fields, STR("sortOptions")),
	                    context->options->reorder_none, diags) ||
	    !label_managed_by(context, k, resources, diags))
		return false;
	origin_annotate(context, resources);
	return strip_internal(context, resources, diags);
}

static bool load_target(const struct loader *loader, const struct build_options *options,
                        struct kustomization *k, struct diags *diags)
{
	if (!(options->made ? kustomization_make(loader, options->made, k, diags)
	                    : kustomization_load(loader, NO_MARK, k, diags)))
		return false;
	return !options->edit || kustomization_edit(loader->arena, k, options->edit, diags);
}

/* All the steps; what look-ups need may live in `scratch`. */
static bool build_resources(struct arena *arena, struct arena *scratch, str target,
                            const struct build_options *options, struct build *out,
                            struct diags *diags)
{
	struct loader *loader = ARENA_NEW(arena, struct loader);
	struct kustomization k;
	struct accumulated all;
	*out = (struct build){.loader = loader, .files = files_new(arena)};
	files_replace(out->files, options->texts);
	if (!loader_for_target(arena, target, options->restriction, out->files, &options->remote,
	                       loader, diags) ||
	    !load_target(loader, options, &k, diags))
		return false;
	const struct build_context context = {
		.arena = arena,
		.scratch = scratch,
		.options = options,
		.schemas = merge_schemas_new(arena),
		.keep_records = node_count(node_get(k.fields, STR("buildMetadata"))) > 0,
		.record_origins = asks_for(&k, "originAnnotations"),
		.record_transformations = asks_for(&k, "transformerAnnotations"),
		.top = loader->root,
	};
	accumulated_init(&all, &context);
	if (!openapi_use(&context, loader, &k, diags) ||
	    !accumulate_kustomization(&context, loader, &k, &all, diags) ||
	    !finish(&context, &k, &all, diags))
		return false;
	out->resources = all.resources;
	return true;
}

bool build_run(struct arena *arena, str target, const struct build_options *options,
               struct build *out, struct diags *diags)
{
	struct arena *scratch = arena_create();
	trace_say("renders %.*s", STR_ARG(target));
	const bool ok = build_resources(arena, scratch, target, options, out, diags);
	resmap_drop_index(&out->resources);
	arena_destroy(scratch);
	return ok;
}

bool build_print(const struct build *build, struct buf *out, struct diags *diags)
{
	for (size_t i = 0; i < build->resources.len; i++) {
		if (i > 0)
			buf_add(out, STR("---\n"));
		if (!emit_resource(out, build->resources.at[i]->resource.root, diags))
			return false;
	}
	return true;
}
