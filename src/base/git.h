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

/* `search_path`: where git is looked for. False when there is no git or no repository. */
MUST_CHECK bool git_open(struct arena *arena, str search_path, struct git *out,
                         struct diags *diags);
/*
 * What was added, changed, deleted; a renamed file under both names. From `from` to `to`; `to` ""
 * is the working tree with what is not yet known to git.
 */
MUST_CHECK bool git_changed(const struct git *git, str from, str to, struct git_paths *out,
                            struct diags *diags);
/* What the next commit changes. */
MUST_CHECK bool git_staged(const struct git *git, struct git_paths *out, struct diags *diags);
/* Is what would be committed now just what lies in the working tree, no file more or less? */
MUST_CHECK bool git_is_tidy(const struct git *git, bool *is_tidy, struct diags *diags);
/* The short names of what can be named as a revision, a line each. */
MUST_CHECK bool git_branches_and_tags(const struct git *git, str *names, struct diags *diags);
/* The files of revision `rev`, of the index for "", written below `dir`. */
MUST_CHECK bool git_export(const struct git *git, str rev, str dir, struct diags *diags);
/* What `paths` hold in revision `rev`, in the same order; at NULL: not there. */
MUST_CHECK bool git_read(const struct git *git, str rev, const struct git_paths *paths, str *texts,
                         struct diags *diags);
/* The directory that git looks for hooks in, core.hooksPath or its own; made if need be by others.
 */
MUST_CHECK bool git_hooks_dir(const struct git *git, str *out, struct diags *diags);

#endif
