/*
 * regex_syntax.h - what a pattern says, as a tree
 *
 * The language is that of Go's package regexp. The parser accepts and refuses
 * what Go does and says so in Go's words; the tree forgets what has no part in
 * the question "does it match": captures, names, greediness. Flags are gone too,
 * worked into the leaves.
 */
#ifndef BASE_REGEX_SYNTAX_H
#define BASE_REGEX_SYNTAX_H

#include "base/regex.h"
#include "base/regex_set.h"

enum regex_op {
	REGEX_EMPTY,     /* the empty text */
	REGEX_CHAR,      /* one character, `code` */
	REGEX_SET,       /* one character of `set` */
	REGEX_ASSERT,    /* nothing, where `assert` holds */
	REGEX_CONCAT,    /* the parts, one after the other */
	REGEX_ALTERNATE, /* one of the parts */
	REGEX_REPEAT,    /* `first` from `min` to `max` times; once: what was a capture */
};

enum regex_assert {
	REGEX_BEGIN_TEXT,
	REGEX_END_TEXT,
	REGEX_BEGIN_LINE, /* at the start or after "\n" */
	REGEX_END_LINE,   /* at the end or before "\n" */
	REGEX_WORD_BOUNDARY,
	REGEX_NO_WORD_BOUNDARY,
};

enum { REGEX_ENDLESS = -1 };

struct regex_node {
	enum regex_op op;
	enum regex_assert assert;
	uint32_t code;
	struct regex_set *set;
	int min, max;                    /* max REGEX_ENDLESS: no upper limit */
	struct regex_node *first, *last; /* parts; a repeat has one */
	struct regex_node *next;         /* among its parent's parts */
	uint32_t height;                 /* as Go counts it */
	uint64_t size;                   /* Go's estimate of instructions */
	bool is_literal;                 /* characters only, which Go keeps as one string */
};

/* The tree of `pattern`, or NULL with *error set. `go` as in regex_new_for(). */
const struct regex_node *regex_parse(struct arena *arena, str pattern, unsigned go,
                                     struct regex_error *error);

#endif
