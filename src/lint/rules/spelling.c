/* spelling.c - texts that can hardly be meant as they are written: parts of OCI1, OCI2 and OCI3 */
#include "lint/rules/repository.h"

/* ---- white space ---- */

static void report_space(struct rule_check *check, const struct repository *repository,
                         const struct node *value, const char *name, bool is_fatal)
{
	if (!value || str_trim(value->text).len == value->text.len)
		return;
	const char last = value->text.at[value->text.len - 1];
	struct diag *diag =
		rule_report(check, value->at, "ref.%s %s", name,
	                    last == '\n' ? "ends in a line break" : "has white space at an end");
	if (is_fatal)
		diag->severity = DIAG_ERROR;
	rule_note_base(check, diag, repository->resource);
	diag_note(check->diags, NO_MARK, "fix",
	          last == '\n' ? "write it in quotes on one line" : "remove it");
	rule_mend(check, value, !is_fatal, str_trim(value->text));
}

/* A range survives it. In a filter it has to match, and no tag has white space. */
void check_white_space(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		report_space(check, &repository, repository.semver, "semver", false);
		report_space(check, &repository, repository.filter, "semverFilter", true);
		report_space(check, &repository, repository.tag, "tag", true);
	}
}

/* ---- filters ---- */

/* "v1.*" is a fine expression and a finer glob; only what no one writes as the first is said. */
void check_filter_glob(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *filter = repository.filter;
		if (!filter || repository_is_open(filter) ||
		    !str_ends_with(filter->text, STR("-*")))
			continue;
		rule_report(check, filter->at,
		            "'-*' is any number of hyphens, not a hyphen and anything");
		rule_note_base(check, check->diags->last, repository.resource);
		const str mended =
			arena_printf(check->arena, "%.*s.*",
		                     STR_ARG(str_slice(filter->text, 0, filter->text.len - 1)));
		diag_note(check->diags, NO_MARK, "fix", "'%.*s'", STR_ARG(mended));
		rule_mend(check, filter, false, mended);
	}
}

static bool is_delimited(str text)
{
	if (text.len < 3)
		return false;
	const char first = text.at[0], last = text.at[text.len - 1];
	return first == last && (first == '/' || first == '"' || first == '\'' || first == '`');
}

void check_filter_delimiters(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *filter = repository.filter;
		if (!filter || repository_is_open(filter) || !is_delimited(filter->text))
			continue;
		rule_report(check, filter->at,
		            "the '%c' at both ends are part of the pattern: no tag has them",
		            filter->text.at[0]);
		rule_note_base(check, check->diags->last, repository.resource);
		const str inner = str_slice(filter->text, 1, filter->text.len - 1);
		diag_note(check->diags, NO_MARK, "fix", "'%.*s'", STR_ARG(inner));
		rule_mend(check, filter, false, inner);
	}
}

static bool has_control(str text)
{
	text = str_trim(text);
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.at[i] < ' ' || text.at[i] == 0x7f)
			return true;
	return false;
}

void check_filter_control(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *filter = repository.filter;
		if (!filter || !has_control(filter->text))
			continue;
		rule_report(check, filter->at,
		            "the filter holds a control character, which no tag has");
		rule_note_base(check, check->diags->last, repository.resource);
		diag_note(check->diags, NO_MARK, "fix",
		          "in single quotes a backslash is a backslash: '\\b'");
	}
}

/* ---- tags and digests ---- */

enum { TAG_MAX = 128 };

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       c == '_';
}

/* The distribution specification's: [a-zA-Z0-9_][a-zA-Z0-9._-]{0,127} */
static bool is_tag(str text)
{
	if (text.len == 0 || text.len > TAG_MAX || !is_word(text.at[0]))
		return false;
	for (size_t i = 1; i < text.len; i++)
		if (!is_word(text.at[i]) && text.at[i] != '.' && text.at[i] != '-')
			return false;
	return true;
}

/* Characters that ranges are made of and tags are not. */
static bool looks_like_range(str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (str_find_char(STR("<>=~^*|"), text.at[i]) != STR_NONE)
			return true;
	return str_ends_with(text, STR(".x"));
}

void check_range_as_tag(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *tag = repository.tag;
		if (!tag || repository_is_open(tag) || !looks_like_range(tag->text))
			continue;
		rule_report(check, tag->at,
		            "'%.*s' is taken for the name of a tag, not for a range",
		            STR_ARG(tag->text));
		rule_note_base(check, check->diags->last, repository.resource);
		diag_note(check->diags, NO_MARK, "fix", "write it as ref.semver");
	}
}

void check_tag_invalid(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *tag = repository.tag;
		if (!tag || repository_is_open(tag) || looks_like_range(tag->text) ||
		    is_tag(str_trim(tag->text)))
			continue;
		rule_report(
			check, tag->at,
			"no registry has a tag '%.*s': letters, digits, '.', '_', '-', at most 128",
			STR_ARG(tag->text));
		rule_note_base(check, check->diags->last, repository.resource);
	}
}

/* sha256 and 64 digits, the only one that registries agree on; sha512 is allowed. */
static bool is_digest(str text)
{
	str algorithm, digits;
	if (!str_cut(text, ':', &algorithm, &digits))
		return false;
	const size_t want = str_eq(algorithm, STR("sha256"))   ? 64
	                    : str_eq(algorithm, STR("sha384")) ? 96
	                    : str_eq(algorithm, STR("sha512")) ? 128
	                                                       : 0;
	for (size_t i = 0; i < digits.len; i++)
		if (str_find_char(STR("0123456789abcdef"), digits.at[i]) == STR_NONE)
			return false;
	return want > 0 && digits.len == want;
}

void check_digest_invalid(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *digest = repository.digest;
		if (!digest || repository_is_open(digest) || is_digest(digest->text))
			continue;
		rule_report(check, digest->at,
		            "'%.*s' is no digest: sha256: and 64 digits of 0-9a-f",
		            STR_ARG(digest->text));
		rule_note_base(check, check->diags->last, repository.resource);
	}
}
