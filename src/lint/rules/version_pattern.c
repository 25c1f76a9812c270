/*
 * version_pattern.c - see version_pattern.h
 *
 * Here patterns are read by their look, not by their tree: what matters is how their author thought
 * of a version, and a tree no longer knows whether a dot was written as one. Whether what looks odd
 * does any harm, the automata decide.
 */
#include "lint/rules/version_pattern.h"

#include "base/ascii.h"
#include "base/buf.h"

size_t version_digit_len(str text)
{
	static const str CLASSES[] = {STR_INIT("\\d"), STR_INIT("[0-9]"), STR_INIT("[1-9]")};
	for (size_t i = 0; i < sizeof CLASSES / sizeof *CLASSES; i++)
		if (str_starts_with(text, CLASSES[i]))
			return CLASSES[i].len;
	return text.len && ascii_is_digit(text.at[0]) ? 1 : 0;
}

/* A 'v' alone is another matter: in a version it is in front or nowhere, and ties the pattern. */
bool version_begins(str pattern)
{
	if (str_starts_with(pattern, STR("v?")))
		pattern = str_from(pattern, 2);
	return version_digit_len(pattern) > 0;
}

bool version_ends_in_digit(str pattern)
{
	if (pattern.len == 0)
		return false;
	const char last = pattern.at[pattern.len - 1];
	return ascii_is_digit(last) && (pattern.len < 2 || pattern.at[pattern.len - 2] != '\\');
}

/* The length of what is one thing to a pattern: an escape, a class, or a character. */
static size_t part_len(str text)
{
	if (text.at[0] == '\\')
		return text.len > 1 ? 2 : 1;
	if (text.at[0] != '[')
		return 1;
	/* A ']' that comes first is one of the class. */
	const size_t from = text.len > 1 && text.at[1] == '^' ? 2 : 1;
	const size_t end = str_find_char(str_from(text, from + 1), ']');
	return end == STR_NONE ? text.len : from + 1 + end + 1;
}

static bool is_quantifier(char c)
{
	return str_find_char(STR("*+?{"), c) != STR_NONE;
}

/* "{2}" or "+" behind a number: still the number. */
static size_t quantifier_len(str text)
{
	if (text.len == 0 || !is_quantifier(text.at[0]))
		return 0;
	const size_t end = text.at[0] == '{' ? str_find_char(text, '}') : 0;
	return end == STR_NONE ? 1 : end + 1;
}

/* From the left, part by part; a dot with a quantifier behind it is meant to be any character. */
str version_escape_dots(struct arena *arena, str pattern)
{
	struct buf out;
	bool any = false, is_number = false; /* what came last */
	buf_init(&out, arena);
	while (pattern.len > 0) {
		const size_t digit = version_digit_len(pattern);
		const str next = str_from(pattern, 1);
		const bool is_dot =
			pattern.at[0] == '.' && is_number && version_digit_len(next) > 0;
		size_t len = digit ? digit : part_len(pattern);
		len += quantifier_len(str_from(pattern, len));
		buf_add(&out, is_dot ? STR("\\.") : str_slice(pattern, 0, len));
		any |= is_dot;
		is_number = digit > 0;
		pattern = str_from(pattern, is_dot ? 1 : len);
	}
	return any ? buf_text(&out) : STR("");
}

str version_from_glob(struct arena *arena, str pattern)
{
	const bool has_v = str_starts_with(pattern, STR("v"));
	const str numbers = str_from(pattern, has_v);
	struct buf out;
	if (!str_ends_with(numbers, STR(".*")) || !ascii_is_digit(numbers.at[0]))
		return STR("");
	buf_init(&out, arena);
	/* Where the tags have a 'v', nobody meant to leave them out. */
	buf_add(&out, has_v ? STR("^v") : STR("^v?"));
	for (size_t i = 0; i + 1 < numbers.len; i++) {
		if (!ascii_is_digit(numbers.at[i]) && numbers.at[i] != '.')
			return STR("");
		buf_add(&out, numbers.at[i] == '.' ? STR("\\.") : str_slice(numbers, i, i + 1));
	}
	return buf_text(&out);
}

/* '|' binds least of all: "^v1|v2" is anchored in its first branch only. */
bool version_has_branches(str pattern)
{
	int depth = 0;
	for (size_t len; pattern.len > 0; pattern = str_from(pattern, len)) {
		len = part_len(pattern);
		depth += pattern.at[0] == '(';
		depth -= pattern.at[0] == ')';
		if (pattern.at[0] == '|' && depth == 0)
			return true;
	}
	return false;
}
