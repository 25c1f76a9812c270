/*
 * timings.h - what a run spends its time on
 *
 * A kustomization is charged with everything until the next one begins: reading,
 * rendering, judging. What several take in is charged to the first.
 */
#ifndef CLI_TIMINGS_H
#define CLI_TIMINGS_H

#include "base/buf.h"

struct timing {
	str dir; /* "" for what comes after the last one */
	double start, seconds;
};

struct timings {
	struct arena *arena;
	struct timing *at;
	size_t len, cap;
};

/* `dir` begins at `now`, in seconds; "" when the last one has ended. */
void timings_begin(struct timings *timings, str dir, double now);
/* The slowest first, a line each, and the rest in one. */
void timings_add(struct buf *out, struct timings *timings);

#endif
