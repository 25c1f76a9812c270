/*
 * conformance.h - runs the shared sets of cases with known answers
 *
 * They lie outside the project, in the folder that KUSTOC_CONFORMANCE names, else in
 * ../shared/conformance beside it. Where there is none, a test says so and is skipped.
 */
#ifndef TESTING_CONFORMANCE_H
#define TESTING_CONFORMANCE_H

#include "testing/table.h"

/*
 * The lines of `name` ("semver/checks.tsv"). When the file is not there it destroys `arena` and
 * skips the running test.
 */
struct conformance_lines {
	str *at;
	size_t len, cap;
};
struct conformance_lines conformance_load(struct arena *arena, const char *name);

/* Splits at tabs and undoes the escapes of the sets of cases; missing columns are empty. */
void conformance_columns(struct arena *arena, str line, str *columns, size_t count);

/* Counts cases, prints the first that fail, and in the end the score; then fails if any did. */
struct conformance_score {
	const char *name;
	size_t passed, failed;
};
void conformance_count(struct conformance_score *score, bool passed, str what, str got, str want);
void conformance_finish(const struct conformance_score *score);

#endif
