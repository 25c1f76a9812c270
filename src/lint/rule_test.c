/* rule_test.c - the table is sound, and every rule can be explained */
#include "lint/rule.h"

#include "lint/pages.h"
#include "testing/table.h"

static void codes_are_sorted_and_each_once(void **state)
{
	(void)state;
	const struct lint_rules rules = lint_rules_all();
	for (size_t i = 1; i < rules.len; i++)
		assert_true(str_cmp(rules.at[i - 1].code, rules.at[i].code) < 0);
}

static void every_rule_has_a_page_that_bears_its_name(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct lint_rules rules = lint_rules_all();
	for (size_t i = 0; i < rules.len; i++) {
		const str page = lint_rule_page(&rules.at[i]);
		const str title = arena_printf(arena, "# %.*s %.*s\n", STR_ARG(rules.at[i].code),
		                               STR_ARG(rules.at[i].name));
		assert_true(str_starts_with(page, title));
		assert_true(str_contains(page, STR("\n## Why\n")));
		assert_true(str_contains(page, STR("\n## Bad\n")));
		assert_true(str_contains(page, STR("\n## Good\n")));
	}
	arena_destroy(arena);
}

static void every_page_has_a_rule(void **state)
{
	(void)state;
	for (size_t i = 0; i < LINT_PAGES_LEN; i++)
		assert_non_null(lint_rule_find(LINT_PAGES[i].code));
}

static void a_rule_is_found_by_code_and_by_name(void **state)
{
	(void)state;
	assert_ptr_equal(lint_rule_find(STR("oci202")), lint_rule_find(STR("filter-ignored")));
	assert_null(lint_rule_find(STR("OCI999")));
	ASSERT_STR(lint_rule_closest(STR("filter-ignord"))->code, "OCI202");
	assert_null(lint_rule_closest(STR("something-else")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes_are_sorted_and_each_once),
		cmocka_unit_test(every_rule_has_a_page_that_bears_its_name),
		cmocka_unit_test(every_page_has_a_rule),
		cmocka_unit_test(a_rule_is_found_by_code_and_by_name),
	};
	return cmocka_run_group_tests_name("lint/rule", tests, NULL, NULL);
}
