/*
 * outputs.h - where a report goes: -o FORMAT[=FILE], as often as one likes
 *
 * One format without a file goes to standard output; a second one there would
 * make it unreadable. Files are written in the end, when all is known.
 */
#ifndef CLI_OUTPUTS_H
#define CLI_OUTPUTS_H

#include "cli/command.h"
#include "lint/report.h"

struct output {
	const struct report_format *format;
	str file; /* "": standard output */
};

struct outputs {
	struct output *at;
	size_t len, cap;
};

/* What `texts` ask for; text to standard output when they ask for nothing. */
MUST_CHECK bool outputs_parse(struct invocation *invocation, const struct texts *texts,
                              struct outputs *out);
/*
 * Writes the report everywhere. False when a file cannot be written; the others are all the same.
 */
MUST_CHECK bool outputs_write(struct invocation *invocation, const struct outputs *outputs,
                              const struct report *report);

#endif
