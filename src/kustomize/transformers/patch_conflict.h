/*
 * patch_conflict.h - one file of patches that says two things about one object
 *
 * Two documents for one object are both applied, in order. Usually they were meant for two
 * environments; then the last one wins, and what only the first one sets stays as well. Documents
 * that set different fields are no finding.
 */
#ifndef KUSTOMIZE_TRANSFORMERS_PATCH_CONFLICT_H
#define KUSTOMIZE_TRANSFORMERS_PATCH_CONFLICT_H

#include "kustomize/transformers/transformers.h"

/* Patches that were applied, in order. Zero-initialised it is empty. */
struct patch_history {
	struct patch_applied *at;
	size_t len, cap;
};

/* Notes that `patch` was applied to `member`, and where it contradicts one of its own file. */
void patch_history_add(struct transform *transform, struct patch_history *history,
                       const struct member *member, const struct node *patch);

#endif
