/*
 * channel.h - which tags may run in an environment
 *
 * A channel is what the config says about the tags that an environment may pull. Without a config
 * production is held to one rule that nobody disputes: no prereleases.
 */
#ifndef LINT_CHANNEL_H
#define LINT_CHANNEL_H

#include "flux/ocirepository.h"
#include "flux/tagfilter.h"
#include "lint/config.h"

struct channel_pattern {
	struct tagfilter filter;
	struct mark at; /* where the policy says so; no source: on the command line, or assumed */
};

struct channel_tag {
	str tag;
	struct mark at;
};

struct channel {
	str name;
	bool is_assumed; /* nobody wrote it down */
	/* Every tag matches one of `only`, and none of `never`. */
	ARRAY(struct channel_pattern) only, never;
	ARRAY(struct channel_tag) accept, refuse; /* that must be selectable, and must not be */
	ARRAY(struct channel_tag) exclusive;      /* channels without a tag in common */
};

/* The channel of an environment; one without any demands when it has none. */
struct channel *channel_of(struct arena *arena, const struct config *config, str environment);
/* Is there anything that a tag could break? Without it nothing is worth proving. */
bool channel_demands_something(const struct channel *channel);
/* The environment that tags of this one must have passed; "" when none is named. */
str channel_before(const struct config *config, str environment);

/* Adds a pattern to `only`, or to `never`. False, with an error, when Go refuses it. */
MUST_CHECK bool channel_add_pattern(struct arena *arena, struct channel *channel, bool never,
                                    str text, struct mark at, struct diags *diags);

/* The releases of Flux that count, oldest first: those the config lists, else the newest. */
struct flux_releases {
	const struct flux_release *at[FLUX_MAX_RELEASES];
	size_t len;
};
/* `config` may be NULL. Never none. */
struct flux_releases channel_releases(const struct config *config);
/* Adds a release by its name. False, with an error, when there is none. */
MUST_CHECK bool channel_add_release(struct flux_releases *releases, str name, struct diags *diags);

/*
 * `text` with the config's values for its variables; the first one that still waits for a value is
 * *unknown, else "".
 */
str channel_substitute(struct arena *arena, const struct config *config, str text, str *unknown);
/*
 * Does the same with the fields of a reference that decide. "", or why it is not known what it
 * selects, and by which *field.
 */
str channel_fill_in(struct arena *arena, const struct config *config, struct oci_ref *ref,
                    str *field);

#endif
