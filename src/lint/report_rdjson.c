/*
 * report_rdjson.c - reviewdog's Diagnostic Format
 *
 * Columns are bytes there. A suggestion has no file of its own, so that a fix
 * is told only when it changes no other than the finding's.
 */
#include "lint/json_out.h"
#include "lint/report_formats.h"
#include "lint/report_place.h"

static void add_position(struct json_out *range, const char *key, uint32_t line, uint32_t column)
{
	struct json_out *position = json_out_object(range, key);
	json_out_number(position, "line", line);
	json_out_number(position, "column", column);
}

static void add_range(struct json_out *out, const struct report_region *region)
{
	struct json_out *range = json_out_object(out, "range");
	add_position(range, "start", region->line, region->column);
	add_position(range, "end", region->end_line, region->end_column);
}

static void add_location(struct json_out *out, const struct report *report, str path,
                         struct mark at)
{
	const struct report_region region = report_region_at(report, at, REPORT_BYTES);
	struct json_out *location = json_out_object(out, "location");
	json_out_text(location, "path", report_path_from_top(report, path));
	if (region.line)
		add_range(location, &region);
}

/* The edit that comes next behind `at`; NULL: there is none. */
static const struct diag_edit *next_edit(const struct diag *diag, size_t at)
{
	const struct diag_edit *next = NULL;
	for (const struct diag_edit *edit = diag->fix->edits; edit; edit = edit->next)
		if (edit->start >= at && (!next || edit->start < next->start))
			next = edit;
	return next;
}

static bool is_in_one_file(const struct diag *diag)
{
	for (const struct diag_edit *edit = diag->fix->edits; edit; edit = edit->next)
		if (edit->source != diag->at.source)
			return false;
	return true;
}

/*
 * A suggestion is accepted with a click, so that all edits are one, with what stands between them:
 * half a fix is none.
 */
static void add_suggestion(struct json_out *out, const struct report *report,
                           const struct diag *diag)
{
	struct buf text;
	if (!diag->fix || !is_in_one_file(diag))
		return;
	const struct diag_edit *first = next_edit(diag, 0);
	struct diag_edit whole = {
		.source = first->source, .start = first->start, .end = first->start};
	buf_init(&text, report->arena);
	for (const struct diag_edit *edit = first; edit; edit = next_edit(diag, edit->start + 1)) {
		buf_add(&text, str_slice(edit->source->text, whole.end, edit->start));
		buf_add(&text, edit->text);
		whole.end = edit->end;
	}
	const struct report_region region = report_region_of_edit(report, &whole, REPORT_BYTES);
	struct json_out *suggestion = json_out_object(json_out_array(out, "suggestions"), NULL);
	add_range(suggestion, &region);
	json_out_text(suggestion, "text", buf_text(&text));
}

static void add_related(struct json_out *out, const struct report *report, const struct diag *diag)
{
	struct json_out *related = NULL;
	for (const struct diag_note *note = diag->notes; note; note = note->next) {
		if (!note->at.source)
			continue;
		if (!related)
			related = json_out_array(out, "related_locations");
		struct json_out *one = json_out_object(related, NULL);
		json_out_text(one, "message",
		              arena_printf(report->arena, "%s: %.*s", note->key,
		                           STR_ARG(note->text)));
		add_location(one, report, note->at.source->path, note->at);
	}
}

static void add_finding(struct json_out *out, const struct report *report,
                        const struct finding *finding)
{
	static const char *const SEVERITIES[] = {
		[DIAG_ERROR] = "ERROR", [DIAG_WARNING] = "WARNING", [DIAG_NOTE] = "INFO"};
	const struct diag *diag = finding->diag;
	json_out_text(out, "message", report_explained(report->arena, diag, false));
	add_location(out, report, report_path(finding), diag->at);
	json_out_text(out, "severity", str_of(SEVERITIES[diag->severity]));
	if (diag->code)
		json_out_text(json_out_object(out, "code"), "value", str_of(diag->code));
	add_suggestion(out, report, diag);
	add_related(out, report, diag);
}

void report_as_rdjson(struct buf *out, const struct report *report)
{
	struct json_out *document = json_out_create(JSON_OUT_OBJECT);
	struct json_out *source = json_out_object(document, "source");
	json_out_text(source, "name", STR("kustoc"));
	struct json_out *diagnostics = json_out_array(document, "diagnostics");
	for (size_t i = 0; i < report->findings.len; i++)
		add_finding(json_out_object(diagnostics, NULL), report, report->findings.at[i]);
	json_out_print(out, document, JSON_OUT_PRETTY);
	json_out_destroy(document);
}
