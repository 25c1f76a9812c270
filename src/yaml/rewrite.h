/*
 * rewrite.h - the bytes to change so that a word of a file says something else
 *
 * Adds edits to the fix of the diagnostic just reported. Only the word changes:
 * comments, order, indentation and everybody else's quotes stay. All return
 * false, as what reports does.
 */
#ifndef YAML_REWRITE_H
#define YAML_REWRITE_H

#include "yaml/source.h"

/*
 * A scalar that means `text`: in double quotes, or in single ones where a backslash is the text's.
 */
str rewrite_in_quotes(struct arena *arena, str text);

/* The scalar at `at` means `text`: in the quotes that it has, in double ones if it has none. */
bool rewrite_value(struct diags *diags, bool is_safe, struct mark at, str text);
/* The same without quotes, where it has none: for keys, and for names of fields. */
bool rewrite_word(struct diags *diags, bool is_safe, struct mark at, str text);
/* The plain scalar at `at` is text as it is written: `1.10` becomes `"1.10"`. */
bool rewrite_quoted(struct diags *diags, bool is_safe, struct mark at);
/*
 * Does the place of `scalar` hold just its text, in quotes or without? What was made of variables
 * or by a transformer is written otherwise.
 */
bool rewrite_is_written(struct diags *diags, const struct node *scalar);
/* `text` in front of what stands at `at`. */
bool rewrite_before(struct diags *diags, bool is_safe, struct mark at, str text);

/*
 * Where the key of `pair` is written, on the line of its value. A merge keeps the key of one file
 * with the value of another; then it is looked for in front of the value. What a transformer or a
 * JSON patch made has no key there: the mark has no source, and nothing below changes a byte.
 */
struct mark rewrite_key(struct diags *diags, const struct pair *pair);
/* The same mapping gets `text`, "key: value", before `pair`; further lines are indented alike. */
bool rewrite_add_pair(struct diags *diags, bool is_safe, const struct pair *pair, str text);
/*
 * `pair` goes, and its line with it. Only where the line holds nothing else: neither a comment, nor
 * the dash of a list's item, nor a neighbour in braces. It must not be the only pair of its map.
 */
bool rewrite_remove_pair(struct diags *diags, bool is_safe, const struct pair *pair);

#endif
