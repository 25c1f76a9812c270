/* globals.h - flags that every command takes, and how its output shall look */
#ifndef CLI_GLOBALS_H
#define CLI_GLOBALS_H

#include "cli/command.h"
#include "kustomize/remote.h"

extern const struct cli_option GLOBAL_OPTIONS[];    /* fill a struct globals */
extern const struct cli_option KUSTOMIZE_GLOBALS[]; /* those that kustomize has */

/* The look of the stream with this file descriptor, by flags, environment and terminal. */
MUST_CHECK bool globals_look(const struct globals *globals, int stream, struct look *look,
                             struct diags *diags);

/* Where clones are kept; "" when nobody says. */
str globals_cache_dir(struct arena *arena);
/* Where what is needed for a moment goes. */
str globals_temp_dir(struct arena *arena);
/* What a build may use of the world outside its files. */
struct remote_access globals_remote(const struct invocation *invocation);

#endif
