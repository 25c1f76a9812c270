/* cmd_lint.c - kustoc lint */
#include <time.h>

#include "cli/commands.h"
#include "cli/outputs.h"
#include "cli/render.h"
#include "cli/settings.h"
#include "lint/lint.h"
#include "lint/report_text.h"

struct lint_values {
	struct render_values render;
	int fail_on;
	bool exit_zero;
	struct texts output, select, ignore;
};

static const char *const SEVERITIES[] = {
	[DIAG_ERROR] = "error", [DIAG_WARNING] = "warning", [DIAG_NOTE] = "note", NULL};

#define LINT(field) offsetof(struct lint_values, field)
/* A flag is a row, not a column. */
/* clang-format off */
const struct cli_option LINT_OPTIONS[] = {
	{.name = "output", .letter = 'o', .kind = OPTION_LIST, .offset = LINT(output),
	 .value = "FORMAT[=FILE]", .no_variable = true,
	 .text = "text, concise, json, jsonl, yaml, github, gitlab, sarif, junit, rdjson, markdown"},
	{.name = "fail-on", .kind = OPTION_CHOICE, .offset = LINT(fail_on), .value = "SEVERITY",
	 .text = "exit with 1 from here on: error, warning or note", .choices = SEVERITIES,
	 .own = true},
	{.name = "exit-zero", .kind = OPTION_FLAG, .offset = LINT(exit_zero),
	 .text = "exit with 0 whatever is found"},
	{.name = "select", .kind = OPTION_LIST, .offset = LINT(select), .value = "RULES",
	 .text = "only these: codes, names, beginnings of codes", .commas = true},
	{.name = "ignore", .kind = OPTION_LIST, .offset = LINT(ignore), .value = "RULES",
	 .text = "not these", .commas = true},
	{.name = NULL},
};
/* clang-format on */
#undef LINT

void *lint_new_values(struct arena *arena)
{
	return ARENA_NEW(arena, struct lint_values);
}

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static bool has_failed(const struct report *report, const struct lint_values *values)
{
	for (size_t i = 0; i < report->findings.len; i++)
		if (report->findings.at[i]->diag->severity <= report->fail_on)
			return !values->exit_zero;
	return false;
}

static struct report make_report(struct invocation *invocation, const struct lint_values *values,
                                 const struct lint_result *result)
{
	struct report report = report_of(invocation->arena, result);
	report.program = str_of(invocation->program);
	report.look = &invocation->out_look;
	report.fail_on = (enum diag_severity)values->fail_on;
	return report;
}

enum exit_status cmd_lint(struct invocation *invocation, const void *values,
                          const struct texts *operands)
{
	const struct lint_values *given = values;
	struct lint_options options = {0};
	struct outputs outputs;
	const double start = now();
	struct config config;
	if (!outputs_parse(invocation, &given->output, &outputs) ||
	    !settings_load(invocation, operands->len ? operands->at[0] : STR("."), &config))
		return EXIT_BROKEN;
	options.config = &config;
	if (!render_options(invocation, &given->render, &options.build) ||
	    !lint_select(&options, given->select.at, given->select.len, given->ignore.at,
	                 given->ignore.len, &invocation->diags))
		return EXIT_BROKEN;
	options.build.remote.offline = true; /* what a check finds must not depend on the network */
	struct lint_result result;
	const bool complete = lint_run(invocation->arena, operands->at, operands->len, &options,
	                               &result, &invocation->diags);
	struct report report = make_report(invocation, given, &result);
	if (!outputs_write(invocation, &outputs, &report) || !complete)
		return EXIT_BROKEN;
	report.summary.seconds = now() - start;
	if (!invocation->globals.quiet)
		report_text_summary(&invocation->summary, &report.summary);
	return has_failed(&report, given) ? EXIT_FOUND : EXIT_CLEAN;
}
