/* settings.h - the .kustoc.yaml that a command goes by */
#ifndef CLI_SETTINGS_H
#define CLI_SETTINGS_H

#include "cli/command.h"
#include "lint/config.h"

/*
 * What --config names, else the nearest file for `start`, a file or directory; without either
 * nothing is set. False, with every error, when it cannot be used.
 */
MUST_CHECK bool settings_load(struct invocation *invocation, str start, struct config *out);

#endif
