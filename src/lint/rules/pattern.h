/*
 * pattern.h - what every match of a filter has in it
 *
 * Read off the pattern's tree, without looking for matches: enough for the
 * filters that people write, and never a wrong yes.
 */
#ifndef LINT_RULES_PATTERN_H
#define LINT_RULES_PATTERN_H

#include "base/regex_syntax.h"

/* Does every text that matches hold a character that is not in `allowed` (bit c: ASCII c)? */
bool pattern_demands_other(const struct regex_node *node, const uint64_t allowed[2]);

/*
 * How a text must begin for the pattern to match: one of a few literals. len 0 when that cannot be
 * told, because the pattern is not anchored or begins with something else.
 */
enum { PATTERN_PREFIXES = 8 };
struct pattern_prefixes {
	str at[PATTERN_PREFIXES];
	size_t len;
};
struct pattern_prefixes pattern_prefixes(struct arena *arena, const struct regex_node *root);

#endif
