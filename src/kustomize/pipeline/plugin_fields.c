/*
 * plugin_fields.c - the fields of a kustomization as plugins; see plan.h
 *
 * Each field becomes the config that kustomize gives its builtin plugin. The
 * order here is the order in which they run, and it
 * shows: patches come before prefixes.
 */
#include "kustomize/pipeline/plan.h"

#include "kustomize/pipeline/origin.h"
#include "kustomize/shape.h"
#include "yaml/value.h"

/* ---- what they have in common ---- */

/* kustomize shows the config that it could not use, under the names of its Go structs. */
static bool in_trouble(struct plan *plan, const char *kind, const struct node *config,
                       struct diags *diags)
{
	const str text = shape_config_text(plan->context->arena, config);
	return diag_prefix(diags, "trouble configuring builtin %s with config: `\n%.*s`: ", kind,
	                   STR_ARG(text));
}

/* kustomize writes each config down for its plugin and reads it again, which some texts prevent. */
static bool is_writable(struct plan *plan, const char *kind, const struct node *config,
                        struct diags *diags)
{
	struct node *written;
	return value_from_node(plan->context->arena, config, &written, diags) ||
	       diag_sentence(diags, "builtin %s marshal: yaml: control characters are not allowed",
	                     kind);
}

static bool add_transform(struct plan *plan, const char *kind, const struct node *config,
                          const struct fieldspecs *specs, struct mark at, struct diags *diags)
{
	struct arena *arena = plan->context->arena;
	struct transform transform = {
		.arena = arena,
		.how = transformer_find(str_of(kind)),
		.config = config,
		.specs = specs ? *specs : (struct fieldspecs){0},
		.loader = plan->loader,
		.at = at,
		.from_field = true,
		.findings = plan->context->options->findings,
	};
	if (!is_writable(plan, kind, config, diags))
		return false;
	if (transform.how->configure && !transform.how->configure(&transform, diags))
		return in_trouble(plan, kind, config, diags);
	*ARRAY_ADD(arena, &plan->transforms) = (struct planned_transform){
		transform, origin_of_plugin(plan->context, plan->loader, plan->k->file_name,
	                                    str_of(kind), NULL)};
	return true;
}

static struct node *field(const struct plan *plan, const char *name)
{
	return node_get(plan->k->fields, str_of(name));
}

/* A map with one pair, or none when there is no value. */
static struct node *config_of(struct plan *plan, const char *key, struct node *value)
{
	struct arena *arena = plan->context->arena;
	struct node *config = node_new_map(arena, value ? value->at : NO_MARK);
	if (value)
		node_set(arena, config, str_of(key), value);
	return config;
}

/* One transformer for each item of a list field, whose config holds the item under `key`. */
static bool add_each(struct plan *plan, const char *name, const char *kind, const char *key,
                     const struct fieldspecs *specs, struct diags *diags)
{
	const struct node *list = field(plan, name);
	if (!list)
		return true;
	NODE_EACH_ITEM (item, list) {
		const struct node *config = key ? config_of(plan, key, item->value) : item->value;
		if (!add_transform(plan, kind, config, specs, item->value->at, diags))
			return false;
	}
	return true;
}

/* One transformer for a field that holds something, whose config holds it under `key`. */
static bool add_one(struct plan *plan, const char *name, const char *kind, const char *key,
                    const struct fieldspecs *specs, struct diags *diags)
{
	struct node *value = field(plan, name);
	if (!value || node_is_empty(value) || (value->kind == NODE_SCALAR && value->text.len == 0))
		return true;
	return add_transform(plan, kind, config_of(plan, key, value), specs, value->at, diags);
}

/* ---- labels ---- */

static const struct fieldspec METADATA_LABELS = {.path = STR_INIT("metadata/labels"),
                                                 .create = true};

/* Which fields one entry of `labels` sets: its own, those configured, and what its options ask. */
static bool label_specs(struct plan *plan, const struct node *entry,
                        const struct transformer_config *config, struct fieldspecs *specs,
                        struct diags *diags)
{
	struct arena *arena = plan->context->arena;
	const struct fieldspecs *sets = config->sets;
	*specs = fieldspecs_from_node(arena, node_get(entry, STR("fields")));
	if (!fieldspecs_add_all(arena, specs, &sets[SPECS_LABELS], entry->at, diags))
		return diag_prefix(diags, "failed to merge labels: ");
	if (str_eq(node_get_text(entry, STR("includeSelectors")), STR("true"))) {
		if (!fieldspecs_add_all(arena, specs, &sets[SPECS_COMMON_LABELS], entry->at, diags))
			return diag_prefix(diags, "failed to merge labels: ");
		return true;
	}
	if (str_eq(node_get_text(entry, STR("includeTemplates")), STR("true")) &&
	    !fieldspecs_add_all(arena, specs, &sets[SPECS_TEMPLATE_LABELS], entry->at, diags))
		return diag_prefix(diags, "failed to merge template fieldSpec: ");
	if (!fieldspecs_add(arena, specs, &METADATA_LABELS, entry->at, diags))
		return diag_prefix(diags, "failed to merge labels: ");
	return true;
}

/* With `labels` set, kustomize runs the step for commonLabels even when there are none. */
static bool add_labels(struct plan *plan, const struct transformer_config *config,
                       struct diags *diags)
{
	const struct node *labels = field(plan, "labels");
	struct node *common = field(plan, "commonLabels");
	if (node_is_empty(labels) && node_is_empty(common))
		return true;
	for (const struct item *item = labels ? labels->head : NULL; item; item = item->next) {
		struct fieldspecs specs;
		struct node *pairs = node_get(item->value, STR("pairs"));
		if (!label_specs(plan, item->value, config, &specs, diags) ||
		    !add_transform(plan, "LabelTransformer", config_of(plan, "labels", pairs),
		                   &specs, item->value->at, diags))
			return false;
	}
	return add_transform(plan, "LabelTransformer", config_of(plan, "labels", common),
	                     &config->sets[SPECS_COMMON_LABELS],
	                     common ? common->at : plan->k->fields->at, diags);
}

/* ---- the rest ---- */

static bool add_namespace(struct plan *plan, const struct transformer_config *config,
                          struct diags *diags)
{
	struct node *namespace = field(plan, "namespace");
	if (!namespace || namespace->text.len == 0)
		return true;
	struct node *metadata = config_of(plan, "namespace", namespace);
	return add_transform(plan, "NamespaceTransformer", config_of(plan, "metadata", metadata),
	                     &config->sets[SPECS_NAMESPACE], namespace->at, diags);
}

/* patchesJson6902 calls `jsonOp` what is `patch` in the file. */
static bool add_json_patches(struct plan *plan, struct diags *diags)
{
	struct arena *arena = plan->context->arena;
	const struct node *list = field(plan, "patchesJson6902");
	if (!list)
		return true;
	NODE_EACH_ITEM (item, list) {
		struct node *config = node_new_map(arena, item->value->at);
		NODE_EACH_PAIR (pair, item->value)
			if (!str_eq(pair->key.text, STR("patch")) &&
			    !str_eq(pair->key.text, STR("options")))
				node_add_pair(arena, config, pair->key, pair->value);
		struct node *patch = node_get(item->value, STR("patch"));
		if (patch)
			node_set(arena, config, STR("jsonOp"), patch);
		if (!add_transform(plan, "PatchJson6902Transformer", config, NULL, item->value->at,
		                   diags))
			return false;
	}
	return true;
}

bool plan_field_transformers(struct plan *plan, const struct transformer_config *config,
                             struct diags *diags)
{
	const struct fieldspecs *sets = config->sets;
	return add_one(plan, "patchesStrategicMerge", "PatchStrategicMergeTransformer", "paths",
	               NULL, diags) &&
	       add_each(plan, "patches", "PatchTransformer", NULL, NULL, diags) &&
	       add_namespace(plan, config, diags) &&
	       add_one(plan, "namePrefix", "PrefixTransformer", "prefix", &sets[SPECS_NAME_PREFIX],
	               diags) &&
	       add_one(plan, "nameSuffix", "SuffixTransformer", "suffix", &sets[SPECS_NAME_SUFFIX],
	               diags) &&
	       add_labels(plan, config, diags) &&
	       add_one(plan, "commonAnnotations", "AnnotationsTransformer", "annotations",
	               &sets[SPECS_COMMON_ANNOTATIONS], diags) &&
	       add_json_patches(plan, diags) &&
	       add_each(plan, "replicas", "ReplicaCountTransformer", "replica",
	                &sets[SPECS_REPLICAS], diags) &&
	       add_each(plan, "images", "ImageTagTransformer", "imageTag", &sets[SPECS_IMAGES],
	                diags) &&
	       add_one(plan, "replacements", "ReplacementTransformer", "Replacements", NULL, diags);
}

/* ---- generators ---- */

static bool add_generate(struct plan *plan, const char *kind, const struct node *config,
                         struct mark at, struct diags *diags)
{
	struct generate generate = {
		.arena = plan->context->arena,
		.how = generator_find(str_of(kind)),
		.config = config,
		.loader = plan->loader,
		.options = plan->context->options,
		.at = at,
	};
	if (!is_writable(plan, kind, config, diags))
		return false;
	if (generate.how->configure && !generate.how->configure(&generate, diags))
		return in_trouble(plan, kind, config, diags);
	*ARRAY_ADD(plan->context->arena, &plan->generates) = (struct planned_generate){
		generate, origin_of_plugin(plan->context, plan->loader, plan->k->file_name,
	                                   str_of(kind), NULL)};
	return true;
}

static bool add_key_value_generators(struct plan *plan, const char *name, const char *kind,
                                     struct diags *diags)
{
	const struct node *list = field(plan, name);
	const struct node *options = field(plan, "generatorOptions");
	if (!list)
		return true;
	NODE_EACH_ITEM (item, list) {
		const struct node *config =
			generator_merge_options(plan->context->arena, item->value, options);
		if (!add_generate(plan, kind, config, item->value->at, diags))
			return false;
	}
	return true;
}

/* The config of a chart is its entry with helmGlobals beside it. */
static bool add_charts(struct plan *plan, struct diags *diags)
{
	struct arena *arena = plan->context->arena;
	const struct node *charts = field(plan, "helmCharts");
	const struct node *globals = field(plan, "helmGlobals");
	if (!charts)
		return true;
	NODE_EACH_ITEM (item, charts) {
		struct node *config = node_copy(arena, item->value);
		if (globals)
			NODE_EACH_PAIR (pair, globals)
				node_add_pair(arena, config, pair->key, pair->value);
		if (!add_generate(plan, "HelmChartInflationGenerator", config, item->value->at,
		                  diags))
			return false;
	}
	return true;
}

bool plan_field_generators(struct plan *plan, struct diags *diags)
{
	return add_key_value_generators(plan, "configMapGenerator", "ConfigMapGenerator", diags) &&
	       add_key_value_generators(plan, "secretGenerator", "SecretGenerator", diags) &&
	       add_charts(plan, diags);
}
