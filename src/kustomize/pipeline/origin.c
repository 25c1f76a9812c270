/*
 * origin.c - see origin.h
 *
 * Records are nodes from the start, with their keys in the order of kustomize's struct fields: they
 * are printed as written, not sorted.
 */
#include "kustomize/pipeline/origin.h"

#include "base/path.h"
#include "kustomize/internal.h"
#include "yaml/emit.h"

static void set_text(struct arena *arena, struct node *map, const char *key, str text)
{
	if (text.len > 0)
		node_set(arena, map, str_of(key), node_new_str(arena, text, NO_MARK));
}

/* A record begins with where its file lies: in a clone relative to the repository. */
static struct node *new_record(const struct build_context *context, const struct loader *loader,
                               const char *field, str file)
{
	struct arena *arena = context->arena;
	struct node *record = node_new_map(arena, NO_MARK);
	const bool cloned = loader->clone_top.len > 0;
	const str top = cloned ? loader->clone_top : context->top;
	const str dir = path_relative(arena, top, loader->root);
	const bool is_url = remote_is_file_url(file);
	const str path = is_url ? file : path_join(arena, dir, file);
	if (str_eq(str_of(field), STR("path")))
		set_text(arena, record, "path", path);
	if (cloned) {
		set_text(arena, record, "repo", loader->repo);
		set_text(arena, record, "ref", loader->ref);
	}
	if (!str_eq(str_of(field), STR("path")))
		set_text(arena, record, field, path);
	return record;
}

void origin_of_file(const struct build_context *context, const struct loader *loader, str path,
                    struct member *member)
{
	if (!context->keep_records)
		return;
	member->origin = new_record(context, loader, "path", path);
	internal_open(context->arena, member->resource.root);
}

struct node *origin_of_plugin(const struct build_context *context, const struct loader *loader,
                              str file, str kind, const struct node *config)
{
	struct arena *arena = context->arena;
	if (!context->keep_records)
		return NULL;
	struct node *record = new_record(context, loader, "configuredIn", file);
	struct node *by = node_new_map(arena, NO_MARK);
	const struct node *metadata = node_get(config, STR("metadata"));
	const str version = node_get_text(config, STR("apiVersion"));
	set_text(arena, by, "apiVersion", version.len ? version : STR("builtin"));
	set_text(arena, by, "kind", kind);
	set_text(arena, by, "name", node_get_text(metadata, STR("name")));
	set_text(arena, by, "namespace", node_get_text(metadata, STR("namespace")));
	node_set(arena, record, STR("configuredBy"), by);
	return record;
}

/* kustomize adds the record to a map of strings, which makes all annotations text. */
static void settle(const struct build_context *context, struct member *member)
{
	struct diags ignored;
	diags_init(&ignored, context->arena);
	if (internal_settle(context->arena, member->resource.root, &ignored))
		internal_open(context->arena, member->resource.root);
}

void origin_record_transformation(const struct build_context *context, const struct node *record,
                                  struct resmap *resources)
{
	if (!record)
		return;
	for (size_t i = 0; i < resources->len; i++) {
		struct member *member = resources->at[i];
		struct node *copy = node_copy(context->arena, record);
		if (!member->origin) {
			member->origin = copy;
			continue;
		}
		settle(context, member);
		if (!member->transformations)
			member->transformations = node_new_seq(context->arena, NO_MARK);
		node_add(context->arena, member->transformations, copy);
	}
}

static void annotate(struct arena *arena, struct member *member, str key, const struct node *record)
{
	struct node *root = member->resource.root;
	struct node *metadata = node_get(root, STR("metadata"));
	if (!record || !node_is_map(metadata))
		return;
	struct node *annotations = node_get(metadata, STR("annotations"));
	if (!node_is_map(annotations)) {
		annotations = node_new_map(arena, root->at);
		node_set(arena, metadata, STR("annotations"), annotations);
	}
	struct buf text;
	buf_init(&text, arena);
	emit_node(&text, record);
	node_set(arena, annotations, key, node_new_str(arena, buf_text(&text), root->at));
}

void origin_annotate(const struct build_context *context, struct resmap *resources)
{
	for (size_t i = 0; i < resources->len; i++) {
		struct member *member = resources->at[i];
		if (context->record_origins)
			annotate(context->arena, member, STR("config.kubernetes.io/origin"),
			         member->origin);
		if (context->record_transformations)
			annotate(context->arena, member,
			         STR("alpha.config.kubernetes.io/transformations"),
			         member->transformations);
	}
}
