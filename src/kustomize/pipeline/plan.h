/*
 * plan.h - the generators and transformers that one kustomization is about to run
 *
 * kustomize configures all of them before the first one runs, and so finds what
 * is wrong with a config before anything changes. Used by plugins.c and the two
 * files that fill a plan, from a kustomization's fields and from plugin configs.
 */
#ifndef KUSTOMIZE_PIPELINE_PLAN_H
#define KUSTOMIZE_PIPELINE_PLAN_H

#include "kustomize/generators/generators.h"
#include "kustomize/pipeline/accumulate.h"
#include "kustomize/transformers/transformers.h"

struct planned_transform {
	struct transform transform;
	struct node *record; /* for buildMetadata, or NULL */
};

struct planned_generate {
	struct generate generate;
	struct node *record;
};

struct plan {
	const struct build_context *context;
	const struct loader *loader;
	const struct kustomization *k;
	ARRAY(struct planned_transform) transforms;
	ARRAY(struct planned_generate) generates;
};

/* From the kustomization's own fields; `config` holds the field specs in force. */
MUST_CHECK bool plan_field_generators(struct plan *plan, struct diags *diags);
MUST_CHECK bool plan_field_transformers(struct plan *plan, const struct transformer_config *config,
                                        struct diags *diags);

/* What separate configs are listed for. */
enum plugin_role { PLUGIN_GENERATOR, PLUGIN_TRANSFORMER };

/* From the configs that `entries` (files, directories, inline YAML) hold; NULL gives none. */
MUST_CHECK bool plan_configs(struct plan *plan, const struct node *entries, enum plugin_role role,
                             struct diags *diags);

#endif
