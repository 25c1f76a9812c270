/* explain_test.c - ranges and filters in plain words */
#include "flux/explain.h"
#include "flux/range_bounds.h"
#include "testing/table.h"

static const struct range_row {
	const char *name, *range, *words; /* as Flux 2.9 reads it */
} RANGES[] = {
	{"a lower bound", ">=1.2", "releases from 1.2.0 on"},
	{"both bounds", ">=1.0.0 <2.0.0", "releases from 1.0.0 below 2.0.0"},
	{"everything", ">=0.0.0", "every release, no prerelease"},
	{"prereleases too", "*-0", "every release and every prerelease"},
	{"a leak at the upper bound", ">=1.0.0-0 <2.0.0",
         "releases and prereleases from 1.0.0-0 below 2.0.0, so every 2.0.0-... too"},
	{"no leak", ">=1.0.0-0 <2.0.0-0",
         "releases and prereleases from 1.0.0-0 below 2.0.0 and its prereleases"},
	{"one version", "=1.2.3", "only 1.2.3"},
	{"an exception", "1.x !=1.5.x", "releases from 1.0.0 below 2.0.0; not 1.5.x"},
	{"nothing", ">1.2.3 <1.2.4-0", "nothing"},
	{"nothing between neighbours", ">1.2.3-a <1.2.3-a.0", "nothing"},
	{"groups", "<1 || 5.x", "releases below 1.0.0; or releases from 5.0.0 below 6.0.0"},
	{"a caret below 1", "^0.2.3", "releases from 0.2.3 below 0.3.0"},
	{"all of a minor", "<=1.2", "releases below 1.3.0"},
	{"the end of numbers", ">18446744073709551615", "nothing"},
	{"the last version", ">18446744073709551615.18446744073709551615.18446744073709551615",
         "nothing"},
	{"no end before it", "^18446744073709551615", "releases from 18446744073709551615.0.0 on"},
};

static void says_the_range(void **state)
{
	const struct range_row *row = *state;
	struct arena *arena = arena_create();
	struct range range;
	str problem;
	assert_true(
		range_parse(arena, str_of(row->range), flux_release_newest(), &range, &problem));
	ASSERT_STR(explain_range_words(arena, &range), row->words);
	arena_destroy(arena);
}

static const struct filter_row {
	const char *name, *filter, *words;
} FILTERS[] = {
	{"dots at the ends say nothing", ".*-rc.*", "contains '-rc'"},
	{"a start", "^v1", "begins with 'v1'"},
	{"an end", "-rc$", "ends with '-rc'"},
	{"both", "^[0-9]+\\.x$", "is one or more digits, then '.x'"},
	{"a choice", "^(?:a|b)-", "begins with 'a' or 'b', then '-'"},
	{"a complement", "^[^-]+$", "is one or more characters other than '-'"},
	{"something optional", "^v?1(?:-rc)?$", "is perhaps 'v', then '1', then perhaps ('-rc')"},
	{"everything", ".*", "is any: the filter lets every tag pass"},
	{"nothing", "^$", "is empty, which no tag is"},
};

static void says_the_filter(void **state)
{
	const struct filter_row *row = *state;
	struct arena *arena = arena_create();
	struct tagfilter filter;
	struct regex_error error;
	assert_true(tagfilter_parse(arena, str_of(row->filter), flux_release_newest(), &filter,
	                            &error));
	ASSERT_STR(explain_filter_words(arena, &filter), row->words);
	arena_destroy(arena);
}

static void releases_that_differ_have_lines_of_their_own(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct buf out;
	buf_init(&out, arena);
	explain_range(arena, STR(">=1.0.0-0 <2.0.0"), &out);
	ASSERT_STR(buf_text(&out),
	           "Flux 2.7+     releases and prereleases from 1.0.0-0 below 2.0.0, so every "
	           "2.0.0-... too\n"
	           "Flux 2.0-2.6  releases from 1.0.0 below 2.0.0\n"
	           "takes         1.0.0, 1.0.0-rc.1, 1.0.1, 1.1.0, 1.1.0-rc.1\n"
	           "refuses       2.0.0, 0.9.0, 2.0.1, 2.1.0, 2.1.0-rc.1\n"
	           "greatest      2.0.0-rc.1 in Flux 2.7+, 1.9.0 in Flux 2.0-2.6\n"
	           "write         \">=1.0.0 <2.0.0\" for releases only\n"
	           "              \">=1.0.0-0 <2.0.0-0\" with prereleases, but those of 2.0.0\n");
	arena_destroy(arena);
}

static void a_refused_filter_says_where(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct buf out;
	buf_init(&out, arena);
	explain_filter(arena, STR("^(?!-rc)"), &out);
	ASSERT_STR(buf_text(&out),
	           "Flux 2.3+     refused: error parsing regexp: invalid or unsupported Perl "
	           "syntax: `(?!` (at character 2)\n"
	           "Flux 2.0-2.2  has no semverFilter\n");
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(releases_that_differ_have_lines_of_their_own),
		cmocka_unit_test(a_refused_filter_says_where),
	};
	return TABLE_RUN("flux/explain: ranges", RANGES, says_the_range) |
	       TABLE_RUN("flux/explain: filters", FILTERS, says_the_filter) |
	       cmocka_run_group_tests_name("flux/explain", tests, NULL, NULL);
}
