/* regex_pcre.h - patterns run by PCRE2 */
#ifndef BASE_REGEX_PCRE_H
#define BASE_REGEX_PCRE_H

#include "base/regex_syntax.h"

struct regex_pcre;

enum regex_answer { REGEX_NO, REGEX_YES, REGEX_GAVE_UP };

/* NULL when PCRE2 does not take a pattern of this size. */
struct regex_pcre *regex_pcre_new(struct arena *arena, const struct regex_node *tree);
/* Gives up, within milliseconds, when there is too much backtracking. `subject` is valid UTF-8. */
enum regex_answer regex_pcre_matches(struct regex_pcre *pcre, str subject);

/* The pattern of one character of `set`, which may hold properties. */
struct regex_pcre *regex_pcre_new_for_set(struct arena *arena, const struct regex_set *set);

/*
 * Adds the characters that have `property`: all of them, in some milliseconds, or only those that
 * change with case, which is quick.
 */
void regex_pcre_property(struct arena *arena, const struct regex_property *property, bool cased,
                         struct regex_set *out);

/* The pattern that PCRE2 is given for `tree`. */
str regex_pcre_pattern(struct arena *arena, const struct regex_node *tree);

#endif
