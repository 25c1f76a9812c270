/*
 * roff.h - text as man(1) reads it
 *
 * The macros of man(7), which every man there is understands. What we write is
 * plain text and as much of Markdown as the rules' pages use: headings, fenced
 * code, `code`, lists.
 */
#ifndef CLI_ROFF_H
#define CLI_ROFF_H

#include "base/buf.h"

/* `text` on the line being written, with nothing in it that roff would take for its own. */
void roff_text(struct buf *out, str text);
/* The same, in bold or in italics. */
void roff_bold(struct buf *out, str text);
void roff_italic(struct buf *out, str text);
/* Lines that are shown as they are. */
void roff_verbatim(struct buf *out, str lines);
/* A page's section, which custom wants in capitals, and a part of one. */
void roff_section(struct buf *out, const char *name);
void roff_subsection(struct buf *out, str name);
/* Markdown, below a subsection; its first line, a title, is left out. */
void roff_markdown(struct buf *out, str text);

#endif
