/* select.h - which rules are asked for */
#ifndef LINT_SELECT_H
#define LINT_SELECT_H

#include "lint/lint.h"

/* Is what the rule of this code finds to be reported? `options` is a struct lint_options. */
bool lint_is_selected(const char *code, const void *options);

#endif
