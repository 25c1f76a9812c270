/*
 * cmd_hook.c - kustoc hook
 *
 * What is judged is what would be committed or pushed, not what happens to lie
 * in the working tree.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "cli/changes.h"
#include "cli/commands.h"
#include "cli/revision.h"

#define HOOK(field) offsetof(struct lint_values, field)
/* A flag is a row, not a column. */
/* clang-format off */
const struct cli_option HOOK_OPTIONS[] = {
	{.name = "all-files", .kind = OPTION_FLAG, .offset = HOOK(all_files),
	 .text = "every overlay, not only those that the change concerns"},
	{.name = "output", .letter = 'o', .kind = OPTION_LIST, .offset = HOOK(output),
	 .value = "FORMAT[=FILE]", .text = "as for lint", .no_variable = true},
	{.name = "fail-on", .kind = OPTION_CHOICE, .offset = HOOK(fail_on), .value = "SEVERITY",
	 .text = "exit with 1 from here on: error, warning or note", .choices = LINT_SEVERITIES,
	 .own = true},
	{.name = "select", .kind = OPTION_LIST, .offset = HOOK(select), .value = "RULES",
	 .text = "only these: codes, names, beginnings of codes", .commas = true},
	{.name = "ignore", .kind = OPTION_LIST, .offset = HOOK(ignore), .value = "RULES",
	 .text = "not these", .commas = true},
	{.name = NULL},
};
/* clang-format on */
#undef HOOK

/* ---- run ---- */

/* What a hook looks at. */
struct change {
	struct changes changes;
	bool is_all;                  /* nothing in particular has changed */
	struct git_snapshot snapshot; /* what is judged */
};

static str variable(struct arena *arena, const char *name)
{
	const char *value = getenv(name);
	return value ? arena_copy(arena, str_of(value)) : STR("");
}

/* pre-commit says in variables what is about to be pushed; else a commit is about to be made. */
static bool find_change(const struct git *git, bool all_files, struct change *out,
                        struct diags *diags)
{
	const str from = variable(git->arena, "PRE_COMMIT_FROM_REF");
	const str to = variable(git->arena, "PRE_COMMIT_TO_REF");
	const bool is_push = from.len > 0 && to.len > 0;
	struct git_paths *paths = &out->changes.paths;
	*out = (struct change){.is_all = false};
	if (is_push ? !git_changed(git, from, to, paths, diags) ||
	                      !git_snapshot_of(git, to, &out->snapshot, diags)
	            : !git_snapshot_staged(git, paths, &out->snapshot, diags))
		return false;
	out->is_all = all_files || (!is_push && paths->len == 0);
	return changes_read_former(git, is_push ? from : STR("HEAD"), &out->changes, diags);
}

struct judging {
	const struct change *change;
	struct lint_result result;
	bool is_complete; /* nothing was left unread */
};

/* A repository without kustomizations is none of our business, and no error. */
static bool judge(struct linting *linting, void *context)
{
	struct judging *judging = context;
	struct arena *arena = linting->invocation->arena;
	if (!judging->change->is_all && judging->change->changes.paths.len == 0)
		return true;
	if (!judging->change->is_all) {
		const struct changes *changes = &judging->change->changes;
		linting->options.changed = changes->paths.at;
		linting->options.changed_len = changes->paths.len;
		linting->options.former = changes->former;
	}
	linting->options.may_be_empty = true;
	judging->is_complete = lint_run(arena, NULL, 0, &linting->options, &judging->result,
	                                &linting->invocation->diags);
	return true;
}

static enum exit_status run_hook(struct invocation *invocation, const struct lint_values *values)
{
	struct linting linting;
	struct change change;
	struct judging judging = {.change = &change, .is_complete = true};
	struct git git;
	if (!linting_init(&linting, invocation, values, STR(".")))
		return EXIT_BROKEN;
	const str search_path = linting.options.build.remote.search_path;
	if (!git_open(invocation->arena, search_path, &git, &invocation->diags) ||
	    !find_change(&git, values->all_files, &change, &invocation->diags))
		return EXIT_BROKEN;
	if (!linting_at(&linting, &git, &change.snapshot, judge, &judging))
		return EXIT_BROKEN;
	if (judging.result.overlays.len == 0)
		return judging.is_complete ? EXIT_CLEAN : EXIT_BROKEN;
	return linting_report(&linting, &judging.result, judging.is_complete);
}

/* ---- install, uninstall ---- */

static const char SIGNATURE[] = "# kustoc hook install wrote this";
static const char SCRIPT[] = "#!/bin/sh\n"
			     "# kustoc hook install wrote this\n"
			     "exec kustoc hook run\n";

static bool find_hook(struct invocation *invocation, str *path)
{
	struct git git;
	str dir;
	if (!git_open(invocation->arena, variable(invocation->arena, "PATH"), &git,
	              &invocation->diags) ||
	    !git_hooks_dir(&git, &dir, &invocation->diags))
		return false;
	*path = path_join(invocation->arena, dir, STR("pre-commit"));
	return true;
}

/* Somebody else's hook is never touched, not even one that is a link to nowhere at the moment. */
static bool expect_own(struct invocation *invocation, str path)
{
	struct stat info;
	str text;
	if (lstat(arena_cstr(invocation->arena, path), &info) != 0 && errno == ENOENT)
		return true;
	if (file_read(invocation->arena, path, &text) == 0 && str_contains(text, str_of(SIGNATURE)))
		return true;
	diag_error(&invocation->diags, NO_MARK, "'%.*s' is another hook: kustoc leaves it alone",
	           STR_ARG(path));
	return diag_note(&invocation->diags, NO_MARK, "fix", "add 'kustoc hook run' to it");
}

static enum exit_status install(struct invocation *invocation)
{
	str path;
	if (!find_hook(invocation, &path) || !expect_own(invocation, path))
		return EXIT_BROKEN;
	int error = file_make_dirs(invocation->arena, path_dir(path));
	if (!error)
		error = file_write(invocation->arena, path, str_of(SCRIPT));
	if (!error && chmod(arena_cstr(invocation->arena, path), 0755) != 0)
		error = errno;
	if (error) {
		diag_error(&invocation->diags, NO_MARK, "cannot write '%.*s': %s", STR_ARG(path),
		           strerror(error));
		return EXIT_BROKEN;
	}
	buf_printf(&invocation->out, "wrote %.*s\n", STR_ARG(path));
	return EXIT_CLEAN;
}

static enum exit_status uninstall(struct invocation *invocation)
{
	str path;
	if (!find_hook(invocation, &path) || !expect_own(invocation, path))
		return EXIT_BROKEN;
	if (unlink(arena_cstr(invocation->arena, path)) == 0)
		buf_printf(&invocation->out, "removed %.*s\n", STR_ARG(path));
	else
		buf_printf(&invocation->out, "no hook of kustoc's is installed\n");
	return EXIT_CLEAN;
}

enum exit_status cmd_hook(struct invocation *invocation, const void *values,
                          const struct texts *operands)
{
	const str verb = operands->len ? operands->at[0] : STR("");
	if (str_eq(verb, STR("run")))
		return run_hook(invocation, values);
	if (str_eq(verb, STR("install")))
		return install(invocation);
	if (str_eq(verb, STR("uninstall")))
		return uninstall(invocation);
	diag_error(&invocation->diags, NO_MARK,
	           "hook takes 'run', 'install' or 'uninstall'%s%.*s%s", verb.len ? ", not '" : "",
	           STR_ARG(verb), verb.len ? "'" : "");
	return EXIT_BROKEN;
}
