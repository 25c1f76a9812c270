/*
 * taglists.h - the tags that .kustoc.yaml says registries have
 *
 *	registries:
 *	  ghcr.io/acme/search: {tags: ci/tags.txt}
 *
 * Lint touches no network, so what was pushed is known to it from files alone.
 * They are facts about a registry and not about a revision: whatever commit is
 * being judged, they are read where the config was found.
 */
#ifndef LINT_TAGLISTS_H
#define LINT_TAGLISTS_H

#include "flux/taglist.h"
#include "lint/config.h"

struct taglists;

/* Reads every list. False, with errors at the lines that name them, when one cannot be used. */
MUST_CHECK bool taglists_load(struct arena *arena, const struct config *config,
                              const struct taglists **out, struct diags *diags);

/*
 * The tags of the repository that an OCIRepository's url names, by the first pattern that fits it;
 * NULL when none does. `lists` may be NULL.
 */
const struct taglist *taglists_find(const struct taglists *lists, str url);

#endif
