/*
 * report_place.c - see report_place.h
 *
 * Marks count characters. SARIF asks for UTF-16 units, reviewdog for bytes: both are counted anew
 * in the line itself, of which a view is kept for each file.
 */
#include "lint/report_place.h"

#include "base/ascii.h"
#include "base/path.h"
#include "base/utf8.h"

struct source_view *report_view(const struct report *report, const struct source *source)
{
	struct source_view *view = map_get(report->views, source->path);
	if (!view) {
		view = source_view_new(report->arena, source);
		map_set(report->arena, report->views, source->path, view);
	}
	return view;
}

str report_path(const struct finding *finding)
{
	if (finding->diag->at.source)
		return finding->diag->at.source->path;
	return finding->overlays.len ? finding->overlays.at[0] : STR(".");
}

/* What lies outside of the repository is nobody's there. */
str report_path_from_top(const struct report *report, str path)
{
	return path_is_absolute(path) || report->prefix.len == 0
	               ? path
	               : path_join(report->arena, report->prefix, path);
}

/* What may stand in a path of a URI as it is (RFC 3986, pchar), and '/'. */
static bool is_plain(char c)
{
	return ascii_is_alnum(c) || str_find_char(STR("-._~/!$&'()*+,;=@"), c) != STR_NONE;
}

void report_add_uri_path(struct buf *out, str path)
{
	for (size_t i = 0; i < path.len; i++) {
		if (is_plain(path.at[i]))
			buf_add_char(out, path.at[i]);
		else
			buf_printf(out, "%%%02X", (unsigned)(unsigned char)path.at[i]);
	}
}

/* Code points from U+10000 on take two units of UTF-16. */
static size_t utf16_count(str text)
{
	size_t count = 0, len;
	for (; text.len > 0; text = str_from(text, len))
		count += utf8_decode(text, &len) >= 0x10000 ? 2 : 1;
	return count;
}

/* Marks count code points; the others are counted again, from the start of the line. */
static uint32_t column_of(struct source_view *view, uint32_t line, size_t offset,
                          enum report_unit unit)
{
	const struct source_span span = source_line_span(view, line);
	const str before = str_slice(source_line(view, line), 0, offset - span.start);
	size_t count = before.len;
	switch (unit) {
	case REPORT_POINTS: count = utf8_count(before); break;
	case REPORT_UTF16: count = utf16_count(before); break;
	case REPORT_BYTES: break;
	}
	return (uint32_t)count + 1;
}

static struct report_region region_of_span(const struct report *report, const struct source *source,
                                           struct source_span span, enum report_unit unit)
{
	struct source_view *view = report_view(report, source);
	const uint32_t line = source_mark(view, span.start).line;
	const uint32_t end_line = source_mark(view, span.end).line;
	return (struct report_region){
		.path = source->path,
		.line = line,
		.column = column_of(view, line, span.start, unit),
		.end_line = end_line,
		.end_column = column_of(view, end_line, span.end, unit),
	};
}

struct report_region report_region_at(const struct report *report, struct mark at,
                                      enum report_unit unit)
{
	if (!at.source || at.line == 0)
		return (struct report_region){.path = at.source ? at.source->path : STR("")};
	struct source_view *view = report_view(report, at.source);
	const struct source_token token =
		source_token_at(view, source_offset(view, at.line, at.col));
	return region_of_span(report, at.source, token.span, unit);
}

struct report_region report_region_of_edit(const struct report *report,
                                           const struct diag_edit *edit, enum report_unit unit)
{
	const struct source_span span = {edit->start, edit->end};
	return region_of_span(report, edit->source, span, unit);
}
