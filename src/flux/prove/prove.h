/*
 * prove.h - decides questions about all possible tags
 *
 * What a reference may select is a regular language, and so is what a pattern allows: whether a tag
 * is in some of them and not in others has an exact answer, found by walking automata side by side.
 * A tag that is found is asked of select.c before anybody sees it, which knows nothing of automata.
 * A question that would cost too much is left open, never guessed.
 */
#ifndef FLUX_PROVE_PROVE_H
#define FLUX_PROVE_PROVE_H

#include "base/map.h"
#include "flux/select.h"

/* What is asked of a tag: that a reference, or else a pattern, takes it. */
struct prove_term {
	const struct selector *selector;
	const struct tagfilter *pattern;
	bool negated; /* that it does not */
};
enum { PROVE_MOST_TERMS = 6 };

enum prove_outcome {
	PROVE_NO_TAG, /* there is none, among all */
	PROVE_TAG,
	PROVE_UNDECIDED,
};

struct prove_answer {
	enum prove_outcome outcome;
	str witness;   /* PROVE_TAG: one of the shortest */
	str reason;    /* PROVE_UNDECIDED: why */
	size_t states; /* that were looked at */
};

/* Is there a tag that fits all terms, at most PROVE_MOST_TERMS of them? */
struct prove_answer prove_find(struct arena *arena, const struct prove_term *terms, size_t count);

/*
 * A tag for people that fits all terms: with a 'v' and the numbers of the ranges where that is
 * possible, not ending in a separator. `witness` when there is no better one.
 */
str prove_example(struct arena *arena, const struct prove_term *terms, size_t count, str witness);

/* The smallest part of a reference by semver that takes no tag already. */
enum prove_emptiness {
	PROVE_NOT_EMPTY, /* or nobody knows */
	PROVE_EMPTY_RANGE,
	PROVE_EMPTY_FILTER,      /* no tag matches, or none that is a version */
	PROVE_NEEDS_PRERELEASES, /* the filter takes nothing else, the range none */
	PROVE_DISJOINT,          /* there are both, but not at once */
};
/* PROVE_NOT_EMPTY as well for references that do not go by semver. */
enum prove_emptiness prove_emptiness(struct arena *arena, const struct selector *selector);

/* Answers that were found once: a repository has one reference a hundred times. */
struct prove_memo {
	struct arena *arena;
	struct map emptiness, answers;
};
/* Nothing known yet. One memo serves one run, since it only grows. */
struct prove_memo *prove_memo_new(struct arena *arena);
enum prove_emptiness prove_emptiness_known(struct prove_memo *memo,
                                           const struct selector *selector);
/* prove_find() with the witness that prove_example() has for it. */
struct prove_answer prove_find_known(struct prove_memo *memo, const struct prove_term *terms,
                                     size_t count);
/* Its witness; "" when there is none, or nobody knows. */
str prove_example_known(struct prove_memo *memo, const struct prove_term *terms, size_t count);

/* Why a reference of which prove_find() knows that it selects nothing does so, in a sentence. */
str prove_why_empty(struct arena *arena, const struct selector *selector);

#endif
