/* keyorder.h - kustomize's order of keys */
#ifndef YAML_KEYORDER_H
#define YAML_KEYORDER_H

#include "yaml/node.h"

/* go-yaml v2's keyList.Less as <0, 0, >0: letters after all else, runs of digits as numbers. */
int keyorder_compare(struct arena *arena, str a, str b);

/* The pairs of a map in that order; pairs that compare equal stay in file order. */
const struct pair **keyorder_sort(struct arena *arena, const struct node *map, size_t *len);

#endif
