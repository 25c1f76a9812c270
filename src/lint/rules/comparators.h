/*
 * comparators.h - the ranges of all OCIRepositories, and what they are made of
 *
 * For rules about single comparators, such as ">=1.2.0-x". Only ranges that decide what is pulled,
 * that Flux can read and that YAML left as they were written come by: the rest is somebody else's
 * finding.
 */
#ifndef LINT_RULES_COMPARATORS_H
#define LINT_RULES_COMPARATORS_H

#include "flux/range.h"
#include "lint/rules/repository.h"

/* Zero-initialised it stands before the first. */
struct each_comparator {
	struct repository repository;
	struct range range;
	size_t next, group, comparator;
	bool has_range;
};

/* Goes to the next range, or through all comparators of all ranges; NULL, false: no more. */
bool range_next(struct rule_check *check, struct each_comparator *each);
const struct range_comparator *comparator_next(struct rule_check *check,
                                               struct each_comparator *each);
/* Those that must hold together with the comparator that came last. */
const struct range_group *comparator_group(const struct each_comparator *each);
/* Does it stand in the text? Those of a hyphen range do not: Flux writes it anew. */
bool comparator_is_written(const struct each_comparator *each, const struct range_comparator *c);

/*
 * Says how the range reads with `right` in place of `wrong`, a comparator's text, and makes that
 * the fix of the finding just reported.
 */
void comparator_mend(struct rule_check *check, const struct each_comparator *each, bool is_safe,
                     str wrong, str right);

/* Does something in every group keep the versions from growing for ever? */
bool range_is_bounded(const struct range *range);

/*
 * Every run of '|' as " || ". Beside a hyphen range a '|' without spaces is read as a part of the
 * number that it touches.
 */
str range_space_bars(struct arena *arena, str text);

#endif
