/* range.c - what a range takes; see range.h, and range_parse.c for how it is read */
#include "flux/range.h"

/* What decides about a version, computed once a comparison. */
struct comparison {
	int order; /* of the version to the constant */
	bool same_major, same_minor, same_patch;
};

static struct comparison compare(const struct semver *version, const struct semver *constant)
{
	return (struct comparison){
		.order = semver_compare(version, constant),
		.same_major = version->major == constant->major,
		.same_minor = version->minor == constant->minor,
		.same_patch = version->patch == constant->patch,
	};
}

/* ~1.2.3: from there on, with the same minor. ~0.0.0 takes everything, which nobody expects. */
static bool takes_tilde(const struct range_comparator *comparator, struct comparison to)
{
	const struct semver *constant = &comparator->constant;
	const bool zero = constant->major == 0 && constant->minor == 0 && constant->patch == 0;
	if (to.order < 0)
		return false;
	if (zero && comparator->wild != WILD_MINOR && comparator->wild != WILD_PATCH)
		return true;
	return to.same_major && (to.same_minor || comparator->wild == WILD_MINOR);
}

/* !=* is !=0.0.0, another surprise of the library. */
static bool takes_unequal(const struct range_comparator *comparator, const struct semver *version,
                          struct comparison to)
{
	switch (comparator->wild) {
	case WILD_NONE:
	case WILD_MAJOR: return to.order != 0;
	case WILD_MINOR: return !to.same_major;
	case WILD_PATCH:
		return !to.same_major || !to.same_minor ||
		       !str_eq(version->prerelease, comparator->constant.prerelease);
	}
	return false;
}

/* >1 begins at 2.0.0 and >1.2 at 1.3.0. */
static bool takes_greater(const struct range_comparator *comparator, const struct semver *version,
                          struct comparison to)
{
	const struct semver *constant = &comparator->constant;
	switch (comparator->wild) {
	case WILD_NONE: return to.order > 0;
	case WILD_MAJOR: return to.same_major ? to.order > 0 : version->major > constant->major;
	case WILD_MINOR: return version->major > constant->major;
	case WILD_PATCH:
		return to.same_major ? version->minor > constant->minor
		                     : version->major > constant->major;
	}
	return false;
}

/* <=1 takes all of 1.x.x, <=1.2 all of 1.2.x; <=* only 0.0.x. */
static bool takes_not_greater(const struct range_comparator *comparator,
                              const struct semver *version, struct comparison to)
{
	if (comparator->wild == WILD_NONE)
		return to.order <= 0;
	if (version->major > comparator->constant.major)
		return false;
	return !to.same_major || comparator->wild == WILD_MINOR ||
	       version->minor <= comparator->constant.minor;
}

/* ^ keeps the first number that is not 0; ^* keeps all of 0.0.0. */
static bool takes_caret(const struct range_comparator *comparator, struct comparison to)
{
	const struct semver *constant = &comparator->constant;
	if (to.order < 0 || !to.same_major)
		return false;
	if (constant->major > 0 || comparator->wild == WILD_MINOR)
		return true;
	if (!to.same_minor)
		return false;
	return constant->minor > 0 || comparator->wild == WILD_PATCH || to.same_patch;
}

static bool comparator_takes(const struct range_comparator *comparator,
                             const struct semver *version)
{
	const struct comparison to = compare(version, &comparator->constant);
	switch (comparator->op) {
	case RANGE_EQ:
		return comparator->wild == WILD_NONE ? to.order == 0 : takes_tilde(comparator, to);
	case RANGE_NE: return takes_unequal(comparator, version, to);
	case RANGE_GT: return takes_greater(comparator, version, to);
	case RANGE_LT: return to.order < 0;
	case RANGE_GE: return to.order >= 0;
	case RANGE_LE: return takes_not_greater(comparator, version, to);
	case RANGE_TILDE: return takes_tilde(comparator, to);
	case RANGE_CARET: return takes_caret(comparator, to);
	}
	return false;
}

/* Up to Flux 2.6: must each comparator name a prerelease? The library forgot a plain != there. */
static bool comparator_shuns_prereleases(const struct range_comparator *comparator)
{
	return !semver_is_prerelease(&comparator->constant) &&
	       (comparator->op != RANGE_NE || comparator->wild != WILD_NONE);
}

/* The comparator that keeps prereleases out of the group; NULL when they are let in. */
static const struct range_comparator *prerelease_bar(const struct range *range,
                                                     const struct range_group *group)
{
	const bool one_is_enough = !range->release->each_names_prerelease;
	if (one_is_enough && group->names_prerelease)
		return NULL;
	for (size_t i = 0; i < group->comparators.len; i++)
		if (one_is_enough || comparator_shuns_prereleases(&group->comparators.at[i]))
			return &group->comparators.at[i];
	return NULL;
}

static const struct range_comparator *first_refusal(const struct range_group *group,
                                                    const struct semver *version)
{
	for (size_t i = 0; i < group->comparators.len; i++)
		if (!comparator_takes(&group->comparators.at[i], version))
			return &group->comparators.at[i];
	return NULL;
}

enum range_refusal range_group_asks(const struct range *range, const struct range_group *group,
                                    const struct semver *version,
                                    const struct range_comparator **guilty)
{
	*guilty = first_refusal(group, version);
	if (*guilty)
		return RANGE_OUT_OF_BOUNDS;
	if (semver_is_prerelease(version) && (*guilty = prerelease_bar(range, group)))
		return RANGE_NO_PRERELEASES;
	return RANGE_TAKES;
}

bool range_asks_for_prereleases(const struct range *range)
{
	for (size_t i = 0; i < range->groups.len; i++)
		if (!prerelease_bar(range, &range->groups.at[i]))
			return true;
	return false;
}

bool range_takes(const struct range *range, const struct semver *version)
{
	for (size_t i = 0; i < range->groups.len; i++) {
		const struct range_group *group = &range->groups.at[i];
		if (semver_is_prerelease(version) && prerelease_bar(range, group))
			continue;
		if (!first_refusal(group, version))
			return true;
	}
	return false;
}
