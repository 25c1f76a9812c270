/* range_traps.c - ranges that mean something else than they look like: OCI107 to OCI112 */
#include "flux/range_respell.h"
#include "lint/environments.h"
#include "lint/rules/comparators.h"
#include "lint/rules/selection.h"
#include "yaml/rewrite.h"

/* ---- OCI107 ---- */

static bool is_false_wildcard(const struct range_comparator *c)
{
	const str tail = c->constant.prerelease;
	return str_eq(tail, STR("x")) || str_eq(tail, STR("X")) || str_eq(tail, STR("*"));
}

/* Users have taken it for a fault of Flux: what they want is "1.2.x-0". */
void check_prerelease_wildcard(struct rule_check *check)
{
	struct each_comparator each = {.next = 0};
	const struct range_comparator *c;
	while ((c = comparator_next(check, &each))) {
		const str tail = c->constant.prerelease;
		if (!is_false_wildcard(c))
			continue;
		rule_report(check, each.repository.semver->at,
		            "'-%.*s' is a pre-release of that name, no wildcard", STR_ARG(tail));
		/* Every pre-release and release of the minor version: what the 'x' was to say. */
		comparator_mend(check, &each, false, c->text,
		                arena_printf(check->arena, "%llu.%llu.x-0",
		                             (unsigned long long)c->constant.major,
		                             (unsigned long long)c->constant.minor));
	}
}

/* ---- OCI108 ---- */

/* "1.0.0-2.0.0": the pre-release "2.0.0" of 1.0.0. */
static bool is_false_range(struct arena *arena, const struct range_comparator *c)
{
	struct semver version;
	str problem;
	const str tail = c->constant.prerelease;
	return str_find_char(tail, '.') != STR_NONE &&
	       semver_parse_tag(arena, tail, flux_release_newest(), &version, &problem);
}

void check_hyphen_spacing(struct rule_check *check)
{
	struct each_comparator each = {.next = 0};
	const struct range_comparator *c;
	while ((c = comparator_next(check, &each))) {
		const str tail = c->constant.prerelease;
		if (!is_false_range(check->arena, c))
			continue;
		rule_report(check, each.repository.semver->at,
		            "'%.*s' is one version, no range: a range has spaces around its hyphen",
		            STR_ARG(c->text));
		const size_t at = str_find(c->text, tail);
		if (at != STR_NONE && at > 0)
			comparator_mend(check, &each, false, c->text,
			                arena_printf(check->arena, "%.*s - %.*s",
			                             STR_ARG(str_slice(c->text, 0, at - 1)),
			                             STR_ARG(tail)));
	}
}

/* ---- OCI109, OCI110 ---- */

/* The library puts 0.0.0 in the place of '*' before it looks at the operator. */
void check_operator_wildcard(struct rule_check *check)
{
	struct each_comparator each = {.next = 0};
	const struct range_comparator *c;
	while ((c = comparator_next(check, &each))) {
		const bool narrows = c->op != RANGE_EQ && c->op != RANGE_GE && c->op != RANGE_TILDE;
		if (c->wild != WILD_MAJOR || !narrows)
			continue;
		rule_report(check, each.repository.semver->at,
		            "behind '%s' a '*' is read as 0.0.0, not as any version",
		            range_op_text(c->op));
		comparator_mend(check, &each, false, c->text, STR("*"));
	}
}

/* The range becomes a tag. Not safely: the range takes the version with a 'v' in front, too. */
static void mend_exact(struct rule_check *check, const struct repository *repository,
                       const struct range_comparator *comparator)
{
	const struct pair *pair = node_find_pair(repository->ref, STR("semver"));
	const str tag = str_trim_left(str_from(comparator->text, comparator->text.at[0] == '='));
	diag_note(check->diags, NO_MARK, "fix", "tag: \"%.*s\"", STR_ARG(tag));
	const struct mark key = rewrite_key(check->diags, pair);
	if (repository->tag || !key.source)
		return;
	rewrite_word(check->diags, false, key, STR("tag"));
	rewrite_value(check->diags, false, pair->value->at, tag);
}

static bool is_exact(const struct range *range)
{
	const struct range_group *group = &range->groups.at[0];
	const struct range_comparator *c = &group->comparators.at[0];
	return range->groups.len == 1 && group->comparators.len == 1 && c->op == RANGE_EQ &&
	       c->wild == WILD_NONE;
}

/* Works, at the price of a listing; and "v1.2.3" is taken along with "1.2.3". */
void check_exact_range(struct rule_check *check)
{
	struct each_comparator each = {.next = 0};
	const struct range_comparator *c;
	while ((c = comparator_next(check, &each))) {
		if (!is_exact(&each.range) || is_false_range(check->arena, c) ||
		    each.repository.filter)
			continue;
		rule_report(check, each.repository.semver->at,
		            "a range of one version: Flux lists all tags to find it");
		rule_note_base(check, check->diags->last, each.repository.resource);
		mend_exact(check, &each.repository, c);
	}
}

/* ---- whole ranges ---- */

/* "x.x.x" and ">=0.0.0" are favourites of public manifests: a matter of policy, and off. */
void check_no_upper_bound(struct rule_check *check)
{
	struct each_comparator each = {.next = 0};
	/* Before production somebody may well want to see the next major version. */
	if (check->environment.len > 0 && !environment_is_production(check->environment))
		return;
	while (range_next(check, &each)) {
		if (range_is_bounded(&each.range))
			continue;
		rule_report(check, each.repository.semver->at,
		            "the next major version is taken without anybody's review");
		rule_note_base(check, check->diags->last, each.repository.resource);
		diag_note(check->diags, NO_MARK, "fix", "end the range: \">=1.0.0 <2.0.0\"");
	}
}

/* ---- OCI111 ---- */

/* Is it a range that is meant to be something else, which has a rule that says so? */
static bool has_false_comparator(struct arena *arena, const struct range *range)
{
	for (size_t i = 0; i < range->groups.len; i++) {
		const struct range_group *group = &range->groups.at[i];
		for (size_t j = 0; j < group->comparators.len; j++)
			if (is_false_wildcard(&group->comparators.at[j]) ||
			    is_false_range(arena, &group->comparators.at[j]))
				return true;
	}
	return false;
}

/* A pre-release that the range takes; "" when it takes none, or one that it names. */
static str open_prerelease(struct rule_check *check, const struct each_comparator *each)
{
	struct selector selector;
	if (!range_asks_for_prereleases(&each->range) || is_exact(&each->range) ||
	    !selection_of_range(check, &each->repository, &selector))
		return STR("");
	return selection_tag_matching(check, &selector, STR("^v?[0-9][0-9.]*-"), false);
}

/* Are there others than "-0"? Somebody waits for those. */
static bool names_prereleases(const struct range *range)
{
	for (size_t i = 0; i < range->groups.len; i++) {
		const struct range_group *group = &range->groups.at[i];
		for (size_t j = 0; j < group->comparators.len; j++) {
			const struct semver *constant = &group->comparators.at[j].constant;
			if (semver_is_prerelease(constant) &&
			    !str_eq(constant->prerelease, STR("0")))
				return true;
		}
	}
	return false;
}

/* Before production pre-releases are meant more often than not: there a person has to choose. */
static void leave_out_prereleases(struct rule_check *check, const struct each_comparator *each)
{
	const str environment = check->environment;
	const str mended = range_respell(check->arena, &each->range, RANGE_RELEASES);
	if (mended.len > 0 && !names_prereleases(&each->range) &&
	    (environment.len == 0 || environment_is_production(environment)))
		rule_mend(check, each->repository.semver, false, mended);
}

/*
 * A pre-release of a greater version is above all releases below it. In production CHN001 makes an
 * error of it, where the channel says so.
 */
void check_prerelease_open(struct rule_check *check)
{
	struct each_comparator each = {.next = 0};
	while (range_next(check, &each)) {
		const struct node *semver = each.repository.semver;
		/* "*-staging" has a rule of its own. */
		if (each.repository.filter || repository_is_suffix(each.repository.semver) ||
		    has_false_comparator(check->arena, &each.range))
			continue;
		const str tag = open_prerelease(check, &each);
		if (tag.len == 0)
			continue;
		rule_report(check, semver->at,
		            "any pre-release may win over the releases, '%.*s' say", STR_ARG(tag));
		diag_note(check->diags, NO_MARK, "witness", "%.*s", STR_ARG(tag));
		rule_note_base(check, check->diags->last, each.repository.resource);
		diag_note(check->diags, NO_MARK, "fix",
		          "name them in a semverFilter, or leave them out of the range");
		leave_out_prereleases(check, &each);
	}
}
