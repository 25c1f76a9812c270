/* schema.c - objects against the schemas of their kinds: SCH */
#include "lint/rules/repository.h"
#include "schema/kubernetes.h"
#include "yaml/rewrite.h"

static str version_of(const struct resource *resource)
{
	return node_get_text(resource->root, STR("apiVersion"));
}

static void check_one(struct rule_check *check, const struct resource *resource,
                      const struct json_schema *schema)
{
	const struct diag *before = check->diags->last;
	json_schema_check_object(check->schemas, schema, resource->root, check->diags);
	for (struct diag *diag = before ? before->next : check->diags->first; diag;
	     diag = diag->next)
		rule_note_base(check, diag, resource);
}

/* Is it one of Kubernetes' own objects with records of SOPS in it? SOPS takes them out again. */
static bool is_encrypted(const struct resource *resource)
{
	return node_is_map(node_get(resource->root, STR("sops")));
}

/* An object of a kind that nobody knows has metadata all the same. */
void check_schema(struct rule_check *check)
{
	for (size_t i = 0; i < check->resources->len; i++) {
		const struct resource *resource = &check->resources->at[i]->resource;
		const str version = version_of(resource), kind = resource->id.gvk.kind;
		if (!is_encrypted(resource))
			check_one(check, resource,
			          json_schemas_of_kind(check->schemas, version, kind,
			                               check->diags));
	}
}

/* ---- kinds that there are not ---- */

/* `field` should have been `meant`. */
static void report_unknown(struct rule_check *check, const struct resource *resource,
                           const char *field, str meant)
{
	const struct node *wrong = node_get(resource->root, str_of(field));
	rule_report(check, wrong->at, "%.*s has no kind '%.*s'; did you mean %s '%.*s'?",
	            STR_ARG(version_of(resource)), STR_ARG(resource->id.gvk.kind), field,
	            STR_ARG(meant));
	diag_note(check->diags, NO_MARK, "fix", "%.*s", STR_ARG(meant));
	if (wrong->at.source)
		rewrite_word(check->diags, false, wrong->at, meant);
}

/* Groups of Kubernetes' own, in which nobody else defines kinds. */
static bool is_own_group(str group)
{
	return group.len == 0 || str_eq(group, STR("apps")) || str_eq(group, STR("batch")) ||
	       str_eq(group, STR("autoscaling")) || str_eq(group, STR("policy")) ||
	       str_eq(group, STR("rbac.authorization.k8s.io")) ||
	       str_eq(group, STR("networking.k8s.io")) || str_eq(group, STR("storage.k8s.io"));
}

/*
 * What should stand in *field instead; "" when nothing looks wrong: a release of Kubernetes that is
 * newer than this program may know more kinds.
 */
static str meant_instead(struct rule_check *check, const struct resource *resource,
                         const char **field)
{
	const struct gvk gvk = resource->id.gvk;
	const str version = version_of(resource);
	if (!is_own_group(gvk.group) || version.len == 0 ||
	    kubernetes_find_removal(version, gvk.kind) ||
	    json_schemas_of_kind(check->schemas, version, gvk.kind, check->diags))
		return STR("");
	const str home = kubernetes_version_of(gvk.kind);
	*field = home.len > 0 ? "apiVersion" : "kind";
	return home.len > 0 ? home : kubernetes_closest_kind(version, gvk.kind);
}

void check_unknown_kind(struct rule_check *check)
{
	for (size_t i = 0; i < check->resources->len; i++) {
		const struct resource *resource = &check->resources->at[i]->resource;
		const char *field;
		const str meant = meant_instead(check, resource, &field);
		if (meant.len > 0)
			report_unknown(check, resource, field, meant);
	}
}

/* ---- kinds of which nothing is known before everything is rendered ---- */

void check_met_schema(struct rule_check *check)
{
	for (size_t i = 0; i < check->resources->len; i++) {
		const struct resource *resource = &check->resources->at[i]->resource;
		const str version = version_of(resource), kind = resource->id.gvk.kind;
		const char *field;
		const struct json_schema *met = json_schemas_met(check->schemas, version, kind);
		if (json_schemas_of_kind(check->schemas, version, kind, check->diags))
			continue;
		if (met)
			check_one(check, resource, met);
		else if (meant_instead(check, resource, &field).len == 0 &&
		         json_schemas_is_news(check->schemas, version, kind))
			rule_report(check, node_get(resource->root, STR("kind"))->at,
			            "no schema for %.*s of %.*s: its fields are not checked",
			            STR_ARG(kind), STR_ARG(version));
	}
}

/* Served once, and no longer. */
static const struct {
	str api_version, now, gone; /* gone: the Flux that dropped it */
	bool is_alike;              /* the fields are the same */
} OLD_VERSIONS[] = {
#define SOURCE    "source.toolkit.fluxcd.io/"
#define KUSTOMIZE "kustomize.toolkit.fluxcd.io/"
#define HELM      "helm.toolkit.fluxcd.io/"
	{STR_INIT(SOURCE "v1beta1"), STR_INIT(SOURCE "v1"), STR_INIT("2.7"), true},
	{STR_INIT(SOURCE "v1beta2"), STR_INIT(SOURCE "v1"), STR_INIT("2.8"), true},
	{STR_INIT(KUSTOMIZE "v1beta1"), STR_INIT(KUSTOMIZE "v1"), STR_INIT("2.7"), false},
	{STR_INIT(KUSTOMIZE "v1beta2"), STR_INIT(KUSTOMIZE "v1"), STR_INIT("2.8"), false},
	{STR_INIT(HELM "v2beta1"), STR_INIT(HELM "v2"), STR_INIT("2.7"), false},
	{STR_INIT(HELM "v2beta2"), STR_INIT(HELM "v2"), STR_INIT("2.8"), false},
#undef SOURCE
#undef KUSTOMIZE
#undef HELM
};

static void report_old(struct rule_check *check, const struct resource *resource, str now,
                       bool is_alike)
{
	const struct node *version = node_get(resource->root, STR("apiVersion"));
	if (now.len == 0)
		return;
	diag_note(check->diags, NO_MARK, "fix", "%.*s", STR_ARG(now));
	if (version->at.source)
		rewrite_word(check->diags, is_alike, version->at, now);
}

static void check_old_flux(struct rule_check *check, const struct resource *resource)
{
	const struct node *version = node_get(resource->root, STR("apiVersion"));
	for (size_t j = 0; j < sizeof OLD_VERSIONS / sizeof *OLD_VERSIONS; j++) {
		if (!str_eq(version->text, OLD_VERSIONS[j].api_version))
			continue;
		rule_report(check, version->at, "Flux %.*s no longer serves %.*s of %.*s",
		            STR_ARG(OLD_VERSIONS[j].gone), STR_ARG(resource->id.gvk.kind),
		            STR_ARG(version->text));
		report_old(check, resource, OLD_VERSIONS[j].now, OLD_VERSIONS[j].is_alike);
	}
}

static void check_old_kubernetes(struct rule_check *check, const struct resource *resource)
{
	const struct node *version = node_get(resource->root, STR("apiVersion"));
	const str kind = resource->id.gvk.kind;
	const struct kubernetes_removal *removal = kubernetes_find_removal(version->text, kind);
	if (!removal)
		return;
	rule_report(check, version->at, "Kubernetes %.*s no longer serves %.*s of %.*s",
	            STR_ARG(removal->release), STR_ARG(kind), STR_ARG(version->text));
	report_old(check, resource, removal->now, removal->is_alike);
	if (removal->now.len == 0)
		diag_note(check->diags, NO_MARK, "kubernetes", "nothing takes its place");
}

/* The fix is safe where only this line changes; else the schema of the new version takes over. */
void check_old_api_version(struct rule_check *check)
{
	for (size_t i = 0; i < check->resources->len; i++) {
		const struct resource *resource = &check->resources->at[i]->resource;
		if (!node_is_scalar(node_get(resource->root, STR("apiVersion"))))
			continue;
		check_old_flux(check, resource);
		check_old_kubernetes(check, resource);
	}
}
