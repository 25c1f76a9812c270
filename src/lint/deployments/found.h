/*
 * found.h - what matters to deployments among the objects of a rendering
 *
 * Flux Kustomizations that may apply something, ConfigMaps and Secrets that may hold values for
 * their variables, and GitRepositories, which tell whose repository a path is in.
 */
#ifndef LINT_DEPLOYMENTS_FOUND_H
#define LINT_DEPLOYMENTS_FOUND_H

#include "kustomize/resmap.h"
#include "lint/deployments/variables.h"

/* A Flux Kustomization, and what it was found in. */
struct found {
	struct flux_kustomization k;
	str cluster; /* what tells its cluster from others: an environment's name, or "" */
	str origin;  /* the directory that was rendered, as shown to people; "": a plain file */
	unsigned depth;
};

struct found_list {
	struct found *at;
	size_t len, cap;
};

struct found_repository {
	str namespace, name, url;
	str ignore; /* what it leaves out */
};

/* All that came out of one place, or several. */
struct found_objects {
	struct found_list kustomizations;
	struct variable_objects values;
	ARRAY(struct found_repository) repositories;
};

/* Where objects come from: a rendering of `origin`, applied in `cluster` at `depth`. */
struct found_in {
	const struct config *config;
	str origin, cluster;
	unsigned depth;
};

/* Adds the resource to *out, if it matters; borrowed. */
void found_add(struct arena *arena, const struct resource *resource, const struct found_in *in,
               struct found_objects *out);
void found_add_all(struct arena *arena, const struct resmap *resources, const struct found_in *in,
                   struct found_objects *out);

/* Adds only the repositories, which are asked about wherever they were found. */
void found_add_repositories(struct arena *arena, const struct found_objects *from,
                            struct found_objects *out);

/* What its source leaves out of what it fetches; "" for nothing, or when it is not found. */
str found_ignored(const struct flux_kustomization *k, const struct found_objects *all);

/*
 * Does it fetch from another repository than this one? Told by the name in its source's URL, where
 * that is found and another one is called flux-system, as this one's is after `flux bootstrap`.
 */
bool found_is_foreign(const struct flux_kustomization *k, const struct found_objects *all);

#endif
