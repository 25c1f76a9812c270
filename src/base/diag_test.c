/* diag_test.c - lines of a source */
#include "base/diag.h"

#include "testing/table.h"

static void lines_are_found_in_any_order(void **state)
{
	(void)state;
	struct source_memo memo = {0};
	const struct source kept = {.text = STR("a\nbb\n\nd"), .memo = &memo};
	const struct source plain = {.text = kept.text};
	static const struct {
		uint32_t line;
		const char *rest;
	} ORDER[] = {{1, "a\nbb\n\nd"}, {3, "\nd"}, {4, "d"}, {2, "bb\n\nd"}, {5, ""}, {4, "d"}};
	for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER; i++) {
		ASSERT_STR(source_from_line(&kept, ORDER[i].line), ORDER[i].rest);
		ASSERT_STR(source_from_line(&plain, ORDER[i].line), ORDER[i].rest);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(lines_are_found_in_any_order)};
	return cmocka_run_group_tests_name("base/diag", tests, NULL, NULL);
}
