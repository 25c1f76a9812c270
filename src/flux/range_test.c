/* range_test.c - what ranges accept, mean, and say when they are refused */
#include "flux/range.h"
#include "testing/table.h"

#define SHARED_RANGES "1.5.0 1.5.0-rc.1 2.0.0-rc.1 0.9.0-a"

/* Four versions, and which of them a range takes: y or n each, today and up to Flux 2.6. */
static const struct row {
	const char *name, *range, *versions, *today, *before;
} ROWS[] = {
	{"bounds without prereleases", ">=1.0.0 <2.0.0", SHARED_RANGES, "ynnn", "ynnn"},
	{"one names a prerelease", ">=1.0.0-0 <2.0.0", SHARED_RANGES, "yyyn", "ynnn"},
	{"the other one does", ">=1.0.0 <2.0.0-0", SHARED_RANGES, "yynn", "ynnn"},
	{"both do", ">=1.0.0-0 <2.0.0-0", SHARED_RANGES, "yynn", "yynn"},
	{"a prerelease in one group", ">=1.0.0-0 || <1", SHARED_RANGES, "yyyn", "yyyn"},
	{"a caret with a prerelease", "^1.0.0-0", SHARED_RANGES, "yynn", "yynn"},
	{"a wildcard with one", "1.x-0", SHARED_RANGES, "yynn", "yynn"},
	{"everything", "*-0", SHARED_RANGES, "yyyy", "yyyy"},
	{"every release", "*", SHARED_RANGES, "ynnn", "ynnn"},
	{"a plain != and prereleases", "!=1.0.0", SHARED_RANGES, "ynnn", "yyyy"},
	{"!= with a wildcard", "!=2.x", SHARED_RANGES, "ynnn", "ynnn"},
	{"^* takes only 0.0.0", "^*", "0.0.0 0.0.1 0.1.0 1.0.0", "ynnn", "ynnn"},
	{"<=* takes 0.0.x", "<=*", "0.0.0 0.0.1 0.1.0 1.0.0", "yynn", "yynn"},
	{"!=* is !=0.0.0", "!=*", "0.0.0 0.0.1 0.1.0 1.0.0", "nyyy", "nyyy"},
	{">* is >0.0.0", ">*", "0.0.0 0.0.1 0.1.0 1.0.0", "nyyy", "nyyy"},
	{"~0.0.0 takes everything", "~0.0.0", "0.0.0 0.0.1 0.1.0 9.9.9", "yyyy", "yyyy"},
	{"~0.0 does not", "~0.0", "0.0.0 0.0.1 0.1.0 9.9.9", "yynn", "yynn"},
	{"~> is ~", "~>1.2", "1.1.9 1.2.0 1.2.9 1.3.0", "nyyn", "nyyn"},
	{"~1 keeps the major", "~1", "0.9.0 1.0.0 1.9.0 2.0.0", "nyyn", "nyyn"},
	{">1 begins at 2", ">1", "1.0.0 1.9.0 2.0.0 2.1.0", "nnyy", "nnyy"},
	{">1.2 begins at 1.3", ">1.2", "1.2.0 1.2.9 1.3.0 2.0.0", "nnyy", "nnyy"},
	{"<=1.2 takes all of it", "<=1.2", "1.0.0 1.2.9 1.3.0 2.0.0", "yynn", "yynn"},
	{"<1.2 does not", "<1.2", "1.0.0 1.1.9 1.2.0 1.2.9", "yynn", "yynn"},
	{"^0.2 keeps the minor", "^0.2", "0.1.0 0.2.0 0.2.9 0.3.0", "nyyn", "nyyn"},
	{"^0.0.3 keeps the patch", "^0.0.3", "0.0.2 0.0.3 0.0.4 0.1.0", "nynn", "nynn"},
	{"^0 keeps the major", "^0", "0.0.0 0.0.3 0.9.0 1.0.0", "yyyn", "yyyn"},
	{"a hyphen range", "1.2 - 2", "1.1.0 1.2.0 2.9.9 3.0.0", "nyyn", "nyyn"},
	{"a hyphen without spaces", "1.0.0-2", "1.0.0-2 1.0.0-1 1.0.0 1.5.0", "ynnn", "ynnn"},
	{"a comma is and", ">=1, <2", "0.9.0 1.0.0 1.9.9 2.0.0", "nyyn", "nyyn"},
	{"|| is or", "<1 || 2", "0.9.0 1.0.0 2.9.9 3.0.0", "ynyn", "ynyn"},
	{"a range before || with |", "1 - 2||3", "1.0.0 2.0.0 3.0.0 4.0.0", "yyyn", "yyyn"},
};

static void takes(const char *release, const char *text, const char *versions, const char *want)
{
	struct arena *arena = arena_create();
	const struct flux_release *row = flux_release_find(str_of(release));
	struct range range;
	str problem, rest = str_of(versions), tag;
	assert_true(range_parse(arena, str_of(text), row, &range, &problem));
	for (size_t i = 0; i < 4; i++) {
		struct semver version;
		str_cut(rest, ' ', &tag, &rest);
		assert_true(semver_parse_tag(arena, tag, row, &version, &problem));
		assert_int_equal(range_takes(&range, &version) ? 'y' : 'n', want[i]);
	}
	arena_destroy(arena);
}

static void is_taken(void **state)
{
	const struct row *row = *state;
	takes("2.9", row->range, row->versions, row->today);
	takes("2.6", row->range, row->versions, row->before);
}

static const struct bad {
	const char *name, *range, *message;
} BAD[] = {
	{"nothing", "", "improper constraint: \"\""},
	{"a word", "latest", "improper constraint: \"latest\""},
	{"no space between two", ">=1<2", "improper constraint: \">=1<2\""},
	{"a space in an operator", "> =1", "improper constraint: \"> =1\""},
	{"&& for and", ">=1 && <2", "improper constraint: \">=1 && <2\""},
	{"a trailing comma", ">=1, ", "improper constraint: \">=1, \""},
	{"an empty group", "1 || ", "improper constraint: \" \""},
	{"a capital V", "V1", "improper constraint: \"V1\""},
	{"four numbers", "1.2.3.4", "improper constraint: \"1.2.3.4\""},
	{"a range that swallows ||", "1.0.0 - 2.0.0||0.9", "improper constraint: \"0 .9\""},
	{"a line end", "a\n", "improper constraint: \"a\\n\""},
	{"a wildcard with a digit", "1x", "constraint parser error"},
	{"a leading zero in a tail", "1.0.0-01", "constraint parser error"},
	{"a number too large", "18446744073709551616", "constraint parser error"},
};

static void is_refused(void **state)
{
	const struct bad *row = *state;
	struct arena *arena = arena_create();
	struct range range;
	str problem;
	assert_false(
		range_parse(arena, str_of(row->range), flux_release_newest(), &range, &problem));
	ASSERT_STR(problem, row->message);
	arena_destroy(arena);
}

static void sentences_follow_the_release(void **state)
{
	static const struct {
		const char *release, *range, *message;
	} SENTENCES[] = {
		{"2.6", "a b", "improper constraint: a b"},
		{"2.7", "a b", "improper constraint: a b"},
		{"2.8", "a b", "improper constraint: \"a b\""},
		{"2.6", "1x", "constraint Parser Error"},
		{"2.7", "1x", "constraint parser error"},
		{"2.5", "01", "constraint Parser Error"},
	};
	(void)state;
	struct arena *arena = arena_create();
	for (size_t i = 0; i < sizeof SENTENCES / sizeof *SENTENCES; i++) {
		struct range range;
		str problem;
		assert_false(range_parse(arena, str_of(SENTENCES[i].range),
		                         flux_release_find(str_of(SENTENCES[i].release)), &range,
		                         &problem));
		ASSERT_STR(problem, SENTENCES[i].message);
	}
	arena_destroy(arena);
}

static void limits_came_with_2_8(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct range range;
	str problem, many = STR("1");
	for (int i = 0; i < 32; i++)
		many = arena_concat(arena, many, STR("||1"));
	const str text = arena_printf(arena, "1.0.0%508s", "");
	const struct flux_release *before = flux_release_find(STR("2.7"));
	assert_false(range_parse(arena, many, flux_release_newest(), &range, &problem));
	ASSERT_STR(problem, "too many constraint groups (max 32)");
	assert_false(range_parse(arena, text, flux_release_newest(), &range, &problem));
	ASSERT_STR(problem, "constraint string is too long (max 512 bytes)");
	assert_true(range_parse(arena, many, before, &range, &problem));
	assert_true(range_parse(arena, text, before, &range, &problem));
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sentences_follow_the_release),
		cmocka_unit_test(limits_came_with_2_8),
	};
	return TABLE_RUN("flux/range", ROWS, is_taken) |
	       TABLE_RUN("flux/range: refused", BAD, is_refused) |
	       cmocka_run_group_tests_name("flux/range: releases", tests, NULL, NULL);
}
