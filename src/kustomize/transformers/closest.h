/* closest.h - which resource a patch may have meant that meets none */
#ifndef KUSTOMIZE_TRANSFORMERS_CLOSEST_H
#define KUSTOMIZE_TRANSFORMERS_CLOSEST_H

#include "kustomize/resmap.h"

/*
 * Adds the note "closest" to the last diag: the resource with the most similar identity, and in
 * which part it differs. Parts that `wanted` leaves empty do not count; its namespace does, unless
 * `any_namespace`.
 */
void closest_note(struct diags *diags, const struct resmap *resources, struct resource_id wanted,
                  bool any_namespace);

#endif
