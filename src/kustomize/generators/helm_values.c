/* helm_values.c - see helm_values.h */
#include "kustomize/generators/helm_values.h"

#include "kustomize/strategic_merge.h"
#include "yaml/emit.h"
#include "yaml/value.h"

static bool load_file(const struct generate *generate, str path, const struct source **out,
                      struct diags *diags)
{
	const struct node *field = node_get(generate->config, STR("valuesFile"));
	return loader_read(generate->loader, path, field ? field->at : generate->at, out, diags);
}

static bool parse_file(struct arena *arena, const struct source *file, struct node **out,
                       struct diags *diags)
{
	struct documents documents = {0};
	if (!load_documents(arena, file->text, origin_of_source(file), &documents, diags))
		return diag_prefix(diags, "could not parse values file into rnode: ");
	if (documents.len == 0)
		return diag_error(diags, origin_of_source(file).at,
		                  "'%.*s' holds no values to merge with", STR_ARG(file->path)) ||
		       diag_sentence(diags, "could not parse values file into rnode: EOF");
	*out = documents.at[0];
	return true;
}

/* A strategic merge as of resources: lists are replaced, there being no schema of values. */
static bool merge(struct arena *arena, struct node *target, struct node *patch, str *out,
                  struct diags *diags)
{
	bool deleted;
	struct node *value;
	struct buf text;
	buf_init(&text, arena);
	if (!strategic_merge(arena, merge_schemas_new(arena), target, patch, &deleted, diags) ||
	    !value_from_node(arena, target, &value, diags))
		return false;
	emit_value(&text, value);
	*out = buf_text(&text);
	return true;
}

bool helm_values(const struct generate *generate, str path, str *out, struct diags *diags)
{
	struct arena *arena = generate->arena;
	const struct node *given = node_get(generate->config, STR("valuesInline"));
	const str how = node_get_text(generate->config, STR("valuesMerge"));
	const struct source *file;
	struct node *from_file = NULL;
	struct buf text;
	if (!node_is_empty(given) && str_eq(how, STR("replace"))) {
		buf_init(&text, arena);
		emit_value(&text, given);
		*out = buf_text(&text);
		return true;
	}
	if (!load_file(generate, path, &file, diags))
		return false;
	*out = file->text;
	if (node_is_empty(given))
		return true;
	if (!parse_file(arena, file, &from_file, diags))
		return false;
	struct node *in_place = node_copy(arena, given);
	if (str_eq(how, STR("merge")))
		return merge(arena, in_place, from_file, out, diags);
	return merge(arena, from_file, in_place, out, diags);
}
