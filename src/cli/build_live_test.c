/*
 * build_live_test.c - what is recorded in testdata/build is what kustomize gives
 *
 * Where a kubectl is at hand its kustomize (5.5.0) is asked, so that a golden cannot be wrong for
 * long. Nothing of kustoc takes part: once for all builds is enough.
 */
#include <stdlib.h>
#include <string.h>

#include "base/process.h"
#include "testing/golden.h"
#include "testing/table.h"

static void gives_what_is_recorded(void **state)
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
	assert_true(one->flags.len < 12);
	for (size_t i = 0; i < one->flags.len; i++)
		args[3 + i] = one->flags.at[i];
	const struct process process = {.args = args, .args_len = 3 + one->flags.len};
	struct process_result live;
	const bool ok = process_run(arena, &process, &live);
	assert_int_equal(ok, !one->fails);
	if (ok)
		ASSERT_STR(live.out, arena_cstr(arena, one->want));
	arena_destroy(arena);
}

int main(void)
{
	struct arena *arena = arena_create();
	const struct golden_cases cases = golden_load(arena, STR("testdata/build"));
	const int failed = table_run("build, live", cases.at, cases.len, sizeof *cases.at,
	                             gives_what_is_recorded);
	arena_destroy(arena);
	return failed;
}
