/*
 * pipeline.h - from a directory to the resources that kustomize would print
 *
 * The door of this folder, which drives generators and transformers over the
 * model that the files of kustomize/ are; none of those know of it. A build owns
 * nothing but its arena: what it returns lives there.
 */
#ifndef KUSTOMIZE_PIPELINE_PIPELINE_H
#define KUSTOMIZE_PIPELINE_PIPELINE_H

#include "base/buf.h"
#include "kustomize/options.h"

/* What has been rendered. */
struct build {
	struct resmap resources;     /* final content and order, without internal annotations */
	const struct loader *loader; /* of the target */
	struct files *files;         /* all that was read on the way */
};

/*
 * Renders `target`, a directory or a git URL. False with one error, whose sentence is what
 * kustomize says behind "Error: "; *out then tells which files were read. Warnings about deprecated
 * fields are in *diags either way.
 */
MUST_CHECK bool build_run(struct arena *arena, str target, const struct build_options *options,
                          struct build *out, struct diags *diags);
/* Adds the whole stream as kustomize prints it: documents with `---` between, none before. */
MUST_CHECK bool build_print(const struct build *build, struct buf *out, struct diags *diags);

#endif
