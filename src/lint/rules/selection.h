/*
 * selection.h - what a reference by semver takes, asked over all tags
 *
 * For rules that say nothing without a tag to show: a pattern that looks odd and does no harm
 * within its range is nobody's business. Answers are remembered for the run.
 */
#ifndef LINT_RULES_SELECTION_H
#define LINT_RULES_SELECTION_H

#include "lint/rules/repository.h"

/* The reference, made ready. False when another field wins, or when it cannot be judged. */
bool selection_of(struct rule_check *check, const struct repository *repository,
                  struct selector *out);
/* The same whatever field decides, but for a digest: that is no tag, and may be that of any. */
bool selection_of_any(struct rule_check *check, const struct repository *repository,
                      struct selector *out);
/* Its range alone, whatever the filter is. */
bool selection_of_range(struct rule_check *check, const struct repository *repository,
                        struct selector *out);
/* `selector` with another range, or another filter ("" for none). False when Flux refuses them. */
bool selection_with_range(struct rule_check *check, const struct selector *selector, str range,
                          struct selector *out);
bool selection_with_filter(struct rule_check *check, const struct selector *selector, str filter,
                           struct selector *out);

/* A tag that all terms are true of, for people; "" when there is none, or nobody knows. */
str selection_tag(struct rule_check *check, const struct prove_term *terms, size_t count);
/* A tag that `more` takes and `less` does not. */
str selection_difference(struct rule_check *check, const struct selector *more,
                         const struct selector *less);
/* Is it proved that no tag is so? */
bool selection_is_none(struct rule_check *check, const struct prove_term *terms, size_t count);

/* A tag that `selector` takes and that matches `pattern`, or with `negated` does not. */
str selection_tag_matching(struct rule_check *check, const struct selector *selector, str pattern,
                           bool negated);

/* A tag that one of two patterns matches and the other does not: none, one, or nobody knows. */
enum prove_outcome selection_compare(struct rule_check *check, str one, str other);

#endif
