/*
 * subject.h - which rendered object a place in a file became part of
 *
 * A rule reports at a line that somebody wrote. Nodes carry their places
 * through patches and overlays, so the object that came out, and the field in
 * it, is found by looking for that place in what was rendered.
 */
#ifndef LINT_SUBJECT_H
#define LINT_SUBJECT_H

#include "kustomize/resmap.h"
#include "lint/finding.h"

struct subject_place; /* one that is looked for, and what was found */

/* What one overlay's diagnostics are about. */
struct subjects {
	struct subject_place *at; /* sorted by place */
	size_t len;
};

/*
 * Looks for the places of all diagnostics; of several objects that have one, the first counts.
 * `resources` NULL: nothing was rendered, and nothing is found.
 */
struct subjects subjects_find(struct arena *arena, const struct diags *diags,
                              const struct resmap *resources);
/* What one of them is about; empty when it is no object. */
struct finding_subject subjects_get(const struct subjects *subjects, const struct diag *diag);

#endif
