/*
 * links.c - objects that name sources: LNK, and what a source should be for those that name it
 *
 * An overlay may well name what another one brings. So a source that is not here
 * is no finding by itself; one that is here under nearly that name is.
 */
#include "lint/rules/repository.h"

/* An object that names a source. */
struct link {
	const struct resource *from;
	const struct node *ref; /* {kind, name, namespace} */
	str kind, name, namespace;
};

typedef void link_check(struct rule_check *check, const struct link *link);

static bool is_source_kind(str kind)
{
	static const str KINDS[] = {STR_INIT("OCIRepository"),  STR_INIT("GitRepository"),
	                            STR_INIT("HelmRepository"), STR_INIT("HelmChart"),
	                            STR_INIT("Bucket"),         STR_INIT("ExternalArtifact")};
	for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
		if (str_eq(kind, KINDS[i]))
			return true;
	return false;
}

static bool is_source(const struct resource *resource)
{
	return str_eq(resource->id.gvk.group, STR("source.toolkit.fluxcd.io")) &&
	       is_source_kind(resource->id.gvk.kind);
}

static void visit(struct rule_check *check, const struct resource *from, const struct node *ref,
                  link_check *visitor)
{
	struct link link = {.from = from,
	                    .ref = ref,
	                    .kind = node_get_text(ref, STR("kind")),
	                    .name = node_get_text(ref, STR("name")),
	                    .namespace = node_get_text(ref, STR("namespace"))};
	if (link.namespace.len == 0)
		link.namespace = from->id.namespace;
	if (is_source_kind(link.kind) && link.name.len > 0 && !str_contains(link.name, STR("${")) &&
	    !str_contains(link.namespace, STR("${")))
		visitor(check, &link);
}

static void each_link(struct rule_check *check, link_check *visitor)
{
	for (size_t i = 0; i < check->resources->len; i++) {
		const struct resource *from = &check->resources->at[i]->resource;
		const str group = from->id.gvk.group, kind = from->id.gvk.kind;
		const struct node *spec = node_get(from->root, STR("spec"));
		if (str_eq(group, STR("kustomize.toolkit.fluxcd.io")) &&
		    str_eq(kind, STR("Kustomization")))
			visit(check, from, node_get(spec, STR("sourceRef")), visitor);
		if (!str_eq(group, STR("helm.toolkit.fluxcd.io")) ||
		    !str_eq(kind, STR("HelmRelease")))
			continue;
		const struct node *chart = node_get(node_get(spec, STR("chart")), STR("spec"));
		visit(check, from, node_get(chart, STR("sourceRef")), visitor);
		visit(check, from, node_get(spec, STR("chartRef")), visitor);
	}
}

/* Where one of them says nothing, whoever applies it decides. */
static bool may_be_together(str a, str b)
{
	return a.len == 0 || b.len == 0 || str_eq(a, b);
}

static bool fits(const struct link *link, const struct resource *source)
{
	return is_source(source) && str_eq(source->id.gvk.kind, link->kind) &&
	       str_eq(source->id.name, link->name) &&
	       may_be_together(source->id.namespace, link->namespace);
}

static const struct resource *target_of(const struct rule_check *check, const struct link *link)
{
	for (size_t i = 0; i < check->resources->len; i++)
		if (fits(link, &check->resources->at[i]->resource))
			return &check->resources->at[i]->resource;
	return NULL;
}

static str describe(struct arena *arena, const struct resource *source)
{
	return resource_id_for_people(arena, source->id);
}

/* ---- LNK001 ---- */

struct use {
	const struct resource *source;
	bool is_used;
};
static struct use *current_use(struct rule_check *check)
{
	return check->context;
}

static void look_for_use(struct rule_check *check, const struct link *link)
{
	struct use *use = current_use(check);
	use->is_used |= fits(link, use->source);
}

/* Two sources of similar names are common; one that nobody names beside a name that is not there is
 * a slip. */
static bool is_unused(const struct rule_check *check, const struct resource *source)
{
	struct use use = {.source = source};
	struct rule_check asking = *check;
	asking.context = &use;
	each_link(&asking, look_for_use);
	return !use.is_used;
}

static bool is_alike(const struct link *link, const struct resource *source)
{
	enum { FAR = 2 };
	return is_source(source) && str_eq(source->id.gvk.kind, link->kind) &&
	       may_be_together(source->id.namespace, link->namespace) && link->name.len > 3 &&
	       str_distance(source->id.name, link->name, FAR) <= FAR;
}

static void find_misspelt(struct rule_check *check, const struct link *link)
{
	if (target_of(check, link))
		return;
	for (size_t i = 0; i < check->resources->len; i++) {
		const struct resource *source = &check->resources->at[i]->resource;
		if (!is_alike(link, source) || !is_unused(check, source))
			continue;
		rule_report(check, node_get(link->ref, STR("name"))->at,
		            "no %.*s '%.*s'; did you mean '%.*s'?", STR_ARG(link->kind),
		            STR_ARG(link->name), STR_ARG(source->id.name));
		diag_note(check->diags, source->root->at, "closest", "%.*s",
		          STR_ARG(describe(check->arena, source)));
		return;
	}
}

void check_source_missing(struct rule_check *check)
{
	each_link(check, find_misspelt);
}

/* ---- LNK002 ---- */

static void find_other_kind(struct rule_check *check, const struct link *link)
{
	if (target_of(check, link))
		return;
	for (size_t i = 0; i < check->resources->len; i++) {
		const struct resource *source = &check->resources->at[i]->resource;
		if (!is_source(source) || !str_eq(source->id.name, link->name) ||
		    str_eq(source->id.gvk.kind, link->kind) ||
		    !may_be_together(source->id.namespace, link->namespace))
			continue;
		rule_report(check, node_get(link->ref, STR("kind"))->at,
		            "'%.*s' is no %.*s, but a %.*s", STR_ARG(link->name),
		            STR_ARG(link->kind), STR_ARG(source->id.gvk.kind));
		diag_note(check->diags, source->root->at, "source", "%.*s",
		          STR_ARG(describe(check->arena, source)));
		return;
	}
}

void check_source_kind(struct rule_check *check)
{
	each_link(check, find_other_kind);
}

/* ---- LNK003 ---- */

static void find_other_namespace(struct rule_check *check, const struct link *link)
{
	if (target_of(check, link))
		return;
	for (size_t i = 0; i < check->resources->len; i++) {
		const struct resource *source = &check->resources->at[i]->resource;
		if (!is_source(source) || !str_eq(source->id.name, link->name) ||
		    !str_eq(source->id.gvk.kind, link->kind))
			continue;
		rule_report(check, node_get(link->ref, STR("name"))->at,
		            "%.*s '%.*s' is looked for in namespace %.*s, and is in %.*s",
		            STR_ARG(link->kind), STR_ARG(link->name), STR_ARG(link->namespace),
		            STR_ARG(source->id.namespace));
		diag_note(check->diags, source->root->at, "source", "%.*s",
		          STR_ARG(describe(check->arena, source)));
		diag_note(check->diags, NO_MARK, "fix", "namespace: %.*s",
		          STR_ARG(source->id.namespace));
		return;
	}
}

void check_source_namespace(struct rule_check *check)
{
	each_link(check, find_other_namespace);
}

/* ---- OCI503 ---- */

/* Without layerSelector Flux unpacks the first layer and hands Helm a folder for an archive. */
static void find_chart_layer(struct rule_check *check, const struct link *link)
{
	const struct resource *source = target_of(check, link);
	if (!source || !str_eq(link->from->id.gvk.kind, STR("HelmRelease")) ||
	    !str_eq(link->kind, STR("OCIRepository")))
		return;
	const struct node *spec = node_get(source->root, STR("spec"));
	const struct node *selector = node_get(spec, STR("layerSelector"));
	if (!spec || node_is_map(selector))
		return;
	rule_report(check, node_find_pair(source->root, STR("spec"))->key.at,
	            "this is a chart's source and selects no layer");
	diag_note(check->diags, link->ref->at, "used", "%.*s",
	          STR_ARG(describe(check->arena, link->from)));
	diag_note(check->diags, NO_MARK, "fix",
	          "layerSelector: {mediaType: "
	          "\"application/vnd.cncf.helm.chart.content.v1.tar+gzip\", "
	          "operation: copy}");
}

void check_chart_layer(struct rule_check *check)
{
	each_link(check, find_chart_layer);
}
