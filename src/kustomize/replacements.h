/*
 * replacements.h - values copied from one resource's field to others'
 *
 * Replacements run in order, each seeing what the earlier ones did. They are maps with the fields
 * of a `replacements` entry, already checked.
 */
#ifndef KUSTOMIZE_REPLACEMENTS_H
#define KUSTOMIZE_REPLACEMENTS_H

#include "kustomize/resmap.h"

/* Applies `replacements`, a list of such maps, to the resources. `at`: who asked for it. */
MUST_CHECK bool replacements_apply(struct resmap *resources, const struct node *replacements,
                                   struct mark at, struct diags *diags);

#endif
