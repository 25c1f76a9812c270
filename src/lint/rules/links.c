/*
 * links.c - see links.h
 *
 * The fields are those of the Flux release that the schemas are of. Which kinds each of them may
 * name, the schemas say; here any kind that may be named at all is looked for, so that a wrong one
 * is found under its name.
 */
#include "lint/rules/links.h"

#define SOURCE    STR_INIT("source.toolkit.fluxcd.io")
#define KUSTOMIZE STR_INIT("kustomize.toolkit.fluxcd.io")
#define HELM      STR_INIT("helm.toolkit.fluxcd.io")
#define NOTIFY    STR_INIT("notification.toolkit.fluxcd.io")
#define IMAGE     STR_INIT("image.toolkit.fluxcd.io")
#define EXTENSION STR_INIT("source.extensions.fluxcd.io")

/* What may be named. */
static const struct {
	str group, kind;
} TARGETS[] = {
	{SOURCE, STR_INIT("OCIRepository")},    {SOURCE, STR_INIT("GitRepository")},
	{SOURCE, STR_INIT("HelmRepository")},   {SOURCE, STR_INIT("HelmChart")},
	{SOURCE, STR_INIT("Bucket")},           {SOURCE, STR_INIT("ExternalArtifact")},
	{KUSTOMIZE, STR_INIT("Kustomization")}, {HELM, STR_INIT("HelmRelease")},
};

/* Where it is named. */
struct field {
	str group, kind;
	const char *list; /* below spec; NULL: the reference is not in a list */
	const char *ref;  /* below spec, or below an item; NULL: the item itself */
	str names;        /* the kind that goes without saying; "" when it must be said */
	bool takes_namespace, is_source;
};

/* clang-format off */
static const struct field FIELDS[] = {
	{KUSTOMIZE, STR_INIT("Kustomization"), NULL, "sourceRef", {"", 0}, true, true},
	{KUSTOMIZE, STR_INIT("Kustomization"), "dependsOn", NULL, STR_INIT("Kustomization"), true, false},
	{HELM, STR_INIT("HelmRelease"), NULL, "chartRef", {"", 0}, true, true},
	{HELM, STR_INIT("HelmRelease"), NULL, "chart/spec/sourceRef", {"", 0}, true, true},
	{HELM, STR_INIT("HelmRelease"), "dependsOn", NULL, STR_INIT("HelmRelease"), true, false},
	{SOURCE, STR_INIT("HelmChart"), NULL, "sourceRef", {"", 0}, false, true},
	{SOURCE, STR_INIT("GitRepository"), "include", "repository", STR_INIT("GitRepository"), false, true},
	{EXTENSION, STR_INIT("ArtifactGenerator"), "sources", NULL, {"", 0}, true, true},
	{NOTIFY, STR_INIT("Receiver"), "resources", NULL, {"", 0}, true, false},
	{NOTIFY, STR_INIT("Alert"), "eventSources", NULL, {"", 0}, true, false},
	{IMAGE, STR_INIT("ImageUpdateAutomation"), NULL, "sourceRef", STR_INIT("GitRepository"), true, true},
};
/* clang-format on */
enum {
	TARGETS_LEN = sizeof TARGETS / sizeof *TARGETS,
	FIELDS_LEN = sizeof FIELDS / sizeof *FIELDS,
};

/* The group of a kind that may be named; "" for others. */
static str group_of(str kind)
{
	for (size_t i = 0; i < TARGETS_LEN; i++)
		if (str_eq(kind, TARGETS[i].kind))
			return TARGETS[i].group;
	return STR("");
}

bool links_is_target(const struct resource *resource)
{
	const str group = group_of(resource->id.gvk.kind);
	return group.len > 0 && str_eq(resource->id.gvk.group, group);
}

static bool is_open(str text)
{
	return str_contains(text, STR("${"));
}

static void show(const struct resource *from, const struct node *ref, const struct field *field,
                 link_visitor *visit, void *context)
{
	const str kind = node_get_text(ref, STR("kind"));
	const str namespace = node_get_text(ref, STR("namespace"));
	const struct link link = {
		.from = from,
		.ref = ref,
		.kind = kind.len > 0 ? kind : field->names,
		.name = node_get_text(ref, STR("name")),
		.namespace = field->takes_namespace && namespace.len > 0 ? namespace
	                                                                 : from->id.namespace,
		.takes_namespace = field->takes_namespace,
		.is_source = field->is_source,
	};
	if (group_of(link.kind).len > 0 && link.name.len > 0 && !str_eq(link.name, STR("*")) &&
	    !is_open(link.name) && !is_open(link.namespace))
		visit(context, &link);
}

static void show_field(const struct resource *from, const struct field *field, link_visitor *visit,
                       void *context)
{
	struct node *spec = node_get(from->root, STR("spec"));
	if (!node_is_map(spec))
		return;
	if (!field->list) {
		show(from, node_at_path(spec, field->ref), field, visit, context);
		return;
	}
	const struct node *list = node_get(spec, str_of(field->list));
	if (!node_is_seq(list))
		return;
	NODE_EACH_ITEM (item, list)
		show(from, field->ref ? node_get(item->value, str_of(field->ref)) : item->value,
		     field, visit, context);
}

/* Kinds have a few fields each, and are told apart before anything is read. */
void links_each(const struct resource *resource, link_visitor *visit, void *context)
{
	const struct gvk gvk = resource->id.gvk;
	for (size_t i = 0; i < FIELDS_LEN; i++)
		if (str_eq(gvk.group, FIELDS[i].group) && str_eq(gvk.kind, FIELDS[i].kind))
			show_field(resource, &FIELDS[i], visit, context);
}

/* Without a namespace an object lands where whoever applies it works. */
static bool may_be_together(str a, str b)
{
	return a.len == 0 || b.len == 0 || str_eq(a, b);
}

bool link_fits_elsewhere(const struct link *link, const struct resource *target)
{
	return links_is_target(target) && str_eq(target->id.gvk.kind, link->kind) &&
	       str_eq(target->id.name, link->name);
}

bool link_fits(const struct link *link, const struct resource *target)
{
	return link_fits_elsewhere(link, target) &&
	       may_be_together(target->id.namespace, link->namespace);
}

/* Only of sources: a Kustomization is often called as the source that it applies. */
bool link_fits_other_kind(const struct link *link, const struct resource *target)
{
	const str group = STR("source.toolkit.fluxcd.io");
	return str_eq(target->id.gvk.group, group) && str_eq(group_of(link->kind), group) &&
	       links_is_target(target) && !str_eq(target->id.gvk.kind, link->kind) &&
	       str_eq(target->id.name, link->name) &&
	       may_be_together(target->id.namespace, link->namespace);
}
