/*
 * fix.h - mending what can be mended
 *
 * A fix is a list of bytes to change. All fixes that do not touch each other are
 * tried together, in memory: files that do not parse any more, and findings that
 * are still there, give theirs up, and so does a file in which something new
 * goes wrong. Only what remains is written.
 */
#ifndef LINT_FIX_H
#define LINT_FIX_H

#include "lint/lint.h"

/* A file that changes. */
struct fix_file {
	const struct source *source;
	str text;                               /* what it shall hold */
	ARRAY(const struct diag_edit *) edits;  /* by place */
	ARRAY(const struct finding *) findings; /* that the edits clear */
};

struct fix_plan {
	ARRAY(struct fix_file *) files; /* in the order of the findings */
	size_t fixed;                   /* findings */
};

/* Gives fixes to findings whose finder does not know how they are mended. */
void fix_complete(struct arena *arena, const struct finding_list *findings);

/* What lint_run() was called with. */
struct fix_run {
	const str *paths;
	size_t count;
	const struct lint_options *options;
	bool is_unsafe; /* also what changes the meaning */
};

/* Finds out what can be done about `before`; *after is what is found then. */
void fix_make_plan(struct arena *arena, const struct fix_run *run, const struct lint_result *before,
                   struct fix_plan *out, struct lint_result *after);

/* Adds the plan as a patch that `patch -p1` and `git apply` take. */
void fix_add_patch(struct buf *out, const struct fix_plan *plan);

#endif
