/*
 * range_parse.c - range_parse() of range.h
 *
 * The library works with regular expressions: one rewrites "A - B" to ">= A, <= B ", one tells
 * whether a group has the right shape, one picks its comparators. None of them ever has to go back
 * (an operand ends where no character of an operand follows), so plain scanning finds the same.
 */
#include <string.h>

#include "base/ascii.h"
#include "base/quote.h"
#include "flux/range.h"

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static size_t scan_spaces(str text, size_t at)
{
	while (at < text.len && is_space(text.at[at]))
		at++;
	return at;
}

/* '|' too: the library wrote "[0-9|x|X|*]", meaning alternatives. */
static bool is_segment_char(char c)
{
	return ascii_is_digit(c) || c == 'x' || c == 'X' || c == '*' || c == '|';
}

static size_t scan_segment(str text, size_t at)
{
	while (at < text.len && is_segment_char(text.at[at]))
		at++;
	return at;
}

/* The parts of an operand; absent ones are empty. */
struct operand {
	str text;
	str segments[3];
	str prerelease; /* with its hyphen */
};

/* The identifiers that `mark` introduces at `at`; ends at `at` when there are none. */
static size_t scan_tail(str text, size_t at, char mark)
{
	if (at >= text.len || text.at[at] != mark)
		return at;
	const size_t len = semver_scan_identifiers(str_from(text, at + 1));
	return len > 0 ? at + 1 + len : at;
}

/* The operand at `from`, as much as fits its grammar. Returns its end; STR_NONE: there is none. */
static size_t scan_operand(str text, size_t from, struct operand *out)
{
	size_t at = from;
	*out = (struct operand){0};
	if (at < text.len && text.at[at] == 'v')
		at++;
	for (size_t i = 0; i < 3; i++) {
		const size_t start = i > 0 ? at + 1 : at;
		if (i > 0 && (at >= text.len || text.at[at] != '.'))
			break;
		const size_t end = scan_segment(text, start);
		if (end <= start)
			break;
		out->segments[i] = str_slice(text, start, end);
		at = end;
	}
	if (out->segments[0].len == 0)
		return STR_NONE;
	const size_t tail = scan_tail(text, at, '-');
	out->prerelease = str_slice(text, at, tail);
	at = scan_tail(text, tail, '+');
	out->text = str_slice(text, from, at);
	return at;
}

/* ---- hyphen ranges ---- */

struct hyphen_range {
	size_t from, to; /* with the white space around it */
	str low, high;
};

/* Does a hyphen range begin with the operand at `at`, behind white space that began at `from`? */
static bool scan_hyphen_range(str text, size_t from, size_t at, struct hyphen_range *out)
{
	struct operand low, high;
	const size_t low_end = scan_operand(text, at, &low);
	if (low_end == STR_NONE)
		return false;
	const size_t hyphen = scan_spaces(text, low_end);
	if (hyphen == low_end || hyphen >= text.len || text.at[hyphen] != '-')
		return false;
	const size_t high_start = scan_spaces(text, hyphen + 1);
	if (high_start == hyphen + 1)
		return false;
	const size_t high_end = scan_operand(text, high_start, &high);
	if (high_end == STR_NONE)
		return false;
	*out = (struct hyphen_range){from, scan_spaces(text, high_end), low.text, high.text};
	return true;
}

/*
 * The first hyphen range from `at` on. It may begin in the middle of a word: of "1.2.3.4 - 5" the
 * library takes "2.3.4 - 5", and leaves a group that it then refuses.
 */
static bool find_hyphen_range(str text, size_t at, struct hyphen_range *out)
{
	while (at < text.len) {
		const size_t word = scan_spaces(text, at);
		if (scan_hyphen_range(text, at, word, out))
			return true;
		at = word > at ? word : at + 1;
	}
	return false;
}

/* Puts `with` in the place of `len` bytes at `at`; there is room for it. */
static void splice(char *text, size_t *text_len, size_t at, size_t len, str with)
{
	memmove(text + at + with.len, text + at + len, *text_len - at - len);
	memcpy(text + at, with.at, with.len);
	*text_len = *text_len - len + with.len;
}

/* As the library does it: each range that is found replaces the first text that looks like it. */
static str rewrite(struct arena *arena, str text)
{
	enum { GROWTH = 3 }; /* "1 - 2", the shortest, becomes less than three times as long */
	struct hyphen_range found;
	if (!find_hyphen_range(text, 0, &found))
		return text;
	char *out = arena_alloc(arena, text.len * GROWTH, 1);
	size_t len = text.len;
	memcpy(out, text.at, len);
	for (size_t at = 0; find_hyphen_range(text, at, &found); at = found.to) {
		const str old = str_slice(text, found.from, found.to);
		const str new = arena_printf(arena, ">= %.*s, <= %.*s ", STR_ARG(found.low),
		                             STR_ARG(found.high));
		splice(out, &len, str_find((str){out, len}, old), old.len, new);
	}
	return (str){out, len};
}

/* ---- groups ---- */

static const struct operator
{
	const char *text;
	enum range_op op;
}
OPERATORS[] = {
	{"", RANGE_EQ},   {"=", RANGE_EQ},    {"!=", RANGE_NE},    {">", RANGE_GT},
	{"<", RANGE_LT},  {">=", RANGE_GE},   {"=>", RANGE_GE},    {"<=", RANGE_LE},
	{"=<", RANGE_LE}, {"~", RANGE_TILDE}, {"~>", RANGE_TILDE}, {"^", RANGE_CARET},
};

const char *range_op_text(enum range_op op)
{
	for (size_t i = 1; i < sizeof OPERATORS / sizeof *OPERATORS; i++)
		if (OPERATORS[i].op == op)
			return OPERATORS[i].text;
	return "";
}

/* An operator and its operand, by shape only. */
struct atom {
	enum range_op op;
	struct operand operand;
	str text;
};

struct atoms {
	struct atom *at;
	size_t len, cap;
};

/* Operators are told apart by all of their characters: "> =" is none, and neither is "><". */
static bool find_operator(str text, enum range_op *op)
{
	for (size_t i = 0; i < sizeof OPERATORS / sizeof *OPERATORS; i++) {
		if (str_eq(text, str_of(OPERATORS[i].text))) {
			*op = OPERATORS[i].op;
			return true;
		}
	}
	return false;
}

/* Reads the atom at *at. */
static bool scan_atom(str text, size_t *at, struct atom *out)
{
	const size_t from = *at;
	size_t end = from;
	while (end < text.len && str_find_char(STR("=!<>~^"), text.at[end]) != STR_NONE)
		end++;
	if (!find_operator(str_slice(text, from, end), &out->op))
		return false;
	end = scan_operand(text, scan_spaces(text, end), &out->operand);
	if (end == STR_NONE)
		return false;
	out->text = str_slice(text, from, end);
	*at = end;
	return true;
}

/* Steps over what stands behind an atom: white space, or a comma with white space around it. */
static bool scan_separator(str text, size_t *at)
{
	const size_t from = *at;
	*at = scan_spaces(text, from);
	if (*at == text.len || text.at[*at] != ',')
		return *at > from || *at == text.len;
	*at = scan_spaces(text, *at + 1);
	return *at < text.len;
}

/* Reads the atoms of a group; false when its shape is wrong anywhere. */
static bool scan_group(struct arena *arena, str text, struct atoms *out)
{
	size_t at = scan_spaces(text, 0);
	do {
		if (!scan_atom(text, &at, ARRAY_ADD(arena, out)) || !scan_separator(text, &at))
			return false;
	} while (at < text.len);
	return true;
}

static bool is_wildcard(str segment)
{
	return segment.len == 0 ||
	       (segment.len == 1 && str_find_char(STR("xX*"), segment.at[0]) != STR_NONE);
}

/* The text of the version that the library compares with: nothing is left of wildcards. */
static str constant_text(struct arena *arena, const struct operand *operand, enum range_wild *wild)
{
	const str *segments = operand->segments, pre = operand->prerelease;
	if (is_wildcard(segments[0])) {
		*wild = WILD_MAJOR;
		return arena_concat(arena, STR("0.0.0"), pre);
	}
	if (is_wildcard(segments[1])) {
		*wild = WILD_MINOR;
		return arena_printf(arena, "%.*s.0.0%.*s", STR_ARG(segments[0]), STR_ARG(pre));
	}
	if (is_wildcard(segments[2])) {
		*wild = WILD_PATCH;
		return arena_printf(arena, "%.*s.%.*s.0%.*s", STR_ARG(segments[0]),
		                    STR_ARG(segments[1]), STR_ARG(pre));
	}
	*wild = WILD_NONE;
	return operand->text;
}

/* ---- the whole ---- */

static bool improper(struct arena *arena, const struct flux_release *release, str group,
                     str *problem)
{
	const str shown = release->quoted_errors ? quote_go_new(arena, group) : group;
	*problem = arena_printf(arena, "improper constraint: %.*s", STR_ARG(shown));
	return false;
}

/*
 * The shape of a whole group is checked before any of its versions, so an impossible version is
 * only reported where the shape is right.
 */
static bool parse_group(struct arena *arena, str text, const struct flux_release *release,
                        struct range_group *out, str *problem)
{
	struct atoms atoms = {0};
	if (!scan_group(arena, text, &atoms))
		return improper(arena, release, text, problem);
	for (size_t i = 0; i < atoms.len; i++) {
		const struct atom *atom = &atoms.at[i];
		struct range_comparator *comparator = ARRAY_ADD(arena, &out->comparators);
		str unused;
		comparator->op = atom->op;
		comparator->text = atom->text;
		const str constant = constant_text(arena, &atom->operand, &comparator->wild);
		if (!semver_parse_constant(arena, constant, release, &comparator->constant,
		                           &unused)) {
			*problem = release->lower_case_errors ? STR("constraint parser error")
			                                      : STR("constraint Parser Error");
			return false;
		}
		if (semver_is_prerelease(&comparator->constant))
			out->names_prerelease = true;
	}
	return true;
}

static size_t count_groups(str text)
{
	size_t count = 1;
	for (size_t at; (at = str_find(text, STR("||"))) != STR_NONE; count++)
		text = str_from(text, at + 2);
	return count;
}

/* The limits are as old as their release; the order of the checks is the library's. */
bool range_parse(struct arena *arena, str text, const struct flux_release *release,
                 struct range *out, str *problem)
{
	*out = (struct range){.text = text, .release = release};
	if (release->max_range && text.len > release->max_range) {
		*problem = arena_printf(arena, "constraint string is too long (max %zu bytes)",
		                        release->max_range);
		return false;
	}
	str rest = rewrite(arena, text);
	if (release->max_groups && count_groups(rest) > release->max_groups) {
		*problem = arena_printf(arena, "too many constraint groups (max %zu)",
		                        release->max_groups);
		return false;
	}
	for (;;) {
		const size_t at = str_find(rest, STR("||"));
		struct range_group *group = ARRAY_ADD(arena, &out->groups);
		*group = (struct range_group){0};
		if (!parse_group(arena, str_slice(rest, 0, at), release, group, problem))
			return false;
		if (at == STR_NONE)
			return true;
		rest = str_from(rest, at + 2);
	}
}
