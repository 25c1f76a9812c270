/*
 * name.c - see name.h
 *
 * Flux leaves this to go-containerregistry, whose rules surprise: "oci://ghcr.io" is a repository
 * on Docker Hub, because nothing stands behind its host. What it takes is taken here too, even
 * where no registry will know the name; finding that out is lint's business.
 */
#include "registry/name.h"

#include "base/ascii.h"

#define SCHEME     "oci://"
#define DOCKER_HUB "index.docker.io"
#define ALLOWED    "abcdefghijklmnopqrstuvwxyz0123456789_-./"

enum { REPOSITORY_MAX = 255 };

static bool refuse(str url, struct mark at, str problem, struct diags *diags)
{
	diag_error(diags, at, "'%.*s' names no repository: %.*s", STR_ARG(url), STR_ARG(problem));
	return diag_note(diags, NO_MARK, "flux", "URL validation failed for '%.*s': %.*s",
	                 STR_ARG(url), STR_ARG(problem));
}

static bool looks_like_host(str part)
{
	return str_eq(part, STR("localhost")) || str_find_char(part, '.') != STR_NONE ||
	       str_find_char(part, ':') != STR_NONE;
}

static bool is_digits(str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] < '0' || text.at[i] > '9')
			return false;
	return true;
}

/* What a URL takes between "//" and the next '/', without user and password. */
static bool is_authority(str host)
{
	str name = host, port = {"", 0};
	if (str_starts_with(host, STR("["))) { /* IPv6: its own colons are in the brackets */
		const size_t end = str_find_char(host, ']');
		if (end == STR_NONE)
			return false;
		name = str_slice(host, 1, end);
		const str rest = str_from(host, end + 1);
		if (rest.len > 0 && rest.at[0] != ':')
			return false;
		port = str_from(rest, 1);
	} else {
		str_cut(host, ':', &name, &port);
	}
	for (size_t i = 0; i < name.len; i++)
		if ((unsigned char)name.at[i] <= ' ' ||
		    str_find_char(STR("@\"<>\\^`{|}[]?#%"), name.at[i]) != STR_NONE)
			return false;
	return is_digits(port);
}

/* The second number of an IPv4 address, -1 when there is none. */
static int second_number(str host)
{
	str first, rest;
	int value = 0;
	if (!str_cut(host, '.', &first, &rest))
		return -1;
	for (size_t i = 0; i < rest.len && i < 3 && ascii_is_digit(rest.at[i]); i++)
		value = value * 10 + (rest.at[i] - '0');
	return value;
}

static bool is_private_address(str host)
{
	if (host.len == 0 || !ascii_is_digit(host.at[0]))
		return false;
	if (str_starts_with(host, STR("172."))) {
		const int second = second_number(host);
		return second >= 16 && second <= 31;
	}
	return str_starts_with(host, STR("10.")) || str_starts_with(host, STR("192.168."));
}

/* Hosts to which the library speaks plain HTTP without being asked. */
static bool is_local(str host)
{
	const size_t colon = str_find_last_char(host, ':');
	const str name = colon == STR_NONE || !is_digits(str_from(host, colon + 1))
	                         ? host
	                         : str_slice(host, 0, colon);
	return str_starts_with(host, STR("localhost:")) || str_ends_with(name, STR(".localhost")) ||
	       str_ends_with(name, STR(".local")) || str_contains(host, STR("127.0.0.1")) ||
	       str_contains(host, STR("::1")) || is_private_address(name);
}

/* Which characters, and how many; where separators may stand is the registry's to say. */
static bool check_repository(struct arena *arena, str url, str repository, struct mark at,
                             struct diags *diags)
{
	if (repository.len == 0 || repository.len > REPOSITORY_MAX)
		return refuse(url, at,
		              arena_printf(arena,
		                           "repository must be between 1 and 255 characters in "
		                           "length: %.*s",
		                           STR_ARG(repository)),
		              diags);
	for (size_t i = 0; i < repository.len; i++)
		if (str_find_char(STR(ALLOWED), repository.at[i]) == STR_NONE)
			return refuse(url, at,
			              arena_printf(arena,
			                           "repository can only contain the characters "
			                           "`" ALLOWED "`: %.*s",
			                           STR_ARG(repository)),
			              diags);
	return true;
}

/* Of "oci://a/b", a is a host only when it looks like one. */
bool registry_name_parse(struct arena *arena, str url, bool insecure, struct mark at,
                         struct registry_name *out, struct diags *diags)
{
	if (!str_starts_with(url, STR(SCHEME)))
		return refuse(url, at, STR("it must begin with " SCHEME), diags);
	const str name = str_from(url, sizeof SCHEME - 1);
	if (name.len == 0)
		return refuse(url, at, STR("a repository name must be specified"), diags);
	str first, rest;
	const bool has_slash = str_cut(name, '/', &first, &rest);
	if (!has_slash || !looks_like_host(first)) {
		out->host = STR(DOCKER_HUB);
		out->repository =
			has_slash ? name : arena_printf(arena, "library/%.*s", STR_ARG(name));
	} else {
		out->host = str_eq(first, STR("docker.io")) ? STR(DOCKER_HUB) : first;
		out->repository = rest;
	}
	if (!is_authority(out->host))
		return refuse(
			url, at,
			arena_printf(arena,
		                     "registries must be valid RFC 3986 URI authorities: %.*s",
		                     STR_ARG(out->host)),
			diags);
	out->is_plain = insecure || is_local(out->host);
	return check_repository(arena, url, out->repository, at, diags);
}
