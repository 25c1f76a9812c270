/* compare.h - what differs between two trees */
#ifndef DIFF_COMPARE_H
#define DIFF_COMPARE_H

#include "diff/diff.h"

/* Adds every difference to *out, in before's order of keys, new ones last. */
void compare_trees(struct arena *arena, const struct node *before, const struct node *after,
                   struct diff_changes *out);
/* Do both stand for the same value, however written? */
bool compare_scalars(struct arena *arena, const struct node *a, const struct node *b);
/* The scalars of a tree. */
size_t compare_count_leaves(const struct node *node);

#endif
