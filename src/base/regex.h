/*
 * regex.h - regular expressions as Go understands them
 *
 * Patterns in kustomizations and filters were written for Go's package regexp:
 * what it refuses is refused here with its own sentence, what it accepts means
 * here what it means there. Matching is bounded whatever the pattern.
 */
#ifndef BASE_REGEX_H
#define BASE_REGEX_H

#include "base/arena.h"

struct regex;

struct regex_error {
	str message; /* Go's words: "error parsing regexp: missing closing ): `(`" */
	size_t at;   /* byte offset in the pattern of what is wrong */
};

/* A compiled pattern living in `arena`, or NULL with *error set. */
struct regex *regex_new(struct arena *arena, str pattern, struct regex_error *error);
/* Does it match anywhere in `subject`? (As Go's MatchString: unanchored.) */
bool regex_matches(const struct regex *regex, str subject);
/* The same for `^(?:pattern)$`, how kustomize reads a selector. */
struct regex *regex_new_anchored(struct arena *arena, str pattern, struct regex_error *error);

#endif
