/* regex_syntax_test.c - what is refused, in which words and where */
#include "base/regex_syntax.h"

#include "testing/table.h"

static const struct row {
	const char *name, *pattern;
	const char *message; /* behind "error parsing regexp: " */
	size_t at;
} ROWS[] = {
	{"look-ahead", "a(?=b)", "invalid or unsupported Perl syntax: `(?=`", 1},
	{"look-behind is a bad name", "a(?<=b)c", "invalid named capture: `(?<=b)c`", 1},
	{"a name with a hyphen", "(?P<n-m>a)", "invalid named capture: `(?P<n-m>`", 0},
	{"flags without an end", "x(?i", "invalid or unsupported Perl syntax: `(?i`", 1},
	{"a hyphen without flags", "(?i-)a", "invalid or unsupported Perl syntax: `(?i-)`", 0},
	{"a group left open", "a(b", "missing closing ): `a(b`", 1},
	{"the innermost group left open", "(a(b)(c", "missing closing ): `(a(b)(c`", 5},
	{"a group never opened", "ab)", "unexpected ): `ab)`", 2},
	{"a class left open", "x[a", "missing closing ]: `[a`", 1},
	{"nothing to repeat", "a|*?", "missing argument to repetition operator: `*?`", 2},
	{"a flag is nothing to repeat", "(?i)*", "missing argument to repetition operator: `*`", 4},
	{"a possessive count", "ab++", "invalid nested repetition operator: `++`", 2},
	{"a count behind a count", "a{2}{3}", "invalid nested repetition operator: `{2}{3}`", 1},
	{"a count over 1000", "ab{1001}", "invalid repeat count: `{1001}`", 2},
	{"a count far over 1000", "b{1,99999999999}", "invalid repeat count: `{1,99999999999}`", 1},
	{"a count that goes down", "b{5,3}", "invalid repeat count: `{5,3}`", 1},
	{"counts that multiply", "(x{100}){11}", "invalid repeat count: `{11}`", 8},
	{"an unknown escape", "a\\q", "invalid escape sequence: `\\q`", 1},
	{"a back reference", "(a)\\1", "invalid escape sequence: `\\1`", 3},
	{"half a hex escape", "\\x4g", "invalid escape sequence: `\\x4g`", 0},
	{"a code too large", "\\x{110000}", "invalid escape sequence: `\\x{110000`", 0},
	{"a lone backslash", "ab\\", "trailing backslash at end of expression: ``", 2},
	{"a range that goes down", "[z-a]", "invalid character class range: `z-a`", 1},
	{"an unknown class", "[[:foo:]]", "invalid character class range: `[:foo:]`", 1},
	{"an unknown property", "\\p{Foo}", "invalid character class range: `\\p{Foo}`", 0},
	{"a byte that is not UTF-8", "a\xff", "invalid UTF-8: `\xff`", 1},
};

static void is_refused(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct regex_error error;
	assert_null(regex_parse(arena, str_of(row->pattern), REGEX_GO_NEWEST, &error));
	const str message = arena_printf(arena, "error parsing regexp: %s", row->message);
	ASSERT_STR(error.message, message.at);
	assert_int_equal(error.at, row->at);
	arena_destroy(arena);
}

static const struct good {
	const char *name, *pattern;
} GOOD[] = {
	{"quantified flags behind a character", "a(?i)*"},
	{"a quoted nothing may be repeated past", "a\\Q\\E*"},
	{"counts whose product is 1000", "(x{100}){10}"},
	{"names with digits first, twice", "(?P<1>a)(?P<1>b)"},
	{"loose property names", "\\p{uppercase letter}\\p{greek}\\p{ASCII}\\p{Assigned}\\p{LC}"},
	{"a class, a hyphen and a letter", "[\\d-z]"},
	{"collating elements are plain sets", "[[.a.]][[=a=]][[a]]"},
};

static void is_accepted(void **state)
{
	const struct good *row = *state;
	struct arena *arena = arena_create();
	struct regex_error error;
	assert_non_null(regex_parse(arena, str_of(row->pattern), REGEX_GO_NEWEST, &error));
	arena_destroy(arena);
}

static const struct version {
	const char *name, *pattern;
	unsigned since;
} VERSIONS[] = {
	{"names without P", "(?<n>a)", 22},
	{"loose property names", "\\p{letter}", 25},
	{"unassigned", "\\p{Cn}", 25},
};

static void is_accepted_since(void **state)
{
	const struct version *row = *state;
	struct arena *arena = arena_create();
	struct regex_error error;
	const str pattern = str_of(row->pattern);
	assert_null(regex_parse(arena, pattern, row->since - 1, &error));
	assert_non_null(regex_parse(arena, pattern, row->since, &error));
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("base/regex_syntax: refused", ROWS, is_refused) |
	       TABLE_RUN("base/regex_syntax: since", VERSIONS, is_accepted_since) |
	       TABLE_RUN("base/regex_syntax: accepted", GOOD, is_accepted);
}
