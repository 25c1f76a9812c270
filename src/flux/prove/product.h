/*
 * product.h - is there a tag that is in some languages and not in others?
 *
 * All automata read side by side, breadth first, so that the first tag found is a shortest one. The
 * grammar of tags is part of the walk: how one may begin, and that it has at most 128 characters.
 */
#ifndef FLUX_PROVE_PRODUCT_H
#define FLUX_PROVE_PRODUCT_H

#include "flux/prove/automaton.h"

/* The tags that are in all of these languages; when `negated` all others. */
struct product_term {
	struct automaton *automata[2];
	size_t count; /* 0: every tag */
	bool negated;
};

enum product_outcome { PRODUCT_EMPTY, PRODUCT_FOUND, PRODUCT_GAVE_UP };

struct product_result {
	enum product_outcome outcome;
	str witness;
	size_t states; /* met on the way */
};

enum { PRODUCT_MOST_TERMS = 8, PRODUCT_MOST_STATES = 500000 };

/* A tag that is in all terms. */
struct product_result product_search(struct arena *arena, const struct product_term *terms,
                                     size_t count, const struct alphabet *alphabet,
                                     struct budget *budget);

#endif
