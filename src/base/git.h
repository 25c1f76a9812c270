/*
 * git.h - the repository around the current directory, by the user's git
 *
 * Only git knows all that a repository may be: worktrees, alternates, filters,
 * sparse indexes. It is asked, never imitated, and nothing here changes the
 * repository or its index. Paths go in and come out as seen from the current
 * directory.
 */
#ifndef BASE_GIT_H
#define BASE_GIT_H

#include "base/diag.h"

struct git {
	struct arena *arena;
	str program;
	str top;    /* absolute, without links */
	str prefix; /* from there to the current directory; "" at the top */
};

struct git_paths {
	str *at;
	size_t len, cap;
};

/*
 * Where a repository begins, at `dir`, absolute, or above it; "" when there is none. Nobody is
 * asked.
 */
str git_find_top(struct arena *arena, str dir);
/* `search_path`: where git is looked for. False when there is no git or no repository. */
MUST_CHECK bool git_open(struct arena *arena, str search_path, struct git *out,
                         struct diags *diags);
/*
 * What was added, changed, deleted; a renamed file under both names. From `from` to `to`; `to` ""
 * is the working tree with what is not yet known to git.
 */
MUST_CHECK bool git_changed(const struct git *git, str from, str to, struct git_paths *out,
                            struct diags *diags);
/* The short names of what can be named as a revision, a line each. */
MUST_CHECK bool git_branches_and_tags(const struct git *git, str *names, struct diags *diags);
/* The files of revision `rev`, of the index for "", written below `dir`. */
MUST_CHECK bool git_export(const struct git *git, str rev, str dir, struct diags *diags);
/* What `paths` hold in revision `rev`, in the same order; at NULL: not there. */
MUST_CHECK bool git_read(const struct git *git, str rev, const struct git_paths *paths, str *texts,
                         struct diags *diags);
/*
 * The directory that git looks for hooks in, core.hooksPath or its own; made if need be by others.
 */
MUST_CHECK bool git_hooks_dir(const struct git *git, str *out, struct diags *diags);

/* ---- for who asks git more ---- */

struct git_call {
	const str *args;               /* the last is "" */
	const struct git_paths *paths; /* come behind them; NULL: none */
	str dir;                       /* "" for here */
	str env;                       /* a variable, or "" */
};

/* *out is what git says. False, with git's complaint, when it fails. */
MUST_CHECK bool git_run(const struct git *git, const struct git_call *call, str *out,
                        struct diags *diags);
/* The same for several at a time, an answer each; git's complaint is that of the first to fail. */
MUST_CHECK bool git_run_all(const struct git *git, const struct git_call *calls, size_t count,
                            str *outs, struct diags *diags);
/* Reads a revision into an index below `dir` that is nobody's; *env makes git use it. */
MUST_CHECK bool git_read_index(const struct git *git, str rev, str dir, str *env,
                               struct diags *diags);
/* What looks like a flag to git would be taken for one. */
MUST_CHECK bool git_expect_revision(str rev, struct diags *diags);
/* A name as git has it, from the top, as seen from the current directory. */
str git_path_from_here(const struct git *git, str name);

#endif
