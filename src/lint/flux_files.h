/*
 * flux_files.h - the files of a repository that may say what Flux applies
 *
 * They are told by their text, before anything is parsed: a repository without Flux costs no more
 * than reading its YAML once. What they say by themselves, without being rendered, is enough to
 * know which directory a changed file concerns, and which overlays must be rendered to know more.
 */
#ifndef LINT_FLUX_FILES_H
#define LINT_FLUX_FILES_H

#include "flux/kustomization.h"
#include "lint/config.h"
#include "lint/find.h"

/* Where paths of Flux Kustomizations begin. */
struct flux_tree {
	struct arena *arena;
	str here;                    /* the current directory, absolute */
	str top;                     /* of the repository, absolute */
	const struct config *config; /* may be NULL */
	struct map *kinds;           /* absolute path -> enum file_kind, of what was looked at */
};

/* The tree with this top. */
struct flux_tree flux_tree_at(struct arena *arena, str top, const struct config *config);
/*
 * The tree around `start`: the top is that of git's work tree, else where the config is, else the
 * current directory if `start` is relative to it; of the latter two one that `start` lies in, else
 * it is `start` itself.
 */
struct flux_tree flux_tree_around(struct arena *arena, str start, const struct config *config);
/* What people see as `shown`, absolute and clean. */
str flux_tree_full(const struct flux_tree *tree, str shown);
/*
 * The directory that spec.path means here, as people see it; "" when it means none: it leads out,
 * it is not there, it holds a variable, or the artifact that it is looked for in is somebody
 * else's.
 */
str flux_tree_directory(const struct flux_tree *tree, const struct flux_kustomization *k);

/*
 * All kustomizations of the repository, whatever part of it `some` were looked for in: what lies
 * elsewhere may apply that part. Not yet linked.
 */
void flux_tree_candidates(const struct flux_tree *tree, const struct candidates *some,
                          struct candidates *out);

struct flux_file {
	str path;                 /* as shown to people */
	struct resources objects; /* all that is in it; none when it is no manifest */
	/* The Flux Kustomizations in it, patches of one included; as written. */
	ARRAY(struct flux_kustomization) kustomizations;
	bool is_relevant; /* what reads it may apply a directory of this repository */
};

struct flux_files {
	struct flux_file *at;
	size_t len, cap;
};

/*
 * Finds them among all YAML files of `candidates`. `texts` as for files_replace(): what files shall
 * hold; may be NULL.
 */
void flux_files_find(const struct flux_tree *tree, const struct candidates *candidates,
                     const struct map *texts, struct flux_files *out);
/* Adds what a file holds, or did; nothing when it says nothing about Flux Kustomizations. */
void flux_files_add(const struct flux_tree *tree, str path, str text, struct flux_files *out);

/*
 * Adds the kustomizations that Flux makes in the directories without one that the files name. Then
 * the candidates are to be linked anew.
 */
void flux_files_add_made(const struct flux_tree *tree, const struct flux_files *files,
                         struct candidates *candidates);

/* What is in a manifest, as written; nothing when it is none. */
struct resources flux_files_objects(struct arena *arena, const struct source *source);

#endif
