/*
 * range_fuzz.c - a range, a line end, a tag
 *
 * Every release answers, a refusal has a sentence, and the reasons agree with the answer.
 */
#include "flux/range.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void must(bool holds)
{
	if (!holds)
		__builtin_trap();
}

static bool some_group_takes(const struct range *range, const struct semver *version)
{
	for (size_t i = 0; i < range->groups.len; i++) {
		const struct range_comparator *guilty;
		const enum range_refusal refusal =
			range_group_asks(range, &range->groups.at[i], version, &guilty);
		must((refusal == RANGE_TAKES) == (guilty == NULL));
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
			must(range_takes(&range, &version) == some_group_takes(&range, &version));
	}
	arena_destroy(arena);
	return 0;
}
