/*
 * report_gitlab.c - GitLab's Code Quality report
 *
 * GitLab tells new findings from old ones by their fingerprint, and shows the
 * severity as it stands: an overlay that cannot be rendered is a blocker.
 */
#include "lint/json_out.h"
#include "lint/report_formats.h"
#include "lint/report_place.h"

/* Of GitLab's five words "critical" is not used: errors differ in what they keep from working. */
static str severity_of(const struct diag *diag)
{
	const str code = str_of(diag->code ? diag->code : "");
	switch (diag->severity) {
	case DIAG_ERROR:
		return str_starts_with(code, STR("KUS")) || str_starts_with(code, STR("YML"))
		               ? STR("blocker")
		               : STR("major");
	case DIAG_WARNING: return STR("minor");
	case DIAG_NOTE: break;
	}
	return STR("info");
}

/* A finding about a whole file stands on its first line. */
static void add_location(struct json_out *out, const struct report *report,
                         const struct finding *finding)
{
	const struct report_region region =
		report_region_at(report, finding->diag->at, REPORT_POINTS);
	struct json_out *location = json_out_object(out, "location");
	json_out_text(location, "path", report_path_from_top(report, report_path(finding)));
	struct json_out *lines = json_out_object(location, "lines");
	json_out_number(lines, "begin", region.line ? region.line : 1);
	json_out_number(lines, "end", region.line ? region.end_line : 1);
}

/* One line, which is all that GitLab shows. */
static str description_of(struct arena *arena, const struct diag *diag)
{
	if (diag->label.len == 0)
		return diag->message;
	return arena_printf(arena, "%.*s (%.*s)", STR_ARG(diag->message), STR_ARG(diag->label));
}

void report_as_gitlab(struct buf *out, const struct report *report)
{
	struct json_out *issues = json_out_create(JSON_OUT_ARRAY);
	for (size_t i = 0; i < report->findings.len; i++) {
		const struct finding *finding = report->findings.at[i];
		const struct diag *diag = finding->diag;
		struct json_out *issue = json_out_object(issues, NULL);
		json_out_text(issue, "description", description_of(report->arena, diag));
		json_out_text(issue, "check_name", str_of(diag->code ? diag->code : "kustoc"));
		json_out_text(issue, "fingerprint", finding->fingerprint);
		json_out_text(issue, "severity", severity_of(diag));
		add_location(issue, report, finding);
	}
	json_out_print(out, issues, JSON_OUT_PRETTY);
	json_out_destroy(issues);
}
