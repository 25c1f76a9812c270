/*
 * findings.h - what the overlays have in common is said once
 *
 * The same place may be wrong in every overlay that uses it. Findings are equal
 * when code, place and message are; the first is kept and the overlays it was
 * found in are noted.
 */
#ifndef LINT_FINDINGS_H
#define LINT_FINDINGS_H

#include "base/diag.h"
#include "base/map.h"

struct finding {
	struct diag *diag;
	ARRAY(str) overlays;
};

struct findings {
	struct arena *arena;
	/* May change the severity, too. NULL: all are. */
	bool (*is_wanted)(struct diag *diag, const void *context);
	const void *context;
	ARRAY(struct finding *) list;
	struct map by_key;
};

void findings_init(struct findings *findings, struct arena *arena);
/* Adds what one overlay gave; false: nothing of it is asked for. */
bool findings_add(struct findings *findings, const struct diags *diags, str overlay);
/* All of them by file, line, column and code, with a note where several overlays are meant. */
void findings_to_diags(const struct findings *findings, struct diags *out);

#endif
