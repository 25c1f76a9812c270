/*
 * affected.h - which kustomizations a changed file concerns
 *
 * Told from the kustomizations alone, without rendering: what one names, it
 * reads, and what reads it through another is concerned with it. Where a
 * kustomization says too little (plugins have files of their own, charts lie in
 * folders), everything below its directory counts as read. So the answer may
 * hold too much, never too little: a deleted file, too, is one that was named.
 *
 * A Flux Kustomization concerns the directory that it applies, and whoever has
 * it among their files does. The other way round nothing follows: what changes
 * in a directory changes nothing in the cluster's own files.
 */
#ifndef LINT_AFFECTED_H
#define LINT_AFFECTED_H

#include "lint/flux_files.h"

struct dependencies; /* who names which path, and who applies which directory */

/*
 * Of linked candidates. `flux`: Flux's files below `tree`; NULL both: who applies what is no
 * matter.
 */
struct dependencies *dependencies_new(const struct candidates *candidates,
                                      const struct flux_tree *tree, const struct flux_files *flux);
/* Does some kustomization name this file, or a directory around it that is no kustomization? */
bool dependencies_has(const struct dependencies *dependencies, str path);
/* Does it say too little to tell what it reads below its directory? */
bool dependencies_reads_all(const struct candidate *candidate);

/*
 * For each candidate whether a change of one of `files`, seen from here, concerns it. With a config
 * file among them, all are concerned.
 */
const bool *affected_find(const struct dependencies *dependencies, const str *files, size_t count);

#endif
