/*
 * credentials.h - who asks, from Docker's configuration
 *
 * config.json holds them or names a helper program that does. They are never
 * put into a message, and a helper's own words are not repeated either.
 */
#ifndef REGISTRY_CREDENTIALS_H
#define REGISTRY_CREDENTIALS_H

#include "base/diag.h"

struct credentials {
	str user, password; /* both empty: nobody in particular */
	str identity_token; /* to be exchanged for a token, in place of a password */
};

struct credentials_source {
	str config_file; /* "" for none */
	str search_path; /* where helpers are found: $PATH */
};

/*
 * What is known for `host`; empty when nothing is. False, with an error, when the file cannot be
 * understood or a helper fails.
 */
MUST_CHECK bool credentials_find(struct arena *arena, const struct credentials_source *source,
                                 str host, struct mark at, struct credentials *out,
                                 struct diags *diags);

#endif
