/* semver_test.c - which tags are versions, and their order */
#include "flux/semver.h"
#include "testing/table.h"

static const struct tag {
	const char *name, *tag;
	const char *old, *new; /* as Flux 2.6 and 2.9 read it; NULL: not a version */
} TAGS[] = {
	{"three numbers are a version", "1.2.3", "1.2.3", "1.2.3"},
	{"a v in front is dropped", "v1.2.3", "1.2.3", "1.2.3"},
	{"only one, and a small one", "vv1.2.3", NULL, NULL},
	{"a capital V is none", "V1.2.3", NULL, NULL},
	{"leading zeros since 2.7", "v2025.02.03", NULL, "2025.2.3"},
	{"two numbers have too few dots", "1.2", NULL, NULL},
	{"dots may come later since 2.7", "1.2-a.b", NULL, "1.2.0-a.b"},
	{"even behind one number", "1-a.b.c", NULL, "1.0.0-a.b.c"},
	{"four numbers are none", "1.2.3.4", NULL, NULL},
	{"a number in a tail has no zero", "1.2.3-01", NULL, NULL},
	{"a text in a tail may", "1.2.3-0a.b-", "1.2.3-0a.b-", "1.2.3-0a.b-"},
	{"a tail of nothing is none", "1.2.3-", NULL, NULL},
	{"an identifier of nothing is none", "1.2.3-a..b", NULL, NULL},
	{"metadata is kept", "1.2.3+b.1", "1.2.3+b.1", "1.2.3+b.1"},
	{"an underscore is none", "1.2.3_b", NULL, NULL},
	{"a name in front is none", "release-1.2.3", NULL, NULL},
	{"the largest number", "0.0.18446744073709551615", "0.0.18446744073709551615",
         "0.0.18446744073709551615"},
	{"the next one", "0.0.18446744073709551616", NULL, NULL},
	{"a large number in a tail is a text", "0.0.0-99999999999999999999",
         "0.0.0-99999999999999999999", "0.0.0-99999999999999999999"},
};

static void reads(const char *release, const char *tag, const char *want)
{
	struct arena *arena = arena_create();
	struct semver version;
	str problem;
	const bool valid = semver_parse_tag(arena, str_of(tag), flux_release_find(str_of(release)),
	                                    &version, &problem);
	assert_int_equal(valid, want != NULL);
	if (valid)
		ASSERT_STR(semver_to_text(arena, &version), want);
	arena_destroy(arena);
}

static void is_read(void **state)
{
	const struct tag *row = *state;
	reads("2.6", row->tag, row->old);
	reads("2.9", row->tag, row->new);
}

static void long_tags_are_refused_since_2_8(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct semver version;
	str problem;
	const str tag = arena_printf(arena, "1.2.3-%0250d", 1); /* leading zeros: never a version */
	const str fits = arena_printf(arena, "1.2.3-a%0249d", 1);
	const str over = arena_printf(arena, "1.2.3-a%0250d", 1);
	const struct flux_release *newest = flux_release_newest();
	assert_false(semver_parse_tag(arena, tag, newest, &version, &problem));
	assert_true(semver_parse_tag(arena, fits, newest, &version, &problem));
	assert_false(semver_parse_tag(arena, over, newest, &version, &problem));
	ASSERT_STR(problem, "version string is too long (max 256 bytes)");
	assert_true(
		semver_parse_tag(arena, over, flux_release_find(STR("2.7")), &version, &problem));
	arena_destroy(arena);
}

/* Ascending; neighbours in one string are equal. */
static const char *const ORDER[] = {
	"0.0.0-0",   "0.0.0-1",
	"0.0.0-2",   "0.0.0-10",
	"0.0.0--",   "0.0.0-99999999999999999999",
	"0.0.0-A",   "0.0.0-Z",
	"0.0.0-a",   "0.0.0-a.0",
	"0.0.0-a.1", "0.0.0-a.a",
	"0.0.0-a-b", "0.0.0-b",
	"0.0.0",     "0.0.1-a",
	"0.0.1",     "0.1.0",
	"1.0.0",     "18446744073709551615.0.0",
};

static void versions_are_ordered(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	enum { COUNT = sizeof ORDER / sizeof *ORDER };
	struct semver versions[COUNT];
	str problem;
	for (int i = 0; i < COUNT; i++)
		assert_true(semver_parse_tag(arena, str_of(ORDER[i]), flux_release_newest(),
		                             &versions[i], &problem));
	for (int i = 0; i < COUNT; i++)
		for (int k = 0; k < COUNT; k++)
			assert_int_equal(semver_compare(&versions[i], &versions[k]) < 0, i < k);
	arena_destroy(arena);
}

static void metadata_has_no_part_in_the_order(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct semver a, b;
	str problem;
	assert_true(semver_parse_tag(arena, STR("1.0.0+a"), flux_release_newest(), &a, &problem));
	assert_true(semver_parse_tag(arena, STR("v01.0.0+b"), flux_release_newest(), &b, &problem));
	assert_int_equal(semver_compare(&a, &b), 0);
	arena_destroy(arena);
}

static void releases_are_found_by_name(void **state)
{
	(void)state;
	assert_string_equal(flux_release_newest()->name, "2.9");
	assert_string_equal(flux_release_find(STR("v2.6.4"))->name, "2.6");
	assert_string_equal(flux_release_find(STR("2.8"))->library, "3.5.0");
	assert_string_equal(flux_release_find(STR("2.8.8"))->library, "3.5.0");
	assert_string_equal(flux_release_find(STR("2.8.7"))->library, "3.4.0");
	assert_null(flux_release_find(STR("2.60")));
	assert_null(flux_release_find(STR("2.6.x")));
	assert_null(flux_release_find(STR("2")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(long_tags_are_refused_since_2_8),
		cmocka_unit_test(versions_are_ordered),
		cmocka_unit_test(metadata_has_no_part_in_the_order),
		cmocka_unit_test(releases_are_found_by_name),
	};
	return TABLE_RUN("flux/semver", TAGS, is_read) |
	       cmocka_run_group_tests_name("flux/semver: order", tests, NULL, NULL);
}
