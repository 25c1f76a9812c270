/* wrap.c - see wrap.h */
#include "base/wrap.h"

#include "base/look.h"
#include "base/utf8.h"

size_t wrap_columns(str text)
{
	size_t columns = 0, len;
	for (; text.len > 0; text = str_from(text, len))
		columns += look_columns(utf8_decode(text, &len));
	return columns;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n';
}

/* Cuts the next word off; "" at the end. */
static str take_word(str *text)
{
	size_t start = 0;
	while (start < text->len && is_blank(text->at[start]))
		start++;
	size_t end = start;
	while (end < text->len && !is_blank(text->at[end]))
		end++;
	const str word = str_slice(*text, start, end);
	*text = str_from(*text, end);
	return word;
}

void wrap_add(struct buf *out, struct wrap wrap, size_t at, str text)
{
	bool is_first = true; /* on its line */
	for (str word; (word = take_word(&text)).len > 0; is_first = false) {
		const size_t columns = wrap_columns(word);
		if (!is_first && wrap.width > 0 && at + 1 + columns > wrap.width) {
			buf_printf(out, "\n%*s", (int)wrap.indent, "");
			at = wrap.indent;
		} else if (!is_first) {
			buf_add_char(out, ' ');
			at++;
		}
		buf_add(out, word);
		at += columns;
	}
}

/* Is it part of what was laid out by hand? */
static bool is_laid_out(str line)
{
	return line.len > 0 && (line.at[0] == ' ' || str_starts_with(line, STR("- ")));
}

/* The lines up to the next one that is empty or laid out by hand. */
static str take_paragraph(str *text)
{
	size_t end = 0;
	while (end < text->len) {
		str line, rest;
		str_cut(str_from(*text, end), '\n', &line, &rest);
		if (line.len == 0 || is_laid_out(line))
			break;
		end += line.len + 1;
	}
	const str paragraph = str_slice(*text, 0, end < text->len ? end : text->len);
	*text = str_from(*text, end);
	return paragraph;
}

void wrap_add_paragraphs(struct buf *out, struct wrap wrap, str text)
{
	while (text.len > 0) {
		str line;
		const str paragraph = take_paragraph(&text);
		if (paragraph.len > 0) {
			buf_printf(out, "%*s", (int)wrap.indent, "");
			wrap_add(out, wrap, wrap.indent, paragraph);
			buf_add_char(out, '\n');
			continue;
		}
		str_cut(text, '\n', &line, &text);
		if (line.len > 0)
			buf_printf(out, "%*s%.*s", (int)wrap.indent, "", STR_ARG(line));
		buf_add_char(out, '\n');
	}
}
