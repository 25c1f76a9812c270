/* text.h - a difference for people to read */
#ifndef DIFF_TEXT_H
#define DIFF_TEXT_H

#include "base/look.h"
#include "diff/diff.h"

struct diff_text {
	const struct look *look;
	str title;         /* what both sides are of: "apps/payments"; may be empty */
	bool show_secrets; /* else a Secret's values are masked */
};

/*
 * One line for the whole, then each resource with a line a field: a sign, the path, the values and
 * the place of the line to edit. A place on the old side is preceded by that side's name.
 */
void diff_to_text(struct buf *out, const struct diff *diff, const struct diff_text *how);

#endif
