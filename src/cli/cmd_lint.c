/* cmd_lint.c - kustoc lint */
#include <time.h>

#include "cli/commands.h"
#include "cli/render.h"
#include "cli/settings.h"
#include "lint/lint.h"
#include "lint/report_text.h"

struct lint_values {
	struct render_values render;
	int format, fail_on;
	bool exit_zero;
	struct texts select, ignore;
};

static const char *const FORMATS[] = {[REPORT_FULL] = "text", [REPORT_CONCISE] = "concise", NULL};
static const char *const SEVERITIES[] = {
	[DIAG_ERROR] = "error", [DIAG_WARNING] = "warning", [DIAG_NOTE] = "note", NULL};

#define LINT(field) offsetof(struct lint_values, field)
/* A flag is a row, not a column. */
/* clang-format off */
const struct cli_option LINT_OPTIONS[] = {
	{.name = "output", .letter = 'o', .kind = OPTION_CHOICE, .offset = LINT(format),
	 .value = "FORMAT", .text = "text, or concise for a line a finding", .choices = FORMATS,
	 .no_variable = true, .own = true},
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

static struct report_summary summary_of(const struct lint_result *result, double seconds)
{
	struct report_summary summary = {.overlays = result->overlays,
	                                 .overlays_with_findings = result->overlays_failed,
	                                 .seconds = seconds};
	for (const struct diag *diag = result->findings.first; diag; diag = diag->next) {
		summary.errors += diag->severity == DIAG_ERROR;
		summary.warnings += diag->severity == DIAG_WARNING;
		summary.notes += diag->severity == DIAG_NOTE;
	}
	return summary;
}

static bool has_failed(const struct diags *findings, const struct lint_values *values)
{
	for (const struct diag *diag = findings->first; diag; diag = diag->next)
		if ((int)diag->severity <= values->fail_on)
			return !values->exit_zero;
	return false;
}

enum exit_status cmd_lint(struct invocation *invocation, const void *values,
                          const struct texts *operands)
{
	const struct lint_values *given = values;
	struct lint_options options = {0};
	const double start = now();
	struct config config;
	if (!settings_load(invocation, operands->len ? operands->at[0] : STR("."), &config))
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
	report_text(&invocation->out, &result.findings, &invocation->out_look,
	            (enum report_detail)given->format, str_of(invocation->program));
	if (!complete)
		return EXIT_BROKEN;
	const struct report_summary summary = summary_of(&result, now() - start);
	if (!invocation->globals.quiet)
		report_text_summary(&invocation->err, &summary);
	return has_failed(&result.findings, given) ? EXIT_FOUND : EXIT_CLEAN;
}
