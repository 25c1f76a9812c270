/* sort.h - the order in which resources are printed */
#ifndef KUSTOMIZE_SORT_H
#define KUSTOMIZE_SORT_H

#include "kustomize/resmap.h"

/*
 * Sorts as `sort_options` of the top kustomization asks (NULL: not given); without it, kustomize's
 * legacy order unless `keep_order`. Conflicting options are an error or, for the command line's,
 * a warning.
 */
MUST_CHECK bool sort_resources(struct resmap *resources, const struct node *sort_options,
                               bool keep_order, struct diags *diags);

/*
 * Where kustomize's legacy order puts a kind: below 0 among the first, 0 between, above 0 among the
 * last.
 */
long sort_rank(str kind);
/* What decides between two of one rank: "apps_v1_Deployment", with ~G, ~V, ~K for empty parts. */
str sort_key(struct arena *arena, struct gvk gvk);

#endif
