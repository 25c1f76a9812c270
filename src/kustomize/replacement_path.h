/*
 * replacement_path.h - the paths of replacements: "spec.containers.[name=app].image"
 *
 * Two ways of following one. A source's path leads to one
 * node and compares list elements by text. A target's leads to any number,
 * compares by regular expression, knows '*', and may create what is missing.
 */
#ifndef KUSTOMIZE_REPLACEMENT_PATH_H
#define KUSTOMIZE_REPLACEMENT_PATH_H

#include "yaml/node.h"

struct replacement_path {
	str *at; /* the parts; those that select list elements keep their brackets */
	size_t len, cap;
};

/* Splits at '.'; "\." is a dot, and so is one between brackets. */
struct replacement_path replacement_path_split(struct arena *arena, str text);

/* *out is NULL when a part is missing. False when the path cannot be followed. */
MUST_CHECK bool replacement_path_get(struct arena *arena, const struct replacement_path *path,
                                     struct node *root, struct mark at, struct node **out,
                                     struct diags *diags);

struct replacement_targets {
	struct node **at;
	size_t len, cap;
};

/*
 * Adds every node that the path leads to to *out. `create` is what kustomize's option of that
 * name does: what is missing on the way is made, and at the end of the path something of the kind
 * of *create. NULL: nothing is.
 */
MUST_CHECK bool replacement_path_find(struct arena *arena, const struct replacement_path *path,
                                      struct node *root, const enum node_kind *create,
                                      struct mark at, struct replacement_targets *out,
                                      struct diags *diags);

#endif
