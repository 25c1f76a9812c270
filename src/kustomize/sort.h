/* sort.h - the order in which resources are printed (kustomize-build 21.2) */
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

#endif
