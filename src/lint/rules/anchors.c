/*
 * anchors.c - filters that were written for a version and match more: OCI203, OCI208, OCI209
 *
 * A match anywhere is enough, and "-rc" means just that. A pattern that begins
 * or ends in the numbers of a version hardly does: "1\.2" is found in 11.2.0,
 * "^v?1" in 10.0.0. Nothing is said without a tag to show, within the range.
 */
#include "lint/rules/selection.h"
#include "lint/rules/version_pattern.h"

struct surprise {
	str tag, mended; /* what is matched, and a filter that does not match it */
};

typedef void find_surprise(struct rule_check *check, const struct selector *selector, str text,
                           struct surprise *out);

/* Reports every filter with a surprise: `what` it does, and the tag. */
static void each_filter(struct rule_check *check, find_surprise *find, const char *what)
{
	struct repository repository;
	struct selector selector;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *filter = repository.filter;
		struct surprise surprise = {.tag = STR("")};
		/* Globs have a rule of their own. */
		if (!filter || version_has_branches(filter->text) ||
		    version_from_glob(check->arena, filter->text).len > 0 ||
		    !selection_of(check, &repository, &selector))
			continue;
		find(check, &selector, filter->text, &surprise);
		if (surprise.tag.len == 0)
			continue;
		rule_report(check, filter->at, "%s '%.*s'", what, STR_ARG(surprise.tag));
		diag_note(check->diags, NO_MARK, "witness", "%.*s", STR_ARG(surprise.tag));
		rule_note_base(check, check->diags->last, repository.resource);
		diag_note(check->diags, NO_MARK, "fix", "'%.*s'", STR_ARG(surprise.mended));
		rule_mend(check, filter, false, surprise.mended);
	}
}

/* ---- OCI203 ---- */

static bool ends_in_number(str text)
{
	return str_ends_with(text, STR("\\d+")) || str_ends_with(text, STR("[0-9]+"));
}

static void find_unanchored(struct rule_check *check, const struct selector *selector, str text,
                            struct surprise *out)
{
	struct arena *arena = check->arena;
	if (version_begins(text)) {
		/* Where the tags have a 'v', nobody meant to leave them out. */
		out->mended = arena_printf(arena, "%s%.*s", text.at[0] == 'v' ? "^" : "^v?",
		                           STR_ARG(text));
		out->tag = selection_tag_matching(
			check, selector, arena_printf(arena, "^v?(?:%.*s)", STR_ARG(text)), true);
	} else if (str_starts_with(text, STR("^")) && version_begins(str_from(text, 1)) &&
	           ends_in_number(text)) {
		out->mended = arena_printf(arena, "%.*s$", STR_ARG(text));
		out->tag = selection_tag_matching(
			check, selector, arena_printf(arena, "(?:%.*s)$", STR_ARG(text)), true);
	}
}

void check_unanchored(struct rule_check *check)
{
	each_filter(check, find_unanchored, "the filter also matches");
}

/* ---- OCI208 ---- */

static void find_dot(struct rule_check *check, const struct selector *selector, str text,
                     struct surprise *out)
{
	struct selector escaped;
	out->mended = version_escape_dots(check->arena, text);
	if (out->mended.len > 0 && selection_with_filter(check, selector, out->mended, &escaped))
		out->tag = selection_difference(check, selector, &escaped);
}

void check_filter_dot(struct rule_check *check)
{
	each_filter(check, find_dot,
	            "'.' is any character, not only a dot: the filter also matches");
}

/* ---- OCI209 ---- */

/* "^v1", "v1.*": the number in front of `end` goes on where nothing says that it does not. */
static void find_prefix(struct rule_check *check, const struct selector *selector, str text,
                        struct surprise *out)
{
	const bool is_glob = str_ends_with(text, STR(".*"));
	const str stem = is_glob ? str_slice(text, 0, text.len - 2) : text;
	const str start = str_from(stem, str_starts_with(stem, STR("^")));
	const bool is_tied = start.len < stem.len || str_starts_with(start, STR("v"));
	const str number = str_from(start, str_starts_with(start, STR("v")) &&
	                                           !str_starts_with(start, STR("v?")));
	if (!is_tied || !version_begins(number) || !version_ends_in_digit(stem))
		return;
	out->mended = arena_printf(check->arena, "%s%.*s\\.", start.len < stem.len ? "" : "^",
	                           STR_ARG(stem));
	out->tag = selection_tag_matching(
		check, selector, arena_printf(check->arena, "^%.*s[0-9]", STR_ARG(start)), false);
}

void check_filter_prefix(struct rule_check *check)
{
	each_filter(check, find_prefix, "nothing ends the number: the filter also matches");
}
