/*
 * generated.h - the kustomization that Flux makes in a directory without one
 *
 * Every directory below that has a kustomization becomes a resource of it and is not entered; every
 * other YAML file does, too, and must hold objects: Flux applies nothing of a directory with one
 * that does not. What source-controller leaves out of its artifacts is left out: what
 * `.sourceignore` names, links, hidden files.
 */
#ifndef LINT_GENERATED_H
#define LINT_GENERATED_H

#include "yaml/node.h"

/* What a directory is part of. */
struct generated_source {
	str top;    /* where `.sourceignore` begins to count; absolute */
	str ignore; /* spec.ignore of the source object; "" for none */
};

/* Its fields, a value; their place is `at`, where somebody named the directory. */
struct node *generated_config(struct arena *arena, str dir, const struct generated_source *source,
                              struct mark at);

#endif
