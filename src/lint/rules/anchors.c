/*
 * anchors.c - OCI203: a filter that was written for whole versions and matches more
 *
 * A match anywhere is enough, and "-rc" means just that. A pattern that begins
 * or ends in the numbers of a version hardly does: "1\.2" is found in 11.2.0,
 * "^v?1" in 10.0.0. Nothing is said without a tag to show, within the range.
 */
#include "base/ascii.h"
#include "flux/prove/prove.h"
#include "lint/rules/repository.h"

/* "[0-9]", "\d" or a digit: its length at the start of `text`; 0 when it is something else. */
static size_t digit_len(str text)
{
	static const str CLASSES[] = {STR_INIT("\\d"), STR_INIT("[0-9]"), STR_INIT("[1-9]")};
	for (size_t i = 0; i < sizeof CLASSES / sizeof *CLASSES; i++)
		if (str_starts_with(text, CLASSES[i]))
			return CLASSES[i].len;
	return text.len && ascii_is_digit(text.at[0]) ? 1 : 0;
}

static bool begins_like_version(str text)
{
	if (str_starts_with(text, STR("v?")))
		text = str_from(text, 2);
	return digit_len(text) > 0;
}

/* Ends in a digit that stands for itself: the number may go on. */
static bool ends_in_digit(str text)
{
	if (text.len == 0)
		return false;
	const char last = text.at[text.len - 1];
	return ascii_is_digit(last) && (text.len < 2 || text.at[text.len - 2] != '\\');
}

static bool ends_in_number(str text)
{
	return str_ends_with(text, STR("\\d+")) || str_ends_with(text, STR("[0-9]+"));
}

/* A tag that the reference takes and `pattern` does, or with `negated` does not; "" for none. */
static str example(struct arena *arena, const struct selector *selector, str pattern, bool negated)
{
	struct tagfilter filter;
	struct regex_error error;
	if (!tagfilter_parse(arena, pattern, selector->release, &filter, &error))
		return STR("");
	const struct prove_term terms[] = {
		{.selector = selector},
		{ .pattern = &filter,  .negated = negated},
	};
	const struct prove_answer answer = prove_find(arena, terms, 2);
	return answer.outcome == PROVE_TAG ? prove_example(arena, terms, 2, answer.witness)
	                                   : STR("");
}

struct surprise {
	str tag, mended; /* what is matched, and a filter that does not match it */
};

static bool find_surprise(struct arena *arena, const struct selector *selector, str text,
                          struct surprise *out)
{
	if (begins_like_version(text)) {
		/* Where the tags have a 'v', nobody meant to leave them out. */
		out->mended = arena_printf(arena, "%s%.*s", text.at[0] == 'v' ? "^" : "^v?",
		                           STR_ARG(text));
		out->tag = example(arena, selector,
		                   arena_printf(arena, "^v?(?:%.*s)", STR_ARG(text)), true);
	} else if (str_starts_with(text, STR("^")) && begins_like_version(str_from(text, 1)) &&
	           ends_in_digit(text)) {
		out->mended = arena_printf(arena, "%.*s\\.", STR_ARG(text));
		out->tag = example(arena, selector,
		                   arena_printf(arena, "(?:%.*s)[0-9]", STR_ARG(text)), false);
	} else if (str_starts_with(text, STR("^")) && begins_like_version(str_from(text, 1)) &&
	           ends_in_number(text)) {
		out->mended = arena_printf(arena, "%.*s$", STR_ARG(text));
		out->tag = example(arena, selector, arena_printf(arena, "(?:%.*s)$", STR_ARG(text)),
		                   true);
	}
	return out->tag.len > 0;
}

void check_unanchored(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct ocirepository source = ocirepository_get(repository.resource->root);
		const struct node *filter = repository.filter;
		struct selector selector;
		struct surprise surprise = {.tag = STR("")};
		if (!repository.semver || !filter || repository.digest ||
		    repository_is_open(repository.semver) || repository_is_open(filter) ||
		    !selector_init(check->arena, &source.ref, source.media_type,
		                   flux_release_newest(), &selector) ||
		    !find_surprise(check->arena, &selector, filter->text, &surprise))
			continue;
		rule_report(check, filter->at, "the filter also matches '%.*s'",
		            STR_ARG(surprise.tag));
		diag_note(check->diags, NO_MARK, "witness", "%.*s", STR_ARG(surprise.tag));
		rule_note_base(check, check->diags->last, repository.resource);
		diag_note(check->diags, NO_MARK, "fix", "'%.*s'", STR_ARG(surprise.mended));
		rule_mend(check, filter, false, surprise.mended);
	}
}
