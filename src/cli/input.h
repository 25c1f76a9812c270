/*
 * input.h - files that the command line names; "-" is standard input
 *
 * Read whole, and the text lives in the invocation's arena, so that what is
 * parsed from it can point into it.
 */
#ifndef CLI_INPUT_H
#define CLI_INPUT_H

#include "cli/command.h"
#include "flux/ocirepository.h"

/* NULL, with an error, when it cannot be read. */
const struct source *input_read(struct invocation *invocation, str path);

/* What --ref names: a spec.ref block, or a whole OCIRepository. */
struct input_reference {
	struct ocirepository source;
	struct resource_id id; /* of the object; empty for a block */
	struct mark at;        /* the block, or the object */
};

/*
 * `media_type` is the layer's, for a block, which does not say it; a whole object does. False, with
 * an error, when the file cannot be read or holds no mapping.
 */
MUST_CHECK bool input_read_reference(struct invocation *invocation, str path, str media_type,
                                     struct input_reference *out);

#endif
