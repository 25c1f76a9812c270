/*
 * report_json.c - see report_json.h
 *
 * Version 1 of the format may gain members and never lose any; `kustoc schema report` prints its
 * schema. The other formats of programs, SARIF and the like, are made from findings as this one is,
 * not from its text.
 */
#include "lint/report_json.h"

#include <string.h>

#include "lint/report_formats.h"
#include "lint/report_place.h"
#include "lint/rule.h"

enum { VERSION = 1 };

/* What is empty is left out: a reader tests for the member. */
static void add_text(struct json_out *out, const char *key, str text)
{
	if (text.len > 0)
		json_out_text(out, key, text);
}

static void add_texts(struct json_out *out, const char *key, const str *texts, size_t len)
{
	struct json_out *array = json_out_array(out, key);
	for (size_t i = 0; i < len; i++)
		json_out_text(array, NULL, texts[i]);
}

static void add_region(struct json_out *out, const struct report_region *region)
{
	struct json_out *location = json_out_object(out, "location");
	json_out_text(location, "path", region->path);
	if (region->line == 0)
		return;
	json_out_number(location, "line", region->line);
	json_out_number(location, "column", region->column);
	json_out_number(location, "endLine", region->end_line);
	json_out_number(location, "endColumn", region->end_column);
}

static void add_location(struct json_out *out, const struct report *report, struct mark at)
{
	const struct report_region region = report_region_at(report, at, REPORT_POINTS);
	if (region.path.len > 0)
		add_region(out, &region);
}

/* The object that came out wrong; it may be written elsewhere than where the finding is. */
static void add_subject(struct json_out *out, const struct finding_subject *subject)
{
	if (subject->kind.len == 0)
		return;
	struct json_out *resource = json_out_object(out, "resource");
	json_out_text(resource, "apiVersion", subject->api_version);
	json_out_text(resource, "kind", subject->kind);
	add_text(resource, "namespace", subject->namespace);
	json_out_text(resource, "name", subject->name);
	json_out_text(out, "field", subject->field);
}

/* ---- notes: what explains by a place is related, the rest is text ---- */

static bool is_witness(const struct diag_note *note)
{
	return strcmp(note->key, "witness") == 0;
}

static void add_witness(struct json_out *out, const struct diag *diag)
{
	for (const struct diag_note *note = diag->notes; note; note = note->next)
		if (is_witness(note)) {
			json_out_text(out, "witness", note->text);
			return;
		}
}

static void add_related(struct json_out *out, const struct report *report, const struct diag *diag)
{
	struct json_out *related = json_out_array(out, "related");
	for (const struct diag_note *note = diag->notes; note; note = note->next) {
		if (!note->at.source)
			continue;
		struct json_out *one = json_out_object(related, NULL);
		json_out_text(one, "role", str_of(note->key));
		json_out_text(one, "message", note->text);
		add_location(one, report, note->at);
	}
}

static void add_notes(struct json_out *out, const struct diag *diag)
{
	struct json_out *notes = NULL;
	for (const struct diag_note *note = diag->notes; note; note = note->next) {
		if (note->at.source || is_witness(note))
			continue;
		if (!notes)
			notes = json_out_array(out, "notes");
		struct json_out *one = json_out_object(notes, NULL);
		json_out_text(one, "key", str_of(note->key));
		json_out_text(one, "text", note->text);
	}
}

/* An edit names its file: a fix may reach into several. */
static void add_fix(struct json_out *out, const struct report *report, const struct diag_fix *fix)
{
	if (!fix)
		return;
	struct json_out *object = json_out_object(out, "fix");
	json_out_flag(object, "safe", fix->is_safe);
	struct json_out *edits = json_out_array(object, "edits");
	for (const struct diag_edit *edit = fix->edits; edit; edit = edit->next) {
		const struct report_region region =
			report_region_of_edit(report, edit, REPORT_POINTS);
		struct json_out *one = json_out_object(edits, NULL);
		add_region(one, &region);
		json_out_text(one, "text", edit->text);
	}
}

/* ---- a finding ---- */

/* Wrong usage has no code, and no rule. */
static void add_rule(struct json_out *out, const struct diag *diag)
{
	const struct lint_rule *rule = diag->code ? lint_rule_find(str_of(diag->code)) : NULL;
	if (!diag->code)
		return;
	json_out_text(out, "code", str_of(diag->code));
	if (rule)
		json_out_text(out, "name", rule->name);
}

void report_json_finding(struct json_out *out, const struct report *report,
                         const struct finding *finding)
{
	const struct diag *diag = finding->diag;
	add_rule(out, diag);
	json_out_text(out, "severity", str_of(report_severity_name(diag->severity)));
	json_out_text(out, "message", diag->message);
	add_text(out, "label", diag->label);
	add_location(out, report, diag->at);
	add_subject(out, &finding->subject);
	add_texts(out, "environments", finding->environments.at, finding->environments.len);
	add_texts(out, "overlays", finding->overlays.at, finding->overlays.len);
	add_witness(out, diag);
	add_related(out, report, diag);
	add_notes(out, diag);
	add_text(out, "kustomize", diag->sentence);
	add_fix(out, report, diag->fix);
	json_out_text(out, "fingerprint", finding->fingerprint);
	if (!finding->suppression)
		return;
	struct json_out *suppression = json_out_object(out, "suppression");
	add_text(suppression, "reason", finding->suppression->reason);
	add_location(suppression, report, finding->suppression->at);
}

/* ---- the whole ---- */

/* Counted here, so that no reader has to agree with us on how. */
static void add_summary(struct json_out *out, const struct report_summary *summary)
{
	struct json_out *object = json_out_object(out, "summary");
	json_out_number(object, "errors", summary->errors);
	json_out_number(object, "warnings", summary->warnings);
	json_out_number(object, "notes", summary->notes);
	json_out_number(object, "suppressed", summary->suppressed);
	json_out_number(object, "fixable", summary->fixable);
	json_out_number(object, "overlays", summary->overlays);
	json_out_number(object, "overlaysWithFindings", summary->overlays_with_findings);
	if (summary->files == 0)
		return;
	json_out_number(object, "files", summary->files);
	json_out_number(object, "filesWithFindings", summary->files_with_findings);
}

static void add_findings(struct json_out *out, const char *key, const struct report *report,
                         const struct finding_list *list)
{
	struct json_out *array = json_out_array(out, key);
	for (size_t i = 0; i < list->len; i++)
		report_json_finding(json_out_object(array, NULL), report, list->at[i]);
}

struct json_out *report_json_create(const struct report *report)
{
	struct json_out *out = json_out_create(JSON_OUT_OBJECT);
	json_out_number(out, "version", VERSION);
	json_out_text(out, "command", str_of(report->command));
	struct json_out *tool = json_out_object(out, "tool");
	json_out_text(tool, "name", STR("kustoc"));
	json_out_text(tool, "version", STR(KUSTOC_VERSION));
	add_summary(out, &report->summary);
	add_findings(out, "findings", report, &report->findings);
	add_findings(out, "suppressed", report, &report->suppressed);
	return out;
}

void report_as_json(struct buf *out, const struct report *report)
{
	struct json_out *document = report_json_create(report);
	json_out_print(out, document, JSON_OUT_PRETTY);
	json_out_destroy(document);
}
