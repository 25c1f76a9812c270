/* regex_tables.h - Unicode's data for patterns, made at build time from schemas/unicode */
#ifndef BASE_REGEX_TABLES_H
#define BASE_REGEX_TABLES_H

#include <stddef.h>
#include <stdint.h>

/* Every `step`th character from `first` to `last` folds to itself plus `delta`. */
struct regex_fold {
	uint32_t first, last, step;
	int32_t delta;
};

/* By `first`, ascending; no two overlap. */
extern const struct regex_fold REGEX_FOLDS[];
extern const size_t REGEX_FOLD_COUNT;

/* As Go writes them: "Greek", "Old_Italic". */
extern const char *const REGEX_SCRIPTS[];
extern const size_t REGEX_SCRIPT_COUNT;

#endif
