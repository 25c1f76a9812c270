/*
 * report_text.h - findings as people read them
 *
 *	dir/patch.yaml:8:13: error[CHN001]: production can select staging tags
 *	  |
 *	7 |   ref:
 *	8 |     semver: ">=1.0.0-0 <2.0.0"
 *	  |             ^^^^^^^^^^^^^^^^^^ "-0" lets every prerelease in
 *	  |
 *	  = witness: 2.0.0-staging.1 is accepted and outranks 1.5.0
 *
 * The headline alone is the concise form. kustomize's sentence comes last, byte
 * for byte and unbroken, so that it can be searched for; it is left out where it
 * says the same as the message.
 */
#ifndef LINT_REPORT_TEXT_H
#define LINT_REPORT_TEXT_H

#include "lint/report.h"

enum report_detail { REPORT_FULL, REPORT_CONCISE };

/* Adds every diagnostic, in order. `program` stands where one has no file. */
void report_text(struct buf *out, const struct diags *diags, const struct look *look,
                 enum report_detail detail, str program);

/* Adds one finding of a report, and where it was found when that was in several overlays. */
void report_text_finding(struct buf *out, const struct report *report,
                         const struct finding *finding, enum report_detail detail);

/* Adds "3 errors, 1 warning in 2 of 41 overlays (0.04 s). 2 fixable with --fix." and a newline. */
void report_text_summary(struct buf *out, const struct report_summary *summary);

#endif
