/*
 * closest.c - see closest.h
 *
 * Kind, name and namespace weigh alike, each by the letters that differ; the group has no weight,
 * for who gets a kind right seldom means another group's. No resource is too far: whoever patches
 * what is not there wants to see what there is.
 */
#include "kustomize/transformers/closest.h"

enum { DISTANCE_MAX = 64 };

/* A name that goes on where the other ends ("api" for "api-server") is nearer than its length. */
static size_t part_distance(str a, str b)
{
	if (a.len == 0 || b.len == 0)
		return a.len == b.len ? 0 : 1;
	const bool continues = str_starts_with(a, b) || str_starts_with(b, a);
	return continues && a.len != b.len ? 1 : str_distance(a, b, DISTANCE_MAX);
}

static size_t distance(struct resource_id wanted, struct resource_id id)
{
	size_t sum = part_distance(wanted.namespace, id.namespace);
	if (wanted.gvk.kind.len > 0)
		sum += part_distance(wanted.gvk.kind, id.gvk.kind);
	if (wanted.name.len > 0)
		sum += part_distance(wanted.name, id.name);
	return sum;
}

static bool differs(str wanted, str part)
{
	return wanted.len > 0 && !str_eq(wanted, part);
}

/* "; name and namespace differ" */
static str differences(struct arena *arena, struct resource_id wanted, struct resource_id id)
{
	const struct {
		const char *name;
		bool differs;
	} PARTS[] = {
		{"apiVersion", differs(wanted.gvk.group, id.gvk.group) ||
	                               differs(wanted.gvk.version, id.gvk.version)},
		{"kind", differs(wanted.gvk.kind, id.gvk.kind)},
		{"name", differs(wanted.name, id.name)},
		{"namespace", !str_eq(wanted.namespace, id.namespace)},
	};
	str text = STR("");
	size_t count = 0;
	for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
		if (!PARTS[i].differs)
			continue;
		text = arena_printf(arena, "%.*s%s%s", STR_ARG(text), count > 0 ? " and " : "; ",
		                    PARTS[i].name);
		count++;
	}
	return count == 0 ? text
	                  : arena_printf(arena, "%.*s %s", STR_ARG(text),
	                                 count == 1 ? "differs" : "differ");
}

const struct resource *closest_note(struct diags *diags, const struct resmap *resources,
                                    struct resource_id wanted, bool any_namespace)
{
	const struct member *best = NULL;
	size_t best_distance = SIZE_MAX;
	for (size_t i = 0; i < resources->len; i++) {
		const struct member *member = resources->at[i];
		if (any_namespace)
			wanted.namespace = member->resource.id.namespace;
		const size_t d = distance(wanted, member->resource.id);
		if (member->dropped || d >= best_distance)
			continue;
		best = member;
		best_distance = d;
	}
	if (!best)
		return NULL;
	if (any_namespace)
		wanted.namespace = best->resource.id.namespace;
	const struct node *name = node_at_path(best->resource.root, "metadata/name");
	const str who = resource_id_for_people(resources->arena, best->resource.id);
	const str how = differences(resources->arena, wanted, best->resource.id);
	diag_note(diags, name ? name->at : best->resource.root->at, "closest", "%.*s%.*s",
	          STR_ARG(who), STR_ARG(how));
	return &best->resource;
}

const char *closest_difference(struct resource_id wanted, struct resource_id id)
{
	const bool kind = differs(wanted.gvk.kind, id.gvk.kind);
	const bool name = differs(wanted.name, id.name);
	const bool namespace = !str_eq(wanted.namespace, id.namespace);
	if (kind + name + namespace != 1 || differs(wanted.gvk.group, id.gvk.group))
		return NULL;
	return kind ? "kind" : name ? "name" : "namespace";
}
