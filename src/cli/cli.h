/*
 * cli.h - arguments in, exit code out
 *
 * The only folder that reads the environment, prints or knows an exit code.
 * Nothing is printed before the command is done: a build that fails late, or a
 * disk that fills up, leaves no half of an output behind.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/arena.h"

struct cli_result {
	int status;
	str err;     /* for standard error, before the output as kustomize has it */
	str out;     /* for standard output */
	str summary; /* for standard error, the last line a person sees */
};

/* Runs one command; `argv` ends with NULL. May be called any number of times. */
struct cli_result cli_execute(struct arena *arena, char *const *argv);
/* The same as a program: prints and returns what main() returns. */
int cli_run(char *const *argv);

#endif
