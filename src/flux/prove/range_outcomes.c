/*
 * range_outcomes.c - see range_outcomes.h
 *
 * For each comparator and each outcome a version is made that has it, and range.c is asked about
 * that one. It is enough, since a comparator looks at nothing else; so no rule of ranges is written
 * down twice, and a new release of Flux changes one file.
 */
#include "flux/prove/range_outcomes.h"

#include "flux/range_bounds.h"

static const str LOWEST = STR_INIT("0"); /* the lowest prerelease there is */

/* A version with this outcome against `constant`; false when there is none. */
static bool find_version(const struct semver *constant, unsigned outcome, struct semver *out)
{
	const bool greater = outcome & 1;
	*out = *constant;
	if (outcome == OUTCOME_EQUAL)
		return true;
	if (outcome / 2 == PART_PRERELEASE) {
		out->prerelease = greater ? (str){"", 0} : LOWEST;
		return greater == (semver_compare(out, constant) > 0) &&
		       semver_compare(out, constant) != 0;
	}
	uint64_t *numbers[] = {&out->major, &out->minor, &out->patch};
	uint64_t *number = numbers[outcome / 2];
	if (*number == (greater ? UINT64_MAX : 0))
		return false;
	*number += greater ? 1 : UINT64_MAX;
	return true;
}

static outcome_set possible_outcomes(const struct semver *constant)
{
	outcome_set possible = 0;
	struct semver version;
	for (unsigned i = 0; i < OUTCOME_COUNT; i++)
		if (find_version(constant, i, &version))
			possible |= (outcome_set)(1U << i);
	return possible;
}

/* The outcomes that `comparator` takes, of those that are possible. */
static outcome_set taken_outcomes(const struct range *range,
                                  const struct range_comparator *comparator)
{
	struct range_comparator copy = *comparator;
	const struct range_group alone = {.comparators = {&copy, 1, 1}};
	outcome_set taken = 0;
	for (unsigned i = 0; i < OUTCOME_COUNT; i++) {
		const struct range_comparator *guilty;
		struct semver version;
		if (find_version(&comparator->constant, i, &version) &&
		    range_group_asks(range, &alone, &version, &guilty) != RANGE_OUT_OF_BOUNDS)
			taken |= (outcome_set)(1U << i);
	}
	return taken;
}

static bool fits_a_number(str digits)
{
	static const str largest = STR_INIT("18446744073709551615");
	if (digits.len != largest.len)
		return digits.len < largest.len;
	return str_cmp(digits, largest) <= 0;
}

static void split_prerelease(struct arena *arena, struct outcome_constant *constant)
{
	str rest = constant->version.prerelease;
	const size_t most = rest.len;
	constant->identifiers = ARENA_ARRAY(arena, str, most);
	constant->is_number = ARENA_ARRAY(arena, bool, most);
	while (rest.len > 0) {
		str identifier;
		str_cut(rest, '.', &identifier, &rest);
		constant->is_number[constant->identifier_len] =
			semver_is_number(identifier) && fits_a_number(identifier);
		constant->identifiers[constant->identifier_len++] = identifier;
	}
}

/* The one comparator that looks at a prerelease where the patch already differs. */
static bool ignores_patch(const struct range_comparator *comparator)
{
	return comparator->op == RANGE_NE && comparator->wild == WILD_PATCH;
}

/* The index of the comparator's constant, which is added when it is new. */
static size_t constant_index(struct arena *arena, struct range_outcomes *outcomes,
                             const struct range_comparator *comparator)
{
	const struct semver *version = &comparator->constant;
	const bool any_patch = ignores_patch(comparator);
	for (size_t i = 0; i < outcomes->constants.len; i++)
		if (outcomes->constants.at[i].any_patch == any_patch &&
		    semver_compare(&outcomes->constants.at[i].version, version) == 0)
			return i;
	struct outcome_constant *constant = ARRAY_ADD(arena, &outcomes->constants);
	const uint64_t numbers[] = {version->major, version->minor, version->patch};
	*constant = (struct outcome_constant){.version = *version,
	                                      .possible = possible_outcomes(version),
	                                      .any_patch = any_patch};
	if (any_patch)
		constant->possible &= (outcome_set) ~(1U << outcome_of(PART_PATCH, false) |
		                                      1U << outcome_of(PART_PATCH, true));
	for (size_t i = 0; i < 3; i++)
		if (numbers[i] > 0)
			constant->numbers[i] =
				arena_printf(arena, "%llu", (unsigned long long)numbers[i]);
	split_prerelease(arena, constant);
	return outcomes->constants.len - 1;
}

struct range_outcomes *range_outcomes_new(struct arena *arena, const struct range *range)
{
	struct range_outcomes *outcomes = ARENA_NEW(arena, struct range_outcomes);
	for (size_t i = 0; i < range->groups.len; i++) {
		const struct range_group *from = &range->groups.at[i];
		struct outcome_group group = {
			.takes_prereleases =
				range_group_bounds(arena, range, from).takes_prereleases};
		for (size_t k = 0; k < from->comparators.len; k++) {
			const struct range_comparator *comparator = &from->comparators.at[k];
			*ARRAY_ADD(arena, &group.tests) = (struct outcome_test){
				.constant = constant_index(arena, outcomes, comparator),
				.holds = taken_outcomes(range, comparator),
			};
		}
		*ARRAY_ADD(arena, &outcomes->groups) = group;
	}
	return outcomes;
}

static enum outcome_verdict judge_group(const struct outcome_group *group,
                                        const outcome_set *may_be)
{
	enum outcome_verdict verdict = OUTCOME_YES;
	for (size_t i = 0; i < group->tests.len; i++) {
		const struct outcome_test *test = &group->tests.at[i];
		const outcome_set left = may_be[test->constant];
		if ((left & test->holds) == 0)
			return OUTCOME_NO;
		if (left & ~test->holds)
			verdict = OUTCOME_OPEN;
	}
	return verdict;
}

enum outcome_verdict range_outcomes_judge(const struct range_outcomes *outcomes,
                                          const outcome_set *may_be, bool is_prerelease)
{
	enum outcome_verdict verdict = OUTCOME_NO;
	for (size_t i = 0; i < outcomes->groups.len; i++) {
		const struct outcome_group *group = &outcomes->groups.at[i];
		if (is_prerelease && !group->takes_prereleases)
			continue;
		const enum outcome_verdict one = judge_group(group, may_be);
		if (one == OUTCOME_YES)
			return OUTCOME_YES;
		if (one == OUTCOME_OPEN)
			verdict = OUTCOME_OPEN;
	}
	return verdict;
}
