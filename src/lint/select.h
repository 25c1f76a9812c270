/*
 * select.h - which rules are asked for, and how seriously
 *
 * The command line and .kustoc.yaml speak of rules by code, by name, or by the
 * beginning of a code. What the command line selects replaces what the file
 * selects; what either ignores stays ignored.
 */
#ifndef LINT_SELECT_H
#define LINT_SELECT_H

#include "lint/lint.h"

/*
 * Is what the rule of `diag` found in its file to be reported? Then it gets the severity that is
 * configured for it.
 */
bool lint_is_selected(struct diag *diag, const struct lint_options *options);
/* The same for what a rule might find in the file at `path`. */
bool lint_is_rule_selected(const char *code, str path, const struct lint_options *options);

/* Is the rule selected by its own code or name, and not only along with others? */
bool lint_is_rule_named(const char *code, const struct lint_options *options);

/* Does `word` mean any rule? False, with an error at `at` that says which may be meant. */
MUST_CHECK bool lint_expect_rule(str word, struct mark at, struct diags *diags);

#endif
