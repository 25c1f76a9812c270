/*
 * post_build.h - what kustomize-controller does to an object after the build
 *
 * Values take the place of variables in the object's text, and labels and annotations are added
 * (spec.postBuild, spec.commonMetadata). The text is what the controller prints, without the quotes
 * that somebody wrote: `"${TAG}"` becomes the number 1.1 when the value is 1.10, and a value that
 * begins with '>' is no YAML at all. Both are followed here, since they are what arrives.
 */
#ifndef FLUX_POST_BUILD_H
#define FLUX_POST_BUILD_H

#include "flux/substitute.h"
#include "yaml/node.h"

/*
 * Fills variables in, in place; not in an object whose annotation or label says that it is not to
 * be. What is not known stays as it is written. Places stay those of the text before. False, with
 * an error at the place, when Flux refuses the text or cannot read what becomes of it.
 */
MUST_CHECK bool post_build_substitute(struct arena *arena, const struct variables *variables,
                                      struct node *root, struct diags *diags);

/* Sets the labels and annotations of `common`, a spec.commonMetadata; NULL: none. */
void post_build_add_metadata(struct arena *arena, const struct node *common, struct node *root);

#endif
