/*
 * misread.h - what YAML makes of a text that somebody forgot to quote
 *
 * A range begins with '>', a pattern with '[' or '*', a handle with '@': to YAML these are a block
 * of text, a list, an alias, nothing at all. The reader gives up somewhere behind, in words that
 * are about itself. Told from the line alone, whatever the file is.
 */
#ifndef YAML_MISREAD_H
#define YAML_MISREAD_H

#include "base/diag.h"

/* A value as it stands behind its key on a line, without a comment. */
struct misread {
	str value;         /* a part of the source's text; "" when there is none */
	struct mark at;    /* where it stands */
	const char *cause; /* "'>' begins a text of several lines"; NULL: nothing is odd about it */
};

/* What stands behind the first key of the line, "key: value". */
struct misread misread_at(const struct source *source, uint32_t line);
/* The value as it must be written to be the text that it looks like. */
str misread_quoted(struct arena *arena, str value);
/*
 * Says the syntax error just reported in these words, at the value, and mends it; when its line has
 * nothing odd the error stays as it is.
 */
void misread_explain(struct diags *diags);

#endif
