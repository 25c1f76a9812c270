/*
 * challenge.c - see challenge.h
 *
 * A header may hold several challenges, each a scheme and parameters, with commas between
 * everything: a word without '=' behind it begins the next one. Whatever the bytes are, reading
 * goes forward.
 */
#include "registry/challenge.h"

#include "base/buf.h"

static bool is_separator(char c)
{
	return c == ' ' || c == ',' || c == '\t';
}

static str skip_separators(str text)
{
	size_t at = 0;
	while (at < text.len && is_separator(text.at[at]))
		at++;
	return str_from(text, at);
}

/* A word up to a separator or '='. */
static str take_token(str *rest)
{
	size_t at = 0;
	while (at < rest->len && !is_separator(rest->at[at]) && rest->at[at] != '=')
		at++;
	const str token = str_slice(*rest, 0, at);
	*rest = str_from(*rest, at);
	return token;
}

/* A word, or text in quotes in which a backslash escapes. */
static str take_value(struct arena *arena, str *rest)
{
	if (!str_starts_with(*rest, STR("\"")))
		return take_token(rest);
	struct buf out;
	size_t at = 1;
	buf_init(&out, arena);
	for (; at < rest->len && rest->at[at] != '"'; at++) {
		if (rest->at[at] == '\\' && at + 1 < rest->len)
			at++;
		buf_add_char(&out, rest->at[at]);
	}
	*rest = str_from(*rest, at + 1);
	return buf_text(&out);
}

static void set_parameter(struct challenge *challenge, str name, str value)
{
	if (str_eq_nocase(name, STR("realm")))
		challenge->realm = value;
	else if (str_eq_nocase(name, STR("service")))
		challenge->service = value;
	else if (str_eq_nocase(name, STR("scope")))
		challenge->scope = value;
}

static enum challenge_kind kind_of(str scheme)
{
	if (str_eq_nocase(scheme, STR("Basic")))
		return CHALLENGE_BASIC;
	return str_eq_nocase(scheme, STR("Bearer")) ? CHALLENGE_BEARER : CHALLENGE_NONE;
}

struct challenge challenge_parse(struct arena *arena, str header)
{
	struct challenge out = {.kind = CHALLENGE_NONE};
	str rest = skip_separators(header);
	while (rest.len > 0) {
		const str token = take_token(&rest);
		if (str_starts_with(rest, STR("="))) {
			rest = str_from(rest, 1);
			set_parameter(&out, token, take_value(arena, &rest));
		} else if (out.kind != CHALLENGE_NONE) {
			break; /* the next challenge begins */
		} else {
			out = (struct challenge){.kind = kind_of(token)};
		}
		rest = skip_separators(rest);
	}
	return out;
}
