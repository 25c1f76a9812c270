/*
 * range_respell.c - see range_respell.h
 *
 * Comparators keep the text that their author wrote, with or without spaces and missing parts; only
 * a tail "-0" comes or goes. Where that alone would move a bound, as in ">1.0.0", there is no such
 * spelling.
 */
#include "flux/range_respell.h"

#include "base/buf.h"

/* "<2.0.0" beside a '-0': the bound lets its own prereleases in, and nobody means that. */
static bool is_leaky(const struct range_group *group, const struct range_comparator *comparator)
{
	return group->names_prerelease && comparator->op == RANGE_LT &&
	       comparator->wild != WILD_MAJOR && !semver_is_prerelease(&comparator->constant);
}

/* ">=1.0.0-0" without its "-0": no operator and no number holds a hyphen. */
static str without_prerelease(str text)
{
	const size_t hyphen = str_find_char(text, '-');
	return hyphen == STR_NONE ? text : str_slice(text, 0, hyphen);
}

/* With a "-0" some bounds would begin or end elsewhere: ">1.0.0-0" takes 1.0.0. */
static bool can_invite(const struct range_comparator *comparator)
{
	if (semver_is_prerelease(&comparator->constant))
		return false;
	switch (comparator->op) {
	case RANGE_EQ: return comparator->wild != WILD_NONE;
	case RANGE_GE:
	case RANGE_LT:
	case RANGE_TILDE:
	case RANGE_CARET: return true;
	case RANGE_NE:
	case RANGE_GT:
	case RANGE_LE: break;
	}
	return false;
}

static str respell(struct arena *arena, const struct range_group *group,
                   const struct range_comparator *comparator, enum range_spelling spelling)
{
	switch (spelling) {
	case RANGE_CAPPED:
		return is_leaky(group, comparator)
		               ? arena_concat(arena, comparator->text, STR("-0"))
		               : comparator->text;
	case RANGE_RELEASES: return without_prerelease(comparator->text);
	case RANGE_INVITING:
		return can_invite(comparator) ? arena_concat(arena, comparator->text, STR("-0"))
		                              : comparator->text;
	}
	return comparator->text;
}

str range_respell(struct arena *arena, const struct range *range, enum range_spelling spelling)
{
	str rest = range->text;
	struct buf out;
	buf_init(&out, arena);
	for (size_t g = 0; g < range->groups.len; g++) {
		const struct range_group *group = &range->groups.at[g];
		for (size_t c = 0; c < group->comparators.len; c++) {
			const struct range_comparator *comparator = &group->comparators.at[c];
			const size_t at = str_find(rest, comparator->text);
			if (at == STR_NONE)
				return STR(""); /* a hyphen range, which the parser wrote anew */
			buf_add(&out, str_slice(rest, 0, at));
			buf_add(&out, respell(arena, group, comparator, spelling));
			rest = str_from(rest, at + comparator->text.len);
		}
	}
	buf_add(&out, rest);
	return str_eq(buf_text(&out), range->text) ? STR("") : buf_text(&out);
}
