/*
 * revision.c - see revision.h
 *
 * Mostly few files differ, and the tree is looked at in place. Where that is not enough, since
 * other programs read it, too, or more than files differ, all of it is written to a directory that
 * stands for the current one.
 */
#include "cli/revision.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "cli/globals.h"

struct visit {
	struct linting *linting;
	const struct git *git;
	const struct git_snapshot *snapshot;
	str scratch; /* a directory of our own; "" when none is needed */
	bool (*work)(struct linting *linting, void *context);
	void *context;
};

static bool in_place(const struct visit *visit)
{
	struct file_view *view;
	if (!git_view(visit->git, visit->snapshot, visit->scratch, &view,
	              &visit->linting->invocation->diags))
		return false;
	file_view_use(view);
	const bool ok = visit->work(visit->linting, visit->context);
	file_view_use(NULL);
	return ok;
}

static bool work_in(const struct visit *visit, str dir)
{
	struct linting *linting = visit->linting;
	struct arena *arena = linting->invocation->arena;
	const str here = file_current_dir(arena), config_dir = linting->config.dir;
	if (chdir(arena_cstr(arena, dir)) != 0)
		return diag_error(&linting->invocation->diags, NO_MARK,
		                  "the current directory is not part of that revision");
	/* Patterns are seen from the config file, which has moved along with everything. */
	linting->config.dir =
		path_join(arena, file_current_dir(arena), path_relative(arena, here, config_dir));
	const bool ok = visit->work(linting, visit->context);
	linting->config.dir = config_dir;
	if (chdir(arena_cstr(arena, here)) == 0)
		return ok;
	return diag_error(&linting->invocation->diags, NO_MARK, "cannot go back to '%.*s': %s",
	                  STR_ARG(here), strerror(errno));
}

static bool elsewhere(const struct visit *visit)
{
	struct linting *linting = visit->linting;
	struct arena *arena = linting->invocation->arena;
	/* Nothing there says where the repository begins. */
	const str top = linting->options.top;
	const bool ok = git_export(visit->git, visit->snapshot->rev, visit->scratch,
	                           &linting->invocation->diags) &&
	                file_resolve(arena, visit->scratch, &linting->options.top) == 0 &&
	                work_in(visit, path_join(arena, visit->scratch, visit->git->prefix));
	linting->options.top = top;
	return ok;
}

static bool make_scratch(struct visit *visit)
{
	const str dir = globals_temp_dir(visit->linting->invocation->arena);
	const int error = file_make_scratch(visit->linting->invocation->arena, dir, "kustoc",
	                                    &visit->scratch);
	return error == 0 ||
	       diag_error(&visit->linting->invocation->diags, NO_MARK,
	                  "cannot make a directory in '%.*s': %s", STR_ARG(dir), strerror(error));
}

bool linting_at(struct linting *linting, const struct git *git, const struct git_snapshot *snapshot,
                bool (*work)(struct linting *linting, void *context), void *context)
{
	struct visit visit = {linting, git, snapshot, STR(""), work, context};
	/* helm reads charts by itself. */
	const bool is_elsewhere = snapshot->is_involved || linting->values->render.enable_helm;
	const bool writes = is_elsewhere || snapshot->not_so_here.len > 0;
	if (writes && !make_scratch(&visit))
		return false;
	const bool ok = is_elsewhere ? elsewhere(&visit) : in_place(&visit);
	if (writes)
		file_remove_scratch(linting->invocation->arena, visit.scratch);
	return ok;
}
