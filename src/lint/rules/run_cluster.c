/*
 * run_cluster.c - one object, applied by two Flux Kustomizations of one cluster: SCH014
 *
 * Each of them makes the object what its own overlay says, sets its labels of ownership, and takes
 * the object away when it is pruned; so they undo each other's work for ever. Said only where it is
 * certain: both are rendered together, nothing in them changes names or namespaces, and each path
 * is that of one overlay only.
 */
#include "lint/rules/run.h"

/* A Flux Kustomization, and what it applies. */
struct applied {
	const struct resource *by;
	const struct rules_overlay *overlay;
};

struct claims {
	struct rule_check *check;
	struct map objects; /* "group/kind/namespace/name" -> struct applied */
	struct map paths;   /* of overlays -> struct applied */
};

/* ---- who applies what ---- */

/* Fields with which it applies something else than the overlay, or somewhere else. */
static const str FIELDS_THAT_CHANGE[] = {
	STR_INIT("targetNamespace"), STR_INIT("namePrefix"), STR_INIT("nameSuffix"),
	STR_INIT("patches"),         STR_INIT("components"), STR_INIT("postBuild"),
	STR_INIT("kubeConfig"),      STR_INIT("suspend"),
};

static bool is_plain_kustomization(const struct resource *resource)
{
	const struct gvk gvk = resource->id.gvk;
	const struct node *spec = node_get(resource->root, STR("spec"));
	if (!str_eq(gvk.group, STR("kustomize.toolkit.fluxcd.io")) ||
	    !str_eq(gvk.kind, STR("Kustomization")) || !node_is_map(spec))
		return false;
	for (size_t i = 0; i < sizeof FIELDS_THAT_CHANGE / sizeof *FIELDS_THAT_CHANGE; i++)
		if (node_get(spec, FIELDS_THAT_CHANGE[i]))
			return false;
	return true;
}

/* ---- claims ---- */

/* Namespaces come with every application that lives in them, and server-side apply may be told. */
static bool may_be_shared(const struct resource *resource)
{
	const struct node *metadata = node_get(resource->root, STR("metadata"));
	return str_eq(resource->id.gvk.kind, STR("Namespace")) ||
	       node_get(node_get(metadata, STR("annotations")),
	                STR("kustomize.toolkit.fluxcd.io/ssa"));
}

static void report(struct claims *claims, const struct resource *resource,
                   const struct applied *applied, const struct applied *other)
{
	struct rule_check *check = claims->check;
	const struct node *name = node_at_path(resource->root, "metadata/name");
	rule_report(check, name ? name->at : resource->root->at,
	            "%.*s is applied by Kustomization %.*s and by %.*s",
	            STR_ARG(resource_id_for_people(check->arena, resource->id)),
	            STR_ARG(other->by->id.name), STR_ARG(applied->by->id.name));
	diag_note(check->diags, other->by->root->at, "one", "%.*s", STR_ARG(other->overlay->dir));
	diag_note(check->diags, applied->by->root->at, "other", "%.*s",
	          STR_ARG(applied->overlay->dir));
	diag_note(check->diags, NO_MARK, "fix", "keep it in one of them");
}

static void claim_object(struct claims *claims, const struct resource *resource,
                         struct applied *applied)
{
	struct arena *arena = claims->check->arena;
	const struct resource_id id = resource->id;
	const str key = arena_printf(arena, "%.*s/%.*s/%.*s/%.*s", STR_ARG(id.gvk.group),
	                             STR_ARG(id.gvk.kind), STR_ARG(id.namespace), STR_ARG(id.name));
	const struct applied *other = map_get(&claims->objects, key);
	if (may_be_shared(resource) || str_contains(key, STR("${")))
		return;
	if (!other)
		map_set(arena, &claims->objects, key, applied);
	else if (other != applied)
		report(claims, resource, applied, other);
}

static void claim(struct claims *claims, const struct resource *by)
{
	struct rule_check *check = claims->check;
	const struct node *path = node_at_path(by->root, "spec/path");
	const struct rules_overlay *overlay =
		node_is_scalar(path) ? run_overlay_at(check->run, path->text) : NULL;
	if (!overlay || overlay->is_base)
		return;
	struct applied *applied = ARENA_NEW(check->arena, struct applied);
	*applied = (struct applied){by, overlay};
	const struct applied *twin = map_get(&claims->paths, overlay->dir);
	if (twin) {
		rule_report(check, path->at, "Kustomization %.*s applies this path, too",
		            STR_ARG(twin->by->id.name));
		diag_note(check->diags, twin->by->root->at, "other", "%.*s",
		          STR_ARG(twin->by->id.name));
		return;
	}
	map_set(check->arena, &claims->paths, overlay->dir, applied);
	for (size_t i = 0; i < overlay->resources->len; i++)
		if (!overlay->resources->at[i]->dropped)
			claim_object(claims, &overlay->resources->at[i]->resource, applied);
}

void check_applied_twice(struct rule_check *check)
{
	struct claims claims = {.check = check};
	if (check->overlay->is_base)
		return;
	for (size_t i = 0; i < check->resources->len; i++) {
		const struct resource *resource = &check->resources->at[i]->resource;
		if (!check->resources->at[i]->dropped && is_plain_kustomization(resource))
			claim(&claims, resource);
	}
}
