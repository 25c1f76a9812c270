/* outputs_test.c - -o FORMAT[=FILE]: where reports go */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "lint/report.h"
#include "testing/table.h"

#define LATEST "overlays-examples/broken/latest"

static struct cli_result run(struct arena *arena, const char *const *args)
{
	char *argv[12] = {NULL};
	size_t len = 0;
	while (args[len])
		len++;
	memcpy(argv, args, len * sizeof *args);
	return cli_execute(arena, argv);
}

static const struct row {
	const char *name;
	const char *args[8];
	int status;
	const char *out; /* how it begins */
	const char *err; /* in what is said, NULL: nothing */
} ROWS[] = {
	{"text when nothing is asked for", {"kustoc", "lint", "-q", LATEST}, 0, LATEST, NULL},
	{"one format",
         {"kustoc", "lint", "-q", "-o", "json", LATEST},
         0,
         "{\n  \"version\": 1,",
         NULL},
	{"a format that is none",
         {"kustoc", "lint", "-o", "sarf", LATEST},
         2,
         "",
         "unknown format 'sarf'; did you mean 'sarif'?"},
	{"a file without a name",
         {"kustoc", "lint", "-o", "sarif=", LATEST},
         2,
         "",
         "names no file"},
	{"two reports in one place",
         {"kustoc", "lint", "-o", "text", "-o", "json", LATEST},
         2,
         "",
         "two reports for standard output"},
	{"two reports in one file",
         {"kustoc", "lint", "-o", "json=f", "-o", "yaml=f", LATEST},
         2,
         "",
         "two reports for f"},
	{"a file that cannot be written",
         {"kustoc", "lint", "-o", "json=/dev/null/f", LATEST},
         2,
         "",
         "cannot write '/dev/null/f'"},
};

static void goes_where_it_shall(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const struct cli_result result = run(arena, row->args);
	assert_int_equal(result.status, row->status);
	assert_true(str_starts_with(result.out, str_of(row->out)));
	assert_int_equal(result.out.len == 0, *row->out == '\0');
	assert_true(row->err ? str_contains(result.err, str_of(row->err)) : result.err.len == 0);
	arena_destroy(arena);
}

static str temporary(struct arena *arena)
{
	char path[] = "/tmp/kustoc-outputs-XXXXXX";
	assert_non_null(mkdtemp(path));
	return arena_copy(arena, str_of(path));
}

static str option(struct arena *arena, const char *format, str file)
{
	return arena_printf(arena, "%s=%.*s", format, STR_ARG(file));
}

static void writes_several_at_once(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const str dir = temporary(arena), a = path_join(arena, dir, STR("a")),
		  b = path_join(arena, dir, STR("b"));
	const char *const args[] = {"kustoc", "lint",
	                            "-q",     "--color=always",
	                            "-o",     "concise",
	                            "-o",     option(arena, "concise", a).at,
	                            "-o",     option(arena, "sarif", b).at,
	                            LATEST,   NULL};
	const struct cli_result result = run(arena, args);
	str text = STR(""), sarif = STR("");
	assert_int_equal(result.status, 0);
	assert_int_equal(file_read(arena, a, &text), 0);
	assert_int_equal(file_read(arena, b, &sarif), 0);
	/* A file is no terminal, whatever the other one is. */
	assert_true(str_contains(result.out, STR("\x1b[")));
	assert_true(text.len > 0 && !str_contains(text, STR("\x1b[")));
	assert_true(str_contains(sarif, STR("\"version\": \"2.1.0\"")));
	file_remove_tree(arena, dir);
	arena_destroy(arena);
}

static void adds_to_the_summary_of_a_step(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const str dir = temporary(arena), page = path_join(arena, dir, STR("page.md"));
	const char *const args[] = {"kustoc", "lint", "-q", "-o", "github", LATEST, NULL};
	str text = STR("");
	assert_int_equal(file_write(arena, page, STR("# before\n")), 0);
	setenv("GITHUB_STEP_SUMMARY", page.at, 1);
	const struct cli_result result = run(arena, args);
	unsetenv("GITHUB_STEP_SUMMARY");
	assert_true(str_starts_with(result.out, STR("::warning file=" LATEST)));
	assert_int_equal(file_read(arena, page, &text), 0);
	assert_true(str_starts_with(text, STR("# before\n<!-- kustoc:lint -->\n**kustoc**: ")));
	file_remove_tree(arena, dir);
	arena_destroy(arena);
}

static void help_names_every_format(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct cli_result help =
		run(arena, (const char *[]){"kustoc", "lint", "--help", NULL});
	for (const struct report_format *format = REPORT_FORMATS; format->name; format++)
		assert_true(str_contains(help.out, str_of(format->name)));
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(help_names_every_format),
		cmocka_unit_test(writes_several_at_once),
		cmocka_unit_test(adds_to_the_summary_of_a_step),
	};
	return TABLE_RUN("cli/outputs", ROWS, goes_where_it_shall) +
	       cmocka_run_group_tests_name("cli/outputs", tests, NULL, NULL);
}
