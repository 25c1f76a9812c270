/*
 * selector.h - which resources a patch's `target` means
 *
 * Group, version, kind, name and namespace are regular expressions for the whole
 * text; labels and annotations have a language of their own. What is left out fits everything.
 */
#ifndef KUSTOMIZE_SELECTOR_H
#define KUSTOMIZE_SELECTOR_H

#include "kustomize/resmap.h"

/*
 * The members that `target`, a mapping of strings, selects, in resmap order; added to *out. The
 * sentence of an error is the bare cause.
 */
MUST_CHECK bool selector_find(const struct resmap *resources, const struct node *target,
                              struct members *out, struct diags *diags);

/* The identity that the target's patterns would spell if they were plain. */
struct resource_id selector_id(const struct node *target);
/* As kustomize prints it: "[noKind].[noVer].[noGrp]/foo.[noNs]:a=:l=app=x". */
str selector_to_text(struct arena *arena, const struct node *target);
/* For people: "kind Deployment, name foo.*". */
str selector_for_people(struct arena *arena, const struct node *target);

#endif
