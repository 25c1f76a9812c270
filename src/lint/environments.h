/*
 * environments.h - what people mean by "staging"
 *
 * A folder with a kustomization, beside those of the other environments: in
 * `overlays/`, in `clusters/`, or wherever else. A repository may have many of
 * the same name, one for each application.
 */
#ifndef LINT_ENVIRONMENTS_H
#define LINT_ENVIRONMENTS_H

#include "lint/config.h"
#include "lint/deployments/deployments.h"
#include "lint/find.h"

/*
 * The environment that a directory belongs to: as the config says, else what follows `overlays/`
 * or `clusters/`, or "". `config` may be NULL.
 */
str environment_of(const struct config *config, str dir);

/* Is it where what breaks hurts? By its name: "production", "prod-eu". */
bool environment_is_production(str environment);

/*
 * Is there such an environment, of a directory or of who applies it? False, with an error that
 * names the one that may be meant, if not.
 */
MUST_CHECK bool environments_expect(const struct candidates *candidates,
                                    const struct deployments *deployments,
                                    const struct config *config, str name, struct diags *diags);

/*
 * Warns of paths in the config that nothing lies in: an environment whose path is misspelt is
 * judged by no channel, and nobody would know. `all`: of the repository.
 */
void environments_check_paths(const struct config *config, const struct flux_tree *tree,
                              const struct candidates *all, struct diags *diags);

struct environment_pair {
	str before, after; /* directories */
};

struct environment_pairs {
	struct environment_pair *at;
	size_t len, cap;
};

/*
 * Two directories are one pair. Two names are a pair in every folder below the current directory
 * that has kustomizations in both. False, with an error, when there is none.
 */
MUST_CHECK bool environments_pair(struct arena *arena, str before, str after,
                                  struct environment_pairs *out, struct diags *diags);

#endif
