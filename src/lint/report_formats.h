/* report_formats.h - the writers, one a format, for the table of report.c */
#ifndef LINT_REPORT_FORMATS_H
#define LINT_REPORT_FORMATS_H

#include "lint/report.h"

void report_as_text(struct buf *out, const struct report *report);
void report_as_concise(struct buf *out, const struct report *report);
void report_as_json(struct buf *out, const struct report *report);
void report_as_jsonl(struct buf *out, const struct report *report);
void report_as_yaml(struct buf *out, const struct report *report);
void report_as_github(struct buf *out, const struct report *report);
void report_as_gitlab(struct buf *out, const struct report *report);
void report_as_sarif(struct buf *out, const struct report *report);
void report_as_junit(struct buf *out, const struct report *report);
void report_as_rdjson(struct buf *out, const struct report *report);
void report_as_markdown(struct buf *out, const struct report *report);

#endif
