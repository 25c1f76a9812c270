/* bounds.c - see bounds.h */
#include "lint/rules/bounds.h"

static void at_least(struct bounds *bounds, struct semver version, bool is_open)
{
	struct bound *lower = &bounds->lower;
	const int order = lower->is_set ? semver_compare(&version, &lower->version) : 1;
	if (order > 0 || (order == 0 && is_open))
		*lower = (struct bound){true, is_open, version};
}

static void at_most(struct bounds *bounds, struct semver version, bool is_open)
{
	struct bound *upper = &bounds->upper;
	const int order = upper->is_set ? semver_compare(&version, &upper->version) : -1;
	if (order < 0 || (order == 0 && is_open))
		*upper = (struct bound){true, is_open, version};
}

/*
 * What shares its numbers with a version ends before the lowest pre-release of the next: "~1.2"
 * takes no 1.3.0-rc.1. The largest number has no next, and then there is no upper bound.
 */
static void below_next_major(struct bounds *bounds, uint64_t major)
{
	const struct semver next = {.major = major + 1, .prerelease = STR("0")};
	if (major < UINT64_MAX)
		at_most(bounds, next, true);
}

static void below_next_minor(struct bounds *bounds, uint64_t major, uint64_t minor)
{
	const struct semver next = {.major = major, .minor = minor + 1, .prerelease = STR("0")};
	if (minor < UINT64_MAX)
		at_most(bounds, next, true);
}

static void below_next_patch(struct bounds *bounds, uint64_t patch)
{
	const struct semver next = {.patch = patch + 1, .prerelease = STR("0")};
	if (patch < UINT64_MAX)
		at_most(bounds, next, true);
}

/* Up to the end of what the wildcard stands for; nothing ends at the whole wildcard. */
static void within_wildcard(struct bounds *bounds, const struct range_comparator *comparator)
{
	const struct semver *c = &comparator->constant;
	switch (comparator->wild) {
	case WILD_NONE: at_most(bounds, *c, false); break;
	case WILD_PATCH: below_next_minor(bounds, c->major, c->minor); break;
	case WILD_MINOR: below_next_major(bounds, c->major); break;
	case WILD_MAJOR: break;
	}
}

/* "~1.2.3" keeps the minor, "~1" the major; "~0.0.0" takes everything, as the library has it. */
static void within_tilde(struct bounds *bounds, const struct range_comparator *comparator)
{
	const struct semver *c = &comparator->constant;
	if (comparator->wild == WILD_MINOR)
		below_next_major(bounds, c->major);
	else if (comparator->wild != WILD_MAJOR && (c->major || c->minor || c->patch))
		below_next_minor(bounds, c->major, c->minor);
}

/* "^" keeps the first number that is not 0. */
static void within_caret(struct bounds *bounds, const struct range_comparator *comparator)
{
	const struct semver *c = &comparator->constant;
	if (c->major > 0 || comparator->wild == WILD_MINOR)
		below_next_major(bounds, c->major);
	else if (c->minor > 0 || comparator->wild == WILD_PATCH)
		below_next_minor(bounds, 0, c->minor);
	else
		below_next_patch(bounds, c->patch);
}

static void add(struct bounds *bounds, const struct range_comparator *comparator)
{
	const struct semver *c = &comparator->constant;
	const struct semver release = {.major = c->major, .minor = c->minor, .patch = c->patch};
	switch (comparator->op) {
	case RANGE_NE: break;
	case RANGE_EQ:
		at_least(bounds, *c, false);
		within_wildcard(bounds, comparator);
		break;
	case RANGE_GT: at_least(bounds, *c, comparator->wild == WILD_NONE); break;
	case RANGE_GE: at_least(bounds, *c, false); break;
	case RANGE_LT: at_most(bounds, comparator->wild == WILD_NONE ? *c : release, true); break;
	case RANGE_LE:
		within_wildcard(bounds, comparator);
		if (comparator->wild == WILD_MAJOR)
			below_next_minor(bounds, 0, 0);
		break;
	case RANGE_TILDE:
		at_least(bounds, *c, false);
		within_tilde(bounds, comparator);
		break;
	case RANGE_CARET:
		at_least(bounds, *c, false);
		within_caret(bounds, comparator);
		break;
	}
}

struct bounds bounds_of_group(const struct range_group *group)
{
	struct bounds bounds = {.releases_only = !group->names_prerelease};
	at_least(&bounds, (struct semver){.prerelease = STR("0")}, false); /* nothing is lower */
	for (size_t i = 0; i < group->comparators.len; i++)
		add(&bounds, &group->comparators.at[i]);
	return bounds;
}

void bounds_narrow(struct bounds *bounds, uint64_t major, const uint64_t *minor)
{
	const struct semver lowest = {
		.major = major, .minor = minor ? *minor : 0, .prerelease = STR("0")};
	at_least(bounds, lowest, false);
	if (minor)
		below_next_minor(bounds, major, *minor);
	else
		below_next_major(bounds, major);
}

/* The first release that a lower bound lets in: behind 1.2.3-rc comes 1.2.3, behind it 1.2.4. */
static struct semver first_release(const struct bound *lower)
{
	struct semver release = lower->version;
	if (semver_is_prerelease(&release))
		release.prerelease = STR("");
	else if (lower->is_open && release.patch < UINT64_MAX)
		release.patch++;
	return release;
}

bool bounds_are_empty(const struct bounds *bounds)
{
	const struct bound *upper = &bounds->upper;
	struct bound lower = bounds->lower;
	if (!lower.is_set || !upper->is_set)
		return false;
	if (bounds->releases_only && !(lower.is_open && lower.version.patch == UINT64_MAX))
		lower = (struct bound){true, false, first_release(&lower)};
	const int order = semver_compare(&lower.version, &upper->version);
	return order > 0 || (order == 0 && (lower.is_open || upper->is_open));
}
