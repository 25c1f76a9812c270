/*
 * golden.h - recorded cases: a folder each, with an input tree and what must come out
 *
 *	want.yaml  what kustomize prints (recorded from it, never from kustoc), or
 *	want.err   lines that must all stand in what is said of a failure
 *	dir        the directory to build, below the folder (default: the folder itself)
 *	flags      more arguments, one a line
 *	differs    why kustomize 5.5.0 gives something else than 5.7.1, which want.yaml is from
 */
#ifndef TESTING_GOLDEN_H
#define TESTING_GOLDEN_H

#include "base/arena.h"

struct golden_case {
	const char *name; /* of the folder */
	str dir;          /* to build, as seen from the project's root */
	ARRAY(str) flags;
	bool fails;
	str want; /* output, or lines of what is said */
	bool differs;
};

struct golden_cases {
	struct golden_case *at;
	size_t len, cap;
};

/* The cases below `root`, in the order of their names; reads every file of theirs but the input. */
struct golden_cases golden_load(struct arena *arena, str root);

/* The lines of `want` that are not in `text`. */
str golden_missing_lines(struct arena *arena, str want, str text);

#endif
