/* closest.h - which resource a patch may have meant that meets none */
#ifndef KUSTOMIZE_TRANSFORMERS_CLOSEST_H
#define KUSTOMIZE_TRANSFORMERS_CLOSEST_H

#include "kustomize/resmap.h"

/*
 * Adds the note "closest" to the last diag: the resource with the most similar identity, and in
 * which part it differs. Parts that `wanted` leaves empty do not count; its namespace does, unless
 * `any_namespace`. Returns it; NULL when there are no resources.
 */
const struct resource *closest_note(struct diags *diags, const struct resmap *resources,
                                    struct resource_id wanted, bool any_namespace);

/* The one part in which `id` is not as wanted: "kind", "name", "namespace"; NULL for others. */
const char *closest_difference(struct resource_id wanted, struct resource_id id);

#endif
