/* select_test.c - which tag is pulled, and what becomes of the others */
#include "flux/select.h"
#include "testing/table.h"

/* Tags are words, each with the fate it must have. */
static const struct row {
	const char *name, *semver, *filter, *tag, *digest;
	const char *tags, *fates; /* S selected, = tied, < lower, F, V, P, R out of range, - */
	const char *pick;         /* or the error */
} ROWS[] = {
	{"releases only", ">=0.0.0", "", "", "", "v1.5.0 v1.4.2 v1.5.0-rc.1 main", "S<PV",
         "v1.5.0"},
	{"the filter comes first", ">=0.0.0-0", "-rc", "", "", "main v1.0.0 v1.0.0-rc.1", "FFS",
         "v1.0.0-rc.1"},
	{"the first of equals", "1.x", "", "", "", "v1.0.0 1.0.0 01.0.0 0.9.0", "S==R", "v1.0.0"},
	{"text decides, not time", "*-0", "", "", "", "0.0.0-b-9 0.0.0-b-10", "S<", "0.0.0-b-9"},
	{"semver beats tag", "1.x", "", "2.0.0", "", "1.0.0 2.0.0", "SR", "1.0.0"},
	{"a tag without semver", "", "(", "2.0.0", "", "1.0.0 2.0.0", "-S", "2.0.0"},
	{"nothing is latest", "", "", "", "", "1.0.0 latest", "-S", "latest"},
	{"no match", ">=3", "", "", "", "1.0.0 2.0.0", "RR", "no match found for semver: >=3"},
	{"a digest that is none", "1.x", "", "", "sha256:xyz", "1.0.0", "",
         "failed to determine artifact digest: found non-hex character in hash: x"},
	{"a bad filter before a bad range", "banana", "(", "", "", "", "",
         "error parsing regexp: missing closing ): `(`"},
	{"a bad range", "banana", "", "", "", "1.0.0", "",
         "semver 'banana' parse error: improper constraint: \"banana\""},
};

static const char LETTERS[] = {
	[TAG_SELECTED] = 'S',     [TAG_TIED] = '=',       [TAG_LOWER] = '<',
	[TAG_FILTERED] = 'F',     [TAG_NO_VERSION] = 'V', [TAG_NO_PRERELEASES] = 'P',
	[TAG_OUT_OF_RANGE] = 'R', [TAG_NOT_NAMED] = '-',
};

static struct selection select_words(struct arena *arena, const struct oci_ref *ref,
                                     const char *media_type, const char *words, const char *release)
{
	ARRAY(str) tags = {0};
	str rest = str_of(words), word;
	while (rest.len > 0) {
		str_cut(rest, ' ', &word, &rest);
		*ARRAY_ADD(arena, &tags) = word;
	}
	struct selector selector;
	selector_init(arena, ref, str_of(media_type), flux_release_find(str_of(release)),
	              &selector);
	return select_tag(arena, &selector, tags.at, tags.len);
}

static void is_picked(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const struct oci_ref ref = {str_of(row->digest), str_of(row->semver), str_of(row->filter),
	                            str_of(row->tag)};
	const struct selection got = select_words(arena, &ref, "", row->tags, "2.9");
	ASSERT_STR(got.error.len > 0 ? got.error : got.pick, row->pick);
	assert_int_equal(got.count, str_of(row->fates).len);
	for (size_t i = 0; i < got.count; i++)
		assert_int_equal(LETTERS[got.candidates[i].fate], row->fates[i]);
	arena_destroy(arena);
}

static void helm_tags_hold_a_plus_as_underscore(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct oci_ref ref = {.semver = STR("1.x")};
	const char *tags = "1.2.3_b.1 1.2.2";
	ASSERT_STR(select_words(arena, &ref, HELM_LAYER, tags, "2.9").pick, "1.2.3_b.1");
	ASSERT_STR(select_words(arena, &ref, "", tags, "2.9").pick, "1.2.2");
	ASSERT_STR(select_words(arena, &ref, HELM_LAYER, tags, "2.7").pick, "1.2.2");
	arena_destroy(arena);
}

static void old_releases_know_no_filter(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct oci_ref ref = {.semver = STR("*"), .filter = STR("^1")};
	ASSERT_STR(select_words(arena, &ref, "", "1.0.0 2.0.0", "2.3").pick, "1.0.0");
	ASSERT_STR(select_words(arena, &ref, "", "1.0.0 2.0.0", "2.2").pick, "2.0.0");
	arena_destroy(arena);
}

static void a_tie_among_many_is_open(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct oci_ref ref = {.semver = STR("*")};
	const char *twelve = "1.0.0 v1.0.0 0.1.0 0.2.0 0.3.0 0.4.0 0.5.0 0.6.0 0.7.0 0.8.0 0.9.0 "
			     "0.10.0";
	const str thirteen = arena_printf(arena, "%s 0.11.0", twelve);
	struct selection got = select_words(arena, &ref, "", twelve, "2.9");
	assert_int_equal(got.tied, 2);
	assert_false(got.tie_is_open);
	got = select_words(arena, &ref, "", arena_cstr(arena, thirteen), "2.9");
	assert_int_equal(got.tied, 2);
	assert_true(got.tie_is_open);
	arena_destroy(arena);
}

static void every_fate_has_its_reason(void **state)
{
	static const char *const REASONS[] = {
		"selected",
		"the same version as v1.5.0, which is listed first",
		"lower than v1.5.0",
		"the filter does not match",
		"not a version: Flux passes over it",
		"a prerelease; the range asks for releases only",
		"<2 does not hold",
	};
	(void)state;
	struct arena *arena = arena_create();
	const struct oci_ref ref = {.semver = STR(">=1 <2"), .filter = STR("^[^x]")};
	const struct selection got = select_words(
		arena, &ref, "", "v1.5.0 1.5.0 v1.4.0 x1.0.0 main 1.6.0-rc.1 2.0.0", "2.9");
	for (size_t i = 0; i < got.count; i++)
		ASSERT_STR(tag_reason(arena, &got.candidates[i], &got), REASONS[i]);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(helm_tags_hold_a_plus_as_underscore),
		cmocka_unit_test(old_releases_know_no_filter),
		cmocka_unit_test(a_tie_among_many_is_open),
		cmocka_unit_test(every_fate_has_its_reason),
	};
	return TABLE_RUN("flux/select", ROWS, is_picked) |
	       cmocka_run_group_tests_name("flux/select: rules", tests, NULL, NULL);
}
