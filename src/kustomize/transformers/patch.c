/*
 * patch.c - the field `patches`: a strategic merge or a JSON patch
 *
 * Which of the two it is, the text decides: what can be read as resources is
 * merged, what can be read as a list of operations is executed.
 */
#include "base/quote.h"
#include "kustomize/selector.h"
#include "kustomize/shape.h"
#include "kustomize/transformers/patch_conflict.h"
#include "kustomize/transformers/patching.h"
#include "kustomize/transformers/table.h"

struct patch {
	const struct node *target; /* NULL: each merge says itself which resource it is for */
	struct resources merges;   /* else: */
	struct node *operations;   /* NULL: none */
	struct patch_options options;
	const char *field; /* "path" or "patch", and what it holds */
	str value;
	struct mark at; /* what a person must edit: the path, or the patch itself */
	bool from_file;
};

/* ---- configuration ---- */

/* As kustomize names the patch: "[path: "p.yaml"]". */
static str source_text(struct transform *transform)
{
	const struct patch *patch = transform->state;
	return arena_printf(transform->arena, "[%s: %.*s]", patch->field,
	                    STR_ARG(quote_go_new(transform->arena, patch->value)));
}

/* Gets the text of the patch from one of two fields. */
static bool read_text(struct transform *transform, struct patch *patch, struct patch_text *out,
                      struct diags *diags)
{
	const struct node *inlined = node_get(transform->config, STR("patch"));
	const struct node *path = node_get(transform->config, STR("path"));
	const bool has_patch = inlined && str_trim(inlined->text).len > 0;
	const bool has_path = path && path->text.len > 0;
	if (has_patch == has_path) {
		patching_refuse_source(transform, has_path, "must specify one of patch and path in",
		                       "patch and path can't be set at the same time", diags);
		return diag_suffix(diags, "\n%.*s",
		                   STR_ARG(shape_config_text(transform->arena, transform->config)));
	}
	patch->from_file = has_path;
	patch->at = has_path ? path->at : inlined->at;
	patch->field = has_path ? "path" : "patch";
	if (has_patch) {
		*out = patching_inline(inlined);
		patch->value = out->text;
		return true;
	}
	patch->value = path->text;
	if (patching_read_file(transform, path, out, diags))
		return true;
	return diag_prefix(diags,
	                   "failed to get the patch file from path(%.*s): ", STR_ARG(path->text));
}

/* Neither reading worked. What is told is the fault of the one that the text looks like. */
static bool unreadable(struct transform *transform, struct patch_text text,
                       const struct diag *as_merge, struct diags *diags)
{
	const str start = str_trim_left(text.text);
	if (!str_starts_with(start, STR("[")) && !str_starts_with(start, STR("-"))) {
		*diags->last = *as_merge;
		diags->last->next = NULL;
	}
	return diag_sentence(diags, "unable to parse SM or JSON patch from %.*s",
	                     STR_ARG(source_text(transform)));
}

static bool read_patch(struct transform *transform, struct patch *patch, struct patch_text text,
                       struct diags *diags)
{
	const struct diags_position before = diags_position(diags);
	struct diag as_merge = {0};
	const bool merges =
		resources_load(transform->arena, text.text, text.origin, &patch->merges, diags);
	if (!merges)
		as_merge = *diags->last;
	diags_rewind(diags, before);
	const bool operations =
		text.text.len > 0 &&
		patching_read_operations(transform, text, &patch->operations, diags);
	if (!merges && !operations)
		return unreadable(transform, text, &as_merge, diags);
	diags_rewind(diags, before);
	if (!merges)
		patch->merges.len = 0;
	if (!operations)
		patch->operations = NULL;
	if (patch->merges.len == 0 || node_count(patch->operations) == 0)
		return true;
	diag_error(diags, patch->at, "this can be read both as resources and as a JSON patch");
	return diag_sentence(diags, "illegally qualifies as both an SM and JSON patch: %.*s",
	                     STR_ARG(source_text(transform)));
}

static bool option(const struct transform *transform, const char *name)
{
	const struct node *options = node_get(transform->config, STR("options"));
	return str_eq(node_get_text(options, str_of(name)), STR("true"));
}

/* What a patch may change kustomize notes in its annotations before anything is looked for. */
static bool check_options(const struct patch *patch, struct diags *diags)
{
	if (patch->options.name || patch->options.kind)
		for (size_t i = 0; i < patch->merges.len; i++)
			if (!patching_check_annotations(&patch->merges.at[i], diags))
				return false;
	return true;
}

bool patch_configure(struct transform *transform, struct diags *diags)
{
	struct patch *patch = ARENA_NEW(transform->arena, struct patch);
	struct patch_text text = {0};
	transform->state = patch;
	patch->target = node_get(transform->config, STR("target"));
	patch->options.as_strings = patch->target != NULL;
	patch->options.name = option(transform, "allowNameChange");
	patch->options.kind = option(transform, "allowKindChange");
	return read_text(transform, patch, &text, diags) &&
	       read_patch(transform, patch, text, diags) && check_options(patch, diags);
}

/* ---- strategic merges ---- */

static bool merge_each(struct transform *transform, struct patch *patch, struct resmap *resources,
                       struct diags *diags)
{
	struct patch_history history = {0};
	for (size_t i = 0; i < patch->merges.len; i++) {
		const struct resource *merge = &patch->merges.at[i];
		struct member *member;
		bool changed = false;
		if (!patching_find_target(transform, resources, merge,
		                          patch->from_file ? patch->at : NO_MARK, &member, diags))
			return diag_prefix(
				diags, "no resource matches strategic merge patch \"%.*s\": ",
				STR_ARG(resource_id_to_text(transform->arena, merge->id)));
		if (!patching_merge(transform, resources, member, merge->root, patch->options,
		                    &changed, diags))
			return false;
		patching_note_effect(transform, resources, patch->at, NULL,
		                     &(struct members){&member, 1, 1}, changed);
		patch_history_add(transform, &history, member, merge->root);
	}
	return true;
}

static bool merge_selected(struct transform *transform, struct patch *patch,
                           struct resmap *resources, struct diags *diags)
{
	struct members selected = {0};
	bool changed = false;
	if (patch->merges.len > 1) {
		diag_error(diags, patch->at,
		           "a patch of several documents cannot have a 'target' for all of them");
		return diag_sentence(diags,
		                     "Multiple Strategic-Merge Patches in one `patches` entry is "
		                     "not allowed to set `patches.target` field: %.*s",
		                     STR_ARG(source_text(transform)));
	}
	if (!selector_find(resources, patch->target, &selected, diags)) {
		const str selector = selector_to_text(transform->arena, patch->target);
		return diag_prefix(diags, "unable to find patch target %.*s in `resources`: ",
		                   STR_ARG(quote_go_new(transform->arena, selector)));
	}
	for (size_t i = 0; i < selected.len; i++)
		if (!patching_merge(transform, resources, selected.at[i], patch->merges.at[0].root,
		                    patch->options, &changed, diags))
			return false;
	/* Here kustomize adds all resources anew, behind a JSON patch it does not. */
	if (!resmap_check_ids(resources, diags))
		return false;
	patching_note_effect(transform, resources, patch->target->at, patch->target, &selected,
	                     changed);
	return true;
}

/* ---- JSON patches ---- */

static bool operate(struct transform *transform, struct patch *patch, struct resmap *resources,
                    struct diags *diags)
{
	if (!patch->target) {
		diag_error(diags, patch->at, "a JSON patch needs a 'target'");
		return diag_sentence(diags, "must specify a target for JSON patch %.*s",
		                     STR_ARG(source_text(transform)));
	}
	return patching_operate(transform, resources, patch->target, patch->operations, true,
	                        diags);
}

bool patch_run(struct transform *transform, struct resmap *resources, struct diags *diags)
{
	struct patch *patch = transform->state;
	if (patch->merges.len == 0)
		return operate(transform, patch, resources, diags);
	return patch->target ? merge_selected(transform, patch, resources, diags)
	                     : merge_each(transform, patch, resources, diags);
}
