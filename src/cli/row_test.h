/* row_test.h - a command line, what it prints on standard output, and how it exits, as a row */
#ifndef CLI_ROW_TEST_H
#define CLI_ROW_TEST_H

#include <string.h>

#include "cli/cli.h"
#include "testing/table.h"

enum { CLI_ROW_ARGS = 12 };

struct cli_row {
	const char *name;
	const char *args[CLI_ROW_ARGS]; /* args[0] is the program's name */
	int status;
	const char *out;
};

/* A test for TABLE_RUN. Inline: the test of each command is a program by itself. */
static inline void cli_row_runs(void **state)
{
	const struct cli_row *row = *state;
	struct arena *arena = arena_create();
	char *argv[CLI_ROW_ARGS + 1] = {NULL};
	memcpy(argv, row->args, sizeof row->args);
	const struct cli_result result = cli_execute(arena, argv);
	ASSERT_STR(result.out, row->out);
	assert_int_equal(result.status, row->status);
	arena_destroy(arena);
}

#endif
