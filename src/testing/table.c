/* table.c - see table.h */
#include "testing/table.h"

#include <stdlib.h>
#include <string.h>

int table_run(const char *group, const void *rows, size_t count, size_t size,
              void (*test)(void **state))
{
	struct CMUnitTest *tests = must_have(calloc(count, sizeof *tests));
	for (size_t i = 0; i < count; i++) {
		const void *row = (const char *)rows + i * size;
		void *state;
		memcpy(&state, &row, sizeof state); /* cmocka takes it without const */
		tests[i] = (struct CMUnitTest){.name = *(const char *const *)row,
		                               .test_func = test,
		                               .initial_state = state};
	}
	const int failed = _cmocka_run_group_tests(group, tests, count, NULL, NULL);
	free(tests);
	return failed;
}

void table_assert_str(str got, const char *want, const char *file, int line)
{
	if (!str_eq(got, str_of(want))) {
		print_error("got  '%.*s'\nwant '%s'\n", STR_ARG(got), want);
		_fail(file, line);
	}
}
