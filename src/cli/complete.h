/*
 * complete.h - what a shell may offer next
 *
 * The tables that help is made of say it: the names of commands and flags, the
 * choices of a flag, and in the placeholder of a value or an operand (DIR, RULES,
 * ENV) what may stand there. The answer is in the protocol of Cobra's programs,
 * so that what completes flux or kubectl can complete kustoc as their plug-in.
 */
#ifndef CLI_COMPLETE_H
#define CLI_COMPLETE_H

#include "cli/command.h"

/*
 * Prints the candidates for the last of `words`, which stand behind the program's name: a line
 * each, "VALUE\tTEXT", and in the end ":N", what the shell shall do besides.
 */
void complete_words(struct invocation *invocation, const struct texts *words);

/* The script that makes a shell ask, by the shell's name; NULL ends the table. */
struct completion_script {
	const char *shell;
	str text;
};
extern const struct completion_script COMPLETION_SCRIPTS[];

#endif
