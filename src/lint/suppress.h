/*
 * suppress.h - comments that silence a rule
 *
 *	tag: latest  # kustoc: ignore[OCI302] a mirror that we rebuild at night
 *
 * At the end of a line one is about that line, alone above one about the line
 * below, and as `ignore-file[…]` anywhere about the whole file. It names its
 * rules: what silences everything silences what nobody has thought of. Nothing
 * is dropped in silence either: what was silenced is counted and exported, and
 * a comment that silences nothing is a finding of its own.
 */
#ifndef LINT_SUPPRESS_H
#define LINT_SUPPRESS_H

#include "lint/findings.h"
#include "lint/lint.h"

struct suppressions; /* of the files of one run */

/* No file read yet. */
struct suppressions *suppressions_new(struct arena *arena);
/* A file that `overlay` has read; `is_judged`: everything that the overlay gives is known. */
void suppressions_add_source(struct suppressions *suppressions, const struct source *source,
                             str overlay, bool is_judged);
/* The comment that silences what the rule of `code` found at `at`; NULL when none does. */
const struct finding_suppression *suppressions_find(struct suppressions *suppressions,
                                                    struct mark at, const char *code);
/*
 * Adds SUP001 and SUP002: comments that silenced nothing although their rules were asked for, that
 * name no rule, or that give no reason.
 */
void suppressions_check(const struct suppressions *suppressions, const struct lint_options *options,
                        struct findings *findings);

#endif
