/*
 * look.h - how text looks on a terminal
 *
 * Colours go by role, so that a user can change one (KUSTOC_COLORS) and every
 * report follows. Colour never carries meaning alone, and neither does a sign
 * that the terminal cannot show: each has an ASCII stand-in.
 *
 * Zero-initialised is the plainest look: no colour, ASCII, no limit of width.
 */
#ifndef BASE_LOOK_H
#define BASE_LOOK_H

#include "base/buf.h"

enum look_role {
	LOOK_ERROR,
	LOOK_WARNING,
	LOOK_NOTE,
	LOOK_PLACE,   /* file:line:col */
	LOOK_MESSAGE, /* a headline's text */
	LOOK_FRAME,   /* line numbers, bars, the sign before a key */
	LOOK_ADDED,
	LOOK_REMOVED,
	LOOK_CHANGED,
	LOOK_ROLES
};

struct look {
	bool color, unicode, hyperlinks;
	bool is_paged;         /* somebody looks at it, `width` wide: whole lines serve programs */
	size_t width;          /* columns; 0: no limit */
	str codes[LOOK_ROLES]; /* SGR parameters, "1;31"; "" for none */
};

/* The standard colours, switched on or off. */
struct look look_standard(bool color, bool unicode);
/*
 * Takes "error=1;31:warning=33". False, with the entry that is none in *wrong, when one names no
 * role or is not made of digits and semicolons; the others are taken all the same.
 */
bool look_set_colors(struct look *look, str setting, str *wrong);

/* Adds `text` in the colour of `role`. */
void look_add(struct buf *out, const struct look *look, enum look_role role, str text);
/* The same around whatever is added between the two. */
void look_begin(struct buf *out, const struct look *look, enum look_role role);
void look_end(struct buf *out, const struct look *look, enum look_role role);

/* Terminal columns that a code point takes: 0 for combining ones, 2 for wide ones. */
size_t look_columns(uint32_t code);

#endif
