/*
 * bounds.h - between which versions a group of comparators lies
 *
 * Loose: everything that the group takes is within, not everything within is
 * taken. So "empty" is a proof, and "not empty" says nothing.
 */
#ifndef LINT_RULES_BOUNDS_H
#define LINT_RULES_BOUNDS_H

#include "flux/range.h"

struct bound {
	bool is_set, is_open; /* open: the version itself is out */
	struct semver version;
};

struct bounds {
	struct bound lower, upper;
	bool releases_only; /* no pre-release is taken, whatever the bounds */
};

struct bounds bounds_of_group(const struct range_group *group);
/* Leaves only versions of this major and, unless NULL, this minor number. */
void bounds_narrow(struct bounds *bounds, uint64_t major, const uint64_t *minor);
bool bounds_are_empty(const struct bounds *bounds);

#endif
