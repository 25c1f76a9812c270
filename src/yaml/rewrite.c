/* rewrite.c - see rewrite.h */
#include "yaml/rewrite.h"

#include "base/buf.h"

struct word {
	struct source_span span;
	enum node_style style;
};

/*
 * To find one word all of its file is scanned, so the view is kept: findings come file by file, and
 * without it those of one file would take the time of their number squared.
 */
static struct source_view *view_of(struct diags *diags, const struct source *source)
{
	if (!diags->mended || source_view_source(diags->mended) != source)
		diags->mended = source_view_new(diags->arena, source);
	return diags->mended;
}

static struct word word_at(struct diags *diags, struct mark at)
{
	struct source_view *view = view_of(diags, at.source);
	const struct source_token token =
		source_token_at(view, source_offset(view, at.line, at.col));
	return (struct word){token.span, token.style};
}

static bool edit(struct diags *diags, bool is_safe, struct mark at, struct source_span span,
                 str text)
{
	return diag_edit(
		diags, is_safe,
		(struct diag_edit){
			.source = at.source, .start = span.start, .end = span.end, .text = text});
}

static str in_single_quotes(struct arena *arena, str text)
{
	struct buf out;
	buf_init(&out, arena);
	buf_add_char(&out, '\'');
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '\'')
			buf_add_char(&out, '\'');
		buf_add_char(&out, text.at[i]);
	}
	buf_add_char(&out, '\'');
	return buf_text(&out);
}

/* What a backslash would change has to stand in single quotes. */
static bool needs_single(str text)
{
	return str_find_char(text, '\\') != STR_NONE || str_find_char(text, '"') != STR_NONE;
}

str rewrite_in_quotes(struct arena *arena, str text)
{
	return needs_single(text) ? in_single_quotes(arena, text)
	                          : arena_printf(arena, "\"%.*s\"", STR_ARG(text));
}

static str quoted(struct arena *arena, enum node_style style, str text)
{
	return style == STYLE_SINGLE ? in_single_quotes(arena, text)
	                             : rewrite_in_quotes(arena, text);
}

bool rewrite_value(struct diags *diags, bool is_safe, struct mark at, str text)
{
	const struct word word = word_at(diags, at);
	return edit(diags, is_safe, at, word.span, quoted(diags->arena, word.style, text));
}

bool rewrite_word(struct diags *diags, bool is_safe, struct mark at, str text)
{
	const struct word word = word_at(diags, at);
	const bool is_plain = word.style != STYLE_SINGLE && word.style != STYLE_DOUBLE;
	return edit(diags, is_safe, at, word.span,
	            is_plain ? text : quoted(diags->arena, word.style, text));
}

bool rewrite_quoted(struct diags *diags, bool is_safe, struct mark at)
{
	const struct word word = word_at(diags, at);
	const str text = str_slice(at.source->text, word.span.start, word.span.end);
	if (word.style != STYLE_PLAIN)
		return false;
	return edit(diags, is_safe, at, word.span, quoted(diags->arena, STYLE_PLAIN, text));
}

bool rewrite_is_written(struct diags *diags, const struct node *scalar)
{
	if (!scalar->at.source)
		return false;
	const struct word word = word_at(diags, scalar->at);
	const size_t quotes = word.style == STYLE_SINGLE || word.style == STYLE_DOUBLE;
	return str_eq(str_slice(scalar->at.source->text, word.span.start + quotes,
	                        word.span.end - quotes),
	              scalar->text);
}

bool rewrite_before(struct diags *diags, bool is_safe, struct mark at, str text)
{
	const struct word word = word_at(diags, at);
	return edit(diags, is_safe, at, (struct source_span){word.span.start, word.span.start},
	            text);
}

/* ---- whole pairs ---- */

static str text_before(const struct source_view *view, struct mark at)
{
	const struct source_span line = source_line_span(view, at.line);
	const size_t end = source_offset(view, at.line, at.col);
	return str_slice(at.source->text, line.start, end);
}

/* Does a key of that text stand there, as it is or in quotes? */
static bool is_key_at(const struct source_view *view, struct mark at, str key)
{
	str text = str_from(at.source->text, source_offset(view, at.line, at.col));
	if (text.len > 0 && (text.at[0] == '"' || text.at[0] == '\''))
		text = str_from(text, 1);
	return str_starts_with(text, key);
}

/* The key in front of a value: the last one on its line before it. */
static struct mark key_before(const struct source_view *view, struct mark value, str key)
{
	str before = str_trim_right(text_before(view, value));
	if (!str_ends_with(before, STR(":")))
		return NO_MARK;
	before = str_trim_right(str_slice(before, 0, before.len - 1));
	const bool is_quoted = str_ends_with(before, STR("'")) || str_ends_with(before, STR("\""));
	const str bare = str_slice(before, 0, before.len - is_quoted);
	if (!str_ends_with(bare, key))
		return NO_MARK;
	const str lead = str_slice(bare, 0, bare.len - key.len);
	/* Else it is the end of a longer one. */
	if (lead.len < is_quoted ||
	    (lead.len > 0 && str_find_char(STR(" {,'\""), lead.at[lead.len - 1]) == STR_NONE))
		return NO_MARK;
	return source_mark(view, (size_t)(lead.at - value.source->text.at) + lead.len - is_quoted);
}

struct mark rewrite_key(struct diags *diags, const struct pair *pair)
{
	const struct mark key = pair->key.at, value = pair->value->at;
	if (!value.source || pair->key.kind != NODE_SCALAR)
		return NO_MARK;
	const struct source_view *view = view_of(diags, value.source);
	if (key.source == value.source && key.line == value.line && key.col < value.col &&
	    is_key_at(view, key, pair->key.text))
		return key;
	return key_before(view, value, pair->key.text);
}

/* In braces pairs have commas between them, else a line each. */
static bool is_block(const struct source_view *view, struct mark key)
{
	str before = str_trim_left(text_before(view, key));
	while (str_starts_with(before, STR("- ")))
		before = str_trim_left(str_from(before, 2));
	return before.len == 0;
}

static str indented(struct arena *arena, str text, uint32_t columns)
{
	struct buf out;
	str line;
	buf_init(&out, arena);
	while (text.len > 0) {
		str_cut(text, '\n', &line, &text);
		buf_printf(&out, "%.*s\n%*s", STR_ARG(line), (int)columns, "");
	}
	return buf_text(&out);
}

bool rewrite_add_pair(struct diags *diags, bool is_safe, const struct pair *pair, str text)
{
	const struct mark at = rewrite_key(diags, pair);
	if (!at.source)
		return false;
	const struct source_view *view = view_of(diags, at.source);
	const size_t start = source_offset(view, at.line, at.col);
	const bool block = is_block(view, at);
	if (!block && str_find_char(text, '\n') != STR_NONE)
		return false;
	return edit(diags, is_safe, at, (struct source_span){start, start},
	            block ? indented(diags->arena, text, at.col - 1)
	                  : arena_printf(diags->arena, "%.*s, ", STR_ARG(text)));
}

bool rewrite_remove_pair(struct diags *diags, bool is_safe, const struct pair *pair)
{
	const struct mark at = rewrite_key(diags, pair);
	if (!at.source)
		return false;
	const struct word value = word_at(diags, pair->value->at);
	const struct source_view *view = view_of(diags, at.source);
	const struct mark last = source_mark(view, value.span.end);
	const struct source_span line = source_line_span(view, last.line);
	const str behind = str_slice(at.source->text, value.span.end, line.end);
	if (str_trim(text_before(view, at)).len > 0 || str_trim(behind).len > 0)
		return false;
	const size_t start = source_line_span(view, at.line).start;
	const size_t end = source_line_span(view, last.line + 1).start;
	return edit(diags, is_safe, at, (struct source_span){start, end}, STR(""));
}
