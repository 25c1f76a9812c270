/*
 * source_ignore.h - `.sourceignore`: what is no part of what Flux fetches
 *
 * In the language of .gitignore, in any directory of a source: a later pattern wins over one
 * before, one in a directory over those above, and one of the source object over all.
 */
#ifndef LINT_SOURCE_IGNORE_H
#define LINT_SOURCE_IGNORE_H

#include "base/arena.h"

struct source_ignore; /* the patterns from the top of a source down to some directory */

/*
 * The file in the top directory `dir`, if it has one, and `last`, what the source object itself
 * says (spec.ignore), whose word is the last.
 */
const struct source_ignore *source_ignore_new(struct arena *arena, str last, str dir);
/* Those of `above`, and of the file in `dir`, a directory in it, if that has one. */
const struct source_ignore *source_ignore_enter(struct arena *arena,
                                                const struct source_ignore *above, str dir);
/* Is `name` in the directory that was entered last left out? */
bool source_ignore_covers(const struct source_ignore *ignore, str name, bool is_directory);

#endif
