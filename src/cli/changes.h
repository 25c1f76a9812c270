/*
 * changes.h - the files of a change, and what they held before
 *
 * What a file is now does not tell whom its change concerns when it was something else, or is gone:
 * a Flux Kustomization that applied a directory, say.
 */
#ifndef CLI_CHANGES_H
#define CLI_CHANGES_H

#include "base/git.h"

struct changes {
	struct git_paths paths;
	str *former; /* of each, at NULL for nothing; NULL: nobody knows */
};

/* Reads what the manifests among them held in revision `rev`. */
MUST_CHECK bool changes_read_former(const struct git *git, str rev, struct changes *changes,
                                    struct diags *diags);

#endif
