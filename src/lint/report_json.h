/*
 * report_json.h - the report as JSON, in parts
 *
 * Version 1: members may be added, none is ever taken away or given another
 * meaning. schemas/report-v1.json describes it.
 */
#ifndef LINT_REPORT_JSON_H
#define LINT_REPORT_JSON_H

#include "lint/json_out.h"
#include "lint/report.h"

/* The whole; the caller destroys it. */
struct json_out *report_json_create(const struct report *report);
/* Fills in an object for one finding. */
void report_json_finding(struct json_out *out, const struct report *report,
                         const struct finding *finding);

#endif
