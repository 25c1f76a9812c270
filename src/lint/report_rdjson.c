/*
 * report_rdjson.c - reviewdog's Diagnostic Format
 *
 * Columns are bytes there. A suggestion has no file of its own, so that of a
 * fix only the edits of the finding's file can be told.
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
	json_out_text(location, "path", path);
	if (region.line)
		add_range(location, &region);
}

/* reviewdog offers each as a change of its own, to be accepted with a click. */
static void add_suggestions(struct json_out *out, const struct report *report,
                            const struct diag *diag)
{
	struct json_out *suggestions = NULL;
	for (const struct diag_edit *edit = diag->fix ? diag->fix->edits : NULL; edit;
	     edit = edit->next) {
		if (edit->source != diag->at.source)
			continue;
		if (!suggestions)
			suggestions = json_out_array(out, "suggestions");
		const struct report_region region =
			report_region_of_edit(report, edit, REPORT_BYTES);
		struct json_out *suggestion = json_out_object(suggestions, NULL);
		add_range(suggestion, &region);
		json_out_text(suggestion, "text", edit->text);
	}
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
	add_suggestions(out, report, diag);
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
