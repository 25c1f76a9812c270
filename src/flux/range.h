/*
 * range.h - what ref.semver asks for
 *
 * A range is groups of comparators: one group must hold, and in it every
 * comparator. What is accepted, what it means and how the rest fails is exactly
 * what Masterminds/semver does in the source-controller of a release.
 */
#ifndef FLUX_RANGE_H
#define FLUX_RANGE_H

#include "flux/semver.h"

enum range_op {
	RANGE_EQ,
	RANGE_NE,
	RANGE_GT,
	RANGE_LT,
	RANGE_GE,
	RANGE_LE,
	RANGE_TILDE,
	RANGE_CARET,
};

/* Where the first wildcard, or missing part, of a comparator's version is. */
enum range_wild { WILD_NONE, WILD_PATCH, WILD_MINOR, WILD_MAJOR };

struct range_comparator {
	enum range_op op;
	enum range_wild wild;
	struct semver constant; /* wild parts are 0; a prerelease is kept */
	str text;               /* "~> 1.2.x", after the rewriting of hyphen ranges */
};

struct range_group {
	ARRAY(struct range_comparator) comparators;
	bool names_prerelease; /* one of the constants is a prerelease */
};

struct range {
	str text;
	const struct flux_release *release;
	ARRAY(struct range_group) groups;
};

/* Why a group does not take a version. */
enum range_refusal {
	RANGE_TAKES,
	RANGE_NO_PRERELEASES, /* it would be in bounds, but prereleases are not asked for */
	RANGE_OUT_OF_BOUNDS,
};

/* False when Flux refuses it: *problem is the library's sentence. */
MUST_CHECK bool range_parse(struct arena *arena, str text, const struct flux_release *release,
                            struct range *out, str *problem);

/* By the rules of the release that the range was parsed for. */
bool range_takes(const struct range *range, const struct semver *version);
/* The same for one group, with the reason and in *guilty the comparator that said no, else NULL. */
enum range_refusal range_group_asks(const struct range *range, const struct range_group *group,
                                    const struct semver *version,
                                    const struct range_comparator **guilty);

/* Is there a group that takes prereleases at all? */
bool range_asks_for_prereleases(const struct range *range);

/* The shortest spelling: "=>" is ">=", "~>" is "~", and RANGE_EQ is "=". */
const char *range_op_text(enum range_op op);

#endif
