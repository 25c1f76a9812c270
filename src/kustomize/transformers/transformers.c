/* transformers.c - see transformers.h */
#include "kustomize/transformers/transformers.h"

#include "kustomize/transformers/table.h"

/* Alphabetical. */
static const struct transformer TRANSFORMERS[] = {
	{"AnnotationsTransformer", NULL, annotations_run},
	{"HashTransformer", NULL, hash_run},
	{"ImageTagTransformer", NULL, image_run},
	{"LabelTransformer", NULL, labels_run},
	{"NamespaceTransformer", namespace_configure, namespace_run},
	{"PatchJson6902Transformer", json_patch_configure, json_patch_run},
	{"PatchStrategicMergeTransformer", strategic_merge_configure, strategic_merge_run},
	{"PatchTransformer", patch_configure, patch_run},
	{"PrefixSuffixTransformer", affix_configure, prefix_suffix_run},
	{"PrefixTransformer", affix_configure, prefix_run},
	{"ReplacementTransformer", replacement_configure, replacement_run},
	{"ReplicaCountTransformer", NULL, replicas_run},
	{"SuffixTransformer", affix_configure, suffix_run},
	{"ValueAddTransformer", value_add_configure, value_add_run},
};

const struct transformer *transformer_find(str kind)
{
	for (size_t i = 0; i < sizeof TRANSFORMERS / sizeof *TRANSFORMERS; i++)
		if (str_eq(str_of(TRANSFORMERS[i].kind), kind))
			return &TRANSFORMERS[i];
	return NULL;
}
