/* show.h - a value in one line */
#ifndef DIFF_SHOW_H
#define DIFF_SHOW_H

#include "yaml/node.h"

/* Strings quoted, numbers as they are printed in the end, mappings and lists as in JSON. */
str show_value(struct arena *arena, const struct node *node);
/* Is it a string of several lines? */
bool show_is_long(const struct node *node);
/* Terminal columns that `text` takes. */
size_t show_width(str text);

#endif
