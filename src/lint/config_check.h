/* config_check.h - what is wrong with a .kustoc.yaml */
#ifndef LINT_CONFIG_CHECK_H
#define LINT_CONFIG_CHECK_H

#include "lint/config.h"

/* Reports everything, each at the word to edit. */
MUST_CHECK bool config_check(const struct config *config, struct diags *diags);

#endif
