/*
 * transformer_config.h - the field specs that a kustomization goes by
 *
 * Four sources, merged in this order: what the bases
 * brought along, the built-in specs (the data of schemas/kustomize) with the
 * files of `configurations`, the files of `crds`. The result goes on to whoever
 * includes the kustomization.
 */
#ifndef KUSTOMIZE_TRANSFORMER_CONFIG_H
#define KUSTOMIZE_TRANSFORMER_CONFIG_H

#include "kustomize/fieldspec.h"
#include "kustomize/loader.h"

/* The sets a configuration holds, named as in a `configurations` file. */
enum fieldspec_set {
	SPECS_NAME_PREFIX,
	SPECS_NAME_SUFFIX,
	SPECS_NAMESPACE,
	SPECS_COMMON_LABELS,
	SPECS_LABELS, /* empty unless configured */
	SPECS_TEMPLATE_LABELS,
	SPECS_COMMON_ANNOTATIONS,
	SPECS_VAR_REFERENCE,
	SPECS_IMAGES,
	SPECS_REPLICAS,
	SPECS_COUNT
};

/* Who may be referred to by name, and in which fields. */
struct name_reference {
	struct gvk target; /* empty parts fit everything */
	struct fieldspecs referrers;
};

/* Zero-initialised is empty. */
struct transformer_config {
	struct fieldspecs sets[SPECS_COUNT];
	ARRAY(struct name_reference) name_references; /* in the order in which they are followed */
};

/* The built-in specs. */
struct transformer_config transformer_config_builtin(struct arena *arena);

/*
 * Adds all of `more`. False, with "failed to merge CommonLabels fieldSpec: conflicting
 * fieldspecs", when a spec disagrees about `create`.
 */
MUST_CHECK bool transformer_config_merge(struct arena *arena, struct transformer_config *config,
                                         const struct transformer_config *more, struct mark at,
                                         struct diags *diags);

/*
 * Adds what this kustomization goes by to what its bases brought along: the built-in specs, its
 * `configurations` and its `crds`. `kustomization` is its file as a value; the sentences are
 * those of a whole build.
 */
MUST_CHECK bool transformer_config_accumulate(const struct loader *loader,
                                              const struct node *kustomization,
                                              struct transformer_config *config,
                                              struct diags *diags);

#endif
