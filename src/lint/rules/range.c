/* range.c - how spec.ref.semver is written: OCI101, OCI106; see reach.c for what it takes */
#include "lint/rules/comparators.h"
#include "yaml/rewrite.h"

/* The repository's range; false when there is none to judge. */
static bool range_of(struct rule_check *check, const struct repository *repository,
                     struct range *out)
{
	str problem;
	return repository->semver && !repository->digest &&
	       !repository_is_open(repository->semver) &&
	       range_parse(check->arena, repository->semver->text, flux_release_newest(), out,
	                   &problem);
}

/* ---- OCI101 ---- */

/* Other languages' spellings, and ours. */
static const struct {
	str wrong, right;
} SPELLINGS[] = {
	{STR_INIT(" && "), STR_INIT(" ")},  {STR_INIT("&&"), STR_INIT(" ")},
	{STR_INIT(" and "), STR_INIT(" ")}, {STR_INIT(" or "), STR_INIT(" || ")},
	{STR_INIT("=="), STR_INIT("=")},    {STR_INIT("V"), STR_INIT("v")},
	{STR_INIT(";"), STR_INIT(",")},
};

/* What was meant, when it is a range after a change of spelling; else "". */
static str respelt(struct arena *arena, str text)
{
	struct range range;
	str problem;
	for (size_t i = 0; i < sizeof SPELLINGS / sizeof *SPELLINGS; i++)
		text = rule_replace(arena, text, SPELLINGS[i].wrong, SPELLINGS[i].right);
	text = str_trim(range_space_bars(arena, text));
	return range_parse(arena, text, flux_release_newest(), &range, &problem) ? text : STR("");
}

/* Flux stays on what it has pulled last, which is why nobody notices. */
void check_semver_invalid(struct rule_check *check)
{
	struct repository repository;
	struct range range;
	str problem;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *semver = repository.semver;
		if (!semver || repository_is_open(semver) ||
		    range_parse(check->arena, semver->text, flux_release_newest(), &range,
		                &problem))
			continue;
		rule_report(check, semver->at, "semver is no version range: %.*s",
		            STR_ARG(problem));
		rule_note_base(check, check->diags->last, repository.resource);
		diag_note(check->diags, NO_MARK, "flux", "semver '%.*s' parse error: %.*s",
		          STR_ARG(semver->text), STR_ARG(problem));
		const str meant = respelt(check->arena, semver->text);
		if (meant.len == 0)
			continue;
		diag_note(check->diags, NO_MARK, "fix", "\"%.*s\"", STR_ARG(meant));
		rule_mend(check, semver, false, meant);
	}
}

/* ---- OCI106 ---- */

/* The filter goes in front of the range. A dot in a pattern is any character unless escaped. */
static void mend_suffix(struct rule_check *check, const struct repository *repository, str suffix)
{
	const struct pair *pair = node_find_pair(repository->ref, STR("semver"));
	const str pattern = rule_replace(check->arena, suffix, STR("."), STR("\\."));
	if (!rewrite_key(check->diags, pair).source)
		return;
	rule_mend(check, repository->semver, false, STR(">=0.0.0-0"));
	rewrite_add_pair(check->diags, false, pair,
	                 arena_printf(check->arena, "semverFilter: '-%.*s$'", STR_ARG(pattern)));
}

/* What is behind a wildcard is its pre-release, and with it all of them above are let in. */
void check_suffix_range(struct rule_check *check)
{
	struct repository repository;
	struct range range;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		if (!range_of(check, &repository, &range) ||
		    !repository_is_suffix(repository.semver))
			continue;
		const str suffix = str_from(str_trim(repository.semver->text), 2);
		rule_report(check, repository.semver->at,
		            "'%.*s' is no suffix: it takes every version from 0.0.0-%.*s on",
		            STR_ARG(repository.semver->text), STR_ARG(suffix));
		rule_note_base(check, check->diags->last, repository.resource);
		diag_note(check->diags, NO_MARK, "fix",
		          "semver: \">=0.0.0-0\" with semverFilter: \"-%.*s$\"", STR_ARG(suffix));
		if (!repository.filter)
			mend_suffix(check, &repository, suffix);
	}
}
