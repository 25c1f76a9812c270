/* table.h - the functions behind the rows of transformers.c, one file each */
#ifndef KUSTOMIZE_TRANSFORMERS_TABLE_H
#define KUSTOMIZE_TRANSFORMERS_TABLE_H

#include "kustomize/transformers/transformers.h"

typedef bool transformer_configure(struct transform *transform, struct diags *diags);
typedef bool transformer_run(struct transform *transform, struct resmap *resources,
                             struct diags *diags);

transformer_configure affix_configure, json_patch_configure, namespace_configure, patch_configure,
	replacement_configure, strategic_merge_configure, value_add_configure;
transformer_run annotations_run, hash_run, image_run, json_patch_run, labels_run, namespace_run,
	patch_run, prefix_run, prefix_suffix_run, replacement_run, replicas_run,
	strategic_merge_run, suffix_run, value_add_run;

/* Moves one resource, as NamespaceTransformer without field specs does. */
MUST_CHECK bool namespace_move(struct transform *transform, str namespace, struct resmap *resources,
                               struct member *member, struct diags *diags);

#endif
