/* filter.c - spec.ref.semverFilter that Go refuses or Flux does not read: OCI201, OCI202 */
#include "flux/tagfilter.h"
#include "lint/rules/repository.h"
#include "yaml/rewrite.h"

/*
 * What people bring from other tools' regular expressions, and what does the same in Go's. `right`
 * stands in its place in a fix; NULL where nothing as short means the same.
 */
/* clang-format off */
static const struct {
	str text;
	const char *right, *advice;
} FOREIGN[] = {
	{STR_INIT("(?!"), NULL, "Go has no look-around: drop '-0' from the range to leave pre-releases "
				"out, or say what a tag may hold: ^[^-]+$"},
	{STR_INIT("(?="), NULL, "Go has no look-around: write what must match in its place"},
	{STR_INIT("(?<!"), NULL, "Go has no look-around: say what a tag may hold instead"},
	{STR_INIT("(?<="), NULL, "Go has no look-around: write what must match in its place"},
	{STR_INIT("(?>"), "(?:", "Go has no atomic groups"},
	{STR_INIT("(?|"), "(?:", "Go has no branch resets"},
	{STR_INIT("(?#"), NULL, "Go has no comments in patterns: put it behind a '#' in YAML"},
	{STR_INIT("(?x)"), NULL, "Go has no extended syntax: write the pattern without spaces"},
	{STR_INIT("(?("), NULL, "Go has no conditions: write both cases, with '|' between"},
	{STR_INIT("(?R)"), NULL, "Go has no recursion"},
	{STR_INIT("(?'"), NULL, "Go has no such names: a plain group does"},
	{STR_INIT("(?P="), NULL, "Go has no back references: write the part again"},
	{STR_INIT("(?P>"), NULL, "Go has no recursion"},
	{STR_INIT("(*"), NULL, "Go has no verbs; \\( is a parenthesis"},
	{STR_INIT("*+"), "*", "Go has no possessive quantifiers, and needs none"},
	{STR_INIT("++"), "+", "Go has no possessive quantifiers, and needs none"},
	{STR_INIT("?+"), "?", "Go has no possessive quantifiers, and needs none"},
	{STR_INIT("}+"), "}", "Go has no possessive quantifiers, and needs none"},
	{STR_INIT("\\Z"), "$", "Go has no \\Z: $ is the end of a tag"},
	{STR_INIT("\\G"), "^", "Go has no \\G: ^ is the start of a tag"},
	{STR_INIT("\\K"), "", "Go has no \\K: what matched has no say here"},
	{STR_INIT("\\h"), NULL, "Go has no \\h, and no tag has white space"},
	{STR_INIT("\\R"), NULL, "Go has no \\R, and no tag has line breaks"},
	{STR_INIT("\\X"), ".", "Go has no \\X: '.' is any character"},
	{STR_INIT("\\N"), ".", "Go has no \\N: '.' is any character"},
};
/* clang-format on */

/* The advice for the first of them in the pattern, "" for none; *meant without it, or "". */
static str advice_for(struct arena *arena, str pattern, str *meant)
{
	*meant = STR("");
	for (size_t i = 0; i < sizeof FOREIGN / sizeof *FOREIGN; i++) {
		if (!str_contains(pattern, FOREIGN[i].text))
			continue;
		if (FOREIGN[i].right)
			*meant = rule_replace(arena, pattern, FOREIGN[i].text,
			                      str_of(FOREIGN[i].right));
		return str_of(FOREIGN[i].advice);
	}
	for (const char *digit = "123456789"; *digit; digit++)
		if (str_contains(pattern, (str){(char[]){'\\', *digit}, 2}))
			return STR("Go has no back references: write the part again");
	if (pattern.len == 0 || pattern.at[0] != '*')
		return STR("");
	*meant = arena_printf(arena, ".%.*s", STR_ARG(pattern));
	return STR("this looks like a glob: in a regular expression '.*' is anything");
}

static bool is_filter(struct arena *arena, str pattern)
{
	struct regex_error error;
	struct tagfilter parsed;
	return tagfilter_parse(arena, pattern, flux_release_newest(), &parsed, &error);
}

/* Go's sentence is for those who know its parser; the advice is for all others. */
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
		str meant;
		const str advice = advice_for(check->arena, filter->text, &meant);
		const bool is_known = meant.len > 0 && is_filter(check->arena, meant);
		if (advice.len)
			diag_note(check->diags, NO_MARK, is_known ? "why" : "fix", "%.*s",
			          STR_ARG(advice));
		if (!is_known)
			continue;
		diag_note(check->diags, NO_MARK, "fix", "'%.*s'", STR_ARG(meant));
		rule_mend(check, filter, false, meant);
	}
}

/* With nothing else to go by, who filters wants a range; beside a tag the filter is a leftover. */
static void mend_ignored(struct rule_check *check, const struct repository *repository)
{
	const struct pair *filter = node_find_pair(repository->ref, STR("semverFilter"));
	const struct source *base = repository->resource->root->at.source;
	if (!repository->tag && !repository->digest && !node_get(repository->ref, STR("semver")))
		rewrite_add_pair(check->diags, false, filter, STR("semver: \">=0.0.0-0\""));
	else if (filter->value->at.source == base && (repository->tag || repository->digest))
		rewrite_remove_pair(check->diags, false, filter);
}

/*
 * Even one that Go refuses: without a range it is never compiled. A range that is there and was not
 * read, a number say, has a rule of its own, and a filter beside it is not idle for long.
 */
void check_filter_ignored(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *tag = repository.tag;
		const struct pair *semver = node_find_pair(repository.ref, STR("semver"));
		if (!repository.filter || (semver && repository_says(check, semver)))
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
		mend_ignored(check, &repository);
	}
}
