/* rewrite.c - see rewrite.h */
#include "yaml/rewrite.h"

#include "base/buf.h"

struct word {
	struct source_span span;
	enum node_style style;
};

static struct word word_at(struct arena *arena, struct mark at)
{
	struct source_view *view = source_view_new(arena, at.source);
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

static str quoted(struct arena *arena, enum node_style style, str text)
{
	if (style == STYLE_SINGLE || needs_single(text))
		return in_single_quotes(arena, text);
	return arena_printf(arena, "\"%.*s\"", STR_ARG(text));
}

bool rewrite_value(struct diags *diags, bool is_safe, struct mark at, str text)
{
	const struct word word = word_at(diags->arena, at);
	return edit(diags, is_safe, at, word.span, quoted(diags->arena, word.style, text));
}

bool rewrite_word(struct diags *diags, bool is_safe, struct mark at, str text)
{
	const struct word word = word_at(diags->arena, at);
	const bool is_plain = word.style != STYLE_SINGLE && word.style != STYLE_DOUBLE;
	return edit(diags, is_safe, at, word.span,
	            is_plain ? text : quoted(diags->arena, word.style, text));
}

bool rewrite_quoted(struct diags *diags, bool is_safe, struct mark at)
{
	const struct word word = word_at(diags->arena, at);
	const str text = str_slice(at.source->text, word.span.start, word.span.end);
	if (word.style != STYLE_PLAIN)
		return false;
	return edit(diags, is_safe, at, word.span, quoted(diags->arena, STYLE_PLAIN, text));
}

bool rewrite_before(struct diags *diags, bool is_safe, struct mark at, str text)
{
	const struct word word = word_at(diags->arena, at);
	return edit(diags, is_safe, at, (struct source_span){word.span.start, word.span.start},
	            text);
}
