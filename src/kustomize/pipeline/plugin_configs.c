/*
 * plugin_configs.c - plugins with a config of their own; see plan.h
 *
 * An entry of `generators`, `transformers` or `validators` is inline YAML or
 * names files as `resources` does. A config is a resource whose apiVersion is
 * `builtin`; any other is an external program, which kustomize runs only when
 * told so, and kustoc never.
 */
#include "kustomize/pipeline/origin.h"
#include "kustomize/pipeline/plan.h"
#include "kustomize/shape.h"

struct config {
	struct plan *plan;
	const struct member *member;
	struct node *fields; /* checked */
	str kind, id;
	bool is_inline;
};

/* ---- what cannot be ---- */

static bool report_external(const struct config *config, struct diags *diags)
{
	const struct node *root = config->member->resource.root;
	if (!config->plan->context->options->enable_plugins) {
		diag_error(diags, root->at, "kustoc runs no external plugin '%.*s'",
		           STR_ARG(config->kind));
		return diag_sentence(
			diags, "external plugins disabled; unable to load external plugin '%.*s'",
			STR_ARG(config->kind));
	}
	diag_error(diags, root->at,
	           "'%.*s' is an external plugin: kustoc has only kustomize's builtin ones",
	           STR_ARG(config->kind));
	return diag_sentence(
		diags,
		"unable to find plugin root - tried: ('<no value>'; homed in "
		"$KUSTOMIZE_PLUGIN_HOME), ('<no value>'; homed in $XDG_CONFIG_HOME), "
		"('%.*s/.config/kustomize/plugin'; homed in default value of $XDG_CONFIG_HOME), "
		"('%.*s/kustomize/plugin'; homed in home directory)",
		STR_ARG(config->plan->context->options->home),
		STR_ARG(config->plan->context->options->home));
}

static bool report_role(const struct config *config, enum plugin_role role, struct diags *diags)
{
	const char *wanted = role == PLUGIN_GENERATOR ? "generator" : "transformer";
	diag_error(diags, config->member->resource.root->at, "%.*s is no %s", STR_ARG(config->kind),
	           wanted);
	return diag_sentence(diags, "plugin %.*s not a %s", STR_ARG(config->id), wanted);
}

static bool report_unknown(const struct config *config, struct diags *diags)
{
	const str gvk = gvk_to_text(config->plan->context->arena, config->member->resource.id.gvk);
	diag_error(diags, config->member->resource.root->at, "there is no builtin plugin '%.*s'",
	           STR_ARG(config->kind));
	return diag_sentence(diags, "unable to load builtin %.*s", STR_ARG(gvk));
}

static bool fails_configuration(const struct config *config, struct diags *diags)
{
	return diag_prefix(diags, "plugin %.*s fails configuration: ", STR_ARG(config->id));
}

/* ---- adding ---- */

/* The config's file, for records: the kustomization itself where it is inline. */
static struct node *record_of(const struct config *config)
{
	const struct plan *plan = config->plan;
	const str file = config->is_inline ? plan->k->file_name
	                                   : node_get_text(config->member->origin, STR("path"));
	return origin_of_plugin(plan->context, plan->loader, file, config->kind, config->fields);
}

static bool add_transform(struct config *config, struct diags *diags)
{
	struct arena *arena = config->plan->context->arena;
	struct transform transform = {
		.arena = arena,
		.how = transformer_find(config->kind),
		.config = config->fields,
		.specs = fieldspecs_from_node(arena, node_get(config->fields, STR("fieldSpecs"))),
		.loader = config->plan->loader,
		.at = config->member->resource.root->at,
		.findings = config->plan->context->options->findings,
	};
	if (!transform.how)
		return report_role(config, PLUGIN_TRANSFORMER, diags);
	if (transform.how->configure && !transform.how->configure(&transform, diags))
		return fails_configuration(config, diags);
	*ARRAY_ADD(arena, &config->plan->transforms) =
		(struct planned_transform){transform, record_of(config)};
	return true;
}

/* A generator's name and namespace may stand in the config's metadata. */
static void take_from_metadata(struct arena *arena, struct node *fields, str key)
{
	struct node *value = node_get(node_get(fields, STR("metadata")), key);
	if (value && node_get_text(fields, key).len == 0)
		node_set(arena, fields, key, node_copy(arena, value));
}

static bool add_generate(struct config *config, struct diags *diags)
{
	struct arena *arena = config->plan->context->arena;
	struct generate generate = {
		.arena = arena,
		.how = generator_find(config->kind),
		.config = config->fields,
		.loader = config->plan->loader,
		.options = config->plan->context->options,
		.at = config->member->resource.root->at,
	};
	if (!generate.how)
		return report_role(config, PLUGIN_GENERATOR, diags);
	take_from_metadata(arena, config->fields, STR("name"));
	take_from_metadata(arena, config->fields, STR("namespace"));
	if (generate.how->configure && !generate.how->configure(&generate, diags))
		return fails_configuration(config, diags);
	*ARRAY_ADD(arena, &config->plan->generates) =
		(struct planned_generate){generate, record_of(config)};
	return true;
}

static bool add_config(struct plan *plan, const struct member *member, enum plugin_role role,
                       bool is_inline, struct diags *diags)
{
	struct arena *arena = plan->context->arena;
	const struct resource *resource = &member->resource;
	struct config config = {.plan = plan,
	                        .member = member,
	                        .kind = resource->id.gvk.kind,
	                        .id = resource_id_to_text(arena, resource->id),
	                        .is_inline = is_inline};
	if (!str_eq(node_get_text(resource->root, STR("apiVersion")), STR("builtin")))
		return report_external(&config, diags);
	const struct shape *shape = shape_of_plugin(config.kind);
	struct node *value;
	if (!shape)
		return report_unknown(&config, diags);
	if (!value_from_node(arena, resource->root, &value, diags))
		return false;
	if (!shape_check(arena, shape, value, SHAPE_LENIENT, &config.fields, diags))
		return fails_configuration(&config, diags);
	return role == PLUGIN_GENERATOR ? add_generate(&config, diags)
	                                : add_transform(&config, diags);
}

/* ---- entries ---- */

/* Inline YAML is what reads as resources; anything else is a path. */
static bool read_inline(struct plan *plan, const struct node *entry, struct resources *out,
                        struct diags *diags)
{
	const struct diags_position before = diags_position(diags);
	if (resources_load(plan->context->arena, entry->text, origin_of_scalar(entry), out,
	                   diags) &&
	    out->len > 0)
		return true;
	diags_rewind(diags, before);
	return false;
}

/* As kustomize does: all that is inline first, then what lies in files. */
bool plan_configs(struct plan *plan, const struct node *entries, enum plugin_role role,
                  struct diags *diags)
{
	struct arena *arena = plan->context->arena;
	struct node *paths = node_new_seq(arena, NO_MARK);
	struct accumulated configs;
	accumulated_init(&configs, plan->context);
	if (!entries)
		return true;
	NODE_EACH_ITEM (item, entries) {
		struct resources read = {0};
		if (!read_inline(plan, item->value, &read, diags))
			node_add(arena, paths, item->value);
		for (size_t i = 0; i < read.len; i++)
			if (!resmap_add(&configs.resources, member_new(arena, read.at[i].root),
			                diags))
				return false;
	}
	const size_t inline_len = configs.resources.len;
	struct build_context with_records = *plan->context; /* the configs' files are needed */
	with_records.keep_records = true;
	if (!accumulate_entries(&with_records, plan->loader, paths, &configs, diags))
		return false;
	for (size_t i = 0; i < configs.resources.len; i++)
		if (!add_config(plan, configs.resources.at[i], role, i < inline_len, diags))
			return diag_prefix(diags, "%s",
			                   role == PLUGIN_GENERATOR ? "failed to load generator: "
			                                            : "");
	return true;
}
