/*
 * suppress_comments.h - the comments of suppress.h as they are written; only suppress.c needs them
 */
#ifndef LINT_SUPPRESS_COMMENTS_H
#define LINT_SUPPRESS_COMMENTS_H

#include "lint/finding.h"

/* One rule of a comment. */
struct silenced {
	str word; /* as written: code or name */
	bool is_used;
};

struct suppress_comment {
	struct finding_suppression suppression;
	uint32_t line; /* that it is about; 0: all */
	ARRAY(struct silenced) rules;
	bool is_malformed; /* it names no rule */
};

struct suppress_comments {
	struct suppress_comment **at;
	size_t len, cap;
};

/* In the file itself, and in patches that are written out in it. */
struct suppress_comments suppress_comments_read(struct arena *arena, const struct source *source);

#endif
