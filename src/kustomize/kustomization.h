/*
 * kustomization.h - the kustomization file of one directory
 *
 * Read as kustomize reads it: checked against the shape of
 * its Go struct, deprecated fields turned into what they mean today where
 * kustomize does so, defaults filled in.
 */
#ifndef KUSTOMIZE_KUSTOMIZATION_H
#define KUSTOMIZE_KUSTOMIZATION_H

#include "kustomize/loader.h"
#include "yaml/node.h"

struct kustomization {
	const struct source *source;
	str file_name;       /* "kustomization.yaml", "kustomization.yml" or "Kustomization" */
	struct node *fields; /* what is set, under canonical names; a map */
	bool is_component;
};

/*
 * Reads the one at the loader's root. `at` is what named the directory, for the error that there
 * is none. Deprecated fields are warnings, whose sentence is kustomize's line on stderr.
 */
MUST_CHECK bool kustomization_load(const struct loader *loader, struct mark at,
                                   struct kustomization *out, struct diags *diags);

/* Is there a kustomization file in this directory? */
bool kustomization_exists(struct arena *arena, str dir);

#endif
