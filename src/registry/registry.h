/*
 * registry.h - asking an OCI registry for its tags
 *
 * The distribution protocol over http.h: tokens, pages, another try when the
 * registry is busy. It decides nothing about what it lists. An answer may be
 * anything at all: every one is limited in size, time and number, and what
 * cannot be understood is an error. Credentials go to the registry and to the
 * token service that it names, and nowhere else.
 */
#ifndef REGISTRY_REGISTRY_H
#define REGISTRY_REGISTRY_H

#include "registry/credentials.h"

struct registry_options {
	struct credentials_source credentials;
	str ca_file;              /* certificates to trust; "" for the system's */
	unsigned timeout_seconds; /* for each request; 0: 30 */
	unsigned pause_millis;    /* before the first new try, then doubled; 0: 500 */
};

struct registry; /* connections and tokens, kept for the next question */

/* `arena` must outlive it and gets what it returns. */
struct registry *registry_create(struct arena *arena, const struct registry_options *options);
void registry_destroy(struct registry *registry);

struct registry_tags {
	str *at; /* in the registry's order, all pages joined */
	size_t len, cap;
};

/*
 * The tags of the repository behind an "oci://" URL. False, with an error at `at` and, where
 * it has any, Flux's words as a note.
 */
MUST_CHECK bool registry_list_tags(struct registry *registry, str url, bool insecure,
                                   struct mark at, struct registry_tags *out, struct diags *diags);

#endif
