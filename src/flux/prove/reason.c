/* reason.c - why a reference is empty: the smallest part of it that is so already. See prove.h */
#include "flux/explain.h"
#include "flux/prove/prove.h"

/* The reference with another range, and without its filter when that is not wanted. */
static bool is_empty_with(struct arena *arena, const struct selector *selector, const char *range,
                          bool with_filter)
{
	struct selector other;
	struct oci_ref ref = selector->ref;
	if (range)
		ref.semver = str_of(range);
	if (!with_filter)
		ref.filter = (str){"", 0};
	const str media_type = selector->is_helm ? STR(HELM_LAYER) : STR("");
	if (!selector_init(arena, &ref, media_type, selector->release, &other))
		return false;
	const struct prove_term term = {.selector = &other};
	return prove_find(arena, &term, 1).outcome == PROVE_NO_TAG;
}

enum prove_emptiness prove_emptiness(struct arena *arena, const struct selector *selector)
{
	const struct prove_term term = {.selector = selector};
	if (selector->error.len > 0 || selector->kind != OCI_REF_SEMVER ||
	    prove_find(arena, &term, 1).outcome != PROVE_NO_TAG)
		return PROVE_NOT_EMPTY;
	if (!selector->has_filter || is_empty_with(arena, selector, NULL, false))
		return PROVE_EMPTY_RANGE;
	if (is_empty_with(arena, selector, "*-0", true))
		return PROVE_EMPTY_FILTER;
	if (!range_asks_for_prereleases(&selector->range) &&
	    is_empty_with(arena, selector, "*", true))
		return PROVE_NEEDS_PRERELEASES;
	return PROVE_DISJOINT;
}

static str say(struct arena *arena, const char *what, const struct selector *selector)
{
	const str words = explain_filter_words(arena, &selector->filter);
	return arena_printf(arena, "%s: %.*s", what, STR_ARG(words));
}

str prove_why_empty(struct arena *arena, const struct selector *selector)
{
	if (selector->kind == OCI_REF_TAG)
		return arena_printf(arena, "'%.*s' cannot be a tag", STR_ARG(selector->ref.tag));
	switch (prove_emptiness(arena, selector)) {
	case PROVE_EMPTY_RANGE: return STR("no version is in the range");
	case PROVE_EMPTY_FILTER:
		return say(arena, "no version can match the filter, which asks for", selector);
	case PROVE_NEEDS_PRERELEASES:
		return say(arena, "the range takes no prerelease, the filter demands one",
		           selector);
	case PROVE_DISJOINT:
		return say(arena, "nothing in the range matches the filter, which asks for",
		           selector);
	case PROVE_NOT_EMPTY: break;
	}
	return STR("");
}
