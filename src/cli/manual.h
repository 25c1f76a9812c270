/*
 * manual.h - the manual, made of the tables that help is made of
 *
 * kustoc(1), a page a command, kustoc.yaml(5) from the schema of that file, and
 * kustoc-rules(7) from the pages of `kustoc explain`. A flag or a rule that is
 * in no table does not exist, so none can be missing here.
 */
#ifndef CLI_MANUAL_H
#define CLI_MANUAL_H

#include "cli/command.h"

struct manual_page {
	str name; /* of its file: "kustoc-lint.1" */
	str text;
};

struct manual {
	struct manual_page *at;
	size_t len, cap;
};

void manual_make(struct arena *arena, struct manual *out);

#endif
