/*
 * run_links.c - what objects of one overlay name in another, or nowhere: LNK006 to LNK008
 *
 * Nothing is said unless the run has seen everything below what it was asked for; and even then a
 * part may be in another repository, or in files that no kustomization names. LNK006 asks for a
 * sign that this set is meant to be complete. For namespaces and missing sources there is no such
 * sign: in real repositories all that was found was elsewhere, so these are off.
 */
#include "lint/rules/run.h"

/* ---- LNK006 ---- */

static bool is_used(const struct rules_run *run, const struct resource *resource)
{
	const struct run_links *links =
		run_find_links(run, resource->id.gvk.kind, resource->id.name);
	for (size_t i = 0; links && i < links->len; i++)
		if (link_fits(&links->at[i].link, resource))
			return true;
	return false;
}

/* The sign: users of sources stand beside them here. */
static bool keeps_users(const struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);)
		if (is_used(check->run, repository.resource))
			return true;
	return false;
}

void check_source_unused(struct rule_check *check)
{
	struct repository repository;
	if (!check->run->overlays->is_whole || check->overlay->is_base || !keeps_users(check))
		return;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct resource *resource = repository.resource;
		if (is_used(check->run, resource))
			continue;
		rule_report(check, resource->root->at, "nothing here names OCIRepository/%.*s",
		            STR_ARG(resource->id.name));
		diag_note(check->diags, NO_MARK, "fix", "remove it, or name it where it is wanted");
	}
}

/* ---- LNK007 ---- */

static bool is_there_anyway(str namespace)
{
	static const str NAMES[] = {STR_INIT("default"), STR_INIT("flux-system")};
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		if (str_eq(namespace, NAMES[i]))
			return true;
	return str_starts_with(namespace, STR("kube-"));
}

/* An overlay that creates none leaves it to another repository. */
static bool creates_namespaces(const struct rule_check *check)
{
	for (size_t i = 0; i < check->resources->len; i++) {
		const struct gvk gvk = check->resources->at[i]->resource.id.gvk;
		if (gvk.group.len == 0 && str_eq(gvk.kind, STR("Namespace")))
			return true;
	}
	return false;
}

void check_namespace_nowhere(struct rule_check *check)
{
	struct map told = {0};
	if (!check->run->overlays->is_whole || check->overlay->is_base ||
	    !creates_namespaces(check))
		return;
	for (size_t i = 0; i < check->resources->len; i++) {
		const struct resource *resource = &check->resources->at[i]->resource;
		const str namespace = resource->id.namespace;
		const struct node *metadata = node_get(resource->root, STR("metadata"));
		if (check->resources->at[i]->dropped || namespace.len == 0 ||
		    str_contains(namespace, STR("${")) || is_there_anyway(namespace) ||
		    map_get(&check->run->namespaces, namespace) || map_get(&told, namespace))
			continue;
		map_set(check->arena, &told, namespace, check);
		rule_report(check, node_get(metadata, STR("namespace"))->at,
		            "nothing here creates namespace '%.*s'", STR_ARG(namespace));
		diag_note(check->diags, NO_MARK, "fix", "add a Namespace, or correct the name");
	}
}

/* ---- LNK008 ---- */

static void find_nowhere(void *context, const struct link *link)
{
	struct rule_check *check = context;
	/* Others are written, those are made in the cluster. */
	if (!link->is_source || str_eq(link->kind, STR("ExternalArtifact")) ||
	    run_find(check->run, link->kind, link->name))
		return;
	rule_report(check, node_get(link->ref, STR("name"))->at, "nothing here is %.*s '%.*s'",
	            STR_ARG(link->kind), STR_ARG(link->name));
	diag_note(check->diags, NO_MARK, "fix", "add the source, or correct the name");
}

void check_source_nowhere(struct rule_check *check)
{
	if (!check->run->overlays->is_whole || check->overlay->is_base)
		return;
	for (size_t i = 0; i < check->resources->len; i++)
		if (!check->resources->at[i]->dropped)
			links_each(&check->resources->at[i]->resource, find_nowhere, check);
}
