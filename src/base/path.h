/*
 * path.h - file names as text, by the rules of Go's path/filepath on Unix
 *
 * Nothing here looks at the disk; file.h does.
 */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include "base/arena.h"

bool path_is_absolute(str path);
/* Without "." and "..", without doubled or trailing slashes; "" becomes ".". */
str path_clean(struct arena *arena, str path);
/* a/b, cleaned; an empty part is left out. */
str path_join(struct arena *arena, str a, str b);
/* All but the last element, "." when there is no slash. */
str path_dir(str path);
/* The last element, "." for the empty path. */
str path_base(str path);
/* `path` seen from `dir`, both absolute and clean; may begin with "../". */
str path_relative(struct arena *arena, str dir, str path);
/* Is `path` equal to `dir` or below it, both absolute and clean? */
bool path_is_below(str dir, str path);

#endif
