/*
 * baseline.h - findings that were there before
 *
 * Who switches a linter on in an old repository wants to hear of new mistakes
 * first. A finding is known by its fingerprint, which lines do not move; one
 * that is known counts as suppressed and is exported as such.
 */
#ifndef LINT_BASELINE_H
#define LINT_BASELINE_H

#include "base/map.h"
#include "lint/lint.h"

struct baseline {
	struct arena *arena;
	struct map fingerprints;
	struct finding_suppression suppression; /* what its findings get */
};

/* Knows nothing yet; `reason` says what it is: "in the baseline". */
void baseline_init(struct baseline *baseline, struct arena *arena, str reason);
/* Knows what was found; suppressions of the moment count as found. */
void baseline_add(struct baseline *baseline, const struct finding_list *findings);
/* Knows what baseline_text() wrote to `path`. */
MUST_CHECK bool baseline_load(struct baseline *baseline, str path, struct diags *diags);
/* Suppresses what is known. */
void baseline_apply(const struct baseline *baseline, struct lint_result *result);

/* A line a finding that counts, sorted, so that two versions merge well. */
str baseline_text(struct arena *arena, const struct finding_list *findings);

#endif
