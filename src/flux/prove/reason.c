/* reason.c - prove_why_empty() of prove.h: the smallest part of a reference that is empty already
 */
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

static bool no_tag_passes(struct arena *arena, const struct tagfilter *filter)
{
	const struct prove_term term = {.pattern = filter};
	return prove_find(arena, &term, 1).outcome == PROVE_NO_TAG;
}

str prove_why_empty(struct arena *arena, const struct selector *selector)
{
	switch (selector->kind) {
	case OCI_REF_DIGEST: return STR("a digest is pulled, whatever the tags");
	case OCI_REF_TAG:
		return arena_printf(arena, "'%.*s' cannot be a tag", STR_ARG(selector->ref.tag));
	case OCI_REF_LATEST: return STR("");
	case OCI_REF_SEMVER: break;
	}
	if (is_empty_with(arena, selector, NULL, false))
		return STR("no version is in the range");
	if (no_tag_passes(arena, &selector->filter))
		return STR("no tag can match the filter");
	const str words = explain_filter_words(arena, &selector->filter);
	if (is_empty_with(arena, selector, "*-0", true))
		return arena_printf(arena, "no version can match the filter, which asks for: %.*s",
		                    STR_ARG(words));
	if (!range_asks_for_prereleases(&selector->range) &&
	    is_empty_with(arena, selector, "*", true))
		return arena_printf(arena,
		                    "the range takes no prerelease, the filter demands one: %.*s",
		                    STR_ARG(words));
	return arena_printf(arena, "nothing in the range matches the filter, which asks for: %.*s",
	                    STR_ARG(words));
}
