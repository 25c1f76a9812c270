/* formats.c - see formats.h */
#include "kustomize/formats.h"

#include "base/ascii.h"
#include "yaml/emit.h"
#include "yaml/value.h"

/* "" for what lives outside namespaces. */
static str namespace_of(const struct resmap *resources, const struct member *member)
{
	const struct resource_id id = member->resource.id;
	return resmap_is_cluster_scoped(resources, id) ? STR("")
	                                               : resmap_effective_namespace(resources, id);
}

static bool has_several_namespaces(const struct resmap *resources)
{
	str first = {0};
	for (size_t i = 0; i < resources->len; i++) {
		const str namespace = namespace_of(resources, resources->at[i]);
		if (namespace.len == 0)
			continue;
		if (first.len > 0 && !str_eq(first, namespace))
			return true;
		first = namespace;
	}
	return false;
}

/* ASCII only: what may stand in a Kubernetes name. */
static void add_lower(struct buf *out, str text)
{
	for (size_t i = 0; i < text.len; i++)
		buf_add_char(out, ascii_to_lower(text.at[i]));
}

/* "apps_v1_deployment_foo.yaml" */
static str file_name(struct arena *arena, struct resource_id id, str namespace)
{
	const str parts[] = {namespace, id.gvk.group, id.gvk.version, id.gvk.kind, id.name};
	struct buf name;
	buf_init(&name, arena);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (parts[i].len > 0 && name.len > 0)
			buf_add_char(&name, '_');
		add_lower(&name, parts[i]);
	}
	buf_add(&name, STR(".yaml"));
	return buf_text(&name);
}

bool format_separately(struct arena *arena, const struct resmap *resources,
                       struct format_files *out, struct diags *diags)
{
	const bool with_namespace = has_several_namespaces(resources);
	for (size_t i = 0; i < resources->len; i++) {
		const struct member *member = resources->at[i];
		const str namespace = with_namespace ? namespace_of(resources, member) : (str){0};
		struct buf text;
		buf_init(&text, arena);
		if (!emit_resource(&text, member->resource.root, diags))
			return false;
		*ARRAY_ADD(arena, out) = (struct format_file){
			file_name(arena, member->resource.id, namespace), buf_text(&text)};
	}
	return true;
}

bool format_json(const struct resmap *resources, bool lines, struct buf *out, struct diags *diags)
{
	if (!lines)
		buf_add(out, STR("[\n"));
	for (size_t i = 0; i < resources->len; i++) {
		struct node *value;
		struct arena *scratch = arena_create(); /* no two values at the same time */
		const bool ok =
			value_from_node(scratch, resources->at[i]->resource.root, &value, diags);
		if (ok)
			value_to_json(out, value);
		arena_destroy(scratch);
		if (!ok)
			return false;
		buf_add(out, lines || i + 1 == resources->len ? STR("\n") : STR(",\n"));
	}
	if (!lines)
		buf_add(out, STR("]\n"));
	return true;
}
