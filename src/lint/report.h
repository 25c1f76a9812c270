/*
 * report.h - findings in the forms that people and forges read
 *
 * One file a format, one row a format. A writer adds bytes to a buffer and does
 * nothing else. The same findings give the same bytes: no time, no absolute
 * path, no order but that of the findings. Only text looks at the terminal.
 */
#ifndef LINT_REPORT_H
#define LINT_REPORT_H

#include "base/look.h"
#include "lint/lint.h"
#include "yaml/source.h"

struct report_summary {
	size_t errors, warnings, notes;
	size_t suppressed;
	size_t overlays, overlays_with_findings;
	size_t files, files_with_findings; /* instead of overlays; 0 when these were looked at */
	size_t fixable;
	double seconds; /* below 0: not shown, and in no form but text */
};

struct report {
	struct arena *arena;
	const char *command; /* "lint" */
	str program;         /* stands where a finding has no file */
	/*
	 * From the top of the repository to where we are, for who knows files from there; "": the
	 * top
	 */
	str prefix;
	const struct look *look;
	enum diag_severity fail_on; /* what is no worse does not fail */
	struct finding_list findings, suppressed;
	struct lint_overlays overlays;
	struct report_summary summary;
	struct map *views; /* a source's path -> its view, shared by all formats */
};

struct report_format {
	const char *name; /* "sarif" */
	void (*write)(struct buf *out, const struct report *report);
};

/* A row without a name ends it. */
extern const struct report_format REPORT_FORMATS[];
/* NULL when there is none of that name. */
const struct report_format *report_format_find(str name);

/* A report about what was found, plain and failing on errors; fields may be changed. */
struct report report_of(struct arena *arena, const struct lint_result *result);
/* The same without colours, for what is no terminal. */
struct report report_plain(const struct report *report);

/* `text` for formats that know no escapes: UTF-8, and nothing in it that steers a terminal. */
str report_printable(struct arena *arena, str text);

/*
 * A finding for who shows no code frame: the message, then a line for what stands beside the
 * carets, and one a note. `is_whole`: also notes that have a place, which some formats show apart.
 */
str report_explained(struct arena *arena, const struct diag *diag, bool is_whole);

/* "error", "warning", "note": the words are the same in every format of ours. */
const char *report_severity_name(enum diag_severity severity);

#endif
