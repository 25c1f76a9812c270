/*
 * wrap.h - text in lines that fit a terminal
 *
 * Lines are broken at blanks and nowhere else: a path, a range or a command that is wider than
 * the room stays in one piece, to be copied.
 */
#ifndef BASE_WRAP_H
#define BASE_WRAP_H

#include "base/buf.h"

struct wrap {
	size_t width;  /* columns of a line; 0: any number */
	size_t indent; /* blanks before what is continued */
};

/*
 * Adds `text`, which begins at column `at`, from 0. Line breaks in it are blanks, and several
 * blanks are one.
 */
void wrap_add(struct buf *out, struct wrap wrap, size_t at, str text);
/*
 * Adds paragraphs, between which empty lines are. What is indented or a list's item keeps its
 * lines, and the text ends in a line break. `wrap.indent` is that of every line.
 */
void wrap_add_paragraphs(struct buf *out, struct wrap wrap, str text);
/* Columns that a text takes on a terminal. */
size_t wrap_columns(str text);

#endif
