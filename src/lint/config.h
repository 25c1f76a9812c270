/*
 * config.h - .kustoc.yaml
 *
 * The nearest one from where a run starts up to the top of the repository says
 * how its overlays are judged. It is checked whole when it is read, against the
 * schema that `kustoc schema config` prints and for what no schema can say:
 * rules, channels and environments that are not there, patterns that are none.
 * A setting that is misspelt must not look like one that has no effect.
 */
#ifndef LINT_CONFIG_H
#define LINT_CONFIG_H

#include "yaml/node.h"

#define CONFIG_FILE ".kustoc.yaml"

struct config {
	struct arena *arena;
	const struct source *source; /* NULL: there is no file, and nothing is set */
	str dir;                     /* its directory, absolute: paths in it are seen from there */
	const struct node *fields;   /* a map */
};

/* The nearest file for `start`, a directory, as people would name it; "" when there is none. */
str config_find(struct arena *arena, str start);
/* False, with every error that there is, when it cannot be used. */
MUST_CHECK bool config_load(struct arena *arena, str path, struct config *out, struct diags *diags);
/* Checks `text` as the config at `path`, which need not be there. */
MUST_CHECK bool config_parse(struct arena *arena, str path, str text, struct config *out,
                             struct diags *diags);

/* A path as people see it, the way the patterns in the file are written. */
str config_path(const struct config *config, str shown);
/* The file or directory that the config names `path`, as people would name it from here. */
str config_file(const struct config *config, str path);
/* Does `pattern` of the file cover the path that people see as `shown`? */
bool config_covers(const struct config *config, str pattern, str shown);
/* The name of the environment that a directory belongs to by the file; "" when it says nothing. */
str config_environment(const struct config *config, str shown);

#endif
