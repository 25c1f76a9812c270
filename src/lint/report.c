/* report.c - see report.h */
#include "lint/report.h"

#include "base/utf8.h"
#include "lint/report_formats.h"

/* In the order in which help shows them. */
const struct report_format REPORT_FORMATS[] = {
	{"text",				     report_as_text, "for people, with the lines in question"},
	{"concise",  report_as_concise, "a line a finding, as compilers print it"},
	{"json",				  report_as_json, "everything, see `kustoc schema report`"},
	{"jsonl", report_as_jsonl, "the findings of json, one a line"},
	{"yaml",				     report_as_yaml, "the same as json, as YAML"},
	{"github",  report_as_github, "annotations of GitHub Actions"},
	{"gitlab",				    report_as_gitlab, "GitLab's Code Quality report"},
	{"sarif",        report_as_sarif, "SARIF 2.1.0, for code scanning"},
	{"junit",				     report_as_junit, "JUnit XML: a suite an overlay"},
	{"rdjson",               report_as_rdjson, "reviewdog's Diagnostic Format"},
	{"markdown",				   report_as_markdown, "for a comment or a step summary"},
	{.name = NULL          },
};

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
