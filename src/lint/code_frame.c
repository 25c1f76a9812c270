/*
 * code_frame.c - see code_frame.h
 *
 * Everything is counted in terminal columns: a tab takes four, a wide character
 * two, and a byte that is no character shows as one sign.
 */
#include "lint/code_frame.h"

#include "base/utf8.h"

enum { TAB_COLUMNS = 4, CONTEXT_MAX = 2, ROOM_MIN = 20 };

struct frame {
	struct buf *out;
	const struct look *look;
	struct source_view *view;
	enum look_role role;
	size_t gutter; /* width of the line numbers */
	size_t from;   /* columns cut off at the left of every line */
	size_t room;   /* columns that a line may take; 0: any */
};

/* Is it shown as a sign, since it would steer the terminal, or since this one cannot show it? */
static bool is_replaced(const struct look *look, uint32_t code)
{
	return (code < ' ' && code != '\t') || (code >= 0x7f && code < 0xa0) ||
	       code == UTF8_INVALID || (code > 0x7f && !look->unicode);
}

static size_t columns_of(const struct look *look, uint32_t code)
{
	if (code == '\t')
		return TAB_COLUMNS;
	return is_replaced(look, code) ? 1 : look_columns(code);
}

static size_t text_columns(const struct look *look, str text)
{
	size_t columns = 0, len;
	for (; text.len > 0; text = str_from(text, len))
		columns += columns_of(look, utf8_decode(text, &len));
	return columns;
}

static str ellipsis(const struct look *look)
{
	return look->unicode ? STR("\xe2\x80\xa6") : STR("...");
}

static void add_spaces(struct buf *out, size_t count)
{
	buf_printf(out, "%*s", (int)count, "");
}

/* One character as it may stand on a terminal. */
static void add_character(struct frame *frame, str text, uint32_t code)
{
	if (code == '\t')
		add_spaces(frame->out, TAB_COLUMNS);
	else if (is_replaced(frame->look, code))
		buf_add(frame->out, frame->look->unicode ? STR("\xef\xbf\xbd") : STR("?"));
	else
		buf_add(frame->out, text);
}

/* The part of a line that fits, with a sign at each end that was cut. */
static void add_code(struct frame *frame, str line)
{
	const size_t total = text_columns(frame->look, line);
	const size_t sign = frame->look->unicode ? 1 : 3;
	const bool cut_right = frame->room && total > frame->from + frame->room;
	const size_t begin = frame->from ? frame->from + sign : 0;
	const size_t end = cut_right ? frame->from + frame->room - sign : total;
	if (frame->from && total > frame->from)
		buf_add(frame->out, ellipsis(frame->look));
	for (size_t at = 0, len; line.len > 0 && at < end; line = str_from(line, len)) {
		const uint32_t code = utf8_decode(line, &len);
		if (at >= begin && at + columns_of(frame->look, code) <= end)
			add_character(frame, str_slice(line, 0, len), code);
		at += columns_of(frame->look, code);
	}
	if (cut_right && total > begin)
		buf_add(frame->out, ellipsis(frame->look));
}

/* The bar, after a line's number or an empty gutter for 0. */
static void begin_line(struct frame *frame, uint32_t line)
{
	look_begin(frame->out, frame->look, LOOK_FRAME);
	if (line)
		buf_printf(frame->out, "%*u |", (int)frame->gutter, line);
	else
		buf_printf(frame->out, "%*s |", (int)frame->gutter, "");
	look_end(frame->out, frame->look, LOOK_FRAME);
}

static void add_line(struct frame *frame, uint32_t line)
{
	const str text = str_trim_right(source_line(frame->view, line));
	begin_line(frame, line);
	if (text.len > 0)
		buf_add_char(frame->out, ' ');
	add_code(frame, text);
	buf_add_char(frame->out, '\n');
}

/* The names in it may be a stranger's. */
static void add_label(struct frame *frame, str label)
{
	for (size_t i = 0; i < label.len; i++) {
		const unsigned char c = (unsigned char)label.at[i];
		buf_add_char(frame->out, c < ' ' || c == 0x7f ? '?' : label.at[i]);
	}
}

/* Carets under [start, end) of a line, byte offsets within the line. */
static void add_carets(struct frame *frame, str line, size_t start, size_t end, str label)
{
	const size_t before = text_columns(frame->look, str_slice(line, 0, start));
	const size_t left = before > frame->from ? before - frame->from : 0;
	size_t count = text_columns(frame->look, str_slice(line, start, end));
	if (frame->room && left + count > frame->room)
		count = frame->room > left ? frame->room - left : 1;
	begin_line(frame, 0);
	add_spaces(frame->out, 1 + left);
	look_begin(frame->out, frame->look, frame->role);
	do
		buf_add_char(frame->out, '^');
	while (count-- > 1);
	if (label.len > 0) {
		buf_add_char(frame->out, ' ');
		add_label(frame, label);
	}
	look_end(frame->out, frame->look, frame->role);
	buf_add_char(frame->out, '\n');
}

static size_t indentation(str line)
{
	return line.len - str_trim_left(line).len;
}

/* The lines directly above that lead to this one: each a parent's key, less indented. */
static uint32_t first_context_line(const struct source_view *view, uint32_t line)
{
	uint32_t first = line;
	/* At the end of a file the last words are of interest. */
	while (first > 1 && str_trim(source_line(view, first)).len == 0)
		first--;
	if (first < line)
		return first;
	while (first > 1 && line - first < CONTEXT_MAX) {
		const str above = source_line(view, first - 1);
		if (str_trim(above).len == 0 ||
		    indentation(above) >= indentation(source_line(view, first)))
			break;
		first--;
	}
	return first;
}

/* Brings the columns [start, end) of a long line into sight. */
static void choose_window(struct frame *frame, str line, size_t start, size_t end)
{
	const size_t width = frame->look->width, used = frame->gutter + 3;
	if (width == 0)
		return;
	frame->room = width > used + ROOM_MIN ? width - used : ROOM_MIN;
	const size_t right = text_columns(frame->look, str_slice(line, 0, end));
	if (text_columns(frame->look, line) <= frame->room || right + 3 <= frame->room)
		return;
	/* A third of the room for what stands before. */
	const size_t left = text_columns(frame->look, str_slice(line, 0, start));
	frame->from = left > frame->room / 3 ? left - frame->room / 3 : 0;
}

/* A token of several lines: the first, a gap, the last. */
static void add_span(struct frame *frame, struct source_span span, str label)
{
	const struct mark first = source_mark(frame->view, span.start);
	const struct mark last = source_mark(frame->view, span.end);
	const struct source_span top = source_line_span(frame->view, first.line);
	const str top_text = str_trim_right(source_line(frame->view, first.line));
	if (last.line == first.line) {
		add_carets(frame, top_text, span.start - top.start, span.end - top.start, label);
		return;
	}
	add_carets(frame, top_text, span.start - top.start, top_text.len, (str){0});
	if (last.line > first.line + 1)
		buf_add(frame->out, STR("...\n"));
	add_line(frame, last.line);
	const struct source_span bottom = source_line_span(frame->view, last.line);
	const str bottom_text = source_line(frame->view, last.line);
	add_carets(frame, bottom_text, indentation(bottom_text), span.end - bottom.start, label);
}

static size_t digits(uint32_t number)
{
	size_t count = 1;
	while (number /= 10)
		count++;
	return count;
}

size_t code_frame_add(struct buf *out, const struct look *look, struct source_view *view,
                      struct mark at, str label, enum look_role role)
{
	if (at.line == 0 || at.line > source_line_count(view))
		return 0;
	const struct source_span span =
		source_token_at(view, source_offset(view, at.line, at.col)).span;
	const struct source_span line = source_line_span(view, at.line);
	struct frame frame = {.out = out,
	                      .look = look,
	                      .view = view,
	                      .role = role,
	                      .gutter = digits(source_mark(view, span.end).line)};
	choose_window(&frame, source_line(view, at.line), span.start - line.start,
	              (span.end < line.end ? span.end : line.end) - line.start);
	begin_line(&frame, 0);
	buf_add_char(out, '\n');
	for (uint32_t i = first_context_line(view, at.line); i <= at.line; i++)
		add_line(&frame, i);
	add_span(&frame, span, label);
	return frame.gutter;
}
