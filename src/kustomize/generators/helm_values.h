/* helm_values.h - the values that a chart is rendered with */
#ifndef KUSTOMIZE_GENERATORS_HELM_VALUES_H
#define KUSTOMIZE_GENERATORS_HELM_VALUES_H

#include "kustomize/generators/generators.h"

/*
 * The text of the values file that helm gets: the one at `path`, as it is, or merged with
 * `valuesInline` as `valuesMerge` asks.
 */
MUST_CHECK bool helm_values(const struct generate *generate, str path, str *out,
                            struct diags *diags);

#endif
