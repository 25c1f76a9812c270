/*
 * plugins.h - the generators, transformers and validators of one kustomization
 *
 * They come from its fields and from separate configs; both are brought into
 * the form of a plugin config and run by the tables of generators/ and
 * transformers/.
 */
#ifndef KUSTOMIZE_PIPELINE_PLUGINS_H
#define KUSTOMIZE_PIPELINE_PLUGINS_H

#include "kustomize/pipeline/accumulate.h"

/* Adds what the generators of `k` make to all->resources. */
MUST_CHECK bool plugins_generate(const struct build_context *context, const struct loader *loader,
                                 const struct kustomization *k, struct accumulated *all,
                                 struct diags *diags);
/* Runs the transformers of `k`, in kustomize's order, on all->resources. */
MUST_CHECK bool plugins_transform(const struct build_context *context, const struct loader *loader,
                                  const struct kustomization *k, struct accumulated *all,
                                  struct diags *diags);
/* Runs validators: none may change anything, but for the label `validated-by`. */
MUST_CHECK bool plugins_validate(const struct build_context *context, const struct loader *loader,
                                 const struct kustomization *k, struct accumulated *all,
                                 struct diags *diags);

#endif
