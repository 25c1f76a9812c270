/*
 * program_test.c - what only the built program shows: full disks, signals, misspelt words
 */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "base/process.h"
#include "testing/table.h"

#define ACTIVITY "overlays-examples/activity"

/* ---- what standard error says of words, misspelt ones above all ---- */

/* clang-format off */
/* `words`: after "kustoc -C overlays-examples/activity", separated by blanks. */
static const struct row {
	const char *name, *words;
	int status;
	const char *err; /* must be contained */
} WORDS[] = {
	{"a command", "lnt", 2, "unknown command 'lnt'; did you mean 'lint'?"},
	{"a command that help is asked for", "help porve", 2, "unknown command 'porve'; did you mean 'prove'?"},
	{"a flag", "lint --selct=OCI1", 2, "unknown flag --selct; did you mean --select?"},
	{"a flag turned off", "lint --no-statistcs", 2, "unknown flag --no-statistcs; did you mean --no-statistics?"},
	{"a format", "lint -o sarf", 2, "unknown format 'sarf'; did you mean 'sarif'?"},
	{"a choice", "lint --fail-on eror", 2, "did you mean 'error'?"},
	{"a rule", "lint --ignore filter-unancored", 2, "= closest: OCI203 filter-unanchored"},
	{"a rule to be explained", "explain filter-unancored", 2, "= closest: OCI203 filter-unanchored"},
	{"an environment of the config", "lint -E stagng", 2, "no environment 'stagng'\n  = closest: staging"},
	{"an environment by its folder", "lint --no-config -E prod", 2, "= closest: production"},
	{"an environment to prove", "prove -E stagng", 2, "no environment 'stagng'\n  = closest: staging"},
	{"a source to prove", "prove activty", 2,
	 "no environment, OCIRepository or directory 'activty'\n  = closest: activity"},
	{"a source whose tags are asked for",
	 "tags prduction --tags ../../testdata/tags/activity.txt", 2, "= closest: production"},
	{"an environment that is expected to pull",
	 "tags --tags ../../testdata/tags/activity.txt --if-pushed v9.0.0 --expect stagng", 2,
	 "no environment 'stagng'\n  = closest: staging"},
	{"an environment to compare", "diff stagin production", 2, "= closest: staging"},
	{"a release of Flux", "prove --flux 9", 2, "the newest that is known is 2.9"},
	{"a shell", "completion bsh", 2, "'bash'"},
	{"a schema", "schema conf", 2, "'config'"},
	{"a verb", "hook rn", 2, "'run'"},
	{"a verb of the cache", "cache dri", 2, "'dir'"},
	{"a release of Flux to lint by", "lint --flux 1.9", 2, "the newest that is known is 2.9"},
	{"what is read, for who wants to know", "-v build overlays/staging", 0, "kustoc: renders overlays/staging\n"},
	{"and by whom a run goes", "lint -v", 0, "kustoc: goes by .kustoc.yaml\n"},
	{"a revision", "lint --new-from nowhere", 2, "bad revision 'nowhere'"},
};
/* clang-format on */

/* Runs it through a shell, for redirections; *err is what stands on standard error. */
static int run(struct arena *arena, const char *words, const char *redirection, str *err)
{
	const str command =
		arena_printf(arena, "'%s' -C %s %s %s", KUSTOC_BIN, ACTIVITY, words, redirection);
	const str args[] = {STR("/bin/sh"), STR("-c"), command};
	const struct process process = {.args = args, .args_len = 3};
	struct process_result result;
	const bool ok = process_run(arena, &process, &result);
	assert_int_equal(result.end, PROCESS_EXITED);
	*err = result.err;
	return ok ? 0 : result.code;
}

static void is_said_to_be_misspelt(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	str err;
	assert_int_equal(run(arena, row->words, ">/dev/null", &err), row->status);
	if (!str_contains(err, str_of(row->err)))
		ASSERT_STR(err, row->err);
	arena_destroy(arena);
}

/* ---- a full disk ---- */

static const struct full_row {
	const char *name; /* as above */
} FULL[] = {
	{"build overlays/staging"},
	{"build overlays/staging --format=jsonl"},
	{"lint -o text"},
	{"lint -o concise"},
	{"lint -o json"},
	{"lint -o jsonl"},
	{"lint -o yaml"},
	{"lint -o github"},
	{"lint -o gitlab"},
	{"lint -o sarif"},
	{"lint -o junit"},
	{"lint -o rdjson"},
	{"lint -o markdown"},
	{"lint -o sarif=/dev/full"},
	{"lint --exit-zero -o concise"},
	{"lint --unsafe-fixes --fix-dry-run ../broken/leaking-channel --no-config"},
	{"lint --write-baseline /dev/full"},
	{"diff staging production"},
	{"prove"},
	{"prove -o json"},
	{"tags --tags ../../testdata/tags/activity.txt"},
	{"tags --tags ../../testdata/tags/activity.txt -o json"},
	{"explain OCI203"},
	{"explain '>=1'"},
	{"rules"},
	{"affected base/oci-repository.yaml"},
	{"affected -o json base/oci-repository.yaml"},
	{"list --tree"},
	{"list -o json"},
	{"config check"},
	{"config show"},
	{"schema config"},
	{"completion zsh"},
	{"__complete lint --"},
	{"version"},
	{"help lint"},
	{"--help"},
	{"-h"},
};

/* Whatever is asked: half an answer is none. */
static void is_2_when_the_disk_is_full(void **state)
{
	const struct full_row *row = *state;
	struct arena *arena = arena_create();
	str err;
	if (access("/dev/full", W_OK) != 0)
		skip();
	assert_int_equal(run(arena, row->name, ">/dev/full", &err), 2);
	assert_true(str_contains(err, STR("No space left on device")));
	arena_destroy(arena);
}

/* ---- signals ---- */

static void wait_a_moment(void)
{
	const struct timespec moment = {.tv_nsec = 20000000};
	nanosleep(&moment, NULL);
}

static bool has_scratch(struct arena *arena, str dir)
{
	struct file_names names;
	assert_int_equal(file_list(arena, dir, &names), 0);
	for (size_t i = 0; i < names.len; i++)
		if (str_starts_with(names.at[i], STR("kustoc-helm-")))
			return true;
	return false;
}

/* Starts a build that waits for a helm that never answers, with `dir` for what is temporary. */
static pid_t start_waiting(struct arena *arena, str dir)
{
	const char *helm = arena_cstr(arena, path_join(arena, dir, STR("helm")));
	assert_int_equal(file_write(arena, str_of(helm), STR("#!/bin/sh\nexec sleep 60\n")), 0);
	assert_int_equal(chmod(helm, 0755), 0);
	const char *flag = arena_cstr(arena, arena_printf(arena, "--helm-command=%s", helm));
	const pid_t child = fork();
	if (child != 0)
		return child;
	setpgid(0, 0); /* so that the signal reaches helm as well, as it would on a terminal */
	setenv("TMPDIR", arena_cstr(arena, dir), 1);
	execl(KUSTOC_BIN, "kustoc", "build", "--enable-helm", flag, "testdata/helm", (char *)NULL);
	_exit(98);
}

static void an_interrupted_run_leaves_nothing_behind(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	char template[] = "/tmp/kustoc-program-XXXXXX";
	const str dir = str_of(mkdtemp(template));
	const pid_t child = start_waiting(arena, dir);
	int status = 0;
	assert_true(child > 0);
	for (int i = 0; i < 500 && !has_scratch(arena, dir); i++)
		wait_a_moment();
	assert_true(has_scratch(arena, dir));
	assert_int_equal(kill(-child, SIGINT), 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status)); /* which a shell shows as 130 */
	assert_int_equal(WTERMSIG(status), SIGINT);
	assert_false(has_scratch(arena, dir));
	file_remove_tree(arena, dir);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_interrupted_run_leaves_nothing_behind),
	};
	return TABLE_RUN("misspelt words", WORDS, is_said_to_be_misspelt) +
	       TABLE_RUN("full disks", FULL, is_2_when_the_disk_is_full) +
	       cmocka_run_group_tests_name("signals", tests, NULL, NULL);
}
