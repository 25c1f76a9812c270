/* help.h - the tables of commands and flags as text */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/command.h"

#define HELP_PURPOSE                                                                               \
	"Renders Kustomize overlays, checks the Flux sources in them, shows what differs."

/* What a caller may rely on, whatever the command. A row without a term ends the table. */
struct help_convention {
	const char *section; /* rows of one section stand together */
	const char *term, *text;
};
extern const struct help_convention HELP_CONVENTIONS[];
/* `a` may be NULL: it is in none. */
bool help_is_same_section(const struct help_convention *a, const struct help_convention *b);

/* All commands: what `kustoc --help` prints, and in one screen `kustoc -h`. */
void help_program(struct invocation *invocation, bool is_long);
/* One of them. */
void help_command(struct invocation *invocation, const struct command *command, bool is_long);

#endif
