/* regex_parser.h - what the files of the pattern parser share; nobody else includes it */
#ifndef BASE_REGEX_PARSER_H
#define BASE_REGEX_PARSER_H

#include "base/regex_syntax.h"

enum regex_flag {
	REGEX_FLAG_FOLD = 1,     /* i */
	REGEX_FLAG_LINES = 2,    /* m */
	REGEX_FLAG_DOT_ALL = 4,  /* s */
	REGEX_FLAG_UNGREEDY = 8, /* U: has no say in whether a pattern matches */
};

/* A group that is still open; the outermost one is the pattern itself. */
struct regex_frame {
	size_t at;      /* of its parenthesis */
	size_t first;   /* its first finished alternative on the stack */
	size_t pieces;  /* the first piece of the alternative being read */
	unsigned flags; /* to go back to behind it */
	bool captures;
};

struct regex_parser {
	struct arena *arena;
	str pattern;
	size_t at; /* what is read next */
	unsigned flags, go;
	bool in_class;
	ARRAY(struct regex_node *) stack;
	ARRAY(struct regex_frame) frames;
	struct regex_error *error;
};

/* Go's words for `kind` about the pattern's bytes from `from` up to `to`. Returns false. */
bool regex_fail(struct regex_parser *parser, const char *kind, size_t from, size_t to);
extern const char REGEX_BAD_CLASS[], REGEX_BAD_ESCAPE[];

bool regex_at_end(const struct regex_parser *parser);
/* The byte at parser->at + `ahead`, or -1 behind the end. */
int regex_peek(const struct regex_parser *parser, size_t ahead);
/* Reads a character; at the end U+FFFD and nothing is read. Fails on what is not UTF-8. */
bool regex_next(struct regex_parser *parser, uint32_t *code);
/* Fails when a part of the pattern is not UTF-8. */
bool regex_check_utf8(struct regex_parser *parser, size_t from, size_t to);

/* These stand in regex_class.c and read what begins at parser->at. */

/* "[a-z]" */
bool regex_parse_class(struct regex_parser *parser, struct regex_set *out);
/* "\n", "\x41": one character */
bool regex_parse_escape(struct regex_parser *parser, uint32_t *code);
/* "\d", "\pL": adds to *out. *found is false, and nothing read, when it is something else. */
bool regex_parse_class_escape(struct regex_parser *parser, struct regex_set *out, bool *found);

/*
 * The property that Go 1.`go` knows as `name`, added to *out; false when there is none. Stands in
 * regex_property.c.
 */
bool regex_add_property(struct regex_parser *parser, str name, bool negated, struct regex_set *out);

#endif
