/* cmd_lint.c - kustoc lint */
#include <string.h>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/linting.h"
#include "cli/revision.h"
#include "lint/baseline.h"
#include "lint/fix.h"
#include "lint/lint_files.h"

static const char *const SCOPES[] = {[SCOPE_OVERLAY] = "overlay", [SCOPE_FILE] = "file", NULL};

#define LINT(field) offsetof(struct lint_values, field)
/* A flag is a row, not a column. */
/* clang-format off */
const struct cli_option LINT_OPTIONS[] = {
	{.name = "output", .letter = 'o', .kind = OPTION_LIST, .offset = LINT(output),
	 .value = "FORMAT[=FILE]", .no_variable = true,
	 .text = "text, concise, json, jsonl, yaml, github, gitlab, sarif, junit, rdjson, markdown"},
	{.name = "fail-on", .kind = OPTION_CHOICE, .offset = LINT(fail_on), .value = "SEVERITY",
	 .text = "exit with 1 from here on: error, warning or note", .choices = LINT_SEVERITIES,
	 .own = true},
	{.name = "exit-zero", .kind = OPTION_FLAG, .offset = LINT(exit_zero),
	 .text = "exit with 0 whatever is found"},
	{.name = "select", .kind = OPTION_LIST, .offset = LINT(select), .value = "RULES",
	 .text = "only these: codes, names, beginnings of codes", .commas = true},
	{.name = "ignore", .kind = OPTION_LIST, .offset = LINT(ignore), .value = "RULES",
	 .text = "not these", .commas = true},
	{.name = "fix", .kind = OPTION_FLAG, .offset = LINT(fix),
	 .text = "mend what can be mended without changing what it means"},
	{.name = "unsafe-fixes", .kind = OPTION_FLAG, .offset = LINT(unsafe_fixes),
	 .text = "also mend what changes the meaning"},
	{.name = "fix-dry-run", .kind = OPTION_FLAG, .offset = LINT(fix_dry_run),
	 .text = "only print what would be mended, as a patch"},
	{.name = "environment", .letter = 'E', .kind = OPTION_TEXT, .offset = LINT(environment),
	 .value = "ENV", .text = "only the overlays of this environment"},
	{.name = "flux", .kind = OPTION_LIST, .offset = LINT(flux), .value = "X.Y", .commas = true,
	 .text = "judge references as these releases of Flux do, not as the config lists",
	 .help = HELP_LONG},
	{.name = "crd", .kind = OPTION_LIST, .offset = LINT(crds), .value = "PATH",
	 .text = "check custom resources by these CustomResourceDefinitions"},
	{.name = "schema-location", .kind = OPTION_LIST, .offset = LINT(schema_locations),
	 .value = "DIR", .text = "check by JSON Schemas laid out as kubeconform has them",
	 .help = HELP_LONG},
	{.name = "new-from", .kind = OPTION_TEXT, .offset = LINT(new_from), .value = "REV",
	 .text = "only what was not yet found at this revision"},
	{.name = "baseline", .kind = OPTION_TEXT, .offset = LINT(baseline), .value = "FILE",
	 .text = "only what is not in this file"},
	{.name = "write-baseline", .kind = OPTION_TEXT, .offset = LINT(write_baseline),
	 .value = "FILE", .text = "write what is found, to be passed over from now on",
	 .help = HELP_LONG},
	{.name = "scope", .kind = OPTION_CHOICE, .offset = LINT(scope), .value = "WHAT",
	 .text = "file: files by themselves, without rendering; overlay (default)",
	 .choices = SCOPES, .own = true, .help = HELP_LONG},
	{.name = "stdin-filename", .kind = OPTION_TEXT, .offset = LINT(stdin_filename),
	 .value = "PATH", .text = "with '-' as PATH: where the file on standard input belongs",
	 .help = HELP_LONG},
	{.name = "statistics", .kind = OPTION_FLAG, .offset = LINT(statistics),
	 .text = "count findings by rule", .help = HELP_LONG},
	{.name = "timings", .kind = OPTION_FLAG, .offset = LINT(timings),
	 .text = "say which overlays take longest", .help = HELP_LONG},
	{.name = NULL},
};
/* clang-format on */
#undef LINT

void *lint_new_values(struct arena *arena)
{
	return ARENA_NEW(arena, struct lint_values);
}

static bool lint_paths(struct linting *linting, const struct texts *paths,
                       struct lint_result *result, struct diags *diags)
{
	return (linting->values->scope == SCOPE_FILE ? lint_files : lint_run)(
		linting->invocation->arena, paths->at, paths->len, &linting->options, result,
		diags);
}

/* ---- --new-from ---- */

struct past {
	const struct texts *paths;
	struct lint_result result;
};

/* What was not there yet, or was broken then, is no reason to stop: everything in it is new. */
static bool lint_past(struct linting *linting, void *context)
{
	struct past *past = context;
	struct diags unheard;
	diags_init(&unheard, linting->invocation->arena);
	const bool complete = lint_paths(linting, past->paths, &past->result, &unheard);
	(void)complete;
	return true;
}

/* NULL, with an error, when the revision cannot be looked at. */
static const struct baseline *find_old(struct linting *linting, const struct texts *paths)
{
	struct invocation *invocation = linting->invocation;
	struct arena *arena = invocation->arena;
	const str rev = linting->values->new_from;
	struct past past = {.paths = paths};
	struct git_snapshot snapshot;
	struct git git;
	if (!git_open(arena, linting->options.build.remote.search_path, &git, &invocation->diags) ||
	    !git_snapshot_of(&git, rev, &snapshot, &invocation->diags) ||
	    !linting_at(linting, &git, &snapshot, lint_past, &past))
		return NULL;
	struct baseline *old = ARENA_NEW(arena, struct baseline);
	baseline_init(old, arena, arena_printf(arena, "found at %.*s", STR_ARG(rev)));
	baseline_add(old, &past.result.findings);
	return old;
}

/* What is passed over is not mended either. */
static bool pass_over(struct linting *linting, const struct baseline *old,
                      struct lint_result *result)
{
	if (old)
		baseline_apply(old, result);
	return linting_apply_baseline(linting, result);
}

/* ---- --fix ---- */

static bool write_fixes(struct invocation *invocation, const struct fix_plan *plan)
{
	bool ok = true;
	for (size_t i = 0; i < plan->files.len; i++) {
		const struct fix_file *file = plan->files.at[i];
		const int error = file->edits.len ? file_write(invocation->arena,
		                                               file->source->path, file->text)
		                                  : 0;
		if (!error)
			continue;
		diag_error(&invocation->diags, NO_MARK, "cannot write '%.*s': %s",
		           STR_ARG(file->source->path), strerror(error));
		ok = false;
	}
	return ok;
}

/* A patch on standard output takes the place of the report. */
static enum exit_status mend(struct linting *linting, const struct texts *paths,
                             const struct baseline *old, struct lint_result *result,
                             bool is_complete)
{
	const struct lint_values *values = linting->values;
	struct invocation *invocation = linting->invocation;
	const struct fix_run run = {paths->at, paths->len, &linting->options, values->unsafe_fixes};
	struct fix_plan plan;
	struct lint_result after;
	fix_make_plan(invocation->arena, &run, result, &plan, &after);
	if (values->fix_dry_run) {
		fix_add_patch(&invocation->out, &plan);
		return is_complete ? EXIT_CLEAN : EXIT_BROKEN;
	}
	if (!write_fixes(invocation, &plan))
		return linting_report(linting, result, false);
	if (!pass_over(linting, old, &after))
		return EXIT_BROKEN;
	if (!invocation->globals.quiet && plan.fixed > 0)
		buf_printf(&invocation->summary, "%zu mended. ", plan.fixed);
	return linting_report(linting, &after, is_complete);
}

/* ---- the command ---- */

static bool is_stdin(const struct texts *operands)
{
	return operands->len == 1 && str_eq(operands->at[0], STR("-"));
}

static enum exit_status lint_stdin(struct linting *linting)
{
	struct lint_result result;
	const str name = linting->values->stdin_filename;
	const struct source *source = input_read(linting->invocation, STR("-"));
	if (!source)
		return EXIT_BROKEN;
	const bool ok =
		lint_text(linting->invocation->arena, name.len ? name : STR("stdin.yaml"),
	                  source->text, &linting->options, &result, &linting->invocation->diags);
	return linting_apply_baseline(linting, &result) ? linting_report(linting, &result, ok)
	                                                : EXIT_BROKEN;
}

/* What would do nothing must not look as if it found nothing. */
static bool expect_sense(struct invocation *invocation, const struct lint_values *given,
                         bool from_stdin)
{
	const bool mends = given->fix || given->unsafe_fixes || given->fix_dry_run;
	if (mends && (from_stdin || given->scope == SCOPE_FILE))
		return diag_error(&invocation->diags, NO_MARK,
		                  "a fix is tried in its overlay: not with %s",
		                  from_stdin ? "standard input" : "--scope=file");
	if (given->new_from.len > 0 && from_stdin)
		return diag_error(&invocation->diags, NO_MARK,
		                  "--new-from is about files: not with standard input");
	return true;
}

enum exit_status cmd_lint(struct invocation *invocation, const void *values,
                          const struct texts *operands)
{
	const struct lint_values *given = values;
	struct linting linting;
	struct lint_result result;
	const struct baseline *old = NULL;
	const bool from_stdin = is_stdin(operands);
	str start = operands->len && !from_stdin ? operands->at[0] : STR(".");
	if (!expect_sense(invocation, given, from_stdin) ||
	    !linting_init(&linting, invocation, given, start))
		return EXIT_BROKEN;
	if (from_stdin)
		return lint_stdin(&linting);
	const bool is_complete = lint_paths(&linting, operands, &result, &invocation->diags);
	if (given->new_from.len && !(old = find_old(&linting, operands)))
		return EXIT_BROKEN;
	if (!pass_over(&linting, old, &result))
		return EXIT_BROKEN;
	if (given->fix || given->unsafe_fixes || given->fix_dry_run)
		return mend(&linting, operands, old, &result, is_complete);
	return linting_report(&linting, &result, is_complete);
}
