/* reason.c - prove_why_empty() of prove.h: the smallest part of a reference that is empty already
 */
#include "base/buf.h"
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

struct prove_memo *prove_memo_new(struct arena *arena)
{
	struct prove_memo *memo = ARENA_NEW(arena, struct prove_memo);
	memo->arena = arena;
	return memo;
}

/* Two that are asked alike have equal texts. */
static str key_of(struct arena *arena, const struct selector *selector)
{
	const struct oci_ref *ref = &selector->ref;
	return arena_printf(arena, "%s %d %d %zu %zu %.*s%.*s%.*s%.*s", selector->release->name,
	                    selector->is_helm, selector->has_filter, ref->digest.len,
	                    ref->semver.len, STR_ARG(ref->digest), STR_ARG(ref->semver),
	                    STR_ARG(ref->filter), STR_ARG(ref->tag));
}

enum prove_emptiness prove_emptiness_known(struct prove_memo *memo, const struct selector *selector)
{
	const str key = key_of(memo->arena, selector);
	enum prove_emptiness *known = map_get(&memo->emptiness, key);
	if (!known) {
		known = ARENA_NEW(memo->arena, enum prove_emptiness);
		*known = prove_emptiness(memo->arena, selector);
		map_set(memo->arena, &memo->emptiness, key, known);
	}
	return *known;
}

static str key_of_terms(struct arena *arena, const struct prove_term *terms, size_t count)
{
	struct buf key;
	buf_init(&key, arena);
	for (size_t i = 0; i < count; i++) {
		const str text = terms[i].selector ? key_of(arena, terms[i].selector)
		                                   : terms[i].pattern->text;
		buf_printf(&key, "%d %d %zu %.*s\n", terms[i].negated, !terms[i].selector, text.len,
		           STR_ARG(text));
	}
	return buf_text(&key);
}

str prove_example_known(struct prove_memo *memo, const struct prove_term *terms, size_t count)
{
	struct arena *arena = memo->arena;
	const str key = key_of_terms(arena, terms, count);
	str *known = map_get(&memo->examples, key);
	if (!known) {
		const struct prove_answer answer = prove_find(arena, terms, count);
		known = ARENA_NEW(arena, str);
		*known = answer.outcome == PROVE_TAG
		                 ? prove_example(arena, terms, count, answer.witness)
		                 : STR("");
		map_set(arena, &memo->examples, key, known);
	}
	return *known;
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
