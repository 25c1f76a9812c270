/*
 * regex.h - regular expressions as Go understands them
 *
 * Patterns in kustomizations and filters were written for Go's package regexp:
 * what it refuses is refused here with its own sentence, what it accepts means
 * here what it means there. A pattern is parsed at once and compiled when it is
 * first asked. Matching is bounded whatever the pattern: PCRE2 does the work,
 * and where it gives up a slower matcher that never backtracks takes over.
 */
#ifndef BASE_REGEX_H
#define BASE_REGEX_H

#include "base/arena.h"

struct regex;
struct regex_node; /* regex_syntax.h */

struct regex_error {
	str message; /* Go's words: "error parsing regexp: missing closing ): `(`" */
	size_t at;   /* byte offset in the pattern of what is wrong */
};

/* Go's minor version: the language grew a little with 1.22 ("(?<name>") and 1.25 ("\\p{lu}"). */
enum { REGEX_GO_KUSTOMIZE = 22, REGEX_GO_NEWEST = 26 };

/* A compiled pattern living in `arena`, or NULL with *error set. As kustomize's Go reads it. */
struct regex *regex_new(struct arena *arena, str pattern, struct regex_error *error);
/* As Go 1.`go` reads it. */
struct regex *regex_new_for(struct arena *arena, str pattern, unsigned go,
                            struct regex_error *error);
/* Does it match anywhere in `subject`? (As Go's MatchString: unanchored.) */
bool regex_matches(const struct regex *regex, str subject);
/* The same for `^(?:pattern)$`, how kustomize reads a selector. */
struct regex *regex_new_anchored(struct arena *arena, str pattern, struct regex_error *error);
/* What it says, for proofs about it. */
const struct regex_node *regex_tree(const struct regex *regex);

#endif
