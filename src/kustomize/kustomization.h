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

/* One that has no file: `fields`, a value, is what would be in it. */
MUST_CHECK bool kustomization_make(const struct loader *loader, const struct node *fields,
                                   struct kustomization *out, struct diags *diags);
/*
 * Sets the fields of `edit`, a value, in a kustomization that was read: a text takes the place of
 * the one there, items go to the end of their list, but for an image of a name that is there, which
 * takes its place. What is empty changes nothing; unknown fields are left out.
 */
MUST_CHECK bool kustomization_edit(struct arena *arena, struct kustomization *k,
                                   const struct node *edit, struct diags *diags);

/* Is there a kustomization file in this directory? */
bool kustomization_exists(struct arena *arena, str dir);

#endif
