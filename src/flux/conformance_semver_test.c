/* conformance_semver_test.c - ranges and versions as Flux 2.9 reads them */
#include "flux/range.h"
#include "testing/conformance.h"

static str verdict(bool valid)
{
	return valid ? STR("valid") : STR("invalid");
}

static void reads_constraints(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct conformance_lines lines = conformance_load(arena, "semver/constraints.tsv");
	struct conformance_score answers = {.name = "constraints"};
	struct conformance_score texts = {.name = "constraints: error texts"};
	for (size_t i = 0; i < lines.len; i++) {
		str columns[3], problem = {"", 0};
		struct range range;
		conformance_columns(arena, lines.at[i], columns, 3);
		const bool valid =
			range_parse(arena, columns[0], flux_release_newest(), &range, &problem);
		const bool right = str_eq(verdict(valid), columns[1]);
		conformance_count(&answers, right, columns[0], verdict(valid), columns[1]);
		conformance_count(&texts, valid || str_eq(problem, columns[2]), columns[0], problem,
		                  columns[2]);
	}
	conformance_finish(&answers);
	conformance_finish(&texts);
	arena_destroy(arena);
}

static str describe(struct arena *arena, const struct semver *version)
{
	return arena_printf(arena, "%llu %llu %llu %.*s %.*s", (unsigned long long)version->major,
	                    (unsigned long long)version->minor, (unsigned long long)version->patch,
	                    STR_ARG(version->prerelease), STR_ARG(version->metadata));
}

static void reads_versions(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct conformance_lines lines = conformance_load(arena, "semver/versions.tsv");
	struct conformance_score answers = {.name = "versions"};
	struct conformance_score texts = {.name = "versions: error texts"};
	for (size_t i = 0; i < lines.len; i++) {
		str columns[8], problem = {"", 0};
		struct semver version = {0};
		conformance_columns(arena, lines.at[i], columns, 8);
		const bool valid = semver_parse_tag(arena, columns[0], flux_release_newest(),
		                                    &version, &problem);
		const str got = valid ? describe(arena, &version) : STR("invalid");
		str want = columns[1];
		if (str_eq(want, STR("valid")))
			want = arena_printf(arena, "%.*s %.*s %.*s %.*s %.*s", STR_ARG(columns[3]),
			                    STR_ARG(columns[4]), STR_ARG(columns[5]),
			                    STR_ARG(columns[6]), STR_ARG(columns[7]));
		conformance_count(&answers, str_eq(got, want), columns[0], got, want);
		conformance_count(&texts, valid || str_eq(problem, columns[2]), columns[0], problem,
		                  columns[2]);
	}
	conformance_finish(&answers);
	conformance_finish(&texts);
	arena_destroy(arena);
}

static void checks_versions(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct conformance_lines lines = conformance_load(arena, "semver/checks.tsv");
	struct conformance_score answers = {.name = "checks"};
	struct range range = {0};
	for (size_t i = 0; i < lines.len; i++) {
		str columns[3], problem;
		struct semver version;
		conformance_columns(arena, lines.at[i], columns, 3);
		const bool known = i > 0 && str_eq(columns[0], range.text);
		assert_true(known || range_parse(arena, columns[0], flux_release_newest(), &range,
		                                 &problem));
		assert_true(semver_parse_tag(arena, columns[1], flux_release_newest(), &version,
		                             &problem));
		const str got = range_takes(&range, &version) ? STR("yes") : STR("no");
		const str what = arena_printf(arena, "%.*s with %.*s", STR_ARG(columns[0]),
		                              STR_ARG(columns[1]));
		conformance_count(&answers, str_eq(got, columns[2]), what, got, columns[2]);
	}
	conformance_finish(&answers);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_constraints),
		cmocka_unit_test(reads_versions),
		cmocka_unit_test(checks_versions),
	};
	return cmocka_run_group_tests_name("conformance/semver", tests, NULL, NULL);
}
