/*
 * loader.h - files as one kustomization may see them
 *
 * A loader stands at the root of one kustomization and knows the chain of roots
 * that led to it, so it can refuse files outside and
 * cycles (4.1). Paths in sentences are absolute and without links, as kustomize
 * prints them; sources are named as seen from where the program runs.
 */
#ifndef KUSTOMIZE_LOADER_H
#define KUSTOMIZE_LOADER_H

#include "base/diag.h"
#include "base/map.h"
#include "kustomize/remote.h"

enum load_restriction { LOAD_ROOT_ONLY, LOAD_UNRESTRICTED };

struct loader {
	struct arena *arena;
	enum load_restriction restriction;
	str root;                      /* absolute, without links */
	const struct loader *referrer; /* who asked for this root; NULL for the target */
	struct files *files;           /* what the whole build has read */
	const struct remote_access *remote;
	str clone_top, repo, ref; /* of the git clone that `root` lies in; "" outside of one */
};

/* Every file that a build reads, once; also the dependency map. */
struct files *files_new(struct arena *arena);
/*
 * What files hold in place of what lies on the disk: absolute path without links -> str. For trying
 * a change out.
 */
void files_replace(struct files *files, const struct map *texts);
/* Those that have been read, in no order. */
struct sources {
	const struct source **at;
	size_t len, cap;
};
struct sources files_sources(const struct files *files);

/* The target of a build: `path`, or a git URL, as the user gave it. */
MUST_CHECK bool loader_for_target(struct arena *arena, str path, enum load_restriction restriction,
                                  struct files *files, const struct remote_access *remote,
                                  struct loader *out, struct diags *diags);
/* A directory or git URL that a kustomization names. `at` is the entry that names it. */
MUST_CHECK bool loader_for_base(const struct loader *from, str path, struct mark at,
                                struct loader *out, struct diags *diags);
/*
 * Reads a file that a kustomization names. The sentence on failure is the bare load error
 * ("evalsymlink failure on …"), which the caller prefixes.
 */
MUST_CHECK bool loader_read(const struct loader *loader, str path, struct mark at,
                            const struct source **out, struct diags *diags);
/* The root as people see it. */
str loader_shown_root(const struct loader *loader);
/* `path` below the loader's root, joined and clean, not resolved. */
str loader_join(const struct loader *loader, str path);

#endif
