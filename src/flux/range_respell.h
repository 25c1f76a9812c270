/*
 * range_respell.h - a range with fewer pre-releases, or more, spelt from one that has too many or
 * few
 *
 * Nobody's intention is guessed: everything else in the text stays as it is.
 */
#ifndef FLUX_RANGE_RESPELL_H
#define FLUX_RANGE_RESPELL_H

#include "flux/range.h"

enum range_spelling {
	RANGE_CAPPED,   /* "<2.0.0" beside a "-0" becomes "<2.0.0-0": not its own pre-releases */
	RANGE_RELEASES, /* ">=1.0.0-0" becomes ">=1.0.0": none at all */
	RANGE_INVITING, /* ">=1.0.0 <2.0.0" becomes ">=1.0.0-0 <2.0.0-0": all between */
};

/* The text in that spelling; "" when it is so already, or is a hyphen range. */
str range_respell(struct arena *arena, const struct range *range, enum range_spelling spelling);

#endif
