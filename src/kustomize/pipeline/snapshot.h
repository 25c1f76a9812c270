/*
 * snapshot.h - was anything in a document written, be it the same value again?
 *
 * kustomize compares what validators leave behind with what they were given down to the line and
 * column of every node (reflect.DeepEqual): a value that was set is another one, whatever it is.
 */
#ifndef KUSTOMIZE_PIPELINE_SNAPSHOT_H
#define KUSTOMIZE_PIPELINE_SNAPSHOT_H

#include "yaml/node.h"

struct snapshot_node; /* which node it is, and where its text lies */

struct snapshot {
	struct snapshot_node *at; /* in the order of the document */
	size_t len, cap;
};

/* Of a document as it is now; the document itself is to be looked at again. */
struct snapshot snapshot_take(struct arena *arena, const struct node *root);
bool snapshot_is_same(const struct snapshot *snapshot, const struct node *root);

#endif
