/*
 * git_url.c - how kustomize takes a git URL apart (see remote.h)
 *
 * The rules are those of its RepoSpec: they know GitHub, Azure's "_git" and
 * scp-style addresses, and take everything they do not understand for a path.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/path.h"
#include "kustomize/remote.h"

enum { DEFAULT_TIMEOUT_MILLIS = 27 * 1000, TIMEOUT_MILLIS_MAX = INT_MAX };

/* Takes `prefix`, in any case of letters, off the front of *text. */
static bool take_prefix(str *text, str prefix)
{
	if (!str_eq_nocase(str_slice(*text, 0, prefix.len), prefix))
		return false;
	*text = str_from(*text, prefix.len);
	return true;
}

static str take_scheme(str *text)
{
	static const str SCHEMES[] = {STR_INIT("ssh://"), STR_INIT("https://"), STR_INIT("http://"),
	                              STR_INIT("file://")};
	for (size_t i = 0; i < sizeof SCHEMES / sizeof *SCHEMES; i++)
		if (take_prefix(text, SCHEMES[i]))
			return SCHEMES[i];
	return STR("");
}

/* "git@": a letter, then letters, digits and '-'. */
static str take_user(str *text)
{
	size_t len = 0;
	while (len < text->len &&
	       (ascii_is_letter(text->at[len]) ||
	        (len > 0 && (text->at[len] == '-' || ascii_is_digit(text->at[len])))))
		len++;
	if (len == 0 || len == text->len || text->at[len] != '@')
		return STR("");
	const str user = str_slice(*text, 0, len + 1);
	*text = str_from(*text, len + 1);
	return user;
}

/* The end of the host, its separator included; 0 when there is none. */
static size_t host_end(str text, bool scp_style)
{
	const size_t slash = str_find_char(text, '/'), colon = str_find_char(text, ':');
	size_t at = slash;
	if (scp_style && (slash == STR_NONE || (colon != STR_NONE && colon > 0 && colon < slash)))
		at = colon;
	return at == STR_NONE ? 0 : at + 1;
}

/* Takes scheme, user and host off *text, and gives them as git shall see them; "" for none. */
static str take_host(struct arena *arena, str *text)
{
	const str scheme = take_scheme(text);
	const str after_scheme = *text;
	const str user = take_user(text);
	str rest = *text;
	const bool github =
		take_prefix(&rest, STR("github.com/")) || take_prefix(&rest, STR("github.com:"));
	const bool scp_style = scheme.len == 0 && (user.len > 0 || github);
	if (scheme.len == 0 && !scp_style)
		return STR("");
	if (str_eq(scheme, STR("file://"))) {
		*text = after_scheme; /* what looked like a user belongs to the path */
		return scheme;
	}
	size_t end = host_end(*text, scp_style);
	if (end == 0)
		end = text->len;
	str host = str_slice(*text, 0, end);
	*text = str_from(*text, end);
	if (!github)
		return host.len == 0 ? STR("")
		                     : arena_printf(arena, "%.*s%.*s%.*s", STR_ARG(scheme),
		                                    STR_ARG(user), STR_ARG(host));
	if (str_eq(scheme, STR("ssh://")) || user.len > 0)
		return arena_concat(arena, user, STR("github.com:"));
	return STR("https://github.com/");
}

/* Where the repository's path ends and the base's begins, if the URL says so itself. */
static bool split_at_marker(str text, str *repo, str *base)
{
	const str azure = STR("_git/");
	size_t at = str_find(text, azure);
	if (at != STR_NONE) {
		const size_t name = at + azure.len;
		const size_t slash = str_find_char(str_from(text, name), '/');
		*repo = slash == STR_NONE ? text : str_slice(text, 0, name + slash);
		*base = slash == STR_NONE ? STR("") : str_from(text, name + slash + 1);
		return true;
	}
	at = str_find(text, STR("//"));
	if (at != STR_NONE) {
		*repo = str_slice(text, 0, at);
		*base = str_from(text, at + 2);
		return true;
	}
	at = str_find(text, STR(".git"));
	if (at == STR_NONE)
		return false;
	*repo = str_slice(text, 0, at + 4);
	*base = str_from(text, at + 4);
	return true;
}

/* Without a marker: two segments, "org/repo", or all of a file's path. */
static bool split_by_count(str text, bool is_file, str *repo, str *base)
{
	const size_t first = str_find_char(text, '/');
	*repo = text;
	*base = STR("");
	if (is_file)
		return true;
	if (first == STR_NONE)
		return false;
	const size_t second = str_find_char(str_from(text, first + 1), '/');
	if (second != STR_NONE) {
		*repo = str_slice(text, 0, first + 1 + second);
		*base = str_from(text, first + 1 + second + 1);
	}
	return true;
}

static str without_slash(str path)
{
	return str_starts_with(path, STR("/")) ? str_from(path, 1) : path;
}

static bool leaves_repository(struct arena *arena, str base)
{
	const str clean = path_clean(arena, without_slash(base));
	return str_eq(clean, STR("..")) || str_starts_with(clean, STR("../"));
}

/* Undoes %XX and '+'. False when Go's url.ParseQuery would complain. */
static bool query_decode(struct arena *arena, str text, str *out)
{
	char *at = arena_alloc(arena, text.len + 1, 1);
	size_t len = 0;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];
		if (c == ';')
			return false;
		if (c == '+') {
			c = ' ';
		} else if (c == '%') {
			const int high = i + 2 < text.len ? ascii_hex_value(text.at[i + 1]) : -1;
			const int low = i + 2 < text.len ? ascii_hex_value(text.at[i + 2]) : -1;
			if (high < 0 || low < 0)
				return false;
			c = (char)(high * 16 + low);
			i += 2;
		}
		at[len++] = c;
	}
	*out = (str){at, len};
	return true;
}

/* The milliseconds of a unit of Go's time.ParseDuration; 0 for no unit. */
static double unit_millis(str unit)
{
	static const struct {
		const char *unit;
		double millis;
	} UNITS[] = {
		{"ns", 1e-6}, {"us", 1e-3}, {"µs", 1e-3}, {"ms", 1},
		{"s", 1e3},   {"m", 6e4},   {"h", 3.6e6},
	};
	for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++)
		if (str_eq(unit, str_of(UNITS[i].unit)))
			return UNITS[i].millis;
	return 0;
}

/* Seconds, or a Go duration as "1m30s"; anything else is the default. */
static unsigned timeout_millis(struct arena *arena, str text)
{
	double millis = 0;
	const char *at = arena_cstr(arena, text);
	if (*at == '+')
		at++;
	do {
		char *end;
		if (strspn(at, "0123456789.") == 0)
			return DEFAULT_TIMEOUT_MILLIS;
		const str digits = {at, strspn(at, "0123456789.")};
		const double number = strtod(arena_cstr(arena, digits), &end);
		at += digits.len;
		const str unit = {at, strcspn(at, "0123456789.")};
		const bool seconds =
			unit.len == 0 && millis == 0 && !str_contains(digits, STR("."));
		const double scale = seconds ? 1e3 : unit_millis(unit);
		if (*end != '\0' || scale == 0)
			return DEFAULT_TIMEOUT_MILLIS;
		millis += number * scale;
		at += unit.len;
	} while (*at != '\0');
	if (millis <= 0)
		return DEFAULT_TIMEOUT_MILLIS;
	/* Less than one would mean no limit to process.h. */
	return millis < 1 ? 1 : millis > TIMEOUT_MILLIS_MAX ? TIMEOUT_MILLIS_MAX : (unsigned)millis;
}

/* Go's strconv.ParseBool, with `otherwise` for what it does not know. */
static bool bool_of(str text, bool otherwise)
{
	static const char *const YES[] = {"1", "t", "T", "TRUE", "true", "True"};
	static const char *const NO[] = {"0", "f", "F", "FALSE", "false", "False"};
	for (size_t i = 0; i < sizeof YES / sizeof *YES; i++) {
		if (str_eq(text, str_of(YES[i])))
			return true;
		if (str_eq(text, str_of(NO[i])))
			return false;
	}
	return otherwise;
}

/* Keeps the first value of a key. */
static void note_first(str *slot, bool matches, str value)
{
	if (matches && !slot->at)
		*slot = value;
}

/* A query that cannot be read counts as none at all. */
static void read_query(struct arena *arena, str query, struct git_url *out)
{
	str ref = {0}, version = {0}, timeout = {0}, submodules = {0};
	while (query.len > 0) {
		str field, key, value;
		str_cut(query, '&', &field, &query);
		str_cut(field, '=', &key, &value);
		if (!query_decode(arena, key, &key) || !query_decode(arena, value, &value))
			return;
		note_first(&ref, str_eq(key, STR("ref")), value);
		note_first(&version, str_eq(key, STR("version")), value);
		note_first(&timeout, str_eq(key, STR("timeout")), value);
		note_first(&submodules, str_eq(key, STR("submodules")), value);
	}
	out->ref = ref.len > 0 ? ref : version;
	if (timeout.len > 0)
		out->timeout_millis = timeout_millis(arena, timeout);
	out->submodules = bool_of(submodules, true);
}

bool remote_is_git_url(struct arena *arena, str text, struct git_url *out)
{
	*out = (struct git_url){.timeout_millis = DEFAULT_TIMEOUT_MILLIS, .submodules = true};
	if (path_is_absolute(text))
		return false;
	str rest, query, repo, base;
	str_cut(text, '?', &rest, &query);
	out->forced = take_prefix(&rest, STR("git::"));
	const str host = take_host(arena, &rest);
	if (host.len == 0)
		return false;
	const bool is_file = str_eq(host, STR("file://"));
	if (!split_at_marker(rest, &repo, &base) && !split_by_count(rest, is_file, &repo, &base))
		return false;
	if (repo.len == 0 || leaves_repository(arena, base))
		return false;
	out->repo = arena_concat(arena, host, repo);
	out->path = without_slash(base);
	read_query(arena, query, out);
	return true;
}

bool remote_is_file_url(str text)
{
	return take_prefix(&text, STR("http://")) || take_prefix(&text, STR("https://"));
}
