/*
 * report_place.h - places as each format counts them
 *
 * Lines and columns are from 1, an end is the column behind the last character.
 * What a column is, formats disagree about.
 */
#ifndef LINT_REPORT_PLACE_H
#define LINT_REPORT_PLACE_H

#include "lint/report.h"

enum report_unit { REPORT_POINTS, REPORT_UTF16, REPORT_BYTES };

/* path "": no file; line 0: no place in it. */
struct report_region {
	str path;
	uint32_t line, column, end_line, end_column;
};

/* The token at a mark. */
struct report_region report_region_at(const struct report *report, struct mark at,
                                      enum report_unit unit);
/* The bytes that an edit replaces. */
struct report_region report_region_of_edit(const struct report *report,
                                           const struct diag_edit *edit, enum report_unit unit);
/* The file that a finding is in, else the overlay it was found in: some formats demand a path. */
str report_path(const struct finding *finding);
/* A path as forges know it, from the top of the repository. */
str report_path_from_top(const struct report *report, str path);
/* A path as part of a URI: what may not stand there is escaped. */
void report_add_uri_path(struct buf *out, str path);
/* The view of a file, made once for all formats. */
struct source_view *report_view(const struct report *report, const struct source *source);

#endif
