/* address.h - where an OCIRepository pulls from: spec.url, taken apart as Flux does */
#ifndef LINT_RULES_ADDRESS_H
#define LINT_RULES_ADDRESS_H

#include "lint/rules/repository.h"

#define ADDRESS_SCHEME "oci://"

/* "oci://ghcr.io:443/acme/app": "ghcr.io:443" and "acme/app". */
struct address {
	struct repository repository;
	const struct node *url;
	str host, path;
};

/* False when the url cannot be judged: no text, or with variables, or not behind "oci://". */
bool address_of(const struct repository *repository, struct address *out);
/* The next whose url can be. */
bool address_next(const struct rule_check *check, size_t *next, struct address *out);

/* The host without its port; "[::1]" keeps its brackets. */
str address_host_name(const struct address *address);
/* What stands behind the host's ':'; "" for nothing. */
str address_port(const struct address *address);
/* A tag or a digest behind the name, where it does not belong: ":v1", "@sha256:…"; "" for none. */
str address_tail(const struct address *address);
/* Is it a registry to Flux? Else all of the url is a repository on Docker Hub. */
bool address_has_registry(const struct address *address);

/* Reports at the url, and notes the object. */
struct diag *address_report(struct rule_check *check, const struct address *address,
                            const char *fmt, ...) PRINTF_LIKE(3, 4);

#endif
