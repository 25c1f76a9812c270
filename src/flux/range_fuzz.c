/*
 * range_fuzz.c - a range, a line end, a tag
 *
 * Every release answers, a refusal has a sentence, and the reasons and the bounds agree with the
 * answer.
 */
#include "flux/range_bounds.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void must(bool holds)
{
	if (!holds)
		__builtin_trap();
}

static bool is_within(const struct range_bounds *bounds, const struct semver *version)
{
	const struct range_bound *lower = &bounds->lower, *upper = &bounds->upper;
	const int above = lower->is_set ? semver_compare(version, &lower->version) : 1;
	const int below = upper->is_set ? semver_compare(version, &upper->version) : -1;
	return !lower->is_beyond && (above > 0 || (above == 0 && lower->is_inclusive)) &&
	       (below < 0 || (below == 0 && upper->is_inclusive));
}

/* What is taken is within the bounds, what is within them is taken, but for exceptions. */
static void check_bounds(struct arena *arena, const struct range *range,
                         const struct range_group *group, const struct semver *version,
                         enum range_refusal refusal)
{
	const struct range_bounds bounds = range_group_bounds(arena, range, group);
	const bool within = is_within(&bounds, version);
	if (refusal == RANGE_TAKES) {
		must(within && !range_bounds_are_empty(&bounds));
		must(bounds.takes_prereleases || !semver_is_prerelease(version));
	} else if (within && bounds.exceptions.len == 0) {
		must(refusal == RANGE_NO_PRERELEASES && !bounds.takes_prereleases);
	}
}

static bool some_group_takes(struct arena *arena, const struct range *range,
                             const struct semver *version)
{
	for (size_t i = 0; i < range->groups.len; i++) {
		const struct range_comparator *guilty;
		const enum range_refusal refusal =
			range_group_asks(range, &range->groups.at[i], version, &guilty);
		must((refusal == RANGE_TAKES) == (guilty == NULL));
		check_bounds(arena, range, &range->groups.at[i], version, refusal);
		if (refusal == RANGE_TAKES)
			return true;
	}
	return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct arena *arena = arena_create();
	str text, tag, problem = {"", 0};
	const size_t cut = str_find_char((str){(const char *)data, len}, '\n');
	text = str_slice((str){(const char *)data, len}, 0, cut);
	tag = cut == STR_NONE ? STR("1.2.3") : (str){(const char *)data + cut + 1, len - cut - 1};
	for (size_t i = 0; i < FLUX_RELEASE_COUNT; i++) {
		struct range range;
		struct semver version;
		if (!range_parse(arena, text, &FLUX_RELEASES[i], &range, &problem))
			must(problem.len > 0);
		else if (semver_parse_tag(arena, tag, &FLUX_RELEASES[i], &version, &problem))
			must(range_takes(&range, &version) ==
			     some_group_takes(arena, &range, &version));
	}
	arena_destroy(arena);
	return 0;
}
