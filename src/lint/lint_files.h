/*
 * lint_files.h - files by themselves, without what they are part of
 *
 * For editors and for hooks that pass names of files. Nobody knows whether one
 * is an object or a patch that completes another, so only what is wrong in
 * either is said: syntax, types, fields, ranges and filters.
 */
#ifndef LINT_LINT_FILES_H
#define LINT_LINT_FILES_H

#include "lint/lint.h"

/* Lints files, and the YAML files below directories; names and result as in lint_run(). */
MUST_CHECK bool lint_files(struct arena *arena, const str *paths, size_t count,
                           const struct lint_options *options, struct lint_result *out,
                           struct diags *diags);
/* The same for a text that would stand at `path`. */
MUST_CHECK bool lint_text(struct arena *arena, str path, str text,
                          const struct lint_options *options, struct lint_result *out,
                          struct diags *diags);

#endif
