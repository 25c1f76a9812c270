/* report_formats.h - the writers, one a format, for the table of report.c */
#ifndef LINT_REPORT_FORMATS_H
#define LINT_REPORT_FORMATS_H

#include "lint/report.h"

/* For people: code frames, notes, colours as the terminal has them. */
void report_as_text(struct buf *out, const struct report *report);
/* A line a finding, as compilers write them: for editors, and for grep. */
void report_as_concise(struct buf *out, const struct report *report);
/* Ours: see `kustoc schema report`. The two below say the same in other clothes. */
void report_as_json(struct buf *out, const struct report *report);
void report_as_jsonl(struct buf *out, const struct report *report);
void report_as_yaml(struct buf *out, const struct report *report);
/* Workflow commands, which GitHub shows as annotations: ten of each kind, the worst first. */
void report_as_github(struct buf *out, const struct report *report);
/* Code Quality, a subset of Code Climate's format. */
void report_as_gitlab(struct buf *out, const struct report *report);
/* SARIF 2.1.0 (OASIS), for code scanning. */
void report_as_sarif(struct buf *out, const struct report *report);
/* What CI servers show as tests: a suite an overlay. */
void report_as_junit(struct buf *out, const struct report *report);
/* reviewdog's Diagnostic Format. */
void report_as_rdjson(struct buf *out, const struct report *report);
/* For comments and step summaries, within their limits of length. */
void report_as_markdown(struct buf *out, const struct report *report);

#endif
