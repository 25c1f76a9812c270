/* filter_effect.c - patterns, and parts of them, that change nothing: OCI210, OCI214 */
#include "lint/rules/selection.h"
#include "yaml/rewrite.h"

/* ---- OCI210 ---- */

/* Does a release of Flux take every tag that the range takes? Those without filters count, too. */
static bool is_idle_in(struct rule_check *check, const struct repository *repository,
                       const struct flux_release *release)
{
	const struct ocirepository source = ocirepository_get(repository->resource->root);
	const struct oci_ref ref = {.semver = repository->semver->text};
	struct selector selector;
	struct tagfilter filter;
	struct regex_error error;
	if (!release->has_filter)
		return true;
	if (!selector_init(check->arena, &ref, source.media_type, release, &selector) ||
	    !tagfilter_parse(check->arena, repository->filter->text, release, &filter, &error))
		return false;
	const struct prove_term terms[] = {
		{.selector = &selector},
		{.pattern = &filter, .negated = true},
	};
	return selection_is_none(check, terms, 2);
}

static bool is_idle_everywhere(struct rule_check *check, const struct repository *repository)
{
	for (size_t i = 0; i < FLUX_RELEASE_COUNT; i++)
		if (!is_idle_in(check, repository, &FLUX_RELEASES[i]))
			return false;
	return true;
}

/*
 * Only where range and filter stand together: a base's filter may be there for other overlays, and
 * of an empty range nothing can be said.
 */
void check_filter_effect(struct rule_check *check)
{
	struct repository repository;
	struct selector selector;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *semver = repository.semver, *filter = repository.filter;
		/* "-*" is a glob, which has a rule of its own. */
		if (!filter || str_ends_with(filter->text, STR("-*")) ||
		    !selection_of(check, &repository, &selector) ||
		    semver->at.source != filter->at.source ||
		    !is_idle_in(check, &repository, flux_release_newest()) ||
		    prove_emptiness_known(check->memo, &selector) != PROVE_NOT_EMPTY)
			continue;
		rule_report(check, filter->at,
		            "the filter takes every tag of the range, and so does nothing");
		diag_note(check->diags, semver->at, "range", "'%.*s'", STR_ARG(semver->text));
		rule_note_base(check, check->diags->last, repository.resource);
		diag_note(check->diags, NO_MARK, "fix", "remove semverFilter");
		const struct pair *pair = node_find_pair(repository.ref, STR("semverFilter"));
		if (filter->at.source)
			rewrite_remove_pair(check->diags, is_idle_everywhere(check, &repository),
			                    pair);
	}
}

/* ---- OCI214 ---- */

static str without_start(str pattern)
{
	static const str STARTS[] = {STR_INIT("^.*?"), STR_INIT("^.*"), STR_INIT(".*?"),
	                             STR_INIT(".*")};
	for (size_t i = 0; i < sizeof STARTS / sizeof *STARTS; i++)
		if (str_starts_with(pattern, STARTS[i]))
			return str_from(pattern, STARTS[i].len);
	return pattern;
}

static str without_end(str pattern)
{
	static const str ENDS[] = {STR_INIT(".*?$"), STR_INIT(".*$"), STR_INIT(".*?"),
	                           STR_INIT(".*")};
	for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++) {
		const str stem = str_slice(pattern, 0, pattern.len - ENDS[i].len);
		if (str_ends_with(pattern, ENDS[i]))
			/* "\.*" is any number of dots. */
			return str_ends_with(stem, STR("\\")) ? pattern : stem;
	}
	return pattern;
}

/* Of "a\.*" nothing can go: whether it may, the automata know. */
void check_filter_dots(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *filter = repository.filter;
		if (!filter || repository_is_open(filter))
			continue;
		const str plain = without_end(without_start(filter->text));
		if (plain.len == 0 || plain.len == filter->text.len ||
		    selection_compare(check, filter->text, plain) != PROVE_NO_TAG)
			continue;
		rule_report(check, filter->at,
		            "'.*' at an end is not needed: a match anywhere is enough");
		rule_note_base(check, check->diags->last, repository.resource);
		diag_note(check->diags, NO_MARK, "fix", "'%.*s'", STR_ARG(plain));
		rule_mend(check, filter, true, plain);
	}
}
