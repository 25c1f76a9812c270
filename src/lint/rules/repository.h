/* repository.h - what the rules ask of an OCIRepository */
#ifndef LINT_RULES_REPOSITORY_H
#define LINT_RULES_REPOSITORY_H

#include "lint/rules/rules.h"

struct repository {
	const struct resource *resource;
	struct mark at;                /* what lacks a ref: the key `spec` */
	const struct node *spec, *ref; /* maps; NULL when absent or something else */
	/*
	 * The fields of spec.ref; NULL when absent, null or "", which Flux treats alike, and when
	 * the API server takes none: numbers, lists.
	 */
	const struct node *digest, *semver, *filter, *tag;
};

/* The next OCIRepository from *index on; false when there is none left. */
bool repository_next(const struct rule_check *check, size_t *index, struct repository *out);
/* Text with a variable in it, which nobody knows yet. */
bool repository_is_open(const struct node *value);
/* A filter that no tag can match for a reason that has a rule of its own: white space, slashes. */
bool repository_is_spoilt(const struct node *filter);
/* Has YAML made something else of the value, which has a rule of its own? */
bool repository_is_misread(struct rule_check *check, const struct pair *pair);
/* Does a field of ref hold anything, be it what the schema refuses or what YAML has misread? */
bool repository_says(struct rule_check *check, const struct pair *pair);
/* Was the value set by a patch, and not where the object itself is written? */
bool repository_is_patched(const struct repository *repository, const struct node *value);
/* A range of a patch's beside the filter of its base, which may be none of the patch's intent. */
bool repository_is_leftover(const struct repository *repository);
/* A range like "*-staging"; "*-0" is how all pre-releases are spelt. */
bool repository_is_suffix(const struct node *semver);

/* ASCII letters only. */
str rule_lower_case(struct arena *arena, str text);
/* `text` with `right` in all places of `wrong`. */
str rule_replace(struct arena *arena, str text, str wrong, str right);

/* Reports under the rule that runs. */
struct diag *rule_report(struct rule_check *check, struct mark at, const char *fmt, ...)
	PRINTF_LIKE(3, 4);
/* The finding is cleared when `value` says `text`; `is_safe`: and nothing else changes. */
void rule_mend(struct rule_check *check, const struct node *value, bool is_safe, str text);
/* Notes where the object itself is written, unless the finding is in the same file. */
void rule_note_base(struct rule_check *check, struct diag *finding,
                    const struct resource *resource);

#endif
