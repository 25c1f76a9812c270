/* patch_strategic_merge.c - the field patchesStrategicMerge, deprecated */
#include "kustomize/transformers/patch_conflict.h"
#include "kustomize/transformers/patching.h"
#include "kustomize/transformers/table.h"

/* A document, and the entry of the field that names its file; NULL when it was given inline. */
struct merge {
	struct resource patch;
	const struct node *path;
};

struct merges {
	ARRAY(struct merge) list;
};

static void add(struct transform *transform, struct merges *merges,
                const struct resources *resources, const struct node *path)
{
	for (size_t i = 0; i < resources->len; i++)
		*ARRAY_ADD(transform->arena, &merges->list) =
			(struct merge){resources->at[i], path};
}

/* An entry is tried as the patch itself first, for reasons of history. */
static bool read_entry(struct transform *transform, const struct node *entry, struct merges *merges,
                       struct diags *diags)
{
	const struct diags_position before = diags_position(diags);
	struct resources inlined = {0}, read = {0};
	struct patch_text text;
	if (resources_load(transform->arena, entry->text, origin_of_scalar(entry), &inlined,
	                   diags)) {
		add(transform, merges, &inlined, NULL);
		return true;
	}
	diags_rewind(diags, before);
	if (!patching_read_file(transform, entry, &text, diags))
		return false;
	if (!resources_load(transform->arena, text.text, text.origin, &read, diags)) {
		if (str_starts_with(diags->last->sentence, STR("MalformedYAMLError: ")))
			diag_suffix(diags, " in File: %.*s", STR_ARG(entry->text));
		return false;
	}
	add(transform, merges, &read, entry);
	return true;
}

static bool read_paths(struct transform *transform, const struct node *paths, struct merges *merges,
                       struct diags *diags)
{
	if (paths)
		NODE_EACH_ITEM (item, paths)
			if (!read_entry(transform, item->value, merges, diags))
				return false;
	return true;
}

/* "[a.yaml b.yaml]", as Go prints a slice. */
static str paths_text(struct arena *arena, const struct node *paths)
{
	str text = STR("");
	if (paths)
		NODE_EACH_ITEM (item, paths)
			text = arena_printf(arena, "%.*s%s%.*s", STR_ARG(text),
			                    item == paths->head ? "" : " ",
			                    STR_ARG(item->value->text));
	return arena_printf(arena, "[%.*s]", STR_ARG(text));
}

bool strategic_merge_configure(struct transform *transform, struct diags *diags)
{
	struct merges *merges = ARENA_NEW(transform->arena, struct merges);
	const struct node *paths = node_get(transform->config, STR("paths"));
	const struct node *patches = node_get(transform->config, STR("patches"));
	const bool has_patches = patches && patches->text.len > 0;
	struct resources inlined = {0};
	transform->state = merges;
	if (node_count(paths) == 0 && !has_patches) {
		diag_error(diags, transform->at, "'paths' or 'patches' must be given");
		return diag_sentence(diags, "empty file path and empty patch content");
	}
	if (!read_paths(transform, paths, merges, diags))
		return false;
	if (has_patches && !resources_load(transform->arena, patches->text,
	                                   origin_of_scalar(patches), &inlined, diags))
		return false;
	add(transform, merges, &inlined, NULL);
	if (merges->list.len > 0)
		return true;
	diag_error(diags, transform->at, "the patch is empty");
	return diag_sentence(diags, "patch appears to be empty; files=%.*s, Patch=%.*s",
	                     STR_ARG(paths_text(transform->arena, paths)),
	                     STR_ARG(has_patches ? patches->text : STR("")));
}

bool strategic_merge_run(struct transform *transform, struct resmap *resources, struct diags *diags)
{
	const struct merges *merges = transform->state;
	struct patch_history history = {0};
	for (size_t i = 0; i < merges->list.len; i++) {
		const struct merge *merge = &merges->list.at[i];
		const struct mark at = merge->path ? merge->path->at : merge->patch.root->at;
		struct member *member;
		bool changed = false;
		if (!patching_find_target(transform, resources, &merge->patch,
		                          merge->path ? at : NO_MARK, &member, diags) ||
		    !patching_merge(transform, resources, member, merge->patch.root,
		                    (struct patch_options){.as_strings = true}, &changed, diags))
			return false;
		patching_note_effect(transform, resources, at, NULL,
		                     &(struct members){&member, 1, 1}, changed);
		patch_history_add(transform, &history, member, merge->patch.root);
	}
	return true;
}
