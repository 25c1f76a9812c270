/*
 * kustomization.c - see kustomization.h
 *
 * Fields that kustomize knows go into the kustomization as they are, by a table; the others have a
 * step of their own. What Flux refuses is told at the word in the object, since that is what
 * somebody has to edit.
 */
#include "flux/kustomization.h"

#include "base/path.h"
#include "yaml/value.h"

bool flux_kustomization_is(const struct resource *resource)
{
	return str_eq(resource->id.gvk.group, STR("kustomize.toolkit.fluxcd.io")) &&
	       str_eq(resource->id.gvk.kind, STR("Kustomization"));
}

/* "/apps", "./apps" and "apps" are the same directory: Flux joins the path to its source's. */
static str clean_path(struct arena *arena, str path)
{
	while (str_starts_with(path, STR("/")))
		path = str_from(path, 1);
	return path_clean(arena, path);
}

bool flux_kustomization_get(struct arena *arena, const struct resource *resource,
                            struct flux_kustomization *out)
{
	const struct node *written = node_get(resource->root, STR("spec"));
	struct node *spec;
	struct diags unheard;
	diags_init(&unheard, arena);
	if (!node_is_map(written) || !value_from_node(arena, written, &spec, &unheard))
		return false;
	const struct node *path = node_get(spec, STR("path"));
	const struct node *source = node_get(spec, STR("sourceRef"));
	*out = (struct flux_kustomization){
		.id = resource->id,
		.at = resource->root->at,
		.spec = spec,
		.path = clean_path(arena, node_get_text(spec, STR("path"))),
		.path_at = node_is_scalar(path) ? path->at : resource->root->at,
		.source = {.kind = node_get_text(source, STR("kind")),
	                   .name = node_get_text(source, STR("name")),
	                   .namespace = node_get_text(source, STR("namespace"))},
	};
	if (out->source.namespace.len == 0)
		out->source.namespace = resource->id.namespace;
	return true;
}

bool flux_kustomization_is_of_artifact(const struct flux_kustomization *k)
{
	return str_eq(k->source.kind, STR("OCIRepository")) ||
	       str_eq(k->source.kind, STR("ExternalArtifact"));
}

/* ---- what it sets ---- */

/* Fields that go into the kustomization as they are, under kustomize's name for them. */
static const struct {
	const char *field, *in_kustomization;
} FIELDS[] = {
	{"targetNamespace", "namespace"}, {"namePrefix", "namePrefix"},
	{"nameSuffix", "nameSuffix"},     {"patches", "patches"},
	{"components", "components"},     {"images", "images"},
};

/* Objects where kustomize wants text, as Flux had them until v1: patchesStrategicMerge. */
static struct node *json_text(struct arena *arena, const struct node *value)
{
	struct buf json;
	buf_init(&json, arena);
	value_to_json(&json, value);
	return node_new_str(arena, buf_text(&json), value->at);
}

static void add_old_merges(struct arena *arena, const struct node *merges, struct node *edit)
{
	struct node *texts = node_new_seq(arena, merges->at);
	NODE_EACH_ITEM (item, merges)
		node_add(arena, texts, json_text(arena, item->value));
	node_set(arena, edit, STR("patchesStrategicMerge"), texts);
}

static void add_old_operations(struct arena *arena, const struct node *patches, struct node *edit)
{
	struct node *texts = node_new_seq(arena, patches->at);
	NODE_EACH_ITEM (item, patches) {
		const struct node *target = node_get(item->value, STR("target"));
		const struct node *operations = node_get(item->value, STR("patch"));
		struct node *patch = node_new_map(arena, item->value->at);
		if (target)
			node_set(arena, patch, STR("target"), node_copy(arena, target));
		if (operations)
			node_set(arena, patch, STR("patch"), json_text(arena, operations));
		node_add(arena, texts, patch);
	}
	node_set(arena, edit, STR("patchesJson6902"), texts);
}

/* What kustomize would fetch, Flux does not take here (IsLocalRelativePath of its generator). */
static bool is_local(str path)
{
	static const str REMOTE[] = {STR_INIT("git::"),       STR_INIT("gh:"),
	                             STR_INIT("ssh://"),      STR_INIT("https://"),
	                             STR_INIT("http://"),     STR_INIT("git@"),
	                             STR_INIT("github.com:"), STR_INIT("github.com/")};
	for (size_t i = 0; i < sizeof REMOTE / sizeof *REMOTE; i++)
		if (str_eq_nocase(str_slice(path, 0, REMOTE[i].len), REMOTE[i]))
			return false;
	return !path_is_absolute(path) && !str_eq_nocase(str_slice(path, 0, 8), STR("file:///"));
}

static bool check_components(const struct node *components, struct diags *diags)
{
	if (!node_is_seq(components))
		return true;
	NODE_EACH_ITEM (item, components) {
		const str path = node_text(item->value);
		if (is_local(path))
			continue;
		diag_error(diags, item->value->at, "Flux takes no component from elsewhere");
		return diag_sentence(diags, "component path '%.*s' must be local and relative",
		                     STR_ARG(path));
	}
	return true;
}

bool flux_kustomization_edit(struct arena *arena, const struct flux_kustomization *k,
                             struct node **out, struct diags *diags)
{
	struct node *edit = node_new_map(arena, k->at);
	*out = NULL;
	if (!check_components(node_get(k->spec, STR("components")), diags))
		return false;
	for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
		const struct node *value = node_get(k->spec, str_of(FIELDS[i].field));
		if (!node_is_null(value) && node_text(value).len + node_count(value) > 0)
			node_set(arena, edit, str_of(FIELDS[i].in_kustomization),
			         node_copy(arena, value));
	}
	const struct node *merges = node_get(k->spec, STR("patchesStrategicMerge"));
	const struct node *operations = node_get(k->spec, STR("patchesJson6902"));
	if (node_is_seq(merges))
		add_old_merges(arena, merges, edit);
	if (node_is_seq(operations))
		add_old_operations(arena, operations, edit);
	if (!node_is_empty(edit))
		*out = edit;
	return true;
}

bool flux_kustomization_substitutes(const struct flux_kustomization *k)
{
	const struct node *post_build = node_get(k->spec, STR("postBuild"));
	return node_count(node_get(post_build, STR("substitute"))) > 0 ||
	       node_count(node_get(post_build, STR("substituteFrom"))) > 0;
}
