/*
 * filter_spelling.c - patterns that Go reads otherwise than they look: OCI205 to OCI207, OCI211 on
 *
 * Globs, other programs' delimiters, YAML's escapes and comments, Flux' variables: each is valid
 * somewhere, and in a Go regular expression means something else, or nothing.
 */
#include "base/ascii.h"
#include "base/buf.h"
#include "flux/tagfilter.h"
#include "lint/rules/selection.h"
#include "lint/rules/version_pattern.h"
#include "yaml/source.h"

/* ---- globs ---- */

static void report_glob(struct rule_check *check, const struct repository *repository,
                        const char *message, str mended)
{
	rule_report(check, repository->filter->at, "%s", message);
	rule_note_base(check, check->diags->last, repository->resource);
	diag_note(check->diags, NO_MARK, "fix", "'%.*s'", STR_ARG(mended));
	rule_mend(check, repository->filter, false, mended);
}

/* "v1.*" does no harm where the range leaves nothing else that it matches. */
static void check_version_glob(struct rule_check *check, const struct repository *repository)
{
	struct selector selector, meant;
	const str mended = version_from_glob(check->arena, repository->filter->text);
	if (mended.len == 0 || !selection_of(check, repository, &selector) ||
	    !selection_with_filter(check, &selector, mended, &meant))
		return;
	const str tag = selection_difference(check, &selector, &meant);
	if (tag.len == 0)
		return;
	report_glob(check, repository, "this looks like a glob: to Go '.' is any character",
	            mended);
	diag_note(check->diags, NO_MARK, "witness", "%.*s", STR_ARG(tag));
}

void check_filter_glob(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *filter = repository.filter;
		if (!filter || repository_is_open(filter))
			continue;
		const str text = filter->text;
		if (str_ends_with(text, STR("-*")))
			report_glob(check, &repository,
			            "'-*' is any number of hyphens, not a hyphen and anything",
			            arena_printf(check->arena, "%.*s.*",
			                         STR_ARG(str_slice(text, 0, text.len - 1))));
		check_version_glob(check, &repository);
	}
}

/* ---- delimiters, control characters ---- */

static bool is_delimited(str text)
{
	if (text.len < 3)
		return false;
	const char first = text.at[0], last = text.at[text.len - 1];
	return first == last && (first == '/' || first == '"' || first == '\'' || first == '`');
}

/* JavaScript, sed and Perl write patterns between slashes; YAML keeps quotes inside of quotes. */
void check_filter_delimiters(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *filter = repository.filter;
		if (!filter || repository_is_open(filter) || !is_delimited(filter->text))
			continue;
		rule_report(check, filter->at,
		            "the '%c' at both ends is part of the pattern, and of no tag",
		            filter->text.at[0]);
		rule_note_base(check, check->diags->last, repository.resource);
		const str inner = str_slice(filter->text, 1, filter->text.len - 1);
		diag_note(check->diags, NO_MARK, "fix", "'%.*s'", STR_ARG(inner));
		rule_mend(check, filter, false, inner);
	}
}

/* The same in single quotes, where a backslash is the pattern's: only \\ and \" were YAML's. */
static str unescaped(struct arena *arena, str text)
{
	struct buf out;
	buf_init(&out, arena);
	for (size_t i = 0; i < text.len; i++) {
		const char next = i + 1 < text.len ? text.at[i + 1] : '\0';
		if (text.at[i] == '\\' && (next == '\\' || next == '"'))
			i++;
		else if (text.at[i] == '\\' && next != '\0')
			buf_add_char(&out, text.at[i++]);
		buf_add_char(&out, text.at[i]);
	}
	return buf_text(&out);
}

/* A filter in double quotes as it would read in single ones; "" for any other. */
static str in_single_quotes(struct arena *arena, const struct node *filter)
{
	if (!filter->at.source || filter->style != STYLE_DOUBLE)
		return STR("");
	struct source_view *view = source_view_new(arena, filter->at.source);
	const size_t at = source_offset(view, filter->at.line, filter->at.col);
	const struct source_token token = source_token_at(view, at);
	const str text = str_slice(filter->at.source->text, token.span.start, token.span.end);
	struct tagfilter parsed;
	struct regex_error error;
	if (text.len < 2 || text.at[0] != '"' || str_find_char(text, '\n') != STR_NONE)
		return STR("");
	const str meant = unescaped(arena, str_slice(text, 1, text.len - 1));
	return tagfilter_parse(arena, meant, flux_release_newest(), &parsed, &error) ? meant
	                                                                             : STR("");
}

/* Control characters, and what is beyond ASCII: "\_" is a no-break space to YAML. */
static bool has_control(str text)
{
	text = str_trim(text);
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.at[i] < ' ' || (unsigned char)text.at[i] >= 0x7f)
			return true;
	return false;
}

/* No tag has white space, slashes, quotes or control characters, so all of these match nothing. */
bool repository_is_spoilt(const struct node *filter)
{
	return filter && (str_trim(filter->text).len < filter->text.len ||
	                  is_delimited(filter->text) || has_control(filter->text));
}

/* Is the pattern another one than its author wrote? "\x2d" is no harm, "\x2e" any character. */
static bool is_changed(struct rule_check *check, const struct node *filter, str meant)
{
	return meant.len > 0 && !str_eq(meant, filter->text) &&
	       selection_compare(check, meant, filter->text) == PROVE_TAG;
}

void check_filter_control(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *filter = repository.filter;
		if (!filter || repository_is_open(filter))
			continue;
		const str meant = in_single_quotes(check->arena, filter);
		const bool is_fatal = has_control(filter->text);
		if (!is_fatal && !is_changed(check, filter, meant))
			continue;
		struct diag *diag =
			rule_report(check, filter->at,
		                    is_fatal ? "the filter holds a character that no tag has"
		                             : "an escape in double quotes is YAML's, and gives "
		                               "another pattern");
		if (!is_fatal)
			diag->severity = DIAG_WARNING;
		rule_note_base(check, diag, repository.resource);
		diag_note(check->diags, NO_MARK, "fix",
		          "in single quotes a backslash is the pattern's: '%.*s'",
		          STR_ARG(meant.len ? meant : STR("\\b")));
		if (meant.len > 0)
			rule_mend(check, filter, false, meant);
	}
}

/* ---- OCI211 ---- */

/* The first named group at or behind `at`; STR_NONE for none. Escaped parentheses are no groups. */
static size_t find_named_group(str pattern, size_t at)
{
	for (; at < pattern.len; at++) {
		const str rest = str_from(pattern, at);
		if (rest.at[0] == '\\')
			at++;
		else if (str_starts_with(rest, STR("(?P<")) || str_starts_with(rest, STR("(?<")))
			return at;
	}
	return STR_NONE;
}

static str without_names(struct arena *arena, str pattern)
{
	struct buf out;
	buf_init(&out, arena);
	for (size_t at; (at = find_named_group(pattern, 0)) != STR_NONE;) {
		const str rest = str_from(pattern, at);
		buf_add(&out, str_slice(pattern, 0, at));
		buf_add_char(&out, '(');
		pattern = str_from(rest, str_find_char(rest, '>') + 1);
	}
	buf_add(&out, pattern);
	return buf_text(&out);
}

/* A filter only asks whether it matches: what a group caught is forgotten. */
void check_filter_group(struct rule_check *check)
{
	struct repository repository;
	struct tagfilter parsed;
	struct regex_error error;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *filter = repository.filter;
		if (!filter || repository_is_open(filter) ||
		    find_named_group(filter->text, 0) == STR_NONE ||
		    !tagfilter_parse(check->arena, filter->text, flux_release_newest(), &parsed,
		                     &error))
			continue;
		rule_report(check, filter->at, "the name of a group has no effect in a filter");
		rule_note_base(check, check->diags->last, repository.resource);
		const str plain = without_names(check->arena, filter->text);
		diag_note(check->diags, NO_MARK, "fix", "'%.*s'", STR_ARG(plain));
		rule_mend(check, filter, true, plain);
	}
}

/* ---- OCI212 ---- */

static bool is_name_char(char c)
{
	return ascii_is_alnum(c) || c == '_';
}

/* "NAME}" or "NAME:=value}": what stands behind the "${" of a variable. */
static bool is_variable(str text)
{
	size_t len = 0;
	while (len < text.len && is_name_char(text.at[len]))
		len++;
	const bool is_name = len > 0 && !ascii_is_digit(text.at[0]);
	return is_name && len < text.len &&
	       str_find_char(STR("}:=-+?"), text.at[len]) != STR_NONE &&
	       str_find_char(text, '}') != STR_NONE;
}

/* A variable is meant to be one. Of the rest Flux cannot know that it is a part of a pattern. */
void check_filter_substitution(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *filter = repository.filter;
		if (!filter)
			continue;
		str rest = filter->text;
		size_t at;
		while ((at = str_find(rest, STR("${"))) != STR_NONE) {
			const bool is_escaped = at > 0 && rest.at[at - 1] == '$';
			rest = str_from(rest, at + 2);
			if (is_escaped || is_variable(rest))
				continue;
			rule_report(
				check, filter->at,
				"'${' begins a variable where Flux substitutes, and this is none");
			rule_note_base(check, check->diags->last, repository.resource);
			diag_note(check->diags, NO_MARK, "fix",
			          "write '$${', or the pattern without a '{' behind the '$'");
			break;
		}
	}
}

/* ---- OCI213 ---- */

/* The brackets that nobody closed: what was to close them may be behind the '#'. */
static bool is_cut(str pattern)
{
	int round = 0, square = 0;
	for (size_t i = 0; i < pattern.len; i++) {
		if (pattern.at[i] == '\\') {
			i++;
			continue;
		}
		round += (pattern.at[i] == '(') - (pattern.at[i] == ')');
		square += (pattern.at[i] == '[') - (pattern.at[i] == ']');
	}
	return round > 0 || square > 0;
}

/* "#]+$": hardly words for people. These have spaces between them. */
static bool looks_like_pattern(str comment)
{
	if (str_find_char(comment, ' ') != STR_NONE)
		return false;
	for (size_t i = 1; i < comment.len; i++)
		if (str_find_char(STR("\\()[]{}^$*+|"), comment.at[i]) != STR_NONE)
			return true;
	return false;
}

/*
 * The line from the filter to its end, when a comment follows that may be a part of it; else "".
 * Told from the bytes of the file, since to a YAML reader a comment is nothing.
 */
static str with_comment(const struct node *filter)
{
	if (!filter->at.source || filter->style != STYLE_PLAIN)
		return STR("");
	str line, rest;
	str_cut(source_from_line(filter->at.source, filter->at.line), '\n', &line, &rest);
	line = str_trim_right(str_from(line, filter->at.col - 1));
	const str behind =
		str_starts_with(line, filter->text) ? str_from(line, filter->text.len) : STR("");
	const str comment = str_trim_left(behind);
	const bool is_comment = comment.len > 1 && comment.len < behind.len && comment.at[0] == '#';
	return is_comment && (is_cut(filter->text) || looks_like_pattern(comment)) ? line : STR("");
}

static void mend_comment(struct rule_check *check, const struct node *filter, str line)
{
	const struct source *source = filter->at.source;
	const size_t start = (size_t)(line.at - source->text.at);
	if (str_find_char(line, '\'') != STR_NONE)
		return;
	diag_edit(check->diags, false,
	          (struct diag_edit){.source = source,
	                             .start = start,
	                             .end = start + line.len,
	                             .text = arena_printf(check->arena, "'%.*s'", STR_ARG(line))});
}

void check_filter_comment(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *filter = repository.filter;
		const str line = filter ? with_comment(filter) : STR("");
		struct regex_error error;
		struct tagfilter parsed;
		if (line.len == 0 ||
		    !tagfilter_parse(check->arena, line, flux_release_newest(), &parsed, &error))
			continue;
		rule_report(check, filter->at, "' #' begins a comment: the filter is only '%.*s'",
		            STR_ARG(filter->text));
		rule_note_base(check, check->diags->last, repository.resource);
		diag_note(check->diags, NO_MARK, "fix", "put it in quotes: '%.*s'", STR_ARG(line));
		mend_comment(check, filter, line);
	}
}
