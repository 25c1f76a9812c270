/*
 * name.h - which repository a URL means
 *
 * By the rules of the library that source-controller uses: "oci://" and a name,
 * of which the part before the first '/' is a host only when it looks like one;
 * else all of it is a repository on Docker Hub.
 */
#ifndef REGISTRY_NAME_H
#define REGISTRY_NAME_H

#include "base/diag.h"

struct registry_name {
	str host;       /* "ghcr.io", "registry.local:5000", "index.docker.io" */
	str repository; /* "org/app", "library/debian" */
	bool is_plain;  /* HTTP: asked for, or the host is on this machine or a private network */
};

/* False, with an error at `at` and Flux's words for it as a note. */
MUST_CHECK bool registry_name_parse(struct arena *arena, str url, bool insecure, struct mark at,
                                    struct registry_name *out, struct diags *diags);

#endif
