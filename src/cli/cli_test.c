/* cli_test.c - exit codes, names, and where output goes */
#include "cli/cli.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "testing/table.h"

#define CASE   "testdata/build/components"
#define BROKEN "testdata/build/error-unknown-field"

static const struct row {
	const char *name;
	const char *args[8];
	int status;
	const char *out, *err; /* must be contained; NULL: must be empty */
} ROWS[] = {
	{"nothing asked is help", {"kustoc"}, 0, "usage: kustoc COMMAND", NULL},
	{"a build that works", {"kustoc", "build", CASE}, 0, "kind: ConfigMap", NULL},
	{"a build that fails", {"kustoc", "build", BROKEN}, 1, NULL, "error[KUS005]"},
	{"an unknown command",
         {"kustoc", "biuld"},
         2,
         NULL,
         "kustoc: error: unknown command 'biuld'; did you mean 'build'?\n"},
	{"an unknown flag",
         {"kustoc", "build", "--enable-hlm"},
         2,
         NULL,
         "kustoc: error: unknown flag --enable-hlm; did you mean --enable-helm?\n"},
	{"two directories",
         {"kustoc", "build", CASE, CASE},
         2,
         NULL,
         "= kustomize: specify one path to kustomization.yaml"},
	{"-C goes there first", {"kustoc", "-C", CASE, "build"}, 0, "kind: Secret", NULL},
	{"-C after the command", {"kustoc", "build", "-C", CASE}, 0, "kind: Secret", NULL},
	{"and comes back", {"kustoc", "build", CASE}, 0, "kind: Secret", NULL},
	{"short help", {"kustoc", "build", "-h"}, 0, "usage: kustoc build [flags] [DIR]", NULL},
	{"long help has examples", {"kustoc", "build", "--help"}, 0, "examples:\n", NULL},
	{"help for a command", {"kustoc", "help", "lint"}, 0, "usage: kustoc lint", NULL},
	{"a range in words",
         {"kustoc", "explain", "^1.2"},
         0,
         "releases from 1.2.0 below 2.0.0",
         NULL},
	{"a filter in words", {"kustoc", "explain", ".*-rc.*"}, 0, "contains '-rc'", NULL},
	{"a filter that Flux refuses",
         {"kustoc", "explain", "(?=a)"},
         1,
         "refused: error parsing regexp",
         NULL},
	{"a rule that is none", {"kustoc", "explain", "filter-ignord"}, 2, NULL, "filter-ignored"},
	{"the version", {"kustoc", "-V"}, 0, "(kustomize v5.7.1)\n", NULL},
	{"JSON, one list",
         {"kustoc", "build", CASE, "--format=json"},
         0,
         "[\n{\"apiVersion\"",
         NULL},
	{"JSON, a line each", {"kustoc", "build", CASE, "--format=jsonl"}, 0, "}\n{\"apiV", NULL},
	{"flags of containers need plugins",
         {"kustoc", "build", CASE, "--network"},
         2,
         NULL,
         "--network is for plugins in containers and executables"},
	{"a deprecated flag is noticed",
         {"kustoc", "build", CASE, "--reorder=none"},
         0,
         "kind: Secret",
         "Flag --reorder has been deprecated, use the new 'sortOptions' field in "
         "kustomization.yaml instead.\n"},
	{"unless it shall be quiet",
         {"kustoc", "build", CASE, "-q", "--reorder=none"},
         0,
         "kind: Secret",
         NULL},
	{"a rule's page", {"kustoc", "explain", "KUS003"}, 0, "patch-target-missing", NULL},
	{"all rules", {"kustoc", "rules"}, 0, "KUS003", NULL},
	{"a rule that is none", {"kustoc", "explain", "KUS0"}, 2, NULL, "kustoc: error: "},
	{"as a plug-in of flux", {"/x/flux-kustoc", "-h"}, 0, "usage: flux kustoc COMMAND", NULL},
	{"as kustomize", {"/x/kustomize", "build", CASE}, 0, "kind: ConfigMap", NULL},
	{"as kustomize, errors are its own",
         {"kustomize", "build", BROKEN},
         1,
         NULL,
         "Error: invalid Kustomization: json: unknown field \"resource\"\n"},
	{"as kustomize, wrong usage is 1",
         {"kustomize", "build", "--foo"},
         1,
         NULL,
         "Error: unknown flag: --foo\n"},
	{"as kustomize, no flag of ours",
         {"kustomize", "build", "--format=json"},
         1,
         NULL,
         "Error: unknown flag: --format\n"},
	{"as kustomize, no command of ours",
         {"kustomize", "lint"},
         1,
         NULL,
         "Error: unknown command \"lint\" for \"kustomize\"\n"},
	{"as kustomize, its version", {"kustomize", "version"}, 0, "v5.7.1\n", NULL},
};

/* How wide the lines for people are. */
/* clang-format off */
static const struct row LAYOUTS[] = {
	{"a rule's page says how to mend it", {"kustoc", "explain", "OCI104"}, 0,
	 "warning, mended by `kustoc lint --unsafe-fixes`", NULL},
	{"and how to ignore it", {"kustoc", "explain", "OCI104"}, 0, "# kustoc: ignore[OCI104] reason", NULL},
	{"and how to ask for it", {"kustoc", "explain", "OCI112"}, 0,
	 "off unless it is asked for: `--select ALL,OCI112`", NULL},
	{"a page for a terminal is no Markdown", {"kustoc", "explain", "OCI104", "--width=40"}, 0,
	 "\nFix\n\n`--unsafe-fixes` adds `-0` to the bound,\nso that its own pre-releases stay\noutside.\n", NULL},
	{"code in it is indented", {"kustoc", "explain", "OCI104", "--width=40"}, 0,
	 "\nGood\n\n    ref:\n      semver: \">=1.0.0-0 <2.0.0-0\"\n\nWhat", NULL},
	{"help fits the terminal", {"kustoc", "lint", "-h", "--width=80"}, 0,
	 "text, concise, json, jsonl, yaml, github,\n"
	 "                                    gitlab, sarif, junit, rdjson, markdown\n", NULL},
	{"also a narrow one", {"kustoc", "lint", "-h", "--width=40"}, 0,
	 "  -q, --quiet\n          no warnings and no summary on\n          standard error\n", NULL},
	{"rules fit it, too", {"kustoc", "rules", "--width=60"}, 0,
	 "YML001  error           yaml-syntax\n        a file that is no YAML\n", NULL},
	{"proofs have warnings below",
	 {"kustoc", "prove", "--width=80", "overlays-examples/activity", "staging"}, 0,
	 "2.9\n                                 warning[CHN006]: builds may end", NULL},
	{"programs get whole lines", {"kustoc", "prove", "overlays-examples/activity", "staging"}, 0,
	 "2.9  warning[CHN006]: builds may end in a commit hash: v0.0.0-staging-test-deploy-e0be771 stays ahead", NULL},
};
/* clang-format on */

static struct cli_result execute(struct arena *arena, const char *const *args, size_t count)
{
	char *argv[9] = {NULL};
	assert_true(count < 9);
	memcpy(argv, args, count * sizeof *args);
	return cli_execute(arena, argv);
}

static void expect(str got, const char *want)
{
	if (!want)
		ASSERT_STR(got, "");
	else if (!str_contains(got, str_of(want)))
		ASSERT_STR(got, want);
}

static void answers(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const struct cli_result result = execute(arena, row->args, 8);
	expect(result.out, row->out);
	expect(result.err, row->err);
	assert_int_equal(result.status, row->status);
	arena_destroy(arena);
}

/* ---- files ---- */

static const char *scratch(struct arena *arena)
{
	char *dir = must_have(strdup("/tmp/kustoc-test-XXXXXX"));
	must_have(mkdtemp(dir));
	const char *copy = arena_cstr(arena, str_of(dir));
	free(dir);
	return copy;
}

static void remove_scratch(struct arena *arena, const char *dir)
{
	struct file_names names = {0};
	file_list(arena, str_of(dir), &names);
	for (size_t i = 0; i < names.len; i++)
		unlink(arena_cstr(arena, path_join(arena, str_of(dir), names.at[i])));
	rmdir(dir);
}

static void output_to_a_file_is_the_whole_stream(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const char *dir = scratch(arena);
	const char *file = arena_cstr(arena, path_join(arena, str_of(dir), STR("json")));
	const char *plain[] = {"kustoc", "build", CASE},
		   *to_file[] = {"kustoc", "build", CASE, "-o", file};
	const struct cli_result printed = execute(arena, plain, 3);
	const struct cli_result written = execute(arena, to_file, 5);
	str text = {0};
	assert_int_equal(file_read(arena, str_of(file), &text), 0);
	assert_true(str_eq(text, printed.out));
	ASSERT_STR(written.out, "");
	remove_scratch(arena, dir);
	arena_destroy(arena);
}

static void output_to_a_directory_is_a_file_a_resource(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const char *dir = scratch(arena);
	const char *args[] = {"kustoc", "build", "testdata/build/roles-and-accounts", "-o", dir};
	assert_int_equal(execute(arena, args, 5).status, 0);
	struct file_names names = {0};
	assert_int_equal(file_list(arena, str_of(dir), &names), 0);
	assert_int_equal(names.len, 3);
	ASSERT_STR(names.at[0], "rbac.authorization.k8s.io_v1_clusterrole_x-reader.yaml");
	ASSERT_STR(names.at[1], "rbac.authorization.k8s.io_v1_clusterrolebinding_x-bind.yaml");
	ASSERT_STR(names.at[2], "v1_serviceaccount_x-robot.yaml");
	remove_scratch(arena, dir);
	arena_destroy(arena);
}

static void a_file_that_cannot_be_written_is_2(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const char *args[] = {"kustoc", "build", CASE, "-o", "no/such/dir/file"};
	const struct cli_result result = execute(arena, args, 5);
	assert_int_equal(result.status, 2);
	expect(result.err, "cannot write 'no/such/dir/file'");
	arena_destroy(arena);
}

/* ---- as a program ---- */

/* Exit status of the built program with its output at `path`. */
static int run_program(const char *path, const char *dir)
{
	const pid_t child = fork();
	if (child == 0) {
		const int out = open(path, O_WRONLY);
		const int nothing = open("/dev/null", O_WRONLY);
		if (out < 0 || nothing < 0 || dup2(out, STDOUT_FILENO) < 0 ||
		    dup2(nothing, STDERR_FILENO) < 0)
			_exit(99);
		execl(KUSTOC_BIN, "kustoc", "build", dir, (char *)NULL);
		_exit(98);
	}
	int status = 0;
	assert_true(child > 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void a_full_disk_is_2(void **state)
{
	(void)state;
	if (access("/dev/full", W_OK) != 0)
		skip();
	assert_int_equal(run_program("/dev/null", CASE), 0);
	assert_int_equal(run_program("/dev/full", CASE), 2);
	assert_int_equal(run_program("/dev/full", BROKEN), 1); /* there was nothing to write */
}

int main(void)
{
	const struct CMUnitTest others[] = {
		cmocka_unit_test(output_to_a_file_is_the_whole_stream),
		cmocka_unit_test(output_to_a_directory_is_a_file_a_resource),
		cmocka_unit_test(a_file_that_cannot_be_written_is_2),
		cmocka_unit_test(a_full_disk_is_2),
	};
	return TABLE_RUN("cli", ROWS, answers) | TABLE_RUN("cli: layouts", LAYOUTS, answers) |
	       cmocka_run_group_tests_name("cli, files", others, NULL, NULL);
}
