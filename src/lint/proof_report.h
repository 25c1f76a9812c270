/*
 * proof_report.h - verdicts, told to people and to programs
 */
#ifndef LINT_PROOF_REPORT_H
#define LINT_PROOF_REPORT_H

#include "base/look.h"
#include "lint/proof.h"

struct proof_report {
	struct arena *arena;
	const struct proof_sources *sources;
	const struct flux_releases *releases;
};

/* A line a source, broken where somebody looks at it, then one that counts. */
void proof_report_text(const struct proof_report *report, const struct look *look, struct buf *out);
/* One object: verdicts with their breaches, and the counts. Stable as the report of lint is. */
void proof_report_json(const struct proof_report *report, struct buf *out);

/* Is everything proved? */
bool proof_report_is_clean(const struct proof_report *report);

#endif
