/*
 * range_bounds.h - a group of comparators as one stretch of versions
 *
 * All comparators but != take a stretch of the order of versions, and so do any number of them
 * together. That is what people think in, and what can be said in words.
 */
#ifndef FLUX_RANGE_BOUNDS_H
#define FLUX_RANGE_BOUNDS_H

#include "flux/range.h"

struct range_bound {
	bool is_set, is_inclusive;
	bool is_beyond; /* behind the last version of all; not set then */
	struct semver version;
};

struct range_bounds {
	struct range_bound lower, upper;
	ARRAY(const struct range_comparator *) exceptions; /* the != among them */
	bool takes_prereleases; /* those within the bounds, by the rule of the range's release */
};

/* The stretch that all comparators of the group leave; its exceptions are borrowed from it. */
struct range_bounds range_group_bounds(struct arena *arena, const struct range *range,
                                       const struct range_group *group);
/* Is no version, of the kind that is taken, within the bounds? (Exceptions are not looked at.) */
bool range_bounds_are_empty(const struct range_bounds *bounds);

#endif
