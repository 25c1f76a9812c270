/* explain_lines.h - what explaining a range and explaining a filter share */
#ifndef FLUX_EXPLAIN_LINES_H
#define FLUX_EXPLAIN_LINES_H

#include "base/buf.h"
#include "flux/release.h"

/* Adds a line: the label, padded, and the text. */
void explain_line(struct buf *out, str label, str text);

/* The first of the releases up to `last` that have the same answer. */
size_t explain_run(const str *answers, size_t last);
/* "Flux 2.7+", "Flux 2.0-2.6", "Flux 2.5", "Flux" for all */
str explain_run_label(struct arena *arena, size_t first, size_t last);

/*
 * Adds a line for every run of releases with the same answer, newest first; answers[i] belongs to
 * FLUX_RELEASES[i].
 */
void explain_releases(struct arena *arena, const str *answers, struct buf *out);

#endif
