/*
 * reach.c - what spec.ref can select at all, decided over all tags: OCI102 to OCI104, OCI204
 *
 * A reference that selects nothing leaves the last artifact in place, and only a condition tells of
 * it. So each way of being empty is an error, and each has another way out: the range by itself,
 * the filter by itself, pre-releases that one of them wants and the other refuses, or both
 * together.
 */
#include "flux/range_respell.h"
#include "lint/rules/selection.h"

/*
 * Of a filter with white space around it, or with a control character in it, other rules tell; and
 * of one that a patch left in place OCI304, whose way out is not to invite what the filter wants.
 */
static enum prove_emptiness emptiness_of(struct rule_check *check,
                                         const struct repository *repository,
                                         struct selector *selector)
{
	if (!selection_of(check, repository, selector) ||
	    repository_is_spoilt(repository->filter) || repository_is_leftover(repository))
		return PROVE_NOT_EMPTY;
	return prove_emptiness_known(check->memo, selector);
}

/* `says`: " takes it", what it has to do with the witness; "" for nothing. */
static void note_other(struct rule_check *check, const char *key, const struct node *value,
                       str says)
{
	diag_note(check->diags, value->at, key, "'%.*s'%.*s", STR_ARG(value->text), STR_ARG(says));
}

static void note_witness(struct rule_check *check, str tag)
{
	if (tag.len > 0)
		diag_note(check->diags, NO_MARK, "witness", "%.*s", STR_ARG(tag));
}

void check_semver_empty(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		/* By itself: whether the filter can be used has no part in it. */
		struct selector selector;
		if (!selection_of_range(check, &repository, &selector) ||
		    prove_emptiness_known(check->memo, &selector) != PROVE_EMPTY_RANGE)
			continue;
		rule_report(check, repository.semver->at, "no version is in the range '%.*s'",
		            STR_ARG(repository.semver->text));
		if (repository.filter)
			note_other(check, "filter", repository.filter, STR(""));
		rule_note_base(check, check->diags->last, repository.resource);
		diag_note(check->diags, NO_MARK, "fix",
		          "move one of the bounds, or put '||' between them if either will do");
	}
}

#define UNSAFE "   (unsafe: changes which tags are pulled)"

/* No version begins with 'V'. The filter with 'v' for it, when that is all it takes; else "". */
static str in_lower_case(struct rule_check *check, const struct selector *selector)
{
	struct selector other;
	const str filter = rule_replace(check->arena, selector->ref.filter, STR("V"), STR("v"));
	if (str_eq(filter, selector->ref.filter) ||
	    !selection_with_filter(check, selector, filter, &other))
		return STR("");
	const struct prove_term term = {.selector = &other};
	return selection_tag(check, &term, 1).len > 0 ? filter : STR("");
}

static bool mend_case(struct rule_check *check, const struct repository *repository,
                      const struct selector *selector)
{
	const str meant = in_lower_case(check, selector);
	if (meant.len == 0)
		return false;
	diag_note(check->diags, NO_MARK, "fix", "no version begins with 'V': '%.*s'",
	          STR_ARG(meant));
	rule_mend(check, repository->filter, false, meant);
	return true;
}

/* A tag that the filter takes, whatever the range; "" when there is none, or nobody knows. */
static str filtered_tag(struct rule_check *check, const struct selector *selector)
{
	struct selector any;
	const struct prove_term term = {.selector = &any};
	return selection_with_range(check, selector, STR("*-0"), &any)
	               ? selection_tag(check, &term, 1)
	               : STR("");
}

/* The range with an invitation, when that is all that is missing. */
static void invite(struct rule_check *check, const struct repository *repository,
                   const struct selector *selector)
{
	const str range = range_respell(check->arena, &selector->range, RANGE_INVITING);
	struct selector inviting;
	if (range.len == 0 || !selection_with_range(check, selector, range, &inviting) ||
	    prove_emptiness_known(check->memo, &inviting) != PROVE_NOT_EMPTY) {
		diag_note(check->diags, NO_MARK, "fix",
		          "invite pre-releases: \">=0.0.0-0\" takes all of them");
		return;
	}
	diag_note(check->diags, NO_MARK, "fix", "\"%.*s\"" UNSAFE, STR_ARG(range));
	rule_mend(check, repository->semver, false, range);
}

void check_prerelease_unreachable(struct rule_check *check)
{
	struct repository repository;
	struct selector selector;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		if (emptiness_of(check, &repository, &selector) != PROVE_NEEDS_PRERELEASES)
			continue;
		rule_report(check, repository.semver->at,
		            "the range takes no pre-releases, the filter nothing else");
		note_witness(check, filtered_tag(check, &selector));
		note_other(check, "filter", repository.filter, STR(" takes it"));
		rule_note_base(check, check->diags->last, repository.resource);
		if (!mend_case(check, &repository, &selector))
			invite(check, &repository, &selector);
	}
}

/* What each of the two takes by itself, so that one sees where they part. */
static void note_both(struct rule_check *check, const struct selector *selector,
                      const struct node *range)
{
	struct arena *arena = check->arena;
	struct selector unfiltered = *selector;
	unfiltered.has_filter = false;
	const struct prove_term by_range = {.selector = &unfiltered};
	const str tag = filtered_tag(check, selector);
	note_witness(check, tag);
	if (tag.len == 0)
		diag_note(check->diags, NO_MARK, "why", "%.*s",
		          STR_ARG(prove_why_empty(arena, selector)));
	note_other(check, "range", range,
	           tag.len > 0 ? arena_printf(arena, " refuses it, and takes %.*s",
	                                      STR_ARG(selection_tag(check, &by_range, 1)))
	                       : STR(""));
}

/* The filter is shown, for it is the odd one out more often than the range. */
void check_disjoint(struct rule_check *check)
{
	struct repository repository;
	struct selector selector;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const enum prove_emptiness emptiness = emptiness_of(check, &repository, &selector);
		if (emptiness != PROVE_DISJOINT && emptiness != PROVE_EMPTY_FILTER)
			continue;
		rule_report(check, repository.filter->at,
		            "no tag fits both the filter and the range");
		note_both(check, &selector, repository.semver);
		rule_note_base(check, check->diags->last, repository.resource);
		if (!mend_case(check, &repository, &selector))
			diag_note(check->diags, NO_MARK, "fix",
			          "change one of them, so that some tag fits both");
	}
}

/* ---- OCI104 ---- */

/* Said only with a tag that the leak lets in and the mended range does not. */
void check_ceiling_leak(struct rule_check *check)
{
	struct repository repository;
	struct selector selector, capped;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		if (!selection_of(check, &repository, &selector))
			continue;
		const str text = repository.semver->text;
		const str mended = range_respell(check->arena, &selector.range, RANGE_CAPPED);
		if (mended.len == 0 || !selection_with_range(check, &selector, mended, &capped))
			continue;
		/* A tag that only the leak lets in. */
		const str tag = selection_difference(check, &selector, &capped);
		if (tag.len == 0)
			continue;
		rule_report(check, repository.semver->at,
		            "'%.*s' takes pre-releases of its own upper bound", STR_ARG(text));
		note_witness(check, tag);
		rule_note_base(check, check->diags->last, repository.resource);
		diag_note(check->diags, NO_MARK, "fix", "\"%.*s\"" UNSAFE, STR_ARG(mended));
		rule_mend(check, repository.semver, false, mended);
	}
}
