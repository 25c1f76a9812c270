/*
 * accumulate.h - what one kustomization and all below it amount to
 *
 * Walks resources, bases and components depth first, runs each level's
 * generators and transformers on what has come together so far, and leaves what
 * happens once, at the top, to pipeline.c.
 */
#ifndef KUSTOMIZE_PIPELINE_ACCUMULATE_H
#define KUSTOMIZE_PIPELINE_ACCUMULATE_H

#include "kustomize/kustomization.h"
#include "kustomize/pipeline/pipeline.h"
#include "kustomize/transformer_config.h"
#include "kustomize/vars.h"

/* What holds for a whole build. */
struct build_context {
	struct arena *arena;
	struct arena *scratch; /* of what nobody needs when the build is done */
	const struct build_options *options;
	struct merge_schemas *schemas;
	/* buildMetadata of the top kustomization: both are kept when there is any, which shows. */
	bool keep_records;
	bool record_origins, record_transformations;
	str top; /* root of the top kustomization */
};

struct accumulated {
	struct resmap resources;
	struct transformer_config config;
	struct vars vars;
};

/* Zero members of any kind. */
void accumulated_init(struct accumulated *all, const struct build_context *context);

/* Adds what `k`, at the loader's root, amounts to. */
MUST_CHECK bool accumulate_kustomization(const struct build_context *context,
                                         const struct loader *loader, const struct kustomization *k,
                                         struct accumulated *all, struct diags *diags);

/*
 * Adds the resources that a list of entries names: files, directories, URLs. Used for `resources`,
 * and for the configs of plugins.
 */
MUST_CHECK bool accumulate_entries(const struct build_context *context, const struct loader *loader,
                                   const struct node *entries, struct accumulated *all,
                                   struct diags *diags);

#endif
