/* openapi.h - the kustomization's `openapi` field */
#ifndef KUSTOMIZE_PIPELINE_OPENAPI_H
#define KUSTOMIZE_PIPELINE_OPENAPI_H

#include "kustomize/pipeline/accumulate.h"

/* Puts the schema that `k` names in force for the whole build, unless one already is. */
MUST_CHECK bool openapi_use(const struct build_context *context, const struct loader *loader,
                            const struct kustomization *k, struct diags *diags);

#endif
