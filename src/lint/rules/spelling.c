/* spelling.c - texts that can hardly be meant as they are written: OCI113, OCI305 to OCI307 */
#include "base/ascii.h"
#include "base/utf8.h"
#include "flux/range.h"
#include "flux/select.h"
#include "lint/rules/repository.h"
#include "yaml/rewrite.h"

/* ---- white space ---- */

static void report_space(struct rule_check *check, const struct repository *repository,
                         const struct node *value, const char *name, bool is_fatal)
{
	const struct pair *pair = node_find_pair(repository->ref, str_of(name));
	if (!value || str_trim(value->text).len == value->text.len ||
	    repository_is_misread(check, pair))
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
		report_space(check, &repository, repository.digest, "digest", true);
	}
}

/* ---- tags and digests ---- */

enum { TAG_MAX = 128 };

static bool is_word(char c)
{
	return ascii_is_alnum(c) || c == '_';
}

/* What keeps it from being a tag by the distribution specification; "" when nothing does. */
static str tag_problem(struct arena *arena, str text)
{
	for (size_t i = 0; i < text.len; i++) {
		size_t len;
		utf8_decode(str_from(text, i), &len);
		const str character = str_slice(text, i, i + len);
		if (!is_word(text.at[i]) && text.at[i] != '.' && text.at[i] != '-')
			return arena_printf(arena, "'%.*s' is in none", STR_ARG(character));
		if (i == 0 && !is_word(text.at[0]))
			return arena_printf(arena, "none begins with '%.*s'", STR_ARG(character));
	}
	if (text.len > TAG_MAX)
		return arena_printf(arena, "%zu characters, and %d are allowed", text.len, TAG_MAX);
	return STR("");
}

/* "1.x", "v1.2.x": an 'x' in the place of a number, and only numbers in front of it. */
static bool has_wildcard(str text)
{
	str part, rest = str_from(text, str_starts_with(text, STR("v")));
	for (size_t i = 0; rest.len > 0; i++) {
		str_cut(rest, '.', &part, &rest);
		if (str_eq_nocase(part, STR("x")))
			return i > 0;
		if (part.len == 0 || ascii_count_digits(part) < part.len)
			return false;
	}
	return false;
}

/* Characters that ranges are made of and tags are not, or a wildcard. */
static bool looks_like_range(str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (str_find_char(STR("<>=~^*|"), text.at[i]) != STR_NONE)
			return true;
	return has_wildcard(text);
}

/* Not every text with such a character is a range that Flux can read. */
static void mend_range_as_tag(struct rule_check *check, const struct repository *repository)
{
	const struct pair *pair = node_find_pair(repository->ref, STR("tag"));
	struct range range;
	str problem;
	if (!range_parse(check->arena, pair->value->text, flux_release_newest(), &range,
	                 &problem)) {
		diag_note(check->diags, NO_MARK, "fix",
		          "name a tag, or write a range of versions as ref.semver");
		return;
	}
	diag_note(check->diags, NO_MARK, "fix", "write it as ref.semver");
	if (!repository->semver && rewrite_key(check->diags, pair).source)
		rewrite_word(check->diags, false, rewrite_key(check->diags, pair), STR("semver"));
}

/* Flux does not look at the tag's text: the registry is asked for it, and answers 404. */
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
		mend_range_as_tag(check, &repository);
	}
}

void check_tag_invalid(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *tag = repository.tag;
		if (!tag || repository_is_open(tag) || looks_like_range(tag->text))
			continue;
		const str problem = tag_problem(check->arena, str_trim(tag->text));
		if (problem.len == 0)
			continue;
		rule_report(check, tag->at, "no registry has a tag '%.*s': %.*s",
		            STR_ARG(tag->text), STR_ARG(problem));
		rule_note_base(check, check->diags->last, repository.resource);
	}
}

/* Flux takes no algorithm but one, whatever registries know; its sentence is selector->error. */
static bool is_digest(struct arena *arena, str text, struct selector *selector)
{
	const struct oci_ref ref = {.digest = text};
	return selector_init(arena, &ref, STR(""), flux_release_newest(), selector);
}

/* The digest that was meant, where that is beyond doubt: digits in capitals, or alone. Else "". */
static str respelt_digest(struct arena *arena, str text)
{
	enum { SHA256_DIGITS = 64 };
	str algorithm, digits;
	text = str_trim(text);
	if (!str_cut(text, ':', &algorithm, &digits))
		digits = text;
	else if (!str_eq_nocase(algorithm, STR("sha256")))
		return STR("");
	if (digits.len != SHA256_DIGITS)
		return STR("");
	return arena_printf(arena, "sha256:%.*s", STR_ARG(rule_lower_case(arena, digits)));
}

void check_digest_invalid(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *digest = repository.digest;
		struct selector selector;
		/* White space has a rule of its own. */
		if (!digest || repository_is_open(digest) ||
		    is_digest(check->arena, str_trim(digest->text), &selector))
			continue;
		rule_report(check, digest->at,
		            "'%.*s' is no digest: sha256: and 64 digits of 0-9a-f",
		            STR_ARG(str_trim(digest->text)));
		rule_note_base(check, check->diags->last, repository.resource);
		diag_note(check->diags, NO_MARK, "flux", "%.*s", STR_ARG(selector.error));
		const str meant = respelt_digest(check->arena, digest->text);
		if (meant.len == 0 || !is_digest(check->arena, meant, &selector))
			continue;
		diag_note(check->diags, NO_MARK, "fix", "%.*s", STR_ARG(meant));
		rule_mend(check, digest, true, meant);
	}
}
