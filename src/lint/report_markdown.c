/*
 * report_markdown.c - a comment on a pull request, or the summary of a step
 *
 * A table of all findings, the worst first, and for each overlay what text says
 * about them, folded. Comments have a limit: beyond BUDGET the longest of the
 * folded texts go first, then rows of the table, and the last line says so.
 */
#include "base/map.h"
#include "lint/report_formats.h"
#include "lint/report_place.h"
#include "lint/report_text.h"

enum { BUDGET = 60000, RESERVE = 300 }; /* bytes; the reserve is for the last line */

/* One overlay's findings, folded. */
struct details {
	str overlay, text;
	size_t findings;
	bool is_dropped;
};

struct markdown {
	struct buf *out;
	struct report report; /* plain */
	ARRAY(str) rows;
	ARRAY(struct details *) details;
	size_t len; /* of all that is not dropped */
};

/* Text as it reads, in a table's cell or a heading: no markup, no HTML, one line. */
static void add_escaped(struct buf *out, str text)
{
	for (size_t i = 0; i < text.len; i++) {
		const char c = text.at[i];
		if (c == '<')
			buf_add(out, STR("&lt;"));
		else if (c == '&')
			buf_add(out, STR("&amp;"));
		else if (c == '\n' || c == '\r')
			buf_add_char(out, ' ');
		else if (str_find_char(STR("\\`*_[]|"), c) != STR_NONE)
			buf_printf(out, "\\%c", c);
		else
			buf_add_char(out, c);
	}
}

/* ---- parts ---- */

static str row_of(struct arena *arena, const struct finding *finding)
{
	static const char *const SIGNS[] = {
		[DIAG_ERROR] = "\xe2\x9d\x8c error",
		[DIAG_WARNING] = "\xe2\x9a\xa0\xef\xb8\x8f warning",
		[DIAG_NOTE] = "\xe2\x84\xb9\xef\xb8\x8f note",
	};
	const struct diag *diag = finding->diag;
	struct buf buf;
	buf_init(&buf, arena);
	buf_printf(&buf, "| %s | %s | ", SIGNS[diag->severity], diag->code ? diag->code : "");
	add_escaped(&buf, report_path(finding));
	if (diag->at.line)
		buf_printf(&buf, ":%u:%u", diag->at.line, diag->at.col);
	buf_add(&buf, STR(" | "));
	add_escaped(&buf, report_printable(arena, diag->message));
	buf_add(&buf, STR(" |\n"));
	return buf_text(&buf);
}

static void make_rows(struct markdown *markdown)
{
	const struct report *report = &markdown->report;
	for (int severity = DIAG_ERROR; severity <= DIAG_NOTE; severity++)
		for (size_t i = 0; i < report->findings.len; i++) {
			const struct finding *finding = report->findings.at[i];
			if ((int)finding->diag->severity != severity)
				continue;
			const str row = row_of(report->arena, finding);
			*ARRAY_ADD(report->arena, &markdown->rows) = row;
			markdown->len += row.len;
		}
}

/* A fence longer than any run of backticks within. */
static str fence_of(struct arena *arena, str text)
{
	size_t longest = 2, run = 0;
	for (size_t i = 0; i < text.len; i++) {
		run = text.at[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	struct buf buf;
	buf_init(&buf, arena);
	for (size_t i = 0; i <= longest; i++)
		buf_add_char(&buf, '`');
	return buf_text(&buf);
}

/* GitHub wants empty lines between HTML and Markdown. */
static void fold(struct markdown *markdown, struct details *details, str text)
{
	struct arena *arena = markdown->report.arena;
	const str fence = fence_of(arena, text);
	struct buf buf;
	buf_init(&buf, arena);
	buf_add(&buf, STR("\n<details><summary>"));
	add_escaped(&buf, details->overlay);
	buf_printf(&buf, ": %zu finding%s</summary>\n\n", details->findings,
	           details->findings == 1 ? "" : "s");
	buf_printf(&buf, "%.*stext\n%.*s%.*s\n\n</details>\n", STR_ARG(fence), STR_ARG(text),
	           STR_ARG(fence));
	details->text = buf_text(&buf);
	markdown->len += details->text.len;
}

/* What is found in several overlays is told with the first. */
static void make_details(struct markdown *markdown)
{
	const struct report *report = &markdown->report;
	struct map texts = {0}; /* overlay -> struct buf */
	struct map by_overlay = {0};
	for (size_t i = 0; i < report->findings.len; i++) {
		const struct finding *finding = report->findings.at[i];
		const str overlay = finding->overlays.len ? finding->overlays.at[0] : STR(".");
		struct details *details = map_get(&by_overlay, overlay);
		if (!details) {
			details = ARENA_NEW(report->arena, struct details);
			details->overlay = overlay;
			map_set(report->arena, &by_overlay, overlay, details);
			struct buf *text = ARENA_NEW(report->arena, struct buf);
			buf_init(text, report->arena);
			map_set(report->arena, &texts, overlay, text);
			*ARRAY_ADD(report->arena, &markdown->details) = details;
		}
		details->findings++;
		report_text_finding(map_get(&texts, overlay), report, finding, REPORT_FULL);
	}
	for (size_t i = 0; i < markdown->details.len; i++) {
		struct details *details = markdown->details.at[i];
		fold(markdown, details, buf_text(map_get(&texts, details->overlay)));
	}
}

/* ---- the budget ---- */

/* The longest says most, but many short ones say more. */
static struct details *longest(const struct markdown *markdown)
{
	struct details *longest = NULL;
	for (size_t i = 0; i < markdown->details.len; i++) {
		struct details *details = markdown->details.at[i];
		if (!details->is_dropped && (!longest || details->text.len > longest->text.len))
			longest = details;
	}
	return longest;
}

/* Drops until the rest fits. Returns how many rows are left. */
static size_t fit(struct markdown *markdown, size_t budget, size_t *dropped)
{
	struct details *details;
	while (markdown->len > budget && (details = longest(markdown))) {
		details->is_dropped = true;
		markdown->len -= details->text.len;
		++*dropped;
	}
	size_t rows = markdown->rows.len;
	while (markdown->len > budget && rows > 0)
		markdown->len -= markdown->rows.at[--rows].len;
	return rows;
}

/* Nothing is left out in silence. */
static void add_rest(struct markdown *markdown, size_t dropped, size_t rows)
{
	if (dropped == 0)
		return;
	buf_printf(markdown->out,
	           "\nLeft out to keep this short: the lines in question of %zu of %zu overlays",
	           dropped, markdown->details.len);
	if (rows > 0)
		buf_printf(markdown->out, ", and %zu of %zu findings", rows, markdown->rows.len);
	buf_printf(markdown->out, ". `kustoc %s` prints all.\n", markdown->report.command);
}

void report_as_markdown(struct buf *out, const struct report *report)
{
	struct markdown markdown = {.out = out, .report = report_plain(report)};
	const size_t start = out->len;
	markdown.report.summary.seconds = -1;
	buf_printf(out, "<!-- kustoc:%s -->\n**kustoc**: ", report->command);
	report_text_summary(out, &markdown.report.summary);
	make_rows(&markdown);
	make_details(&markdown);
	if (markdown.rows.len > 0)
		buf_add(out, STR("\n| | rule | where | finding |\n|---|---|---|---|\n"));
	size_t dropped = 0;
	const size_t rows = fit(&markdown, BUDGET - RESERVE - (out->len - start), &dropped);
	for (size_t i = 0; i < rows; i++)
		buf_add(out, markdown.rows.at[i]);
	for (size_t i = 0; i < markdown.details.len; i++)
		if (!markdown.details.at[i]->is_dropped)
			buf_add(out, markdown.details.at[i]->text);
	add_rest(&markdown, dropped, markdown.rows.len - rows);
}
