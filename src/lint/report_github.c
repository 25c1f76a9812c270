/*
 * report_github.c - workflow commands, which GitHub Actions shows as annotations
 *
 * GitHub shows ten of a kind for each step, without a word about the rest. So
 * the worst come first, what says the same twice is said once, and beyond ten
 * findings are plain lines of the log. The last notice says how many.
 */
#include "base/map.h"
#include "lint/report_formats.h"
#include "lint/report_place.h"
#include "lint/report_text.h"
#include "lint/rule.h"

enum { SHOWN = 10 };

struct github {
	struct buf *out;
	struct report report; /* plain */
	struct map seen;
	size_t shown, hidden; /* hidden: of all severities; shown: of the present one */
};

/* Not only line breaks: a property also ends at a comma, and a name at a colon. */
static void add_escaped(struct buf *out, str text, bool is_property)
{
	for (size_t i = 0; i < text.len; i++) {
		const char c = text.at[i];
		if (c == '%' || c == '\r' || c == '\n' || (is_property && (c == ':' || c == ',')))
			buf_printf(out, "%%%02X", (unsigned)c);
		else
			buf_add_char(out, c);
	}
}

static void add_property(struct buf *out, const char *name, str value)
{
	buf_printf(out, ",%s=", name);
	add_escaped(out, value, true);
}

/* GitHub takes columns only where a place is within one line. */
static void add_place(struct github *github, const struct finding *finding)
{
	struct buf *out = github->out;
	const struct report_region region =
		report_region_at(&github->report, finding->diag->at, REPORT_POINTS);
	buf_add(out, STR("file="));
	add_escaped(out, report_path_from_top(&github->report, report_path(finding)), true);
	if (region.line == 0)
		return;
	buf_printf(out, ",line=%u,endLine=%u", region.line, region.end_line);
	if (region.line == region.end_line)
		buf_printf(out, ",col=%u,endColumn=%u", region.column, region.end_column);
}

static void add_title(struct buf *out, const struct diag *diag)
{
	const struct lint_rule *rule = diag->code ? lint_rule_find(str_of(diag->code)) : NULL;
	if (!diag->code)
		return;
	add_property(out, "title", str_of(diag->code));
	if (rule)
		buf_printf(out, " %.*s", STR_ARG(rule->name));
}

/* Equal to a reader: what differs only in its column stands on the same line. */
static bool is_seen(struct github *github, const struct finding *finding)
{
	struct arena *arena = github->report.arena;
	const struct diag *diag = finding->diag;
	const str key =
		arena_printf(arena, "%.*s:%u:%s:%.*s", STR_ARG(report_path(finding)), diag->at.line,
	                     diag->code ? diag->code : "", STR_ARG(diag->message));
	if (map_get(&github->seen, key))
		return true;
	map_set(arena, &github->seen, key, github);
	return false;
}

static void add_finding(struct github *github, const struct finding *finding, size_t room)
{
	static const char *const COMMANDS[] = {
		[DIAG_ERROR] = "error", [DIAG_WARNING] = "warning", [DIAG_NOTE] = "notice"};
	if (is_seen(github, finding))
		return;
	if (github->shown == room) {
		github->hidden++;
		report_text_finding(github->out, &github->report, finding, REPORT_CONCISE);
		return;
	}
	github->shown++;
	buf_printf(github->out, "::%s ", COMMANDS[finding->diag->severity]);
	add_place(github, finding);
	add_title(github->out, finding->diag);
	buf_add(github->out, STR("::"));
	const str message = report_explained(github->report.arena, finding->diag, true);
	add_escaped(github->out, report_printable(github->report.arena, message), false);
	buf_add_char(github->out, '\n');
}

void report_as_github(struct buf *out, const struct report *report)
{
	struct github github = {.out = out, .report = report_plain(report)};
	for (int severity = DIAG_ERROR; severity <= DIAG_NOTE; severity++) {
		/* The last notice needs a place too. */
		const size_t room = severity == DIAG_NOTE ? SHOWN - 1 : SHOWN;
		github.shown = 0;
		for (size_t i = 0; i < report->findings.len; i++)
			if ((int)report->findings.at[i]->diag->severity == severity)
				add_finding(&github, report->findings.at[i], room);
	}
	if (github.hidden > 0)
		buf_printf(out,
		           "::notice::%zu more finding%s not shown here: GitHub shows %d of a "
		           "kind for each step. The log of this step has all.\n",
		           github.hidden, github.hidden == 1 ? " is" : "s are", SHOWN);
}
