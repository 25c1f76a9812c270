/* name_test.c - which repository a URL means */
#include "registry/name.h"

#include "testing/table.h"

static const struct row {
	const char *name, *url;
	bool insecure;
	const char *want; /* "scheme host repository", or Flux's words */
} ROWS[] = {
	{"a host", "oci://ghcr.io/org/app", false, "https ghcr.io org/app"},
	{"a port", "oci://registry.example:5000/org/app", false,
         "https registry.example:5000 org/app"},
	{"IPv6", "oci://[::1]:5000/app", false, "http [::1]:5000 app"},
	{"Docker Hub", "oci://docker.io/library/debian", false,
         "https index.docker.io library/debian"},
	{"a name alone", "oci://debian", false, "https index.docker.io library/debian"},
	{"no host in front", "oci://acme/app", false, "https index.docker.io acme/app"},
	{"plain when asked for", "oci://ghcr.io/org/app", true, "http ghcr.io org/app"},
	{"plain on this machine", "oci://localhost:5000/app", false, "http localhost:5000 app"},
	{"plain on a private network", "oci://172.16.0.9:5000/app", false,
         "http 172.16.0.9:5000 app"},
	{"not on a public one", "oci://172.32.0.9:5000/app", false, "https 172.32.0.9:5000 app"},
	{"case is free in a host", "oci://GHCR.io/org/app", false, "https GHCR.io org/app"},
	{"but not in a name", "oci://ghcr.io/Org/app", false,
         "URL validation failed for 'oci://ghcr.io/Org/app': repository can only contain the "
         "characters `abcdefghijklmnopqrstuvwxyz0123456789_-./`: Org/app"},
	{"a tag", "oci://ghcr.io/org/app:v1", false,
         "URL validation failed for 'oci://ghcr.io/org/app:v1': repository can only contain the "
         "characters `abcdefghijklmnopqrstuvwxyz0123456789_-./`: org/app:v1"},
	{"a password", "oci://user:pw@ghcr.io/org/app", false,
         "URL validation failed for 'oci://user:pw@ghcr.io/org/app': registries must be valid RFC "
         "3986 URI authorities: user:pw@ghcr.io"},
	{"a port that is no number", "oci://host:port/app", false,
         "URL validation failed for 'oci://host:port/app': registries must be valid RFC 3986 URI "
         "authorities: host:port"},
	{"nothing behind the host", "oci://ghcr.io/", false,
         "URL validation failed for 'oci://ghcr.io/': repository must be between 1 and 255 "
         "characters in length: "},
	{"nothing at all", "oci://", false,
         "URL validation failed for 'oci://': a repository name must be specified"},
};

static void is_understood(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct registry_name name;
	struct diags diags;
	diags_init(&diags, arena);
	if (registry_name_parse(arena, str_of(row->url), row->insecure, NO_MARK, &name, &diags)) {
		const str got =
			arena_printf(arena, "%s %.*s %.*s", name.is_plain ? "http" : "https",
		                     STR_ARG(name.host), STR_ARG(name.repository));
		ASSERT_STR(got, row->want);
	} else {
		ASSERT_STR(diags.last->notes->text, row->want);
	}
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("registry/name", ROWS, is_understood);
}
