/*
 * untouched.h - was anything in a document written, be it the same value again?
 *
 * kustomize compares what validators leave behind with what they were given down to the line and
 * column of every node (reflect.DeepEqual). What was written has neither: the same value again is
 * a change the first time, and none the second.
 */
#ifndef KUSTOMIZE_PIPELINE_UNTOUCHED_H
#define KUSTOMIZE_PIPELINE_UNTOUCHED_H

#include "yaml/node.h"

/* Is `document` what `before`, of which it was a copy, still is? */
bool untouched_since(const struct node *before, const struct node *document);

#endif
