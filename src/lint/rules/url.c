/*
 * url.c - how spec.url is written: OCI401 to OCI407
 *
 * The schema asks for "oci://" and for nothing else, and Flux for little more: the rest comes out
 * at the registry, as a repository that is not there.
 */
#include "base/ascii.h"
#include "lint/rules/address.h"
#include "yaml/rewrite.h"

/* ---- what waits to be filled in ---- */

/* In any place and case. "todo" is the name of many an application, and so is not among them. */
static const str PLACEHOLDERS[] = {STR_INIT("changeme"),    STR_INIT("change-me"),
                                   STR_INIT("placeholder"), STR_INIT("replaceme"),
                                   STR_INIT("replace-me"),  STR_INIT("fixme"),
                                   STR_INIT("your-org")};

/* Names that are reserved for examples (RFC 2606), and nobody's. */
static const str EXAMPLE_HOSTS[] = {STR_INIT("example.com"), STR_INIT("example.org"),
                                    STR_INIT("example.net"), STR_INIT("example")};

static bool contains_nocase(str text, str word)
{
	for (size_t i = 0; i + word.len <= text.len; i++)
		if (str_eq_nocase(str_slice(text, i, i + word.len), word))
			return true;
	return false;
}

/* Between slashes, hyphens and the like. */
static bool has_todo(str text)
{
	for (size_t at; (at = str_find(text, STR("TODO"))) != STR_NONE;) {
		const bool ends = at + 4 == text.len || !ascii_is_alnum(text.at[at + 4]);
		if ((at == 0 || !ascii_is_alnum(text.at[at - 1])) && ends)
			return true;
		text = str_from(text, at + 4);
	}
	return false;
}

static bool is_placeholder(str text)
{
	const size_t open = str_find_char(text, '<'), close = str_find_char(text, '>');
	if (open != STR_NONE && close != STR_NONE)
		return open < close;
	for (size_t i = 0; i < sizeof PLACEHOLDERS / sizeof *PLACEHOLDERS; i++)
		if (contains_nocase(text, PLACEHOLDERS[i]))
			return true;
	return has_todo(text);
}

static bool is_example_host(str host)
{
	for (size_t i = 0; i < sizeof EXAMPLE_HOSTS / sizeof *EXAMPLE_HOSTS; i++) {
		const str name = EXAMPLE_HOSTS[i];
		const bool is_below = host.len > name.len && str_ends_with(host, name) &&
		                      host.at[host.len - name.len - 1] == '.';
		if (str_eq(host, name) || is_below)
			return true;
	}
	return false;
}

/* Then nothing else about the url is worth saying. */
static bool is_to_be_filled_in(const struct address *address)
{
	return is_placeholder(address->url->text) || is_example_host(address_host_name(address));
}

/* ---- OCI401, OCI402 ---- */

/*
 * The url without it, and a reference with it. Where there is one already somebody has to choose,
 * and is shown both.
 */
static void mend_url(struct rule_check *check, const struct address *address, const char *field,
                     str value)
{
	const struct node *url = address->url;
	const struct pair *pair = node_find_pair(address->repository.spec, STR("url"));
	const str name = str_slice(url->text, 0, url->text.len - address_tail(address).len);
	diag_note(check->diags, NO_MARK, "fix", "url: %.*s with ref: {%s: \"%.*s\"}", STR_ARG(name),
	          field, STR_ARG(value));
	if (node_get(address->repository.spec, STR("ref")) || !url->at.source ||
	    !rewrite_key(check->diags, pair).source)
		return;
	rewrite_add_pair(check->diags, false, pair,
	                 arena_printf(check->arena, "ref: {%s: \"%.*s\"}", field, STR_ARG(value)));
	rewrite_word(check->diags, false, url->at, name);
}

void check_tag_in_url(struct rule_check *check)
{
	struct address address;
	for (size_t i = 0; address_next(check, &i, &address);) {
		const str behind = address_tail(&address);
		if (behind.len == 0 || behind.at[0] != ':' ||
		    str_find_char(behind, '@') != STR_NONE)
			continue;
		address_report(check, &address,
		               "the tag belongs in ref.tag: Flux refuses it in the url");
		mend_url(check, &address, "tag", str_from(behind, 1));
	}
}

void check_digest_in_url(struct rule_check *check)
{
	struct address address;
	for (size_t i = 0; address_next(check, &i, &address);) {
		const size_t at = str_find_char(address.path, '@');
		if (at == STR_NONE)
			continue;
		address_report(check, &address,
		               "the digest belongs in ref.digest: Flux refuses it in the url");
		mend_url(check, &address, "digest", str_from(address.path, at + 1));
	}
}

/* ---- OCI403 ---- */

static bool has_upper(str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (ascii_is_upper(text.at[i]))
			return true;
	return false;
}

/* A host in any case is the same host, and its registry may be asked for so long. */
void check_upper_case_url(struct rule_check *check)
{
	struct address address;
	for (size_t i = 0; address_next(check, &i, &address);) {
		const str url = address.url->text, tail = address_tail(&address);
		const str name = str_slice(address.path, 0, address.path.len - tail.len);
		const bool is_fatal = has_upper(name) || !address_has_registry(&address);
		const str lower = arena_concat(
			check->arena,
			rule_lower_case(check->arena, str_slice(url, 0, url.len - tail.len)), tail);
		if (str_eq(lower, url) || is_to_be_filled_in(&address))
			continue;
		struct diag *diag = address_report(
			check, &address,
			is_fatal ? "names of repositories are in lower case"
				 : "hosts are written in lower case, and read in any");
		if (!is_fatal)
			diag->severity = DIAG_NOTE;
		diag_note(check->diags, NO_MARK, "fix", "%.*s", STR_ARG(lower));
		if (address.url->at.source)
			rewrite_word(check->diags, !is_fatal, address.url->at, lower);
	}
}

/* ---- OCI404 ---- */

/* "." or "_" or "__" or any number of "-": its length at the start of `text`, 0 when it is none. */
static size_t separator_len(str text)
{
	size_t len = 0;
	while (len < text.len && text.at[len] == '-')
		len++;
	if (len > 0)
		return len;
	if (str_starts_with(text, STR("__")))
		return 2;
	return text.len && (text.at[0] == '.' || text.at[0] == '_') ? 1 : 0;
}

/* By the distribution specification, which registries hold everybody to. */
static const char *component_problem(str part)
{
	if (part.len == 0)
		return "it has an empty part";
	if (str_eq(part, STR(".")) || str_eq(part, STR("..")))
		return "'.' and '..' have no meaning here";
	if (!ascii_is_lower_alnum(part.at[0]) || !ascii_is_lower_alnum(part.at[part.len - 1]))
		return "its parts begin and end with a letter or a digit";
	while (part.len > 0) {
		while (part.len > 0 && ascii_is_lower_alnum(part.at[0]))
			part = str_from(part, 1);
		const size_t len = separator_len(part);
		if (part.len > 0 && (len == 0 || separator_len(str_from(part, len)) > 0))
			return "between letters stands one '.', '_', '__', or any number of '-'";
		part = str_from(part, len);
	}
	return NULL;
}

static bool is_path_char(char c)
{
	return ascii_is_lower_alnum(c) || str_find_char(STR("_-./"), c) != STR_NONE;
}

/* What no registry has for a name; NULL for nothing. Upper case has a rule of its own. */
static const char *path_problem(struct arena *arena, str path)
{
	enum { LONGEST = 255 };
	path = rule_lower_case(arena, path);
	for (size_t i = 0; i < path.len; i++)
		if (!is_path_char(path.at[i]))
			return "a name has letters, digits, and '_', '-', '.', '/' between them";
	if (path.len > LONGEST)
		return "a name has at most 255 characters";
	if (str_ends_with(path, STR("/")))
		return "it ends in '/'";
	for (str part; path.len > 0;) {
		str_cut(path, '/', &part, &path);
		const char *problem = component_problem(part);
		if (problem)
			return problem;
	}
	return NULL;
}

static bool is_port(str port)
{
	for (size_t i = 0; i < port.len; i++)
		if (!ascii_is_digit(port.at[i]))
			return false;
	return port.len > 0;
}

/* What keeps it from being an address; "" for nothing. A user's name has a rule of its own. */
static str url_problem(struct rule_check *check, const struct address *address)
{
	const str behind = address_tail(address);
	const str path = str_slice(address->path, 0, address->path.len - behind.len);
	const bool has_port = address_host_name(address).len < address->host.len;
	if (is_to_be_filled_in(address) || str_find_char(address->host, '@') != STR_NONE)
		return STR("");
	if (address->path.len == 0 &&
	    (address->host.len == 0 || has_port || str_ends_with(address->url->text, STR("/"))))
		return STR("a url names a registry and a repository in it");
	if (has_port && !is_port(address_port(address)))
		return STR("what follows the ':' of a registry is a number, its port");
	const char *problem = path_problem(check->arena, path);
	return problem ? arena_printf(check->arena, "no registry has a repository of that name: %s",
	                              problem)
	               : STR("");
}

/* "oci://https://ghcr.io/acme/app" */
static bool has_two_schemes(const struct address *address)
{
	return str_ends_with(address->host, STR(":")) && str_starts_with(address->path, STR("/"));
}

static void report_scheme(struct rule_check *check, const struct address *address)
{
	const str meant =
		arena_concat(check->arena, STR(ADDRESS_SCHEME), str_from(address->path, 1));
	address_report(check, address, "a url has one scheme, 'oci://', and then the registry");
	diag_note(check->diags, NO_MARK, "fix", "%.*s", STR_ARG(meant));
	if (address->url->at.source)
		rewrite_word(check->diags, false, address->url->at, meant);
}

void check_url_path(struct rule_check *check)
{
	struct address address;
	for (size_t i = 0; address_next(check, &i, &address);) {
		if (has_two_schemes(&address)) {
			report_scheme(check, &address);
			continue;
		}
		const str problem = url_problem(check, &address);
		if (problem.len > 0)
			address_report(check, &address, "%.*s", STR_ARG(problem));
	}
}

/* ---- OCI405, OCI406 ---- */

/* On Docker Hub; a name without a '/' is one of its own images. */
static str hub_repository(struct arena *arena, const struct address *address)
{
	const char *prefix = address->path.len == 0 ? "library/" : "";
	return arena_printf(arena, "%s%.*s", prefix,
	                    STR_ARG(str_from(address->url->text, sizeof ADDRESS_SCHEME - 1)));
}

void check_no_registry(struct rule_check *check)
{
	struct address address;
	for (size_t i = 0; address_next(check, &i, &address);) {
		if (address.host.len == 0 || address_has_registry(&address) ||
		    str_find_char(address.host, ':') != STR_NONE ||
		    str_ends_with(address.url->text, STR("/")) || is_to_be_filled_in(&address))
			continue;
		const str repository = hub_repository(check->arena, &address);
		address_report(check, &address,
		               "the url names no registry: Docker Hub will be asked for '%.*s'",
		               STR_ARG(repository));
		const bool is_host =
			address.path.len == 0 && str_find_char(address.host, '.') != STR_NONE;
		diag_note(
			check->diags, NO_MARK, "fix",
			is_host ? "name the repository behind the host: oci://HOST/OWNER/NAME"
				: "begin with a host, 'ghcr.io' say; Docker Hub's is 'docker.io'");
	}
}

/* Flux refuses it; and a password in a manifest is everybody's by then. */
void check_url_credentials(struct rule_check *check)
{
	struct address address;
	for (size_t i = 0; address_next(check, &i, &address);)
		if (str_find_char(address.host, '@') != STR_NONE)
			address_report(check, &address,
			               "credentials belong in a secret that secretRef names");
}

/* ---- OCI407 ---- */

/* "SHOULD-PATCH-THIS", "VERSION", "x.y.z": no build is called so. "LATEST" has its own rule. */
static bool is_placeholder_tag(str tag)
{
	enum { SHORTEST = 3 };
	const str shape = str_from(tag, str_starts_with(tag, STR("v")));
	bool is_shouted = tag.len >= SHORTEST && !str_eq(tag, STR("LATEST"));
	for (size_t i = 0; i < tag.len; i++)
		is_shouted &= ascii_is_upper(tag.at[i]) || tag.at[i] == '-' || tag.at[i] == '_';
	return is_shouted || str_eq_nocase(shape, STR("x.y.z")) || is_placeholder(tag);
}

static void report_placeholder(struct rule_check *check, const struct address *address,
                               const struct node *value)
{
	rule_report(check, value->at, "'%.*s' looks like something to be filled in",
	            STR_ARG(value->text));
	rule_note_base(check, check->diags->last, address->repository.resource);
	diag_note(check->diags, NO_MARK, "fix", "write what is wanted, here or in the overlay");
}

void check_placeholder(struct rule_check *check)
{
	struct address address;
	for (size_t i = 0; address_next(check, &i, &address);) {
		const struct node *tag = address.repository.tag;
		if (is_to_be_filled_in(&address))
			report_placeholder(check, &address, address.url);
		if (tag && !repository_is_open(tag) && is_placeholder_tag(tag->text))
			report_placeholder(check, &address, tag);
	}
}
