/* regex_test.c - what patterns match, by both engines */
#include "base/regex.h"

#include "base/regex_linear.h"
#include "base/regex_pcre.h"
#include "testing/table.h"

#define LONG "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"

static const struct row {
	const char *name, *pattern, *subject;
	bool matches;
} ROWS[] = {
	{"a match anywhere is enough", "b+", "abbc", true},
	{"the empty pattern matches", "", "", true},
	{"an anchor holds at the ends only", "^b", "ab", false},
	{"$ does not stop before a line end", "a$", "a\n", false},
	{"(?m)$ does", "(?m)a$", "a\n", true},
	{"(?m)^ holds behind the last line end", "(?m)\\n^$", "a\n", true},
	{". takes no line end", "a.b", "a\nb", false},
	{"(?s). does", "(?s)a.b", "a\nb", true},
	{"\\s is without the vertical tab", "\\s", "\v", false},
	{"[[:space:]] has it", "[[:space:]]", "\v", true},
	{"\\d is ASCII", "\\d", "\xd9\xa3", false},
	{"\\p{Nd} is not", "^\\p{Nd}$", "\xd9\xa3", true},
	{"\\pL takes letters of any script", "^\\pL+$", "a\xc3\xa9\xd0\xb6", true},
	{"\\PL takes the others", "^\\PL$", "-", true},
	{"a negated class with a property", "^[^\\pL_]$", "_", false},
	{"\\p{^L} is \\PL", "^\\p{^L}$", "a", false},
	{"a script is not its extensions", "\\p{Greek}", "\xcd\x82", false},
	{"(?i) folds as Unicode does", "(?i)^k$", "\xe2\x84\xaa", true},
	{"(?i) folds before a class is negated", "(?i)^\\W$", "\xc5\xbf", false},
	{"(?i) folds properties", "(?i)^\\p{Lu}$", "\xc3\xa9", true},
	{"but not letters without an upper case", "(?i)^\\p{Lu}$", "\xc4\xb8", false},
	{"(?i) in a group ends with it", "((?i)a)b", "AB", false},
	{"(?i) holds across |", "x|(?i)a|b", "B", true},
	{"an octal escape", "^\\101\\0$", "A", false},
	{"a count that is none is text", "^a{,2}$", "a{,2}", true},
	{"nested counts", "^(?:a{2}){3}$", "aaaaaa", true},
	{"a count of zero", "^xa{0}$", "x", true},
	{"an assertion may be repeated", "^*a\\b+", "a", true},
	{"] first in a class is itself", "^[]a]+$", "]a", true},
	{"\\Q quotes", "^\\Qa.b\\E+$", "a.bb", true},
	{"\\b is between ASCII words", "a\\b", "a\xc3\xa9", true},
	{"a surrogate is never there", "\\x{D800}", "\xed\xa0\x80", false},
	{"a bad byte counts as U+FFFD", "^a\\x{FFFD}$", "a\xff", true},
	{"and as one character", "^..$", "\xc3\xff", true},
	{"the class of nothing", "[^\\x00-\\x{10FFFF}]", "a", false},
	{"captures and names have no say", "^(?P<n>a)(?<n>b)$", "ab", true},
	{"alternatives may be empty", "^(?:a||b)$", "", true},
	{"nested stars end", "^(a+)+$", LONG, false},
	{"ambiguous stars end", "^(a|aa)+$", LONG, false},
};

static void matches(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct regex_error error;
	const str subject = str_of(row->subject);
	struct regex *regex = regex_new(arena, str_of(row->pattern), &error);
	assert_non_null(regex);
	assert_int_equal(regex_matches(regex, subject), row->matches);
	struct regex_linear *linear = regex_linear_new(arena, regex_tree(regex));
	assert_int_equal(regex_linear_matches(linear, subject), row->matches);
	/* What one match leaves behind must not reach the next. */
	assert_int_equal(regex_linear_matches(linear, subject), row->matches);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("base/regex", ROWS, matches);
}
