/*
 * overlays.h - what `tags` and `prove` are asked about
 *
 * Their operands are directories to search, and names: of environments or of
 * sources. A name may be a directory's as well; then it is searched.
 */
#ifndef CLI_OVERLAYS_H
#define CLI_OVERLAYS_H

#include "base/closest.h"
#include "cli/command.h"
#include "lint/deployments/deployments.h"

struct overlays {
	struct texts names;           /* operands that are no directories */
	bool *is_met;                 /* whether something is called so, a name each */
	struct closest *closest;      /* what comes near, a name each */
	struct texts environments;    /* of what was visited */
	struct candidates candidates; /* linked */
	struct deployments deployments;
};

/*
 * Where the operands say to look: the first directory among them, else the current one. For
 * settings_load().
 */
str overlays_start(struct invocation *invocation, const struct texts *operands);
/*
 * Without a directory among the operands the current one is searched. False, with an error, when
 * there is nothing in one. `config` and `options` are kept.
 */
MUST_CHECK bool overlays_find(struct invocation *invocation, const struct texts *operands,
                              const struct config *config, const struct build_options *options,
                              struct overlays *out);

/* What arrives from a directory. */
struct overlay {
	str dir;
	str environment; /* never empty: for want of a better one the directory's name */
	const struct resmap *resources;
	const struct deployment *by; /* who applies it, NULL when nobody is known */
};
/*
 * Visits everything that somebody applies: an overlay once for every way in which Flux does, else
 * as it is. False, with errors, when something cannot be rendered, or a visit was not content; the
 * others are visited all the same.
 */
MUST_CHECK bool overlays_each(struct invocation *invocation, struct overlays *overlays,
                              bool (*visit)(void *context, const struct overlay *overlay),
                              void *context);
/* Is a source of an environment asked about? Without names all are. */
bool overlays_is_named(struct overlays *overlays, str environment, str source);

/* ---- once all were visited ---- */

/* Reports that there is no `what` of the name, and which may be meant. */
bool overlays_no_such(struct invocation *invocation, const char *what,
                      const struct closest *closest);
/* Does something belong to it? False, with an error that names what may be meant, if not. */
MUST_CHECK bool overlays_expect_environment(struct invocation *invocation,
                                            const struct overlays *overlays, str environment);
/* Reports names that nothing has. */
MUST_CHECK bool overlays_expect_names(struct invocation *invocation,
                                      const struct overlays *overlays);

#endif
