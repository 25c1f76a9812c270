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

static enum prove_emptiness emptiness_of(struct rule_check *check,
                                         const struct repository *repository)
{
	struct selector selector;
	if (!selector_of(check, repository, &selector))
		return PROVE_NOT_EMPTY;
	return prove_emptiness_known(check->memo, &selector);
}

static void note_other(struct rule_check *check, const char *key, const struct node *value)
{
	diag_note(check->diags, value->at, key, "'%.*s'", STR_ARG(value->text));
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
			note_other(check, "filter", filter);
		rule_note_base(check, check->diags->last, repository.resource);
	}
}

void check_prerelease_unreachable(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		if (emptiness_of(check, &repository) != PROVE_NEEDS_PRERELEASES)
			continue;
		rule_report(check, repository.semver->at,
		            "the range takes no pre-releases, the filter nothing else");
		note_other(check, "filter", repository.filter);
		rule_note_base(check, check->diags->last, repository.resource);
		diag_note(check->diags, NO_MARK, "fix",
		          "invite pre-releases: \">=0.0.0-0\" takes all of them");
	}
}

void check_disjoint(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const enum prove_emptiness emptiness = emptiness_of(check, &repository);
		if (emptiness != PROVE_DISJOINT && emptiness != PROVE_EMPTY_FILTER)
			continue;
		rule_report(check, repository.filter->at,
		            "no tag fits both the filter and the range");
		note_other(check, "range", repository.semver);
		rule_note_base(check, check->diags->last, repository.resource);
	}
}

/* ---- OCI104 ---- */

/* A tag that only the leak lets in; "" when there is none. */
static str leaked_tag(struct arena *arena, const struct selector *selector, str mended)
{
	struct selector other;
	struct oci_ref ref = selector->ref;
	ref.semver = mended;
	if (!selector_init(arena, &ref, selector->is_helm ? STR(HELM_LAYER) : STR(""),
	                   selector->release, &other))
		return STR("");
	const struct prove_term terms[] = {
		{.selector = selector},
		{.selector = &other, .negated = true},
	};
	const struct prove_answer answer = prove_find(arena, terms, 2);
	if (answer.outcome != PROVE_TAG)
		return STR("");
	return prove_example(arena, terms, 2, answer.witness);
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
		const str tag = mended.len ? leaked_tag(check->arena, &selector, mended) : STR("");
		if (tag.len == 0)
			continue;
		rule_report(check, repository.semver->at,
		            "'%.*s' takes prereleases of its own upper bound", STR_ARG(text));
		diag_note(check->diags, NO_MARK, "witness", "%.*s", STR_ARG(tag));
		rule_note_base(check, check->diags->last, repository.resource);
		diag_note(check->diags, NO_MARK, "fix",
		          "\"%.*s\"   (unsafe: changes which tags are pulled)", STR_ARG(mended));
		rule_mend(check, repository.semver, false, mended);
	}
}
