/* filter.c - spec.ref.semverFilter: OCI2 */
#include "flux/tagfilter.h"
#include "lint/rules/repository.h"

/* What people bring from other tools' regular expressions, and what does the same in Go's. */
/* clang-format off */
static const struct {
	str text, advice;
} FOREIGN[] = {
	{STR_INIT("(?!"), STR_INIT("Go has no look-around: drop '-0' from the range to leave "
				   "pre-releases out, or say what a tag may hold: ^[^-]+$")},
	{STR_INIT("(?="), STR_INIT("Go has no look-around: write what must match in its place")},
	{STR_INIT("(?<!"), STR_INIT("Go has no look-around: say what a tag may hold instead")},
	{STR_INIT("(?<="), STR_INIT("Go has no look-around: write what must match in its place")},
	{STR_INIT("(?>"), STR_INIT("Go has no atomic groups: use (?: )")},
};
/* clang-format on */

/* The first that the pattern holds: one hint is enough to start from. */
static str advice_for(str pattern)
{
	for (size_t i = 0; i < sizeof FOREIGN / sizeof *FOREIGN; i++)
		if (str_contains(pattern, FOREIGN[i].text))
			return FOREIGN[i].advice;
	if (pattern.len && pattern.at[0] == '*')
		return STR("this looks like a glob: in a regular expression '.*' is anything");
	return STR("");
}

void check_filter_invalid(struct rule_check *check)
{
	struct repository repository;
	struct regex_error error;
	struct tagfilter parsed;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *filter = repository.filter;
		if (!filter || repository_is_open(filter) ||
		    tagfilter_parse(check->arena, filter->text, flux_release_newest(), &parsed,
		                    &error))
			continue;
		rule_report(check, filter->at, "semverFilter is no Go regular expression: %.*s",
		            STR_ARG(error.message));
		rule_note_base(check, check->diags->last, repository.resource);
		const str advice = advice_for(filter->text);
		if (advice.len)
			diag_note(check->diags, NO_MARK, "fix", "%.*s", STR_ARG(advice));
	}
}

void check_filter_ignored(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *tag = repository.tag;
		if (!repository.filter || repository.semver)
			continue;
		const str pulled =
			repository.digest ? STR("the digest")
			: tag ? arena_printf(check->arena, "tag '%.*s'", STR_ARG(tag->text))
			      : STR("tag 'latest'");
		rule_report(check, repository.filter->at,
		            "semverFilter without semver does nothing: Flux pulls %.*s",
		            STR_ARG(pulled));
		rule_note_base(check, check->diags->last, repository.resource);
		diag_note(check->diags, NO_MARK, "fix",
		          "add semver: \">=0.0.0-0\", or remove the filter");
	}
}
