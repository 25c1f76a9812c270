/* options.h - what a user may ask of a build beyond its directory */
#ifndef KUSTOMIZE_OPTIONS_H
#define KUSTOMIZE_OPTIONS_H

#include "kustomize/loader.h"
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
		*texts;         /* what files shall hold, see files_replace(); NULL: what they do */
	struct diags *findings; /* where what does not fail a build is reported; NULL: nowhere */
};

#endif
