/*
 * kustomization.h - what a Flux Kustomization does to the directory that it applies
 *
 * kustomize-controller fetches a source and goes to one directory in it. It sets fields in the
 * kustomization there, builds, fills in variables (post_build.h), labels what came out, and applies
 * that. Everything about these steps that the object itself says is read here; files, and whatever
 * else there is in a repository, are for others to look at.
 */
#ifndef FLUX_KUSTOMIZATION_H
#define FLUX_KUSTOMIZATION_H

#include "kube/resource.h"

/* Where it fetches from. A source without a namespace is looked for in the object's own. */
struct flux_source_ref {
	str kind, name, namespace;
};

struct flux_kustomization {
	struct resource_id id;
	struct mark at;          /* of the object */
	const struct node *spec; /* a value */
	/*
	 * From the top of the source, clean: "apps/production"; "." is the top, "../x" is nowhere.
	 */
	str path;
	struct mark path_at; /* where it is written, else of the object */
	struct flux_source_ref source;
};

/* By group and kind: an old version of the API is one, too. */
bool flux_kustomization_is(const struct resource *resource);
/* False when its spec is nothing that could be read as one: the schema's rules say why. */
bool flux_kustomization_get(struct arena *arena, const struct resource *resource,
                            struct flux_kustomization *out);

/* Does it fetch an artifact? Then nothing says which directory `path` begins at. */
bool flux_kustomization_is_of_artifact(const struct flux_kustomization *k);

/*
 * What it sets in the kustomization: a new value for build_options.edit, each part with its own
 * place in a file; NULL when it sets nothing. False, with an error at the place, when Flux itself
 * refuses what it says.
 */
MUST_CHECK bool flux_kustomization_edit(struct arena *arena, const struct flux_kustomization *k,
                                        struct node **out, struct diags *diags);

/* May values take the place of variables in what it applies? */
bool flux_kustomization_substitutes(const struct flux_kustomization *k);

#endif
