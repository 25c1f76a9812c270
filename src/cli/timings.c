/* timings.c - see timings.h */
#include "cli/timings.h"

#include <stdlib.h>

enum { SHOWN = 10 };

void timings_begin(struct timings *timings, str dir, double now)
{
	if (timings->len > 0) {
		struct timing *last = &timings->at[timings->len - 1];
		last->seconds = now - last->start;
	}
	*ARRAY_ADD(timings->arena, timings) = (struct timing){.dir = dir, .start = now};
}

/* By time, then by name: the same times give the same lines. */
static int slower_first(const void *a, const void *b)
{
	const struct timing *x = a, *y = b;
	if (x->seconds != y->seconds)
		return x->seconds > y->seconds ? -1 : 1;
	return str_cmp(x->dir, y->dir);
}

void timings_add(struct buf *out, struct timings *timings)
{
	size_t shown = 0, others = 0;
	double rest = 0;
	if (timings->len > 0)
		qsort(timings->at, timings->len, sizeof *timings->at, slower_first);
	for (size_t i = 0; i < timings->len; i++) {
		const struct timing *timing = &timings->at[i];
		if (timing->dir.len == 0)
			continue;
		if (shown < SHOWN) {
			buf_printf(out, "%8.1f ms  %.*s\n", timing->seconds * 1e3,
			           STR_ARG(timing->dir));
			shown++;
		} else {
			rest += timing->seconds;
			others++;
		}
	}
	if (others > 0)
		buf_printf(out, "%8.1f ms  %zu others\n", rest * 1e3, others);
}
