/* str_test.c - views are cut, found and compared without reading past their ends */
#include "base/str.h"
#include "testing/table.h"

static const struct find_row {
	const char *name, *text, *needle;
	size_t want;
} FIND[] = {
	{"at the start", "abc", "ab", 0},
	{"at the end", "abc", "bc", 1},
	{"the first of several", "xabab", "ab", 1},
	{"after a false start", "aaab", "aab", 1},
	{"not there", "abc", "ac", STR_NONE},
	{"longer than the text", "ab", "abc", STR_NONE},
	{"cut off by the end", "xa", "ab", STR_NONE},
	{"the empty text is everywhere", "abc", "", 0},
	{"nothing is in the empty text", "", "a", STR_NONE},
};

static void finds(void **state)
{
	const struct find_row *row = *state;
	assert_int_equal(str_find(str_of(row->text), str_of(row->needle)), row->want);
	assert_int_equal(str_contains(str_of(row->text), str_of(row->needle)),
	                 row->want != STR_NONE);
}

static const struct order_row {
	const char *name, *a, *b;
	int order;
	bool starts, ends, same_nocase; /* a with b; but for case */
} ORDER[] = {
	{"equal", "ab", "ab", 0, true, true, true},
	{"a prefix comes first", "ab", "abc", -1, false, false, false},
	{"bytes count, not letters", "B", "a", -1, false, false, false},
	{"bytes are unsigned", "\xC3", "z", 1, false, false, false},
	{"a prefix of the other", "abc", "ab", 1, true, false, false},
	{"an end of the other", "abc", "bc", -1, false, true, false},
	{"case is ASCII's", "aBc", "AbC", 1, false, false, true},
	{"umlauts have no case here", "\xC3\x84", "\xC3\xA4", -1, false, false, false},
	{"everything begins and ends with nothing", "a", "", 1, true, true, false},
};

static void compares(void **state)
{
	const struct order_row *row = *state;
	const str a = str_of(row->a), b = str_of(row->b);
	const int order = str_cmp(a, b);
	assert_int_equal((order > 0) - (order < 0), row->order);
	const int back = str_cmp(b, a);
	assert_int_equal((back > 0) - (back < 0), -row->order);
	assert_int_equal(str_eq(a, b), row->order == 0);
	assert_int_equal(str_starts_with(a, b), row->starts);
	assert_int_equal(str_ends_with(a, b), row->ends);
	assert_int_equal(str_eq_nocase(a, b), row->same_nocase);
	assert_true(row->order != 0 || str_hash(a) == str_hash(b));
}

static const struct cut_row {
	const char *name, *text, *before, *after;
	bool found;
} CUT[] = {
	{"at the first", "a=b=c", "a", "b=c", true},
	{"at the start", "=b", "", "b", true},
	{"at the end", "a=", "a", "", true},
	{"not there: all comes before", "ab", "ab", "", false},
	{"nothing to cut", "", "", "", false},
};

static void cuts(void **state)
{
	const struct cut_row *row = *state;
	str before, after;
	assert_int_equal(str_cut(str_of(row->text), '=', &before, &after), row->found);
	ASSERT_STR(before, row->before);
	ASSERT_STR(after, row->after);
	/* Callers cut a view into itself. */
	str rest = str_of(row->text);
	str_cut(rest, '=', &before, &rest);
	ASSERT_STR(rest, row->after);
}

static const struct trim_row {
	const char *name, *text, *left, *right, *both;
} TRIM[] = {
	{"both ends", " a b ", "a b ", " a b", "a b"},
	{"every white space of ASCII", "\t\n\v\f\r a", "a", "\t\n\v\f\r a", "a"},
	{"nothing but space", "  ", "", "", ""},
	{"nothing", "", "", "", ""},
	{"a no-break space is text", "\xC2\xA0", "\xC2\xA0", "\xC2\xA0", "\xC2\xA0"},
};

static void trims(void **state)
{
	const struct trim_row *row = *state;
	ASSERT_STR(str_trim_left(str_of(row->text)), row->left);
	ASSERT_STR(str_trim_right(str_of(row->text)), row->right);
	ASSERT_STR(str_trim(str_of(row->text)), row->both);
}

static const struct distance_row {
	const char *name, *a, *b;
	size_t limit, want;
} DISTANCE[] = {
	{"the same", "semver", "semver", 3, 0},
	{"a letter changed", "semver", "semvar", 3, 1},
	{"a letter missing", "semver", "semer", 3, 1},
	{"two letters swapped are one mistake", "semver", "smever", 3, 1},
	{"case does not matter", "SemVer", "semver", 3, 0},
	{"nothing against all", "", "abc", 5, 3},
	{"gives up past the limit", "abc", "xyz", 2, 3},
	{"too long to look at",
         "a23456789012345678901234567890123456789012345678901234567890123456",
         "a23456789012345678901234567890123456789012345678901234567890123456", 4, 5},
};

static void measures(void **state)
{
	const struct distance_row *row = *state;
	assert_int_equal(str_distance(str_of(row->a), str_of(row->b), row->limit), row->want);
	assert_int_equal(str_distance(str_of(row->b), str_of(row->a), row->limit), row->want);
}

static void slices_stay_inside(void **state)
{
	(void)state;
	const str abc = STR("abc");
	ASSERT_STR(str_slice(abc, 1, 2), "b");
	ASSERT_STR(str_slice(abc, 1, 9), "bc");
	ASSERT_STR(str_slice(abc, 7, 9), "");
	ASSERT_STR(str_slice(abc, 2, 1), "");
	ASSERT_STR(str_from(abc, STR_NONE), "");
	const str none = {0};
	assert_int_equal(str_slice(none, 0, 5).len, 0);
	assert_true(str_eq(none, STR("")));
	assert_int_equal(str_find_char(none, 'a'), STR_NONE);
	assert_int_equal(str_find_last_char(STR("a/b/c"), '/'), 3);
	assert_int_equal(str_find_char(STR("a\0b"), 'b'), 2);
}

int main(void)
{
	const struct CMUnitTest slices[] = {cmocka_unit_test(slices_stay_inside)};
	return TABLE_RUN("base/str find", FIND, finds) |
	       TABLE_RUN("base/str order", ORDER, compares) | TABLE_RUN("base/str cut", CUT, cuts) |
	       TABLE_RUN("base/str trim", TRIM, trims) |
	       TABLE_RUN("base/str distance", DISTANCE, measures) |
	       cmocka_run_group_tests_name("base/str slices", slices, NULL, NULL);
}
