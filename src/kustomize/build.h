/*
 * build.h - from a directory to the resources that kustomize would print
 *
 * build.c is the pipeline. A build owns nothing but its
 * arena; what it returns lives there.
 */
#ifndef KUSTOMIZE_BUILD_H
#define KUSTOMIZE_BUILD_H

#include "base/buf.h"
#include "kustomize/loader.h"
#include "kustomize/remote.h"
#include "kustomize/resmap.h"

/* The flags of `kustomize build` that change what is rendered. */
struct build_options {
	enum load_restriction restriction;
	bool reorder_none; /* --reorder none */
	bool enable_helm, enable_plugins, enable_exec, managed_by_label, helm_debug;
	str helm_command, helm_kube_version; /* "" for the default */
	struct affixes helm_api_versions;
	struct remote_access remote;
	str home; /* $HOME, for an error text */
	/*
	 * The fields of the target's kustomization where it has no file, and fields that are set in
	 * it besides, as `kustomize edit` would: see kustomization_edit(). Values; NULL: none.
	 */
	const struct node *made, *edit;
	const struct map
		*texts;         /* what files shall hold: see files_replace(); NULL: what they do */
	struct diags *findings; /* where what does not fail a build is reported; NULL: nowhere */
};

struct build {
	struct resmap resources;     /* final content and order, without internal annotations */
	const struct loader *loader; /* of the target */
	struct files *files;
};

/* Renders `target`. Warnings about deprecated fields are in *diags too. */
MUST_CHECK bool build_run(struct arena *arena, str target, const struct build_options *options,
                          struct build *out, struct diags *diags);
/* The whole stream as kustomize prints it. */
MUST_CHECK bool build_print(const struct build *build, struct buf *out, struct diags *diags);

#endif
