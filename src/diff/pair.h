/*
 * pair.h - which resource of one list is which of the other
 *
 * By identity first; then by the stem of a generated name, so that a new hash
 * is no new ConfigMap; then without the namespace, since environments often
 * differ in nothing else; what is left over of a kind is paired when more than
 * half of it is the same, as a rename.
 */
#ifndef DIFF_PAIR_H
#define DIFF_PAIR_H

#include "kube/resource.h"

struct pairing {
	size_t *of_after;  /* for each of after: its index in before, or STR_NONE */
	size_t *of_before; /* the same the other way round */
};

/* Both arrays are in `arena`, as long as their side, and say the same thing in two directions. */
struct pairing pair_resources(struct arena *arena, const struct resources *before,
                              const struct resources *after);

/* A name without the hash that kustomize puts behind a generated one: "app-h29d89cmmt" is "app". */
str pair_stem(str name);

#endif
