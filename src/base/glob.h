/* glob.h - patterns for paths, as .gitignore and CI files have them */
#ifndef BASE_GLOB_H
#define BASE_GLOB_H

#include "base/str.h"

/*
 * Does `pattern` fit all of `path`, both clean and relative? `*` stands for any part of a name,
 * `?` for one byte of it, and `**` as a name for any number of names.
 */
bool glob_matches(str pattern, str path);
/* Does it fit `path` or a directory above it? */
bool glob_covers(str pattern, str path);

#endif
