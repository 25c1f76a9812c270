/*
 * variables.h - what a repository knows of the variables that a Flux Kustomization fills in
 *
 * spec.postBuild names values, and ConfigMaps and Secrets that hold some. One that is found in the
 * repository counts when nothing else could be meant: it is for the same cluster, and there is but
 * one, or all say the same. Otherwise, and where a value is encrypted, what is not set elsewhere is
 * unknown, and `substitute` of .kustoc.yaml says what it is.
 */
#ifndef LINT_DEPLOYMENTS_VARIABLES_H
#define LINT_DEPLOYMENTS_VARIABLES_H

#include "base/buf.h"
#include "flux/kustomization.h"
#include "flux/substitute.h"
#include "lint/config.h"

/* A ConfigMap or a Secret, and the cluster that it is for; "": nothing tells clusters apart. */
struct variable_object {
	str kind, namespace, name, cluster;
	const struct node *root;
};

struct variable_objects {
	struct variable_object *at;
	size_t len, cap;
};

/* Adds a resource if it is one that may hold variables. */
void variable_objects_add(struct arena *arena, const struct resource *resource, str cluster,
                          struct variable_objects *out);

/* Adds all of `from`, in order: of two that are equal the first counts. */
void variable_objects_add_all(struct arena *arena, const struct variable_objects *from,
                              struct variable_objects *out);

struct known_variables {
	const struct config *config;
	const struct node *substitute;   /* name -> value; NULL: none */
	ARRAY(const struct node *) from; /* the same, in order; NULL: not known */
};

/* False, with an error at the name, when Flux takes no variable of that name. */
MUST_CHECK bool known_variables_init(struct arena *arena, const struct flux_kustomization *k,
                                     str cluster, const struct variable_objects *objects,
                                     const struct config *config, struct known_variables *out,
                                     struct diags *diags);
/* Of a struct known_variables, for struct variables. */
enum variable_state known_variables_find(const void *context, str name, str *value);
/* Two with equal text are equal. */
void known_variables_print(struct buf *out, const struct known_variables *variables);

#endif
