/*
 * address.c - see address.h
 *
 * The cuts are those of go-containerregistry: at the first '/', and what is in front of it is a
 * registry only by its look.
 */
#include "lint/rules/address.h"

bool address_of(const struct repository *repository, struct address *out)
{
	const struct node *url = node_get(repository->spec, STR("url"));
	*out = (struct address){.repository = *repository, .url = url};
	if (!node_is_scalar(url) || repository_is_open(url) ||
	    !str_starts_with(url->text, STR(ADDRESS_SCHEME)))
		return false; /* the schema's to say */
	str_cut(str_from(url->text, sizeof ADDRESS_SCHEME - 1), '/', &out->host, &out->path);
	return true;
}

bool address_next(const struct rule_check *check, size_t *next, struct address *out)
{
	struct repository repository;
	while (repository_next(check, next, &repository))
		if (address_of(&repository, out))
			return true;
	return false;
}

/* Where the port's ':' is; those of an IPv6 address are in brackets. */
static size_t find_port(str host)
{
	const size_t colon = str_find_last_char(host, ':');
	const size_t bracket = str_find_last_char(host, ']');
	return colon != STR_NONE && bracket != STR_NONE && colon < bracket ? STR_NONE : colon;
}

str address_host_name(const struct address *address)
{
	return str_slice(address->host, 0, find_port(address->host));
}

str address_port(const struct address *address)
{
	const size_t colon = find_port(address->host);
	return colon == STR_NONE ? STR("") : str_from(address->host, colon + 1);
}

bool address_has_registry(const struct address *address)
{
	const str host = address->host;
	return address->path.len > 0 &&
	       (str_eq(host, STR("localhost")) || str_find_char(host, '.') != STR_NONE ||
	        str_find_char(host, ':') != STR_NONE);
}

str address_tail(const struct address *address)
{
	const str path = address->path;
	const size_t slash = str_find_last_char(path, '/');
	const size_t digest = str_find_char(path, '@');
	const size_t last = slash == STR_NONE ? 0 : slash + 1;
	const size_t colon = str_find_char(str_from(path, last), ':');
	const size_t tag = colon == STR_NONE ? STR_NONE : last + colon;
	const size_t end = tag < digest ? tag : digest;
	return end == STR_NONE ? STR("") : str_from(path, end);
}

struct diag *address_report(struct rule_check *check, const struct address *address,
                            const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	const str message = arena_vprintf(check->arena, fmt, args);
	va_end(args);
	struct diag *diag = rule_report(check, address->url->at, "%.*s", STR_ARG(message));
	rule_note_base(check, diag, address->repository.resource);
	return diag;
}
