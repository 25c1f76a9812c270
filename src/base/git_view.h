/*
 * git_view.h - the files of the index, or of a revision, looked at where they lie
 *
 * git says which files there are, and which of them lie in the working tree with
 * another content or not at all. Only these are written out: see file_view.h. What
 * git is told to ignore, and what is in a submodule, counts as there when it is.
 */
#ifndef BASE_GIT_VIEW_H
#define BASE_GIT_VIEW_H

#include "base/file_view.h"
#include "base/git.h"

/* What a revision holds, by names as seen from the top. */
struct git_snapshot {
	str rev;                      /* "": the index */
	str listing;                  /* every file, in git's words */
	struct git_paths not_so_here; /* those that lie there otherwise, or not at all */
	/* So many, or links among them, that they are better all written somewhere else. */
	bool is_involved;
};

MUST_CHECK bool git_snapshot_of(const struct git *git, str rev, struct git_snapshot *out,
                                struct diags *diags);
/* What the next commit changes, and the snapshot of the index, asked in one. */
MUST_CHECK bool git_snapshot_staged(const struct git *git, struct git_paths *staged,
                                    struct git_snapshot *out, struct diags *diags);

/*
 * The view of a snapshot that is not involved. `scratch`: an empty directory to write in, "" when
 * nothing lies there otherwise.
 */
MUST_CHECK bool git_view(const struct git *git, const struct git_snapshot *snapshot, str scratch,
                         struct file_view **out, struct diags *diags);

#endif
