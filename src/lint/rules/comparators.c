/*
 * comparators.c - see comparators.h
 *
 * Ranges are walked as the parser left them, and mended as their author wrote them: the text of a
 * comparator is looked for in the text of the range, and where it is not found, since a hyphen
 * range was written anew, there is a note but no fix.
 */
#include "lint/rules/comparators.h"

#include "yaml/rewrite.h"

bool range_next(struct rule_check *check, struct each_comparator *each)
{
	str problem;
	while (repository_next(check, &each->next, &each->repository)) {
		const struct node *semver = each->repository.semver;
		const struct pair *pair = node_find_pair(each->repository.ref, STR("semver"));
		if (semver && !each->repository.digest && !repository_is_open(semver) &&
		    !repository_is_misread(check, pair) &&
		    range_parse(check->arena, semver->text, flux_release_newest(), &each->range,
		                &problem))
			return true;
	}
	return false;
}

const struct range_comparator *comparator_next(struct rule_check *check,
                                               struct each_comparator *each)
{
	for (;;) {
		if (!each->has_range) {
			if (!range_next(check, each))
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

const struct range_group *comparator_group(const struct each_comparator *each)
{
	return &each->range.groups.at[each->group];
}

/* What may stand beside a comparator: white space, a comma, a bar, or nothing. */
static bool is_border(str text, size_t at)
{
	return at >= text.len || str_find_char(STR(" \t\n\r\f,|"), text.at[at]) != STR_NONE;
}

/* Where `atom` stands in a range by itself: "<1" is not found in "<1.2 || <1" at the start. */
static size_t find_atom(str range, str atom)
{
	for (size_t from = 0; from <= range.len;) {
		const size_t found = str_find(str_from(range, from), atom);
		if (found == STR_NONE)
			break;
		const size_t at = from + found;
		if ((at == 0 || is_border(range, at - 1)) && is_border(range, at + atom.len))
			return at;
		from = at + 1;
	}
	return STR_NONE;
}

bool comparator_is_written(const struct each_comparator *each, const struct range_comparator *c)
{
	return find_atom(each->repository.semver->text, c->text) != STR_NONE;
}

void comparator_mend(struct rule_check *check, const struct each_comparator *each, bool is_safe,
                     str wrong, str right)
{
	const struct node *semver = each->repository.semver;
	const size_t at = find_atom(semver->text, wrong);
	rule_note_base(check, check->diags->last, each->repository.resource);
	if (at == STR_NONE)
		return; /* a hyphen range, which the parser wrote anew */
	const str fixed =
		arena_printf(check->arena, "%.*s%.*s%.*s", STR_ARG(str_slice(semver->text, 0, at)),
	                     STR_ARG(right), STR_ARG(str_from(semver->text, at + wrong.len)));
	diag_note(check->diags, NO_MARK, "fix", "\"%.*s\"", STR_ARG(fixed));
	if (semver->at.source)
		rewrite_value(check->diags, is_safe, semver->at, fixed);
}

/*
 * By its operators alone. An operator that takes '*' for 0.0.0 ends a range as well, but not as
 * anybody means it, and has a rule of its own.
 */
bool range_is_bounded(const struct range *range)
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
