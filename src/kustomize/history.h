/*
 * history.h - a member as kustomize prints it in error texts
 *
 * kustomize keeps what it knows of a resource's past in annotations of the
 * resource, and shows them where it quotes one.
 */
#ifndef KUSTOMIZE_HISTORY_H
#define KUSTOMIZE_HISTORY_H

#include "base/buf.h"
#include "kustomize/resmap.h"

/* Adds the member as compact JSON, its past among the annotations. */
void history_to_json(struct buf *out, const struct member *member);
/* The same as kustomize's output would show it. */
void history_to_yaml(struct buf *out, const struct member *member);

#endif
