/*
 * range_bounds.c - see range_bounds.h
 *
 * Bounds are versions in the full order, pre-releases included: what is "behind" 1.2 is 1.3.0-0,
 * the lowest that there is of 1.3. Whether pre-releases within the bounds are taken at all is
 * another question, which the group as a whole answers.
 */
#include "flux/range_bounds.h"

static const str LOWEST = STR_INIT("0"); /* the lowest prerelease there is */

/*
 * The first version, prereleases included, behind all that share the numbers of `version` down to
 * the wildcard. There may be none: 18446744073709551615 is the largest number.
 */
static struct range_bound behind(struct semver version, enum range_wild wild)
{
	struct range_bound bound = {.is_set = true, .version = version};
	struct semver *next = &bound.version;
	next->prerelease = LOWEST;
	next->metadata = (str){"", 0};
	if (wild == WILD_NONE && next->patch++ < UINT64_MAX)
		return bound;
	next->patch = 0;
	if (wild <= WILD_PATCH && next->minor++ < UINT64_MAX)
		return bound;
	next->minor = 0;
	bound.is_set = next->major++ < UINT64_MAX;
	bound.is_beyond = !bound.is_set;
	return bound;
}

static struct range_bound at(const struct semver *version, bool inclusive)
{
	return (struct range_bound){.is_set = true, .is_inclusive = inclusive, .version = *version};
}

static bool is_zero(const struct semver *version)
{
	return version->major == 0 && version->minor == 0 && version->patch == 0;
}

/* ~1.2.3 and 1.2.x keep the minor, ~1 and 1.x the major; ~0.0.0 and * have no upper bound. */
static struct range_bound tilde_end(const struct range_comparator *comparator)
{
	const enum range_wild wild = comparator->wild;
	if (wild == WILD_MAJOR || (wild == WILD_NONE && is_zero(&comparator->constant)))
		return (struct range_bound){0};
	return behind(comparator->constant, wild == WILD_NONE ? WILD_PATCH : wild);
}

/* ^ keeps the first number that is not 0; of ^0.0.3 nothing but the patch itself is left. */
static struct range_bound caret_end(const struct range_comparator *comparator)
{
	const struct semver *constant = &comparator->constant;
	if (constant->major > 0 || comparator->wild == WILD_MINOR)
		return behind(*constant, WILD_MINOR);
	if (constant->minor > 0 || comparator->wild == WILD_PATCH)
		return behind(*constant, WILD_PATCH);
	return behind(*constant, WILD_NONE);
}

/* The bounds of one comparator, which is not a !=. */
static void comparator_bounds(const struct range_comparator *comparator, struct range_bound *lower,
                              struct range_bound *upper)
{
	const struct semver *constant = &comparator->constant;
	const enum range_wild wild = comparator->wild;
	const bool whole = wild == WILD_PATCH || wild == WILD_MINOR;
	*lower = *upper = (struct range_bound){0};
	switch (comparator->op) {
	case RANGE_EQ:
		*lower = at(constant, true);
		*upper = wild == WILD_NONE ? at(constant, true) : tilde_end(comparator);
		break;
	case RANGE_GT:
		*lower = whole ? behind(*constant, wild) : at(constant, false);
		lower->is_inclusive = whole;
		break;
	case RANGE_LT: *upper = at(constant, false); break;
	case RANGE_GE: *lower = at(constant, true); break;
	case RANGE_LE:
		*upper = wild == WILD_NONE ? at(constant, true)
		                           : behind(*constant, whole ? wild : WILD_PATCH);
		break;
	case RANGE_TILDE:
		*lower = at(constant, true);
		*upper = tilde_end(comparator);
		break;
	case RANGE_CARET:
		*lower = at(constant, true);
		*upper = caret_end(comparator);
		break;
	case RANGE_NE: break;
	}
}

/* Keeps the narrower of two bounds; `sign` is 1 for lower ones, -1 for upper ones. */
static void narrow(struct range_bound *bound, const struct range_bound *other, int sign)
{
	if (sign > 0 && other->is_beyond)
		*bound = *other;
	if (!other->is_set || bound->is_beyond)
		return;
	const int order =
		bound->is_set ? sign * semver_compare(&other->version, &bound->version) : 1;
	if (order > 0 || (order == 0 && !other->is_inclusive))
		*bound = *other;
}

/* Does the group take a prerelease that is within its bounds? */
static bool takes_prereleases(const struct range *range, const struct range_group *group)
{
	if (!range->release->each_names_prerelease)
		return group->names_prerelease;
	for (size_t i = 0; i < group->comparators.len; i++) {
		const struct range_comparator *comparator = &group->comparators.at[i];
		const bool forgotten = comparator->op == RANGE_NE && comparator->wild == WILD_NONE;
		if (!forgotten && !semver_is_prerelease(&comparator->constant))
			return false;
	}
	return true;
}

struct range_bounds range_group_bounds(struct arena *arena, const struct range *range,
                                       const struct range_group *group)
{
	struct range_bounds out = {.takes_prereleases = takes_prereleases(range, group)};
	for (size_t i = 0; i < group->comparators.len; i++) {
		const struct range_comparator *comparator = &group->comparators.at[i];
		struct range_bound lower, upper;
		if (comparator->op == RANGE_NE) {
			*ARRAY_ADD(arena, &out.exceptions) = comparator;
			continue;
		}
		comparator_bounds(comparator, &lower, &upper);
		narrow(&out.lower, &lower, 1);
		narrow(&out.upper, &upper, -1);
	}
	return out;
}

/* Turns a lower bound into the lowest release that is not below it; false when there is none. */
static bool find_first_release(const struct range_bound *lower, struct semver *out)
{
	*out = (struct semver){0};
	if (!lower->is_set)
		return true;
	*out = lower->version;
	out->prerelease = out->metadata = (str){"", 0};
	if (semver_is_prerelease(&lower->version) || lower->is_inclusive)
		return true;
	const struct range_bound next = behind(*out, WILD_NONE);
	*out = next.version;
	out->prerelease = (str){"", 0};
	return next.is_set;
}

/* Is there no version between the two? Behind 1.2.3-a comes 1.2.3-a.0. */
static bool is_directly_behind(const struct semver *low, const struct semver *high)
{
	if (!semver_is_prerelease(low)) {
		const struct range_bound next = behind(*low, WILD_NONE);
		return next.is_set && semver_compare(&next.version, high) == 0;
	}
	const str tail = str_from(high->prerelease, low->prerelease.len);
	struct semver cut = *high;
	cut.prerelease = str_slice(high->prerelease, 0, low->prerelease.len);
	return str_eq(tail, STR(".0")) && semver_compare(low, &cut) == 0;
}

/*
 * Releases alone, and all versions, have to be asked differently: between 1.2.3 and 1.2.4 there is
 * no release, but there are all of 1.2.4's prereleases.
 */
bool range_bounds_are_empty(const struct range_bounds *bounds)
{
	const struct range_bound *lower = &bounds->lower, *upper = &bounds->upper;
	struct semver first;
	if (lower->is_beyond || !find_first_release(lower, &first))
		return true;
	if (!upper->is_set)
		return false;
	if (!bounds->takes_prereleases) {
		const int order = semver_compare(&first, &upper->version);
		return order > 0 || (order == 0 && !upper->is_inclusive);
	}
	if (!lower->is_set) /* 0.0.0-0 is the lowest version of all */
		return !upper->is_inclusive &&
		       semver_compare(&upper->version, &(struct semver){.prerelease = LOWEST}) <= 0;
	const int order = semver_compare(&lower->version, &upper->version);
	if (order != 0)
		return order > 0 || (!lower->is_inclusive && !upper->is_inclusive &&
		                     is_directly_behind(&lower->version, &upper->version));
	return !lower->is_inclusive || !upper->is_inclusive;
}
