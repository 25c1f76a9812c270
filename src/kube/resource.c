/* resource.c - see resource.h */
#include "kube/resource.h"

struct gvk gvk_from(str api_version, str kind)
{
	struct gvk gvk = {.kind = kind};
	if (!str_cut(api_version, '/', &gvk.group, &gvk.version))
		gvk = (struct gvk){STR(""), api_version, kind};
	return gvk;
}

bool gvk_eq(struct gvk a, struct gvk b)
{
	return str_eq(a.group, b.group) && str_eq(a.version, b.version) && str_eq(a.kind, b.kind);
}

static bool part_fits(str part, str pattern)
{
	return pattern.len == 0 || str_eq(part, pattern);
}

bool gvk_is_selected(struct gvk gvk, struct gvk pattern)
{
	return part_fits(gvk.group, pattern.group) && part_fits(gvk.version, pattern.version) &&
	       part_fits(gvk.kind, pattern.kind);
}

struct resource_id resource_id_of(const struct node *root)
{
	const struct node *metadata = node_get(root, STR("metadata"));
	return (struct resource_id){
		.gvk = gvk_from(node_get_text(root, STR("apiVersion")),
	                        node_get_text(root, STR("kind"))),
		.name = node_get_text(metadata, STR("name")),
		.namespace = node_get_text(metadata, STR("namespace")),
	};
}

static str part_or(str part, str placeholder)
{
	return part.len ? part : placeholder;
}

str gvk_to_text(struct arena *arena, struct gvk gvk)
{
	const str kind = part_or(gvk.kind, STR("[noKind]"));
	const str version = part_or(gvk.version, STR("[noVer]"));
	const str group = part_or(gvk.group, STR("[noGrp]"));
	return arena_printf(arena, "%.*s.%.*s.%.*s", STR_ARG(kind), STR_ARG(version),
	                    STR_ARG(group));
}

str resource_id_to_text(struct arena *arena, struct resource_id id)
{
	const str gvk = gvk_to_text(arena, id.gvk);
	const str name = part_or(id.name, STR("[noName]"));
	const str namespace = part_or(id.namespace, STR("[noNs]"));
	return arena_printf(arena, "%.*s/%.*s.%.*s", STR_ARG(gvk), STR_ARG(name),
	                    STR_ARG(namespace));
}

str resource_id_for_people(struct arena *arena, struct resource_id id)
{
	if (id.namespace.len == 0)
		return arena_printf(arena, "%.*s/%.*s", STR_ARG(id.gvk.kind), STR_ARG(id.name));
	return arena_printf(arena, "%.*s/%.*s in namespace %.*s", STR_ARG(id.gvk.kind),
	                    STR_ARG(id.name), STR_ARG(id.namespace));
}
