/*
 * tree.h - a directory of files for a test, written as one text
 *
 *	"== base/kustomization.yaml\nresources: [app.yaml]\n== base/app.yaml\n…"
 */
#ifndef TESTING_TREE_H
#define TESTING_TREE_H

#include "base/arena.h"

struct tree {
	str dir, before; /* absolute; `before`: the current directory until then */
};

/* Makes it, and the current directory of it. A path that ends in '/' is an empty folder. */
struct tree tree_enter(struct arena *arena, const char *text);
/* Goes back, and removes it. */
void tree_leave(struct arena *arena, const struct tree *tree);

#endif
