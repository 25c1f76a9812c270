/*
 * field_path.h - paths that name one field, as kyaml's PathGetter reads them
 *
 * "a.b[0].c": fields, indices and list items by a field's text, `[name=x]`.
 * Unlike those of field specs, such a path leads to one node or none.
 */
#ifndef KUSTOMIZE_FIELD_PATH_H
#define KUSTOMIZE_FIELD_PATH_H

#include "yaml/node.h"

struct field_path {
	str *at;
	size_t len, cap;
};

/* Splits at '.'; "\." is a dot, and a dot inside [] does not split. */
struct field_path field_path_split(struct arena *arena, str path);
/* Does a part stand for an item of a list: "0", "-", "[name=x]"? */
bool field_path_is_item(str part);
/* Where one part leads to, NULL for nowhere. */
struct node *field_path_step(struct node *node, str part);

#endif
