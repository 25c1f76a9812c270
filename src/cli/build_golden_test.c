/*
 * build_golden_test.c - kustoc build gives what kustomize gives
 *
 * Every folder of testdata/build is built in process and compared byte for byte.
 */
#include <string.h>

#include "cli/cli.h"
#include "testing/golden.h"
#include "testing/table.h"

static struct cli_result build(struct arena *arena, const struct golden_case *one)
{
	const char *args[16] = {"kustoc", "build", arena_cstr(arena, one->dir)};
	assert_true(one->flags.len < 12);
	for (size_t i = 0; i < one->flags.len; i++)
		args[3 + i] = arena_cstr(arena, one->flags.at[i]);
	char *argv[16];
	memcpy(argv, args, sizeof argv);
	return cli_execute(arena, argv);
}

static void gives_what_is_recorded(void **state)
{
	const struct golden_case *one = *state;
	struct arena *arena = arena_create();
	const struct cli_result result = build(arena, one);
	if (one->fails) {
		assert_int_equal(result.status, 1);
		ASSERT_STR(result.out, "");
		ASSERT_STR(golden_missing_lines(arena, one->want, result.err), "");
	} else {
		ASSERT_STR(result.out, arena_cstr(arena, one->want));
		assert_int_equal(result.status, 0);
	}
	arena_destroy(arena);
}

int main(void)
{
	struct arena *arena = arena_create();
	const struct golden_cases cases = golden_load(arena, STR("testdata/build"));
	const size_t size = sizeof *cases.at;
	const int failed = table_run("build", cases.at, cases.len, size, gives_what_is_recorded);
	arena_destroy(arena);
	return failed;
}
