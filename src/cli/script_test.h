/* script_test.h - a shell script with the built program on its path, in a directory of its own */
#ifndef CLI_SCRIPT_TEST_H
#define CLI_SCRIPT_TEST_H

#include <stdlib.h>

#include "base/file.h"
#include "base/path.h"
#include "base/process.h"
#include "testing/table.h"

struct script_row {
	const char *name, *needs, *script;
};

/* What scripts use: `fails COMMAND…` fails when the command does not; its output is in ./out. */
#define SCRIPT_FAILS "fails() { if \"$@\" >out 2>&1; then cat out; return 1; fi; }\n"

static inline bool script_has(struct arena *arena, const char *program)
{
	return process_find(arena, str_of(program), str_of(getenv("PATH"))).len > 0;
}

/*
 * Runs `setup`, then the row's script, with $ROOT at the top of the source. Nothing of a hook that
 * runs this very test may reach the scratch repository.
 */
static inline void script_run(const struct script_row *row, const char *setup)
{
	struct arena *arena = arena_create();
	if (!script_has(arena, row->needs)) {
		print_message("skipped: no %s here\n", row->needs);
		arena_destroy(arena);
		skip();
	}
	char template[] = "/tmp/kustoc-script-XXXXXX";
	const str top = str_of(mkdtemp(template));
	const str dir = path_join(arena, top, STR("repo"));
	assert_int_equal(file_make_dirs(arena, dir), 0);
	const str args[] = {STR("/bin/sh"), STR("-c"),
	                    arena_printf(arena, "set -e\n" SCRIPT_FAILS "%s%s", setup,
	                                 row->script)};
	const str env[] = {arena_printf(arena, "PATH=%.*s:%s",
	                                STR_ARG(path_dir(str_of(KUSTOC_BIN))), getenv("PATH")),
	                   STR("ROOT=" KUSTOC_ROOT),
	                   STR("GIT_DIR"),
	                   STR("GIT_INDEX_FILE"),
	                   STR("GIT_WORK_TREE"),
	                   STR("GIT_PREFIX")};
	const struct process process = {.args = args,
	                                .args_len = 3,
	                                .env = env,
	                                .env_len = sizeof env / sizeof *env,
	                                .dir = dir};
	struct process_result result;
	if (!process_run(arena, &process, &result))
		fail_msg("%.*s%.*s", STR_ARG(result.out), STR_ARG(result.err));
	file_remove_tree(arena, top);
	arena_destroy(arena);
}

#endif
