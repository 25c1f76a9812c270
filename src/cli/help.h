/* help.h - the tables of commands and flags as text */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/command.h"

/* All commands: what `kustoc --help` prints, and in one screen `kustoc -h`. */
void help_program(struct invocation *invocation, bool is_long);
/* One of them. */
void help_command(struct invocation *invocation, const struct command *command, bool is_long);

#endif
