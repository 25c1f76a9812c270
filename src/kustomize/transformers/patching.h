/*
 * patching.h - what the three transformers of patches share
 *
 * Reading patches happens before any transformer runs, applying them in turn.
 * Findings, what kustomize is silent about, go to transform->findings.
 */
#ifndef KUSTOMIZE_TRANSFORMERS_PATCHING_H
#define KUSTOMIZE_TRANSFORMERS_PATCHING_H

#include "kustomize/transformers/transformers.h"

/* A text that may be patches, and where it stands. */
struct patch_text {
	str text;
	struct origin origin;
};

/* The content of a file that the transformer's config names. */
MUST_CHECK bool patching_read_file(struct transform *transform, const struct node *path,
                                   struct patch_text *out, struct diags *diags);
/* The text that a scalar of the config holds, without white space around it. */
struct patch_text patching_inline(const struct node *scalar);

/*
 * The operations of a JSON patch, a list, or NULL for an empty document: JSON when the text begins
 * with '[', else YAML 1.1. False when it is no list of mappings.
 */
MUST_CHECK bool patching_read_operations(struct transform *transform, struct patch_text text,
                                         struct node **out, struct diags *diags);

/*
 * Reports that a config gives both the patch's text and its path, or none of them, with what
 * kustomize says about either. Returns false.
 */
bool patching_refuse_source(struct transform *transform, bool has_both, const char *neither,
                            const char *both, struct diags *diags);

/*
 * kustomize looks for a patch's past, and for what it may change, among its annotations, and
 * crashes on a list of them. Returns false, with an error, for such a patch.
 */
MUST_CHECK bool patching_check_annotations(const struct resource *patch, struct diags *diags);

struct patch_options {
	bool name, kind; /* may the merge change who the resource is? */
	bool as_strings; /* labels and annotations are made text before they are merged */
};

/*
 * The one member that had or has the identity of `patch`. `entry` is where the kustomization names
 * the patch's file, NO_MARK for an inline one. The sentence is "no matches for Id …".
 */
MUST_CHECK bool patching_find_target(struct transform *transform, const struct resmap *resources,
                                     const struct resource *patch, struct mark entry,
                                     struct member **out, struct diags *diags);
/* Merges a copy of `patch`; a member that it deletes is dropped. *changed: did it do anything? */
MUST_CHECK bool patching_merge(struct transform *transform, struct resmap *resources,
                               struct member *member, const struct node *patch,
                               struct patch_options options, bool *changed, struct diags *diags);
/*
 * Applies JSON operations, NULL for none, to all that `target` selects, and notes their effect.
 * `keep_ids`: what a member was called before is one of its past ids from then on.
 */
MUST_CHECK bool patching_operate(struct transform *transform, struct resmap *resources,
                                 const struct node *target, const struct node *operations,
                                 bool keep_ids, struct diags *diags);

/* For lint: nothing was selected, or what was selected stayed what it was. */
void patching_note_effect(struct transform *transform, const struct resmap *resources,
                          struct mark at, const struct node *target, const struct members *selected,
                          bool changed);

#endif
