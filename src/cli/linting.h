/*
 * linting.h - what `kustoc lint` and `kustoc hook run` have in common
 *
 * Both find, report and decide on the exit code alike; they differ in what they
 * look at.
 */
#ifndef CLI_LINTING_H
#define CLI_LINTING_H

#include "cli/outputs.h"
#include "cli/progress.h"
#include "cli/render.h"
#include "cli/settings.h"
#include "cli/timings.h"
#include "lint/lint.h"

enum lint_scope { SCOPE_OVERLAY, SCOPE_FILE };

/* What LINT_OPTIONS and HOOK_OPTIONS fill. */
struct lint_values {
	struct render_values render;
	int fail_on; /* enum diag_severity */
	int scope;   /* enum lint_scope */
	bool exit_zero, statistics, timings, all_files;
	bool fix, unsafe_fixes, fix_dry_run;
	str environment, stdin_filename, baseline, write_baseline, new_from;
	struct texts output, select, ignore, crds, schema_locations, flux;
};

extern const char *const LINT_SEVERITIES[]; /* choices of --fail-on */

/* A run being prepared, by flags and config. */
struct linting {
	struct invocation *invocation;
	const struct lint_values *values;
	double start;
	struct progress progress;
	struct timings timings;
	struct outputs outputs;
	struct config config;
	struct lint_options options;
};

/* `start`: where .kustoc.yaml is looked for. False when flags or config are wrong. */
MUST_CHECK bool linting_init(struct linting *linting, struct invocation *invocation,
                             const struct lint_values *values, str start);
/* Suppresses what --baseline names. False, with an error, when the file is none. */
MUST_CHECK bool linting_apply_baseline(struct linting *linting, struct lint_result *result);
/* Says what was found and how that is to be taken. `is_complete`: nothing was left unread. */
enum exit_status linting_report(struct linting *linting, struct lint_result *result,
                                bool is_complete);

#endif
