/* patch_json6902.c - the field patchesJson6902, deprecated */
#include "kustomize/selector.h"
#include "kustomize/transformers/patching.h"
#include "kustomize/transformers/table.h"
#include "yaml/value.h"

struct json_patch {
	const struct node *target;
	struct node *operations;
};

static bool read_text(struct transform *transform, struct patch_text *out, struct diags *diags)
{
	const struct node *path = node_get(transform->config, STR("path"));
	const struct node *inlined = node_get(transform->config, STR("jsonOp"));
	const bool has_path = path && path->text.len > 0;
	const bool has_patch = inlined && inlined->text.len > 0;
	if (has_patch == has_path)
		return patching_refuse_source(transform, has_path,
		                              "empty file path and empty jsonOp",
		                              "must specify a file path or jsonOp, not both",
		                              diags);
	if (has_patch) {
		*out = (struct patch_text){inlined->text, origin_of_scalar(inlined)};
		return true;
	}
	if (!patching_read_file(transform, path, out, diags))
		return false;
	if (out->text.len > 0)
		return true;
	diag_error(diags, path->at, "the patch file is empty");
	return diag_sentence(diags, "patch file '%.*s' empty seems to be empty",
	                     STR_ARG(path->text));
}

/* The text as kustomize quotes it: made JSON if it was not. */
static str as_json(struct transform *transform, struct patch_text text, const struct node *value)
{
	struct buf out;
	buf_init(&out, transform->arena);
	if (str_starts_with(text.text, STR("[")))
		return text.text;
	if (value)
		value_to_json(&out, value);
	else
		buf_add(&out, STR("null"));
	return buf_text(&out);
}

bool json_patch_configure(struct transform *transform, struct diags *diags)
{
	struct json_patch *patch = ARENA_NEW(transform->arena, struct json_patch);
	struct patch_text text = {0};
	transform->state = patch;
	patch->target = node_get(transform->config, STR("target"));
	if (node_get_text(patch->target, STR("name")).len == 0) {
		diag_error(diags, transform->at, "the 'target' of the patch must have a name");
		return diag_sentence(diags, "must specify the target name");
	}
	if (!read_text(transform, &text, diags))
		return false;
	const bool read = patching_read_operations(transform, text, &patch->operations, diags);
	const str json = as_json(transform, text, patch->operations);
	if (!read)
		return patch->operations || str_starts_with(text.text, STR("["))
		               ? diag_prefix(diags, "decoding %.*s: ", STR_ARG(json))
		               : false;
	if (node_count(patch->operations) > 0)
		return true;
	diag_error(diags, transform->at, "the patch is empty");
	return diag_sentence(diags, "patch appears to be empty; file=%.*s, JsonOp=%.*s",
	                     STR_ARG(node_get_text(transform->config, STR("path"))), STR_ARG(json));
}

bool json_patch_run(struct transform *transform, struct resmap *resources, struct diags *diags)
{
	const struct json_patch *patch = transform->state;
	return patching_operate(transform, resources, patch->target, patch->operations, false,
	                        diags);
}
