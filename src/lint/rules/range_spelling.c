/* range_spelling.c - ranges that Flux takes and people take for something else: OCI115 to OCI117 */
#include "base/buf.h"
#include "lint/rules/comparators.h"

/* ---- OCI115 ---- */

str range_space_bars(struct arena *arena, str text)
{
	struct buf out;
	buf_init(&out, arena);
	for (size_t i = 0; i < text.len;) {
		if (text.at[i] != '|') {
			buf_add_char(&out, text.at[i++]);
			continue;
		}
		while (i < text.len && str_find_char(STR("| \t"), text.at[i]) != STR_NONE)
			i++;
		const str before = str_trim_right(buf_text(&out));
		out.len = before.len;
		buf_add(&out, STR(" || "));
	}
	return buf_text(&out);
}

/* The comparators in order, however they were spaced. */
static bool is_same_range(const struct range *a, const struct range *b)
{
	if (a->groups.len != b->groups.len)
		return false;
	for (size_t i = 0; i < a->groups.len; i++) {
		const struct range_group *one = &a->groups.at[i], *other = &b->groups.at[i];
		if (one->comparators.len != other->comparators.len)
			return false;
		for (size_t j = 0; j < one->comparators.len; j++)
			if (!str_eq(one->comparators.at[j].text, other->comparators.at[j].text))
				return false;
	}
	return true;
}

/*
 * Is there a '|' by itself? It has no meaning, and is passed over only where nothing counts any
 * more: "1.x.x|2" is "1.x".
 */
static bool has_single_bar(str text)
{
	for (size_t at; (at = str_find_char(text, '|')) != STR_NONE; text = str_from(text, at)) {
		const size_t start = at;
		while (at < text.len && text.at[at] == '|')
			at++;
		if (at - start == 1)
			return true;
	}
	return false;
}

/* Is there a "||" without a space at one side, with a hyphen range next to it? */
static bool has_tight_bars(str text)
{
	for (size_t at = 0; (at = str_find(text, STR("||"))) != STR_NONE;) {
		const str left = str_slice(text, 0, at), right = str_from(text, at + 2);
		const str next = str_slice(right, 0, str_find(right, STR("||")));
		const bool tight = str_trim_right(left).len == left.len ||
		                   str_trim_left(right).len == right.len;
		if (tight && (str_contains(left, STR(" - ")) || str_contains(next, STR(" - "))))
			return true;
		text = right;
	}
	return false;
}

/*
 * "3||1 - 2" is ">=3" or "1, <=2" to Flux: it looks for hyphen ranges before it looks for "||", and
 * a number may hold a '|' then. Where the range survives it is chance, and worth a warning only.
 */
void check_or_spacing(struct rule_check *check)
{
	struct each_comparator each = {.next = 0};
	while (range_next(check, &each)) {
		const str text = each.repository.semver->text;
		const str spaced = range_space_bars(check->arena, text);
		struct range range;
		str problem;
		const bool is_single = has_single_bar(text);
		if ((!is_single && !has_tight_bars(text)) ||
		    !range_parse(check->arena, spaced, flux_release_newest(), &range, &problem))
			continue;
		const bool is_same = is_same_range(&each.range, &range);
		struct diag *diag = rule_report(
			check, each.repository.semver->at,
			is_single
				? "a single '|' is no \"or\": it is taken for a part of the number"
			: is_same ? "without spaces a '||' is nearly swallowed by the hyphen range"
				  : "without spaces a '||' is swallowed by the hyphen range");
		if (!is_same)
			diag->severity = DIAG_ERROR;
		rule_note_base(check, diag, each.repository.resource);
		diag_note(check->diags, NO_MARK, "fix", "\"%.*s\"", STR_ARG(spaced));
		rule_mend(check, each.repository.semver, is_same, spaced);
	}
}

/* ---- OCI116 ---- */

/* "1.x" says by itself that it means many. */
static bool is_short(const struct range_comparator *c)
{
	return (c->wild == WILD_MINOR || c->wild == WILD_PATCH) &&
	       str_find_char(c->text, 'x') == STR_NONE && str_find_char(c->text, 'X') == STR_NONE &&
	       str_find_char(c->text, '*') == STR_NONE;
}

/* The version that follows all of "1" or of "1.2"; false when there is none. */
static bool next_version(const struct range_comparator *c, struct semver *out)
{
	*out = (struct semver){.major = c->constant.major, .minor = c->constant.minor};
	uint64_t *last = c->wild == WILD_MINOR ? &out->major : &out->minor;
	if (*last == UINT64_MAX)
		return false;
	++*last;
	return true;
}

/*
 * The same with all three numbers, so that nobody has to know. Where pre-releases are invited the
 * bound has to leave out those of the next version, as the short form does.
 */
void check_partial_bound(struct rule_check *check)
{
	struct each_comparator each = {.next = 0};
	const struct range_comparator *c;
	struct semver next;
	while ((c = comparator_next(check, &each))) {
		const bool is_greater = c->op == RANGE_GT;
		if ((!is_greater && c->op != RANGE_LE) || !is_short(c) || !next_version(c, &next) ||
		    !comparator_is_written(&each, c))
			continue;
		const char *tail = comparator_group(&each)->names_prerelease ? "-0" : "";
		const str version = semver_to_text(check->arena, &next);
		rule_report(check, each.repository.semver->at,
		            is_greater ? "'%.*s' begins at %.*s%s"
		                       : "'%.*s' takes all below %.*s%s",
		            STR_ARG(c->text), STR_ARG(version), tail);
		/* Up to Flux 2.6 a bound with a "-0" of its own makes a difference. */
		comparator_mend(check, &each, *tail == '\0', c->text,
		                arena_printf(check->arena, "%s%.*s%s", is_greater ? ">=" : "<",
		                             STR_ARG(version), tail));
	}
}

/* ---- OCI117 ---- */

/* The library takes a constant of zeros for a wildcard, whatever was written behind the '~'. */
void check_tilde_zero(struct rule_check *check)
{
	struct each_comparator each = {.next = 0};
	const struct range_comparator *c;
	while ((c = comparator_next(check, &each))) {
		const struct semver *zero = &c->constant;
		if (c->op != RANGE_TILDE || c->wild != WILD_NONE ||
		    zero->major + zero->minor + zero->patch > 0)
			continue;
		rule_report(check, each.repository.semver->at,
		            "'%.*s' takes every version, not only those of 0.0", STR_ARG(c->text));
		comparator_mend(check, &each, true, c->text,
		                arena_printf(check->arena, "*%s%.*s",
		                             zero->prerelease.len > 0 ? "-" : "",
		                             STR_ARG(zero->prerelease)));
		diag_note(check->diags, NO_MARK, "or", "\"0.0.x\", when these are meant");
	}
}
