/*
 * build_golden_test.c - kustoc build gives what kustomize gives
 *
 * Every folder of testdata/build is built in process and compared byte for byte; where a kubectl
 * is at hand its kustomize (5.5.0) is asked as well, so that a golden cannot be wrong for long.
 */
#include <stdlib.h>
#include <string.h>

#include "base/process.h"
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

static void gives_what_kubectl_gives(void **state)
{
	const struct golden_case *one = *state;
	struct arena *arena = arena_create();
	const char *path = getenv("PATH");
	const str kubectl = process_find(arena, STR("kubectl"), str_of(path ? path : ""));
	if (kubectl.len == 0 || one->differs) {
		print_message("%s\n", one->differs ? "5.5.0 gives something else here"
		                                   : "no kubectl on the PATH");
		arena_destroy(arena);
		skip();
	}
	str args[16] = {kubectl, STR("kustomize"), one->dir};
	for (size_t i = 0; i < one->flags.len; i++)
		args[3 + i] = one->flags.at[i];
	const struct process process = {.args = args, .args_len = 3 + one->flags.len};
	struct process_result live;
	const bool ok = process_run(arena, &process, &live);
	const struct cli_result own = build(arena, one);
	assert_int_equal(own.status == 0, ok);
	if (ok)
		ASSERT_STR(own.out, arena_cstr(arena, live.out));
	arena_destroy(arena);
}

int main(void)
{
	struct arena *arena = arena_create();
	const struct golden_cases cases = golden_load(arena, STR("testdata/build"));
	const size_t size = sizeof *cases.at;
	int failed = table_run("build", cases.at, cases.len, size, gives_what_is_recorded);
	failed |= table_run("build, live", cases.at, cases.len, size, gives_what_kubectl_gives);
	arena_destroy(arena);
	return failed;
}
