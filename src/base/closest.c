/* closest.c - see closest.h */
#include "base/closest.h"

enum { BEGINNING = 3 }; /* letters that say enough to be one */

struct closest closest_to(str wanted)
{
	return (struct closest){.wanted = wanted, .least = wanted.len / 3};
}

static size_t distance_of(const struct closest *closest, str word)
{
	const str wanted = closest->wanted;
	if (wanted.len >= BEGINNING && word.len > wanted.len &&
	    str_eq_nocase(str_slice(word, 0, wanted.len), wanted))
		return 1;
	return str_distance(word, wanted, closest->least);
}

void closest_try(struct closest *closest, str word)
{
	const size_t distance = distance_of(closest, word);
	if (word.len == 0 || distance > closest->least ||
	    (closest->best.len > 0 && distance == closest->least))
		return;
	closest->best = word;
	closest->least = distance;
}
