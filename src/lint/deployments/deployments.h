/*
 * deployments.h - what Flux applies, and as what
 *
 * An overlay says less than what arrives in a cluster: the Flux Kustomization whose spec.path names
 * its directory adds patches, components, images, names, labels, and values for variables. They are
 * found wherever a repository has them: in plain files that no kustomization takes in, in what
 * overlays render, and in what Flux Kustomizations themselves apply. Each directory is built as
 * kustomize-controller builds it, once for all that come to the same.
 *
 * What cannot be followed is not guessed: such a deployment has a problem, and whoever wants to
 * prove something about it can only say so.
 */
#ifndef LINT_DEPLOYMENTS_DEPLOYMENTS_H
#define LINT_DEPLOYMENTS_DEPLOYMENTS_H

#include "lint/flux_files.h"
#include "lint/rendering.h"

struct application; /* what is to be done: see apply.h */

/* One Flux Kustomization that applies one directory of this repository. */
struct deployment {
	struct flux_kustomization by;
	str dir;         /* as shown to people */
	str environment; /* the directory's, else that of whoever applies it; "" for none */
	const struct application *application;
	/* These are known once it is rendered. */
	struct rendering *rendering;  /* as it arrives, or why it does not */
	const struct rendering *bare; /* if not: the directory alone */
	str problem;                  /* why it is not known what arrives; "" when it is */
};

struct deployment_list {
	struct deployment **at;
	size_t len, cap;
};

struct deployments {
	struct arena *arena;
	struct flux_tree tree;
	struct candidates all; /* of the repository; linked when Flux has a say in it */
	struct flux_files files;
	const struct build_options *build;
	struct deployment_list list; /* in the order in which they are found */
	struct map by_dir;           /* absolute directory -> struct deployment_list */
	struct map bare;             /* the same -> struct rendering */
	struct map applied;          /* an application's text -> struct rendering */
};

/*
 * Finds them in the repository around `start`, a file or directory. `top`: of the repository; "":
 * see flux_tree_around(). `candidates`: what was found below `start`, so that nothing is read
 * twice. Only what may lead on to others is rendered by now.
 */
void deployments_find(struct deployments *deployments, struct arena *arena,
                      const struct candidates *candidates, str start, str top,
                      const struct config *config, const struct build_options *build);

/* Those of a directory as people see it. */
struct deployment_list deployments_of(const struct deployments *deployments, str dir);
/* Renders what is applied, unless that was done. */
void deployments_render(struct deployments *deployments, struct deployment *deployment);
/* A directory rendered as it is, without whoever applies it; each once. */
struct rendering *deployments_bare(struct deployments *deployments, str dir);
/*
 * Adds the kustomizations that Flux makes, of directories without one that it applies: those that
 * are below one of `paths`, or that take in a candidate. Then all are to be linked anew.
 */
void deployments_add_made(struct deployments *deployments, const str *paths, size_t count,
                          struct candidates *candidates);

/* The objects as they arrive, or, where that is not known, as the directory has them; or NULL. */
const struct resmap *deployment_resources(const struct deployment *deployment);

#endif
