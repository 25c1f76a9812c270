/*
 * command.h - what a command is
 *
 * A row of the command table and its tables of flags say everything that help,
 * completion and the parser need. A command fills its output and its
 * diagnostics; printing both is cli.c's.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "base/look.h"
#include "cli/option.h"

enum exit_status {
	EXIT_CLEAN = 0,
	EXIT_FOUND = 1,  /* findings, a difference, a build that failed */
	EXIT_BROKEN = 2, /* usage or input and output: the run is incomplete */
};

/* Flags that every command takes. */
struct globals {
	str directory; /* -C; "" for where we are */
	int color;     /* enum color_choice */
	int progress;  /* enum progress_choice */
	size_t width;  /* 0: the terminal's */
	str config;    /* --config; "" for the nearest one */
	bool no_config;
	bool hyperlink, quiet, verbose, offline, no_cache;
	bool help, long_help, version;
};
enum color_choice { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };
enum progress_choice { PROGRESS_AUTO, PROGRESS_ALWAYS, PROGRESS_NEVER };

/* A command being run. */
struct invocation {
	struct arena *arena;
	const char *program; /* as usage shows it: "kustoc", "flux kustoc" */
	bool as_kustomize;   /* called by that name: its flags, exit codes and words only */
	struct globals globals;
	str cache; /* what stands in for the cache with --no-cache, until the end of the run */
	struct look out_look, err_look; /* how the two streams look */
	struct buf out, err, summary;   /* see struct cli_result */
	struct diags diags;             /* what went wrong; printed on standard error in the end */
};

struct command {
	const char *name;
	const char *summary;                 /* lower case, no full stop */
	const char *operands;                /* as usage shows them: "[DIR]" */
	const char *description;             /* for --help: whole sentences */
	const char *examples;                /* lines of "command  # what for" */
	const struct cli_option *options[2]; /* tables that fill the same struct, or NULL */
	/* New storage for that struct, holding the defaults; NULL without options. */
	void *(*new_values)(struct arena *arena);
	size_t max_operands;
	enum exit_status (*run)(struct invocation *invocation, const void *values,
	                        const struct texts *operands);
	bool in_kustomize; /* kustomize has it too */
	bool is_hidden;    /* for programs to call, not for people */
	bool takes_words;  /* its arguments are passed as they are, flags among them */
};

/* The table; a row without a name ends it. */
extern const struct command COMMANDS[];
/* NULL when there is none of that name. */
const struct command *command_find(str name);

/* Reports a name that is no command. */
bool command_unknown(struct invocation *invocation, str name);

#endif
