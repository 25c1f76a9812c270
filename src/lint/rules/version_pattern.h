/* version_pattern.h - patterns that begin like a version, as text */
#ifndef LINT_RULES_VERSION_PATTERN_H
#define LINT_RULES_VERSION_PATTERN_H

#include "base/arena.h"

/* "[0-9]", "\d" or a digit: its length at the start of `text`; 0 when it is something else. */
size_t version_digit_len(str text);
/* Do numbers come first, after a "v?" perhaps? */
bool version_begins(str pattern);
/* Is the last character a digit that stands for itself, so that the number may go on? */
bool version_ends_in_digit(str pattern);
/* `pattern` with a backslash before every '.' that stands between two numbers; "" for none. */
str version_escape_dots(struct arena *arena, str pattern);

/*
 * "v1.*", "1.2.*": a glob, and a regular expression that means something else. The one that means
 * the same: "^v1\.", "^v?1\.2\."; "" for what is no glob.
 */
str version_from_glob(struct arena *arena, str pattern);
/* Has it a '|' outside all brackets, so that nothing can be put around it without a group? */
bool version_has_branches(str pattern);

#endif
