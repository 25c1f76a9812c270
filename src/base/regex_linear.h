/*
 * regex_linear.h - patterns run without backtracking
 *
 * Every state that the pattern can be in after a character is followed at once, so a match takes
 * time in proportion to pattern times subject, whatever they are. Bytes that are not UTF-8 count
 * as U+FFFD, one each, as in Go.
 */
#ifndef BASE_REGEX_LINEAR_H
#define BASE_REGEX_LINEAR_H

#include "base/regex_syntax.h"

struct regex_linear;

/* Borrows `tree`. It keeps room for one match at a time: not for two threads at once. */
struct regex_linear *regex_linear_new(struct arena *arena, const struct regex_node *tree);
/* Does it match anywhere in `subject`? */
bool regex_linear_matches(struct regex_linear *linear, str subject);

#endif
