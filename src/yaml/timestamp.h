/* timestamp.h - dates and times as go-yaml reads them */
#ifndef YAML_TIMESTAMP_H
#define YAML_TIMESTAMP_H

#include "base/arena.h"

/*
 * Is `text` a time? Then *out is it as RFC 3339 with trailing zeroes of the fraction cut, in
 * `arena`; with a NULL arena the answer is all there is.
 */
bool timestamp_parse(struct arena *arena, str text, str *out);

#endif
