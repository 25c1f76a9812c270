/*
 * findings.h - what the overlays have in common is said once
 *
 * The same place may be wrong in every overlay that uses it. Findings are equal
 * when code, place and message are; the first is kept and the overlays it was
 * found in are noted.
 */
#ifndef LINT_FINDINGS_H
#define LINT_FINDINGS_H

#include "base/map.h"
#include "lint/config.h"
#include "lint/finding.h"
#include "lint/subject.h"

struct findings {
	struct arena *arena;
	/* May change the severity, too. NULL: all are. */
	bool (*is_wanted)(struct diag *diag, const void *context);
	const void *context;
	const struct config *config; /* names environments; may be NULL */
	struct finding_list list;
	struct map by_key;
};

/* None yet, and all are wanted: fields may be set before the first is added. */
void findings_init(struct findings *findings, struct arena *arena);
/*
 * Adds what one overlay gave in an environment ("": that of its directory); false: nothing of it is
 * asked for. `subjects` may be NULL.
 */
bool findings_add(struct findings *findings, const struct diags *diags,
                  const struct subjects *subjects, str overlay, str environment);
/* All of them by file, line, column and code, each with its fingerprint. */
struct finding_list findings_finish(const struct findings *findings);

#endif
