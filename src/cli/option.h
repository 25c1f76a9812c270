/*
 * option.h - flags as rows of a table
 *
 * A row says how a flag is written, which field of a command's struct it fills
 * and what help says about it. GNU and Go agree on nearly everything: `--flag
 * value`, `--flag=value`, `-f value`, `-fvalue`, clusters of letters, `--` ends
 * the flags, operands may stand between them. Every boolean has a `--no-` form,
 * and every flag its variable: --load-restrictor is KUSTOC_LOAD_RESTRICTOR. What
 * is written on the command line wins.
 */
#ifndef CLI_OPTION_H
#define CLI_OPTION_H

#include "base/diag.h"

enum option_kind {
	OPTION_FLAG,   /* bool */
	OPTION_TEXT,   /* str */
	OPTION_LIST,   /* struct texts; may be given several times */
	OPTION_CHOICE, /* int: index into `choices` */
	OPTION_NUMBER, /* size_t */
};

enum option_help {
	HELP_ALWAYS,
	HELP_LONG, /* only in --help: -h fits one screen */
	HELP_NEVER,
};

struct texts {
	str *at;
	size_t len, cap;
};

struct cli_option {
	const char *name; /* without "--"; "" for a letter alone; NULL ends the table */
	char letter;      /* 0: none */
	enum option_kind kind;
	size_t offset;     /* of the field it fills */
	const char *value; /* what help calls its value; NULL for a boolean */
	const char *text;  /* for help: lower case, no full stop */
	const char *const
		*choices;       /* legal values of OPTION_CHOICE, NULL at the end; may hold "" */
	const char *deprecated; /* kustomize's words behind "has been deprecated, " */
	enum option_help help;
	bool no_variable; /* has no environment variable */
	bool own;         /* kustomize does not have it */
	bool commas;      /* OPTION_LIST: commas separate values */
};

/* A table and the struct it fills, which holds the defaults. */
struct option_set {
	const struct cli_option *options;
	void *values;
};

struct option_parser {
	struct arena *arena;
	const struct option_set *sets; /* searched in this order */
	size_t count;
	bool stop_at_operand; /* leaves the first operand and what follows unread */
	bool own_ways;        /* what kustomize does not have: --no-FLAG, the environment */
};

/*
 * Reads `args`, the last of which is NULL, into the sets' structs; what is no flag is added to
 * *operands. *read, unless NULL, is how many were used. False, with an error without a place and
 * Go's words for it as sentence, when one is no flag or its value is none.
 */
MUST_CHECK bool options_parse(const struct option_parser *parser, char *const *args,
                              struct texts *operands, size_t *read, struct diags *diags);

/*
 * The candidate spelt most alike, NULL when none is near. `next` gives them one after the other,
 * NULL at the end.
 */
const char *option_closest(str wrong, const char *(*next)(void *context), void *context);

#endif
