/* roff.c - see roff.h */
#include "cli/roff.h"

#include "base/ascii.h"

/* A hyphen would be typeset as one, and nobody could copy a flag; \- stays what it is. */
static void add_char(struct buf *out, char c)
{
	if (c == '\\')
		buf_add(out, STR("\\e"));
	else if (c == '-')
		buf_add(out, STR("\\-"));
	else
		buf_add_char(out, c);
}

/* At the beginning of a line a dot or an apostrophe would be a request. */
static void guard(struct buf *out, str text)
{
	const bool at_start = out->len == 0 || out->at[out->len - 1] == '\n';
	if (at_start && text.len > 0 && (text.at[0] == '.' || text.at[0] == '\''))
		buf_add(out, STR("\\&"));
}

static void add_plain(struct buf *out, str text)
{
	guard(out, text);
	for (size_t i = 0; i < text.len; i++)
		add_char(out, text.at[i]);
}

/* `code` is bold, as what one types is in manuals. */
void roff_text(struct buf *out, str text)
{
	bool is_code = false;
	guard(out, text);
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '`') {
			is_code = !is_code;
			buf_add(out, is_code ? STR("\\fB") : STR("\\fP"));
		} else {
			add_char(out, text.at[i]);
			if (text.at[i] == '\n')
				guard(out, str_from(text, i + 1));
		}
	}
}

static void add_font(struct buf *out, const char *font, str text)
{
	buf_printf(out, "\\f%s", font);
	add_plain(out, text);
	buf_add(out, STR("\\fP"));
}

void roff_bold(struct buf *out, str text)
{
	add_font(out, "B", text);
}

void roff_italic(struct buf *out, str text)
{
	add_font(out, "I", text);
}

void roff_verbatim(struct buf *out, str lines)
{
	buf_add(out, STR(".nf\n"));
	for (str line; lines.len > 0;) {
		str_cut(lines, '\n', &line, &lines);
		add_plain(out, line);
		buf_add_char(out, '\n');
	}
	buf_add(out, STR(".fi\n"));
}

void roff_section(struct buf *out, const char *name)
{
	buf_add(out, STR(".SH "));
	for (; *name; name++)
		buf_add_char(out, ascii_to_upper(*name));
	buf_add_char(out, '\n');
}

void roff_subsection(struct buf *out, str name)
{
	buf_add(out, STR(".SS "));
	add_plain(out, name);
	buf_add_char(out, '\n');
}

/* ---- Markdown ---- */

/* A page being turned into roff. */
struct page {
	struct buf *out;
	bool wants_break; /* a blank line was read, and something stood before it */
};

static void begin_paragraph(struct page *page)
{
	if (page->wants_break)
		buf_add(page->out, STR(".PP\n"));
	page->wants_break = false;
}

/* The lines up to the closing fence; *rest goes behind it. */
static void add_code(struct page *page, str *rest)
{
	size_t len = str_find(*rest, STR("```"));
	if (len == STR_NONE)
		len = rest->len;
	str fence;
	buf_add(page->out, STR(".PP\n.RS 4\n"));
	roff_verbatim(page->out, str_slice(*rest, 0, len));
	buf_add(page->out, STR(".RE\n"));
	*rest = str_from(*rest, len);
	str_cut(*rest, '\n', &fence, rest);
	page->wants_break = false;
}

static void add_line(struct page *page, str line)
{
	if (str_starts_with(line, STR("## "))) {
		buf_add(page->out, STR(".PP\n"));
		roff_italic(page->out, str_from(line, 3));
		buf_add(page->out, STR("\n.br\n"));
		page->wants_break = false;
		return;
	}
	if (str_starts_with(line, STR("- "))) {
		buf_add(page->out, STR(".IP \\(bu 2\n"));
		line = str_from(line, 2);
		page->wants_break = false;
	}
	begin_paragraph(page);
	roff_text(page->out, str_trim(line));
	buf_add_char(page->out, '\n');
}

void roff_markdown(struct buf *out, str text)
{
	struct page page = {.out = out};
	bool is_after_heading = true;
	str line;
	str_cut(text, '\n', &line, &text);
	while (text.len > 0) {
		str_cut(text, '\n', &line, &text);
		if (line.len == 0) {
			page.wants_break = !is_after_heading;
		} else if (str_starts_with(line, STR("```"))) {
			add_code(&page, &text);
		} else {
			add_line(&page, line);
			is_after_heading = str_starts_with(line, STR("## "));
			continue;
		}
		if (line.len > 0)
			is_after_heading = false;
	}
}
