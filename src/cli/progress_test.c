/* progress_test.c - what a terminal gets to see */
#include "cli/progress.h"

#include <unistd.h>

#include "testing/table.h"

/* One call. */
struct step {
	size_t done;
	const char *dir; /* NULL: no more steps */
};

static const struct row {
	const char *name;
	size_t width;
	bool early; /* half a second has not passed */
	struct step steps[3];
	const char *shown;
} ROWS[] = {
	{"how far, and where", 80, false, {{1, "a/b"}}, "\r\033[Krendering 2/3  a/b"},
	{"nothing while it is short", 80, true, {{0, "a"}, {3, ""}}, ""},
	{"gone when it is done",
         80,
         false,
         {{0, "a"}, {3, ""}},
         "\r\033[Krendering 1/3  a\r\033[K"},
	{"not too often", 80, false, {{0, "a"}, {1, "b"}}, "\r\033[Krendering 1/3  a"},
	{"never a second line", 20, false, {{0, "abcdefgh"}}, "\r\033[Krendering 1/3  abcd"},
	{"no half of a character", 20, false, {{0, "ab\u00e4\u00e4"}}, "\r\033[Krendering 1/3  ab"},
};

static void shows(void **state)
{
	const struct row *row = *state;
	int ends[2];
	char text[256];
	assert_int_equal(pipe(ends), 0);
	struct progress progress = {.stream = ends[1],
	                            .width = row->width,
	                            .next = progress_now() + (row->early ? 60 : -1)};
	for (size_t i = 0; i < 3 && row->steps[i].dir; i++)
		progress_tell(&progress, row->steps[i].done, 3, str_of(row->steps[i].dir));
	close(ends[1]);
	const ssize_t got = read(ends[0], text, sizeof text);
	close(ends[0]);
	assert_true(got >= 0);
	ASSERT_STR(((str){text, (size_t)got}), row->shown);
}

static void nobody_is_told_unless_somebody_watches(void **state)
{
	(void)state;
	struct invocation invocation = {.globals.progress = PROGRESS_NEVER};
	struct progress progress;
	progress_init(&progress, &invocation);
	assert_int_equal(progress.stream, -1);
	progress_tell(&progress, 0, 1, STR("a"));
	assert_false(progress.is_shown);
	invocation.globals.progress = PROGRESS_ALWAYS;
	progress_init(&progress, &invocation);
	assert_int_equal(progress.stream, STDERR_FILENO);
	assert_true(progress.next > progress_now() + 0.3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_is_told_unless_somebody_watches),
	};
	return TABLE_RUN("cli/progress", ROWS, shows) |
	       cmocka_run_group_tests_name("cli/progress, when", tests, NULL, NULL);
}
