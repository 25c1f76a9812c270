/* range_traps.c - ranges that Flux accepts and that mean something else than they look like: OCI1
 */
#include "flux/range.h"
#include "lint/rules/repository.h"
#include "yaml/rewrite.h"

/* The comparators of all ranges, one after the other. */
struct each_comparator {
	struct repository repository;
	struct range range;
	size_t next, group, comparator;
	bool has_range;
};

static bool next_range(struct rule_check *check, struct each_comparator *each)
{
	str problem;
	while (repository_next(check, &each->next, &each->repository)) {
		const struct node *semver = each->repository.semver;
		if (semver && !each->repository.digest && !repository_is_open(semver) &&
		    range_parse(check->arena, semver->text, flux_release_newest(), &each->range,
		                &problem))
			return true;
	}
	return false;
}

static const struct range_comparator *next_comparator(struct rule_check *check,
                                                      struct each_comparator *each)
{
	for (;;) {
		if (!each->has_range) {
			if (!next_range(check, each))
				return NULL;
			each->has_range = true;
			each->group = each->comparator = 0;
		}
		if (each->group == each->range.groups.len) {
			each->has_range = false;
			continue;
		}
		const struct range_group *group = &each->range.groups.at[each->group];
		if (each->comparator < group->comparators.len)
			return &group->comparators.at[each->comparator++];
		each->group++;
		each->comparator = 0;
	}
}

static void note_fix(struct rule_check *check, const struct each_comparator *each, str wrong,
                     str right)
{
	const struct node *semver = each->repository.semver;
	const size_t at = str_find(semver->text, wrong);
	rule_note_base(check, check->diags->last, each->repository.resource);
	if (at == STR_NONE)
		return; /* a hyphen range, which the parser wrote anew */
	const str fixed =
		arena_printf(check->arena, "%.*s%.*s%.*s", STR_ARG(str_slice(semver->text, 0, at)),
	                     STR_ARG(right), STR_ARG(str_from(semver->text, at + wrong.len)));
	diag_note(check->diags, NO_MARK, "fix", "\"%.*s\"", STR_ARG(fixed));
	if (semver->at.source)
		rewrite_value(check->diags, false, semver->at, fixed);
}

static const struct range_group *group_of(const struct each_comparator *each)
{
	return &each->range.groups.at[each->group];
}

void check_prerelease_wildcard(struct rule_check *check)
{
	struct each_comparator each = {.next = 0};
	const struct range_comparator *c;
	while ((c = next_comparator(check, &each))) {
		const str tail = c->constant.prerelease;
		if (!str_eq(tail, STR("x")) && !str_eq(tail, STR("X")) && !str_eq(tail, STR("*")))
			continue;
		rule_report(check, each.repository.semver->at,
		            "'-%.*s' is a pre-release of that name, no wildcard", STR_ARG(tail));
		rule_note_base(check, check->diags->last, each.repository.resource);
		diag_note(check->diags, NO_MARK, "fix",
		          "\"%llu.%llu.x-0\" takes every pre-release of %llu.%llu",
		          (unsigned long long)c->constant.major,
		          (unsigned long long)c->constant.minor,
		          (unsigned long long)c->constant.major,
		          (unsigned long long)c->constant.minor);
	}
}

/* "1.0.0-2.0.0": the pre-release "2.0.0" of 1.0.0. */
void check_hyphen_spacing(struct rule_check *check)
{
	struct each_comparator each = {.next = 0};
	const struct range_comparator *c;
	struct semver version;
	str problem;
	while ((c = next_comparator(check, &each))) {
		const str tail = c->constant.prerelease;
		if (str_find_char(tail, '.') == STR_NONE ||
		    !semver_parse_tag(check->arena, tail, flux_release_newest(), &version,
		                      &problem))
			continue;
		rule_report(check, each.repository.semver->at,
		            "'%.*s' is one version, no range: a range has spaces around its hyphen",
		            STR_ARG(c->text));
		const size_t at = str_find(c->text, tail);
		if (at != STR_NONE && at > 0)
			note_fix(check, &each, c->text,
			         arena_printf(check->arena, "%.*s - %.*s",
			                      STR_ARG(str_slice(c->text, 0, at - 1)),
			                      STR_ARG(tail)));
	}
}

void check_operator_wildcard(struct rule_check *check)
{
	struct each_comparator each = {.next = 0};
	const struct range_comparator *c;
	while ((c = next_comparator(check, &each))) {
		const bool narrows = c->op != RANGE_EQ && c->op != RANGE_GE && c->op != RANGE_TILDE;
		if (c->wild != WILD_MAJOR || !narrows)
			continue;
		rule_report(check, each.repository.semver->at,
		            "behind '%s' a '*' is read as 0.0.0, not as any version",
		            range_op_text(c->op));
		note_fix(check, &each, c->text, STR("*"));
	}
}

void check_exact_range(struct rule_check *check)
{
	struct each_comparator each = {.next = 0};
	const struct range_comparator *c;
	while ((c = next_comparator(check, &each))) {
		if (c->op != RANGE_EQ || c->wild != WILD_NONE || each.range.groups.len != 1 ||
		    group_of(&each)->comparators.len != 1 || each.repository.filter)
			continue;
		rule_report(check, each.repository.semver->at,
		            "a range of one version: Flux lists all tags to find it");
		rule_note_base(check, check->diags->last, each.repository.resource);
		diag_note(check->diags, NO_MARK, "fix", "write ref.tag");
	}
}

/* ---- whole ranges ---- */

/* Does something in every group keep the versions from growing for ever? */
static bool is_bounded(const struct range *range)
{
	for (size_t i = 0; i < range->groups.len; i++) {
		const struct range_group *group = &range->groups.at[i];
		bool bounded = false;
		for (size_t j = 0; j < group->comparators.len; j++) {
			const struct range_comparator *c = &group->comparators.at[j];
			bounded |= c->op == RANGE_LT || c->op == RANGE_LE ||
			           ((c->op == RANGE_EQ || c->op == RANGE_TILDE ||
			             c->op == RANGE_CARET) &&
			            c->wild != WILD_MAJOR);
		}
		if (!bounded)
			return false;
	}
	return true;
}

void check_no_upper_bound(struct rule_check *check)
{
	struct each_comparator each = {.next = 0};
	while (next_range(check, &each)) {
		if (is_bounded(&each.range))
			continue;
		rule_report(check, each.repository.semver->at,
		            "the next major version is taken without anybody's review");
		rule_note_base(check, check->diags->last, each.repository.resource);
		diag_note(check->diags, NO_MARK, "fix", "end the range: \">=1.0.0 <2.0.0\"");
	}
}

void check_prerelease_open(struct rule_check *check)
{
	struct each_comparator each = {.next = 0};
	while (next_range(check, &each)) {
		/* "*-staging" has a rule of its own. */
		if (each.repository.filter || repository_is_suffix(each.repository.semver) ||
		    !range_asks_for_prereleases(&each.range))
			continue;
		rule_report(
			check, each.repository.semver->at,
			"any pre-release may win over the releases: nothing says which are meant");
		rule_note_base(check, check->diags->last, each.repository.resource);
		diag_note(check->diags, NO_MARK, "fix",
		          "name them in a semverFilter, or leave '-0' out of the range");
	}
}
