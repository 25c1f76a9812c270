/*
 * range_outcomes.h - a range as a Boolean function of a few comparisons
 *
 * All that a range asks of a version is how it compares with the constants in it, and where the
 * first difference is. Each comparator then is a set of outcomes, found by asking range.c about one
 * version for each: what ranges mean is written down there and nowhere else.
 */
#ifndef FLUX_PROVE_RANGE_OUTCOMES_H
#define FLUX_PROVE_RANGE_OUTCOMES_H

#include "flux/range.h"

/* Which part of a version differs first. */
enum outcome_part { PART_MAJOR, PART_MINOR, PART_PATCH, PART_PRERELEASE };

/* How a version compares with a constant. */
enum {
	OUTCOME_EQUAL = 8,
	OUTCOME_COUNT = 9,
	OUTCOME_ALL = (1 << OUTCOME_COUNT) - 1,
};
static inline unsigned outcome_of(enum outcome_part part, bool greater)
{
	return 2 * (unsigned)part + greater;
}

/* A set of outcomes: bit o. */
typedef uint16_t outcome_set;

struct outcome_constant {
	struct semver version;
	str numbers[3];        /* in decimal; "" for 0 */
	str *identifiers;      /* of the prerelease */
	bool *is_number;       /* those that compare as numbers */
	size_t identifier_len; /* how many */
	outcome_set possible;  /* nothing is below 0.0.0-0 */
	bool any_patch;        /* !=1.2 looks at the prerelease whatever the patch is */
};

/* Holds when the outcome against a constant is one of a few. */
struct outcome_test {
	size_t constant;
	outcome_set holds;
};

struct outcome_group {
	ARRAY(struct outcome_test) tests;
	bool takes_prereleases;
};

struct range_outcomes {
	ARRAY(struct outcome_constant) constants;
	ARRAY(struct outcome_group) groups;
};

/* In `arena`; borrows the range. */
struct range_outcomes *range_outcomes_new(struct arena *arena, const struct range *range);

enum outcome_verdict { OUTCOME_OPEN, OUTCOME_NO, OUTCOME_YES };

/* What is known when the outcome against constant i is one of may_be[i]. */
enum outcome_verdict range_outcomes_judge(const struct range_outcomes *outcomes,
                                          const outcome_set *may_be, bool is_prerelease);

#endif
