/* filter_spelling.c - patterns that Go reads otherwise than they look: OCI205 to OCI207, OCI211 on */
#include "base/buf.h"
#include "flux/tagfilter.h"
#include "lint/rules/repository.h"
#include "yaml/source.h"

/* ---- globs, delimiters, control characters ---- */

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

static void mend_control(struct rule_check *check, const struct node *filter)
{
	if (!filter->at.source || filter->style != STYLE_DOUBLE)
		return;
	struct source_view *view = source_view_new(check->arena, filter->at.source);
	const size_t at = source_offset(view, filter->at.line, filter->at.col);
	const struct source_token token = source_token_at(view, at);
	const str text = str_slice(filter->at.source->text, token.span.start, token.span.end);
	struct tagfilter parsed;
	struct regex_error error;
	if (text.len < 2 || text.at[0] != '"' || str_find_char(text, '\n') != STR_NONE)
		return;
	const str meant = unescaped(check->arena, str_slice(text, 1, text.len - 1));
	if (tagfilter_parse(check->arena, meant, flux_release_newest(), &parsed, &error))
		rule_mend(check, filter, false, meant);
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
		mend_control(check, filter);
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
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

/* "NAME}" or "NAME:=value}": what stands behind the "${" of a variable. */
static bool is_variable(str text)
{
	size_t len = 0;
	while (len < text.len && is_name_char(text.at[len]))
		len++;
	const bool is_name = len > 0 && !(text.at[0] >= '0' && text.at[0] <= '9');
	return is_name && len < text.len && str_find_char(STR("}:=-+?"), text.at[len]) != STR_NONE &&
	       str_find_char(text, '}') != STR_NONE;
}

/* A variable is meant to be one. Of the rest Flux cannot know that it is a part of a pattern. */
void check_filter_substitution(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *filter = repository.filter;
		str rest = filter ? filter->text : STR("");
		size_t at;
		while ((at = str_find(rest, STR("${"))) != STR_NONE) {
			const bool is_escaped = at > 0 && rest.at[at - 1] == '$';
			rest = str_from(rest, at + 2);
			if (is_escaped || is_variable(rest))
				continue;
			rule_report(check, filter->at,
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
	const str behind = str_starts_with(line, filter->text) ? str_from(line, filter->text.len)
	                                                       : STR("");
	const str comment = str_trim_left(behind);
	const bool is_comment = comment.len > 1 && comment.len < behind.len && comment.at[0] == '#';
	return is_comment && (is_cut(filter->text) || looks_like_pattern(comment)) ? line
	                                                                           : STR("");
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
