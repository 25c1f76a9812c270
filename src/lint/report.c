/* report.c - see report.h */
#include "lint/report.h"

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

static void count(struct report_summary *summary, const struct diag *diag)
{
	summary->errors += diag->severity == DIAG_ERROR;
	summary->warnings += diag->severity == DIAG_WARNING;
	summary->notes += diag->severity == DIAG_NOTE;
	summary->fixable += diag->fix && diag->fix->is_safe;
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
		.summary = {.overlays = result->overlays.len, .seconds = -1},
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
	for (size_t i = 0; i < result->overlays.len; i++)
		report.summary.overlays_with_findings += result->overlays.at[i].has_findings;
	return report;
}
