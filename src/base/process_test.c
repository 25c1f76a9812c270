/* process_test.c - what comes back from other programs */
#include "base/process.h"

#include "testing/table.h"

static const struct row {
	const char *name;
	const char *script; /* for sh -c */
	unsigned timeout_millis;
	enum process_end end;
	int code;
	const char *out, *err;
} ROWS[] = {
	{"both streams come back", "echo out; echo err >&2", 0, PROCESS_EXITED, 0, "out\n",
         "err\n"},
	{"the exit code comes back", "exit 3", 0, PROCESS_EXITED, 3, "", ""},
	{"a signal is told from an exit", "kill -9 $$", 0, PROCESS_KILLED, 9, "", ""},
	{"standard input is empty", "cat; echo end", 0, PROCESS_EXITED, 0, "end\n", ""},
	{"the environment is added to", "echo $ADDED", 0, PROCESS_EXITED, 0, "yes\n", ""},
	{"the environment is taken from", "echo ${HOME-none}", 0, PROCESS_EXITED, 0, "none\n", ""},
	{"it runs where it is told to", "pwd", 0, PROCESS_EXITED, 0, "/\n", ""},
	{"more than a pipe holds", "head -c 300000 /dev/zero | tr '\\0' x | wc -c", 0,
         PROCESS_EXITED, 0, "300000\n", ""},
	{"what takes too long is ended, with its children", "sleep 60 & sleep 60", 100,
         PROCESS_TIMED_OUT, 0, "", ""},
};

static void runs(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const str args[] = {STR("/bin/sh"), STR("-c"), str_of(row->script)};
	const str env[] = {STR("ADDED=yes"), STR("HOME")};
	const struct process process = {.args = args,
	                                .args_len = 3,
	                                .env = env,
	                                .env_len = 2,
	                                .dir = STR("/"),
	                                .timeout_millis = row->timeout_millis};
	struct process_result result;
	const bool fine = process_run(arena, &process, &result);
	assert_int_equal(result.end, row->end);
	assert_int_equal(result.code, row->code);
	assert_int_equal(fine, row->end == PROCESS_EXITED && row->code == 0);
	ASSERT_STR(result.out, row->out);
	ASSERT_STR(result.err, row->err);
	arena_destroy(arena);
}

static void reports_a_missing_program(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const str args[] = {STR("/nowhere/at/all")};
	struct process_result result;
	assert_false(process_run(arena, &(struct process){.args = args, .args_len = 1}, &result));
	assert_int_equal(result.end, PROCESS_NOT_STARTED);
	ASSERT_STR(process_end_text(arena, &result), "No such file or directory");
	arena_destroy(arena);
}

static void finds_programs(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	ASSERT_STR(process_find(arena, STR("sh"), STR("/nowhere:/bin")), "/bin/sh");
	ASSERT_STR(process_find(arena, STR("/bin/sh"), STR("")), "/bin/sh");
	ASSERT_STR(process_find(arena, STR("no-such-program"), STR("/bin")), "");
	ASSERT_STR(process_find(arena, STR("sh"), STR(":")), "");
	arena_destroy(arena);
}

/* The first one says more than its pipe holds before the second one ends. */
static void runs_several_at_a_time(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const str loud[] = {STR("/bin/sh"), STR("-c"), STR("head -c 300000 /dev/zero")};
	const str bad[] = {STR("/bin/sh"), STR("-c"), STR("echo no >&2; exit 4")};
	const str none[] = {STR("/nowhere/at/all")};
	const struct process processes[] = {{.args = loud, .args_len = 3},
	                                    {.args = bad, .args_len = 3},
	                                    {.args = none, .args_len = 1}};
	struct process_result results[3];
	assert_true(process_run_all(arena, processes, 1, results));
	assert_false(process_run_all(arena, processes, 3, results));
	assert_int_equal(results[0].out.len, 300000);
	assert_int_equal(results[1].code, 4);
	ASSERT_STR(results[1].err, "no\n");
	assert_int_equal(results[2].end, PROCESS_NOT_STARTED);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest others[] = {
		cmocka_unit_test(reports_a_missing_program),
		cmocka_unit_test(runs_several_at_a_time),
		cmocka_unit_test(finds_programs),
	};
	const int failed = TABLE_RUN("base/process", ROWS, runs);
	return failed + cmocka_run_group_tests_name("base/process_find", others, NULL, NULL);
}
