/* mend.c - see mend.h */
#include "yaml/mend.h"

#include "base/utf8.h"
#include "yaml/parse.h"

bool mend_ends_in_break(str text)
{
	return str_ends_with(text, STR("\xE2\x80\xA8")) || str_ends_with(text, STR("\xE2\x80\xA9"));
}

void mend_document_end(struct buf *out, size_t start)
{
	/* No content can begin a line with it: text in a block is indented. */
	const str end = STR("...\n");
	const str written = str_from(buf_text(out), start);
	if (!str_ends_with(written, end))
		return;
	const str before = str_slice(written, 0, written.len - end.len);
	if (str_ends_with(before, STR("\n")) || mend_ends_in_break(before))
		out->len -= end.len;
}

/* ---- single quotes ---- */

/* The bytes of indentation that stand before a closing quote, or 0. */
static size_t indent_before_quote(str rest)
{
	size_t at = 0;
	while (at < rest.len && rest.at[at] == ' ')
		at++;
	return str_starts_with(str_from(rest, at), STR("'\n")) ? at : 0;
}

void mend_closing_quotes(struct buf *out, size_t start)
{
	size_t to = start;
	for (size_t from = start; from < out->len; from++) {
		if (mend_ends_in_break(str_slice(buf_text(out), start, to)))
			from += indent_before_quote(str_from(buf_text(out), from));
		out->at[to++] = out->at[from];
	}
	out->len = to;
}

/* ---- the byte order mark ---- */

static const char BOM[] = "\xEF\xBB\xBF";

bool mend_begins_with_bom(str text)
{
	return str_starts_with(text, str_of(BOM));
}

/* The bytes with which libyaml folded a line; they stand for one space. */
static size_t folding_length(str rest)
{
	size_t len = 1;
	while (len < rest.len && rest.at[len] == ' ')
		len++;
	/* A backslash protects a second space from being taken for indentation. */
	return len + str_starts_with(str_from(rest, len), STR("\\ "));
}

/* Adds one character of a double-quoted scalar, escaped, and returns its length. */
static size_t add_escaped(struct buf *out, str rest)
{
	if (rest.at[0] == '\n') {
		buf_add(out, STR("\\x20"));
		return folding_length(rest);
	}
	if (rest.at[0] ==
	    '\\') { /* is an escape already: its letter, and the digits go on as they are */
		static const char WIDTHS[] = {'x', 2, 'u', 4, 'U', 8};
		size_t len = 2;
		for (size_t i = 0; i < sizeof WIDTHS; i += 2)
			if (rest.at[1] == WIDTHS[i])
				len += (size_t)WIDTHS[i + 1];
		buf_add(out, str_slice(rest, 0, len));
		return len;
	}
	size_t len;
	const uint32_t code = utf8_decode(rest, &len);
	buf_printf(out,
	           code < 0x100     ? "\\x%02X"
	           : code < 0x10000 ? "\\u%04X"
	                            : "\\U%08X",
	           (unsigned)code);
	return len;
}

void mend_bom(struct buf *out, size_t start)
{
	const str mark = STR("\"\\uFEFF");
	const str written = arena_copy(out->arena, str_from(buf_text(out), start));
	str rest = written;
	out->len = start;
	for (size_t at; (at = str_find(rest, mark)) != STR_NONE;) {
		buf_add(out, str_slice(rest, 0, at + mark.len));
		const bool begins = at > 0 && (rest.at[at - 1] == ' ' || rest.at[at - 1] == '\n');
		rest = str_from(rest, at + mark.len);
		while (begins && rest.len > 0 && rest.at[0] != '"')
			rest = str_from(rest, add_escaped(out, rest));
	}
	buf_add(out, rest);
}

/* ---- folded text ---- */

static bool is_blank_or_end(str text)
{
	return text.len == 0 || text.at[0] == ' ' || text.at[0] == '\t' || text.at[0] == '\n';
}

/* The chomping that the header says, by what the text ends with. */
static const char *chomping(str text)
{
	if (!str_ends_with(text, STR("\n")))
		return "-";
	return text.len == 1 || str_ends_with(text, STR("\n\n")) ? "+" : "";
}

static void write_folded(struct buf *out, str text)
{
	str first = text;
	while (first.len > 0 && first.at[0] == '\n')
		first = str_from(first, 1);
	const bool doubles = !is_blank_or_end(first); /* the question is asked once, of the start */
	bool at_break = true, leading_space = true;
	buf_printf(out, ">%s%s\n", is_blank_or_end(text) ? "2" : "", chomping(text));
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '\n') {
			if (!at_break && !leading_space && doubles)
				buf_add_char(out, '\n');
			buf_add_char(out, '\n');
			at_break = true;
			continue;
		}
		if (at_break) {
			buf_add(out, STR("  "));
			leading_space = text.at[i] == ' ' || text.at[i] == '\t';
		}
		buf_add_char(out, text.at[i]);
		at_break = false;
	}
}

str mend_folded(struct arena *arena, str text)
{
	struct buf written;
	struct diags ignored;
	struct node *again;
	diags_init(&ignored, arena);
	buf_init(&written, arena);
	buf_add(&written, STR("a: "));
	write_folded(&written, text);
	const struct origin nowhere = {.at = {NULL, 1, 1}};
	if (!parse_document(arena, buf_text(&written), nowhere, YAML_NODES, &again, &ignored))
		return text;
	return node_get_text(again, STR("a"));
}
