/*
 * overlays.h - what `tags` and `prove` are asked about
 *
 * Their operands are directories to search, and names: of environments or of
 * sources. A name may be a directory's as well; then it is searched.
 */
#ifndef CLI_OVERLAYS_H
#define CLI_OVERLAYS_H

#include "cli/command.h"
#include "lint/find.h"

struct overlays {
	struct texts names;           /* operands that are no directories */
	struct candidates candidates; /* linked; candidate_is_overlay() says which to render */
};

/* Without a directory among the operands the current one is searched. False, with an error, when
 * there is nothing in one. */
MUST_CHECK bool overlays_find(struct invocation *invocation, const struct texts *operands,
                              struct overlays *out);
/* Is a source of an environment asked about? Without names all are. */
bool overlays_is_named(const struct overlays *overlays, str environment, str source);

#endif
