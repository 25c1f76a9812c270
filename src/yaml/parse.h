/*
 * parse.h - libyaml's events as a tree of nodes
 *
 * For the other files of yaml/; everyone else reads through load.h. What comes
 * out still has its merge keys.
 */
#ifndef YAML_PARSE_H
#define YAML_PARSE_H

#include "yaml/load.h"

/*
 * Reads the first document of `text` into *out, NULL for an empty one. Aliases are copies. The
 * dialect decides how untagged scalars resolve and which line number the sentence names
 * ("yaml: line 4: …").
 */
MUST_CHECK bool parse_document(struct arena *arena, str text, struct origin origin,
                               enum yaml_dialect dialect, struct node **out, struct diags *diags);

/* The place of the character on `line`, `col` (both from 0) of a text that begins at `origin`. */
struct mark parse_mark(struct origin origin, size_t line, size_t col);

#endif
