/*
 * substitute.h - ${VAR} as kustomize-controller fills it in after a build
 *
 * With spec.postBuild Flux takes each object as text, puts values in place of
 * variables as a shell would, and reads it again. The language is that of
 * drone/envsubst, with its own ideas of bash's: ${V}, ${V:-default}, ${V:0:5},
 * ${V/a/b}, ${V#prefix*}, ${V^^}, ${#V}; nested; $$ stands for a dollar sign.
 *
 * Not every value is known where manifests are checked. What depends on one
 * that is not stays as it is written, so that nobody takes it for a value.
 */
#ifndef FLUX_SUBSTITUTE_H
#define FLUX_SUBSTITUTE_H

#include "base/arena.h"

enum variable_state {
	VARIABLE_SET,
	VARIABLE_UNSET,   /* surely: a default counts */
	VARIABLE_UNKNOWN, /* it may be set, nobody knows to what */
};

struct variables {
	/* What is known of a variable; *value when it is set. */
	enum variable_state (*find)(const void *context, str name, str *value);
	const void *context;
};

struct substituted {
	str text;
	/*
	 * The first variable that something still waits for; "" when there is none. An unset one
	 * without a default counts: Flux makes it empty, or, if told to, stops; hardly anybody
	 * means either.
	 */
	str open;
};

/* False when Flux refuses `text`, with the library's sentence in *problem. */
MUST_CHECK bool substitute(struct arena *arena, str text, const struct variables *variables,
                           struct substituted *out, str *problem);

/* Flux takes no other names: letters, digits and '_', no digit first. */
bool substitute_is_name(str name);

/*
 * Is `text` one variable and nothing else, with or without a default? Then whoever sets *name sets
 * all of it.
 */
bool substitute_is_whole(str text, str *name);

#endif
