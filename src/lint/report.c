/*
 * report.c - see report.h
 *
 * What all formats share is done here once: counting, words for severities, text made safe for who
 * knows no escapes. Formats differ in form only; that they tell the same findings is tested
 * (report_agreement_test.c).
 */
#include "lint/report.h"

#include "base/map.h"
#include "base/utf8.h"
#include "lint/report_formats.h"

/* clang-format off */
/* In the order in which help names them; what each is for stands in its file. */
const struct report_format REPORT_FORMATS[] = {
	{"text",     report_as_text},
	{"concise",  report_as_concise},
	{"json",     report_as_json},
	{"jsonl",    report_as_jsonl},
	{"yaml",     report_as_yaml},
	{"github",   report_as_github},
	{"gitlab",   report_as_gitlab},
	{"sarif",    report_as_sarif},
	{"junit",    report_as_junit},
	{"rdjson",   report_as_rdjson},
	{"markdown", report_as_markdown},
	{.name = NULL},
};
/* clang-format on */

const struct report_format *report_format_find(str name)
{
	for (const struct report_format *format = REPORT_FORMATS; format->name; format++)
		if (str_eq(str_of(format->name), name))
			return format;
	return NULL;
}

const char *report_severity_name(enum diag_severity severity)
{
	static const char *const NAMES[] = {
		[DIAG_ERROR] = "error", [DIAG_WARNING] = "warning", [DIAG_NOTE] = "note"};
	return NAMES[severity];
}

str report_printable(struct arena *arena, str text)
{
	struct buf buf;
	buf_init(&buf, arena);
	for (size_t len; text.len > 0; text = str_from(text, len)) {
		const uint32_t code = utf8_decode(text, &len);
		const bool is_space = code == '\n' || code == '\t';
		const bool steers = (code < ' ' && !is_space) || (code >= 0x7f && code < 0xa0);
		utf8_encode(&buf, steers ? UTF8_INVALID : code);
	}
	return buf_text(&buf);
}

str report_explained(struct arena *arena, const struct diag *diag, bool is_whole)
{
	struct buf buf;
	buf_init(&buf, arena);
	buf_add(&buf, diag->message);
	if (diag->label.len > 0)
		buf_printf(&buf, "\n%.*s", STR_ARG(diag->label));
	for (const struct diag_note *note = diag->notes; note; note = note->next) {
		if (note->at.source && !is_whole)
			continue;
		buf_printf(&buf, "\n%s: %.*s", note->key, STR_ARG(note->text));
		if (note->at.source && note->at.line)
			buf_printf(&buf, " (%.*s:%u)", STR_ARG(note->at.source->path),
			           note->at.line);
		else if (note->at.source)
			buf_printf(&buf, " (%.*s)", STR_ARG(note->at.source->path));
	}
	return buf_text(&buf);
}

static void count(struct report_summary *summary, const struct diag *diag)
{
	summary->errors += diag->severity == DIAG_ERROR;
	summary->warnings += diag->severity == DIAG_WARNING;
	summary->notes += diag->severity == DIAG_NOTE;
	summary->fixable += diag->fix && diag->fix->is_safe;
}

static size_t count_files(struct arena *arena, const struct finding_list *findings)
{
	struct map seen = {0};
	for (size_t i = 0; i < findings->len; i++)
		if (findings->at[i]->diag->at.source)
			map_set(arena, &seen, findings->at[i]->diag->at.source->path,
			        findings->at[i]);
	return seen.len;
}

/* UTF-8 is what every format is written in; lines are not cut. */
static const struct look PLAIN = {.unicode = true};

struct report report_plain(const struct report *report)
{
	struct report plain = *report;
	plain.look = &PLAIN;
	return plain;
}

struct report report_of(struct arena *arena, const struct lint_result *result)
{
	struct report report = {
		.arena = arena,
		.command = "lint",
		.program = STR("kustoc"),
		.look = &PLAIN,
		.fail_on = DIAG_ERROR,
		.overlays = result->overlays,
		.summary = {.overlays = result->overlays.len,
	                    .files = result->files,
	                    .seconds = -1},
		.views = ARENA_NEW(arena, struct map),
	};
	for (size_t i = 0; i < result->findings.len; i++) {
		struct finding *finding = result->findings.at[i];
		const bool counts = !finding->suppression;
		*ARRAY_ADD(arena, counts ? &report.findings : &report.suppressed) = finding;
		if (counts)
			count(&report.summary, finding->diag);
	}
	report.summary.suppressed = report.suppressed.len;
	report.summary.files_with_findings = count_files(arena, &report.findings);
	for (size_t i = 0; i < result->overlays.len; i++)
		report.summary.overlays_with_findings += result->overlays.at[i].has_findings;
	return report;
}
