/*
 * closest.h - "did you mean": of some words, the one spelt most like another
 *
 *	struct closest closest = closest_to(name);
 *	NODE_EACH_PAIR (pair, environments)
 *		closest_try(&closest, pair->key.text);
 *	if (closest.best.len > 0) …
 */
#ifndef BASE_CLOSEST_H
#define BASE_CLOSEST_H

#include "base/str.h"

struct closest {
	str wanted, best; /* best is "" as long as none is near */
	size_t least;     /* how far the next one may be at most */
};

/* Nothing tried yet. `wanted` is borrowed, as the words that are tried will be. */
struct closest closest_to(str wanted);
/*
 * A word is near when no more than a third of the wanted one is otherwise, or when that is the
 * beginning of it; of two that are as near the first counts.
 */
void closest_try(struct closest *closest, str word);

#endif
