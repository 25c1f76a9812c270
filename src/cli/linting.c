/* linting.c - see linting.h */
#include "cli/linting.h"

#include <string.h>

#include "base/file.h"
#include "base/git.h"
#include "base/path.h"
#include "lint/baseline.h"
#include "lint/report_text.h"
#include "lint/rule.h"

const char *const LINT_SEVERITIES[] = {
	[DIAG_ERROR] = "error", [DIAG_WARNING] = "warning", [DIAG_NOTE] = "note", NULL};

static void tell(void *context, size_t done, size_t total, str dir)
{
	struct linting *linting = context;
	timings_begin(&linting->timings, dir, progress_now());
	progress_tell(&linting->progress, done, total, dir);
}

bool linting_init(struct linting *linting, struct invocation *invocation,
                  const struct lint_values *values, str start)
{
	*linting = (struct linting){
		.invocation = invocation, .values = values, .start = progress_now()};
	struct lint_options *options = &linting->options;
	progress_init(&linting->progress, invocation);
	linting->timings.arena = invocation->arena;
	if (!outputs_parse(invocation, &values->output, &linting->outputs) ||
	    !settings_load(invocation, start, &linting->config) ||
	    !taglists_load(invocation->arena, &linting->config, &options->tags,
	                   &invocation->diags) ||
	    !render_options(invocation, &values->render, &options->build) ||
	    !lint_select(options, values->select.at, values->select.len, values->ignore.at,
	                 values->ignore.len, &invocation->diags))
		return false;
	for (size_t i = 0; i < values->flux.len; i++)
		if (!channel_add_release(&options->releases, values->flux.at[i],
		                         &invocation->diags))
			return false;
	options->config = &linting->config;
	options->environment = values->environment;
	options->crds = values->crds.at;
	options->crds_len = values->crds.len;
	options->schema_locations = values->schema_locations.at;
	options->schema_locations_len = values->schema_locations.len;
	options->on_progress = tell;
	options->progress_context = linting;
	options->build.remote.offline = true; /* what is found must not depend on the network */
	return true;
}

/* ---- what is known already ---- */

static bool write_baseline(struct linting *linting, const struct lint_result *result)
{
	struct arena *arena = linting->invocation->arena;
	const str path = linting->values->write_baseline;
	const int error = file_write(arena, path, baseline_text(arena, &result->findings));
	return error == 0 || diag_error(&linting->invocation->diags, NO_MARK,
	                                "cannot write '%.*s': %s", STR_ARG(path), strerror(error));
}

bool linting_apply_baseline(struct linting *linting, struct lint_result *result)
{
	if (linting->values->baseline.len == 0)
		return true;
	struct baseline *baseline = ARENA_NEW(linting->invocation->arena, struct baseline);
	baseline_init(baseline, linting->invocation->arena, STR("in the baseline"));
	if (!baseline_load(baseline, linting->values->baseline, &linting->invocation->diags))
		return false;
	baseline_apply(baseline, result);
	return true;
}

/* ---- the report ---- */

/* "    12  OCI302  mutable-tag", the most frequent first. */
static void add_statistics(struct linting *linting, const struct report *report)
{
	const struct lint_rules rules = lint_rules_all();
	struct buf *out = &linting->invocation->summary;
	size_t most = report->findings.len;
	while (most > 0) {
		size_t next = 0;
		for (size_t i = 0; i < rules.len; i++) {
			size_t count = 0;
			for (size_t j = 0; j < report->findings.len; j++)
				count += str_eq(str_of(report->findings.at[j]->diag->code),
				                rules.at[i].code);
			if (count == most)
				buf_printf(out, "%6zu  %.*s  %.*s\n", count,
				           STR_ARG(rules.at[i].code), STR_ARG(rules.at[i].name));
			else if (count < most && count > next)
				next = count;
		}
		most = next;
	}
}

/* "apps/search" when that is where we are in the repository. */
static str prefix_of_here(struct arena *arena)
{
	const str here = file_current_dir(arena), top = git_find_top(arena, here);
	return top.len == 0 || str_eq(top, here) ? STR("") : path_relative(arena, top, here);
}

static struct report make_report(struct linting *linting, const struct lint_result *result)
{
	struct report report = report_of(linting->invocation->arena, result);
	report.program = str_of(linting->invocation->program);
	report.prefix = prefix_of_here(linting->invocation->arena);
	report.look = &linting->invocation->out_look;
	report.fail_on = (enum diag_severity)linting->values->fail_on;
	return report;
}

static bool has_failed(const struct linting *linting, const struct report *report)
{
	for (size_t i = 0; i < report->findings.len; i++)
		if (report->findings.at[i]->diag->severity <= report->fail_on)
			return !linting->values->exit_zero;
	return false;
}

enum exit_status linting_report(struct linting *linting, struct lint_result *result,
                                bool is_complete)
{
	const struct lint_values *values = linting->values;
	struct invocation *invocation = linting->invocation;
	if (values->write_baseline.len && !write_baseline(linting, result))
		return EXIT_BROKEN;
	struct report report = make_report(linting, result);
	if (!outputs_write(invocation, &linting->outputs, &report) || !is_complete)
		return EXIT_BROKEN;
	report.summary.seconds = progress_now() - linting->start;
	if (values->statistics)
		add_statistics(linting, &report);
	if (values->timings)
		timings_add(&invocation->summary, &linting->timings);
	if (!invocation->globals.quiet)
		report_text_summary(&invocation->summary, &report.summary);
	return has_failed(linting, &report) ? EXIT_FOUND : EXIT_CLEAN;
}
