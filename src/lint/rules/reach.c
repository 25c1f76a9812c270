/* reach.c - what spec.ref can select at all, decided over all tags: OCI102 to OCI104, OCI204 */
#include "flux/range_respell.h"
#include "lint/rules/repository.h"

/* The reference by semver, made ready; false when there is none to judge. */
static bool selector_of(struct rule_check *check, const struct repository *repository,
                        struct selector *out)
{
	const struct ocirepository source = ocirepository_get(repository->resource->root);
	return repository->semver && !repository->digest &&
	       !repository_is_open(repository->semver) && !repository_is_open(repository->filter) &&
	       selector_init(check->arena, &source.ref, source.media_type, flux_release_newest(),
	                     out);
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

/* A reference with another range, to the newest Flux; false when that refuses it. */
static bool with_range(struct rule_check *check, const struct selector *selector, str range,
                       struct selector *out)
{
	struct oci_ref ref = selector->ref;
	ref.semver = range;
	return selector_init(check->arena, &ref, selector->is_helm ? STR(HELM_LAYER) : STR(""),
	                     selector->release, out);
}

void check_semver_empty(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		/* By itself: whether the filter can be used has no part in it. */
		const struct node *filter = repository.filter;
		struct selector selector;
		struct oci_ref ref = {0};
		if (!repository.semver || repository.digest ||
		    repository_is_open(repository.semver))
			continue;
		ref.semver = repository.semver->text;
		if (!selector_init(check->arena, &ref, STR(""), flux_release_newest(), &selector) ||
		    prove_emptiness_known(check->memo, &selector) != PROVE_EMPTY_RANGE)
			continue;
		rule_report(check, repository.semver->at, "no version is in the range '%.*s'",
		            STR_ARG(repository.semver->text));
		if (filter)
			note_other(check, "filter", filter, STR(""));
		rule_note_base(check, check->diags->last, repository.resource);
	}
}

#define UNSAFE "   (unsafe: changes which tags are pulled)"

/* The range with an invitation, when that is all that is missing. */
static void invite(struct rule_check *check, const struct repository *repository,
                   const struct selector *selector)
{
	const str range = range_respell(check->arena, &selector->range, RANGE_INVITING);
	struct selector inviting;
	if (range.len == 0 || !with_range(check, selector, range, &inviting) ||
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
	struct selector selector, any;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		if (!selector_of(check, &repository, &selector) ||
		    prove_emptiness_known(check->memo, &selector) != PROVE_NEEDS_PRERELEASES)
			continue;
		rule_report(check, repository.semver->at,
		            "the range takes no pre-releases, the filter nothing else");
		if (with_range(check, &selector, STR("*-0"), &any))
			note_witness(check, prove_example_known(
						    check->memo,
						    &(struct prove_term){.selector = &any}, 1));
		note_other(check, "filter", repository.filter, STR(" takes it"));
		rule_note_base(check, check->diags->last, repository.resource);
		invite(check, &repository, &selector);
	}
}

/* What each of the two takes by itself, so that one sees where they part. */
static void note_both(struct rule_check *check, const struct selector *selector,
                      const struct node *range)
{
	struct arena *arena = check->arena;
	struct selector any, unfiltered = *selector;
	unfiltered.has_filter = false;
	const struct prove_term by_filter = {.selector = &any};
	const struct prove_term by_range = {.selector = &unfiltered};
	const str tag = with_range(check, selector, STR("*-0"), &any)
	                        ? prove_example_known(check->memo, &by_filter, 1)
	                        : STR("");
	note_witness(check, tag);
	if (tag.len == 0)
		diag_note(check->diags, NO_MARK, "why", "%.*s",
		          STR_ARG(prove_why_empty(arena, selector)));
	note_other(check, "range", range,
	           tag.len > 0
	                   ? arena_printf(arena, " refuses it, and takes %.*s",
	                                  STR_ARG(prove_example_known(check->memo, &by_range, 1)))
	                   : STR(""));
}

void check_disjoint(struct rule_check *check)
{
	struct repository repository;
	struct selector selector;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		if (!selector_of(check, &repository, &selector))
			continue;
		const enum prove_emptiness emptiness =
			prove_emptiness_known(check->memo, &selector);
		if (emptiness != PROVE_DISJOINT && emptiness != PROVE_EMPTY_FILTER)
			continue;
		rule_report(check, repository.filter->at,
		            "no tag fits both the filter and the range");
		note_both(check, &selector, repository.semver);
		rule_note_base(check, check->diags->last, repository.resource);
	}
}

/* ---- OCI104 ---- */

/* A tag that only the leak lets in; "" when there is none. */
static str leaked_tag(struct rule_check *check, const struct selector *selector, str mended)
{
	struct selector other;
	if (!with_range(check, selector, mended, &other))
		return STR("");
	const struct prove_term terms[] = {
		{.selector = selector},
		{.selector = &other, .negated = true},
	};
	return prove_example_known(check->memo, terms, 2);
}

void check_ceiling_leak(struct rule_check *check)
{
	struct repository repository;
	struct selector selector;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		if (!selector_of(check, &repository, &selector))
			continue;
		const str text = repository.semver->text;
		const str mended = range_respell(check->arena, &selector.range, RANGE_CAPPED);
		const str tag = mended.len ? leaked_tag(check, &selector, mended) : STR("");
		if (tag.len == 0)
			continue;
		rule_report(check, repository.semver->at,
		            "'%.*s' takes prereleases of its own upper bound", STR_ARG(text));
		note_witness(check, tag);
		rule_note_base(check, check->diags->last, repository.resource);
		diag_note(check->diags, NO_MARK, "fix", "\"%.*s\"" UNSAFE, STR_ARG(mended));
		rule_mend(check, repository.semver, false, mended);
	}
}
