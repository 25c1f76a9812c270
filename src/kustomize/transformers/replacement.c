/* replacement.c - `replacements`: given in place, or in files */
#include "kustomize/replacements.h"
#include "kustomize/shape.h"
#include "kustomize/transformers/table.h"
#include "yaml/value.h"

/* What Go's reflection calls a value that is neither a map nor a list. */
static const char *go_kind(const struct node *value)
{
	if (node_is_null(value))
		return "invalid";
	if (value->tag == TAG_BOOL)
		return "bool";
	return value->tag == TAG_STR ? "string" : "float64";
}

/* Puts a file's replacement into a list, where there is only one. */
static struct node *as_list(struct arena *arena, struct node *value)
{
	if (value->kind == NODE_SEQ)
		return value;
	struct node *list = node_new_seq(arena, value->at);
	node_add(arena, list, value);
	return list;
}

/* Adds the replacements in the file that `entry` names. Unlike those given in place they may have
 * fields that nobody knows. */
static bool read_file(const struct transform *transform, const struct node *path, struct node *all,
                      struct diags *diags)
{
	struct arena *arena = transform->arena;
	const struct source *file;
	struct node *value, *config, *checked;
	if (!loader_read(transform->loader, path->text, path->at, &file, diags) ||
	    !load_value(arena, file->text, origin_of_source(file), &value, diags))
		return false;
	if (!node_is_map(value) && !node_is_seq(value))
		return diag_error(diags, value ? value->at : path->at,
		                  "unsupported replacement type encountered within replacement "
		                  "path: %s",
		                  go_kind(value));
	config = node_new_map(arena, value->at);
	node_set(arena, config, STR("replacements"), as_list(arena, value));
	if (!shape_check(arena, shape_of_plugin(STR("ReplacementTransformer")), config,
	                 SHAPE_LENIENT, &checked, diags))
		return false;
	NODE_EACH_ITEM (item, node_get(checked, STR("replacements")))
		node_add(arena, all, item->value);
	return true;
}

bool replacement_configure(struct transform *transform, struct diags *diags)
{
	struct arena *arena = transform->arena;
	/* The field's Go struct has no name for JSON, so its config is spelled like the struct. */
	const str key = transform->from_field ? STR("Replacements") : STR("replacements");
	const struct node *entries = node_get(transform->config, key);
	struct node *all = node_new_seq(arena, transform->at);
	transform->state = all;
	if (!node_is_seq(entries))
		return true;
	NODE_EACH_ITEM (item, entries) {
		const struct node *entry = item->value;
		const struct node *path = node_get(entry, STR("path"));
		if (!path || path->text.len == 0) {
			node_add(arena, all, item->value);
			continue;
		}
		if (node_get(entry, STR("source")) ||
		    !node_is_empty(node_get(entry, STR("targets"))))
			return diag_error(diags, path->at,
			                  "cannot specify both path and inline replacement");
		if (!read_file(transform, path, all, diags))
			return false;
	}
	return true;
}

bool replacement_run(struct transform *transform, struct resmap *resources, struct diags *diags)
{
	return replacements_apply(resources, transform->state, transform->at, diags);
}
