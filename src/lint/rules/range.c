/* range.c - spec.ref.semver, alone and together with the filter: OCI1, OCI204 */
#include "flux/range.h"
#include "base/buf.h"
#include "flux/ocirepository.h"
#include "lint/rules/bounds.h"
#include "lint/rules/pattern.h"
#include "lint/rules/repository.h"

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
	{STR_INIT(" && "),  STR_INIT(" ")   },
        {STR_INIT("&&"),    STR_INIT(" ")   },
	{STR_INIT(" and "), STR_INIT(" ")   },
        {STR_INIT(" or "),  STR_INIT(" || ")},
	{STR_INIT(" | "),   STR_INIT(" || ")},
        {STR_INIT("=="),    STR_INIT("=")   },
	{STR_INIT("V"),     STR_INIT("v")   },
        {STR_INIT(";"),     STR_INIT(",")   },
};

static str replace(struct arena *arena, str text, str wrong, str right)
{
	struct buf buf;
	buf_init(&buf, arena);
	for (size_t at; (at = str_find(text, wrong)) != STR_NONE;
	     text = str_from(text, at + wrong.len)) {
		buf_add(&buf, str_slice(text, 0, at));
		buf_add(&buf, right);
	}
	buf_add(&buf, text);
	return buf_text(&buf);
}

/* What was meant, when it is a range after a change of spelling; else "". */
static str respelt(struct arena *arena, str text)
{
	struct range range;
	str problem;
	for (size_t i = 0; i < sizeof SPELLINGS / sizeof *SPELLINGS; i++)
		text = replace(arena, text, SPELLINGS[i].wrong, SPELLINGS[i].right);
	text = str_trim(text);
	return range_parse(arena, text, flux_release_newest(), &range, &problem) ? text : STR("");
}

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
		rule_report(check, semver->at, "semver is no version range");
		rule_note_base(check, check->diags->last, repository.resource);
		diag_note(check->diags, NO_MARK, "flux", "semver '%.*s' parse error: %.*s",
		          STR_ARG(semver->text), STR_ARG(problem));
		const str meant = respelt(check->arena, semver->text);
		if (meant.len)
			diag_note(check->diags, NO_MARK, "fix", "\"%.*s\"", STR_ARG(meant));
	}
}

/* ---- OCI102 ---- */

/* Proved empty: every group's ends have crossed. */
static bool is_empty(const struct range *range)
{
	for (size_t i = 0; i < range->groups.len; i++) {
		const struct bounds bounds = bounds_of_group(&range->groups.at[i]);
		if (!bounds_are_empty(&bounds))
			return false;
	}
	return true;
}

void check_semver_empty(struct rule_check *check)
{
	struct repository repository;
	struct range range;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		if (!range_of(check, &repository, &range) || !is_empty(&range))
			continue;
		rule_report(check, repository.semver->at, "no version is in the range '%.*s'",
		            STR_ARG(repository.semver->text));
		rule_note_base(check, check->diags->last, repository.resource);
	}
}

/* ---- OCI103 ---- */

/* A group takes pre-releases when one of its comparators names one. */
static bool takes_prereleases(const struct range *range)
{
	for (size_t i = 0; i < range->groups.len; i++)
		if (range->groups.at[i].names_prerelease)
			return true;
	return false;
}

/* Digits, dots and a 'v': what the tag of a release is made of. */
static const uint64_t RELEASE_CHARACTERS[2] = {(0x3FFULL << '0') | (1ULL << '.'),
                                               1ULL << ('v' - 64)};

static const struct regex_node *filter_tree(struct rule_check *check,
                                            const struct repository *repository)
{
	struct regex_error error;
	if (!repository->filter || repository_is_open(repository->filter))
		return NULL;
	return regex_parse(check->arena, repository->filter->text, flux_release_newest()->go,
	                   &error);
}

/* In a Helm chart's tag '_' is '+', so that the tag of a release may hold any letter. */
static bool is_helm(const struct repository *repository)
{
	return oci_is_helm(ocirepository_get(repository->resource->root).media_type);
}

static bool is_unreachable(const struct repository *repository, const struct range *range,
                           const struct regex_node *tree)
{
	return tree && !is_helm(repository) && !takes_prereleases(range) &&
	       pattern_demands_other(tree, RELEASE_CHARACTERS);
}

void check_prerelease_unreachable(struct rule_check *check)
{
	struct repository repository;
	struct range range;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		if (!range_of(check, &repository, &range) ||
		    !is_unreachable(&repository, &range, filter_tree(check, &repository)))
			continue;
		rule_report(check, repository.semver->at,
		            "the range takes no pre-releases, the filter nothing else");
		diag_note(check->diags, repository.filter->at, "filter", "'%.*s'",
		          STR_ARG(repository.filter->text));
		rule_note_base(check, check->diags->last, repository.resource);
		diag_note(check->diags, NO_MARK, "fix",
		          "invite pre-releases: \">=0.0.0-0\" takes all of them");
	}
}

/* ---- OCI106 ---- */

/* "*-staging": a wildcard with a name behind it. "*-0" is how all pre-releases are spelt. */
static bool is_suffix(str text)
{
	text = str_trim(text);
	const bool wild = text.len > 2 && text.at[1] == '-' &&
	                  (text.at[0] == '*' || text.at[0] == 'x' || text.at[0] == 'X');
	return wild && !str_eq(str_from(text, 2), STR("0"));
}

void check_suffix_range(struct rule_check *check)
{
	struct repository repository;
	struct range range;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		if (!range_of(check, &repository, &range) || !is_suffix(repository.semver->text))
			continue;
		const str suffix = str_from(str_trim(repository.semver->text), 2);
		rule_report(check, repository.semver->at,
		            "'%.*s' is no suffix: it takes every version from 0.0.0-%.*s on",
		            STR_ARG(repository.semver->text), STR_ARG(suffix));
		rule_note_base(check, check->diags->last, repository.resource);
		diag_note(check->diags, NO_MARK, "fix",
		          "semver: \">=0.0.0-0\" with semverFilter: \"-%.*s$\"", STR_ARG(suffix));
	}
}

/* ---- OCI204 ---- */

/* "v1.2." gives 1 and 2, "1." gives 1; false when not even the major number is complete. */
static bool numbers_of(str prefix, uint64_t numbers[2], size_t *len)
{
	if (prefix.len && prefix.at[0] == 'v')
		prefix = str_from(prefix, 1);
	for (*len = 0; *len < 2; ++*len) {
		str number, rest;
		if (!str_cut(prefix, '.', &number, &rest) || number.len == 0 || number.len > 18)
			break;
		numbers[*len] = 0;
		for (size_t i = 0; i < number.len; i++) {
			if (number.at[i] < '0' || number.at[i] > '9')
				return false;
			numbers[*len] = numbers[*len] * 10 + (uint64_t)(number.at[i] - '0');
		}
		prefix = rest;
	}
	return *len > 0;
}

/* Are all versions that begin with `prefix` out of the range? */
static bool excludes(const struct range *range, str prefix)
{
	uint64_t numbers[2];
	size_t len;
	if (!numbers_of(prefix, numbers, &len))
		return false;
	for (size_t i = 0; i < range->groups.len; i++) {
		struct bounds bounds = bounds_of_group(&range->groups.at[i]);
		bounds_narrow(&bounds, numbers[0], len > 1 ? &numbers[1] : NULL);
		if (!bounds_are_empty(&bounds))
			return false;
	}
	return true;
}

/* What the tag of any version is made of. */
static const uint64_t VERSION_CHARACTERS[2] = {(0x3FFULL << '0') | (1ULL << '.') | (1ULL << '-'),
                                               (0x3FFFFFFULL << ('A' - 64)) |
                                                       (0x3FFFFFFULL << ('a' - 64))};

/* Every way in which a match can begin names a version that the range leaves out. */
static bool is_disjoint(struct rule_check *check, const struct range *range, bool helm,
                        const struct regex_node *tree)
{
	const struct pattern_prefixes prefixes = pattern_prefixes(check->arena, tree);
	if (!helm && pattern_demands_other(tree, VERSION_CHARACTERS))
		return true;
	for (size_t i = 0; i < prefixes.len; i++)
		if (!excludes(range, prefixes.at[i]))
			return false;
	return prefixes.len > 0;
}

void check_disjoint(struct rule_check *check)
{
	struct repository repository;
	struct range range;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct regex_node *tree = filter_tree(check, &repository);
		if (!tree || !range_of(check, &repository, &range) || is_empty(&range) ||
		    is_unreachable(&repository, &range, tree) ||
		    !is_disjoint(check, &range, is_helm(&repository), tree))
			continue;
		rule_report(check, repository.filter->at,
		            "no tag fits both the filter and the range");
		diag_note(check->diags, repository.semver->at, "range", "'%.*s'",
		          STR_ARG(repository.semver->text));
		rule_note_base(check, check->diags->last, repository.resource);
	}
}
