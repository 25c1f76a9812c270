/*
 * charts.c - what a HelmRelease wants of its source: OCI503
 *
 * The two are often in different overlays: charts' sources in one for the cluster, releases in one
 * for each application. So this runs late.
 */
#include <string.h>

#include "lint/rules/run.h"
#include "yaml/rewrite.h"

#define CHART_LAYER "mediaType: \"" HELM_LAYER "\""

static void note_user(struct rule_check *check, const struct link *link, const char *fix)
{
	diag_note(check->diags, link->ref->at, "used", "%.*s",
	          STR_ARG(resource_id_for_people(check->arena, link->from->id)));
	diag_note(check->diags, NO_MARK, "fix", "%s", fix);
}

/* Without layerSelector Flux unpacks the first layer and hands Helm a folder for an archive. */
static void report_no_layer(struct rule_check *check, const struct link *link,
                            const struct resource *source)
{
	const struct pair *spec = node_find_pair(source->root, STR("spec"));
	const struct pair *url = node_find_pair(spec->value, STR("url"));
	rule_report(check, spec->key.at, "this is a chart's source and selects no layer");
	note_user(check, link, "layerSelector: {" CHART_LAYER ", operation: copy}");
	if (url)
		rewrite_add_pair(check->diags, false, url,
		                 STR("layerSelector: {" CHART_LAYER ", operation: copy}"));
}

/*
 * A field of layerSelector that is not what charts need. Helm takes an archive that was unpacked
 * and packed anew, too; its digest is then another one, at every pull.
 */
static void report_layer(struct rule_check *check, const struct link *link,
                         const struct pair *selector, const char *field, const char *message,
                         const char *fix)
{
	const struct node *value = node_get(selector->value, str_of(field));
	rule_report(check, value ? value->at : selector->key.at, "%s", message);
	note_user(check, link, fix);
	if (!value && selector->value->first)
		rewrite_add_pair(check->diags, false, selector->value->first, str_of(fix));
	else if (value && value->at.source)
		rewrite_word(check->diags, false, value->at,
		             str_from(str_of(fix), strlen(field) + 2));
}

static void check_layer(struct rule_check *check, const struct link *link,
                        const struct resource *source)
{
	const struct node *spec = node_get(source->root, STR("spec"));
	const struct pair *selector = node_find_pair(spec, STR("layerSelector"));
	if (!node_is_map(spec))
		return;
	if (!selector || !node_is_map(selector->value)) {
		report_no_layer(check, link, source);
		return;
	}
	if (!oci_is_helm(node_get_text(selector->value, STR("mediaType"))))
		report_layer(check, link, selector, "mediaType",
		             "this is a chart's source, and the layer is no chart's", CHART_LAYER);
	if (!str_eq(node_get_text(selector->value, STR("operation")), STR("copy")))
		report_layer(check, link, selector, "operation",
		             "the chart is unpacked, and Helm wants it whole", "operation: copy");
}

/* The source in this overlay when there is one, else those that other overlays have. */
static void find_chart(void *context, const struct link *link)
{
	struct rule_check *check = context;
	const struct run_objects *sources = run_find(check->run, link->kind, link->name);
	bool is_here = false;
	if (!sources || !str_eq(link->from->id.gvk.kind, STR("HelmRelease")) ||
	    !str_eq(link->kind, STR("OCIRepository")))
		return;
	for (size_t i = 0; i < sources->len; i++)
		is_here |= sources->at[i].overlay == check->overlay &&
		           link_fits(link, sources->at[i].resource);
	for (size_t i = 0; i < sources->len; i++)
		if ((!is_here || sources->at[i].overlay == check->overlay) &&
		    link_fits(link, sources->at[i].resource))
			check_layer(check, link, sources->at[i].resource);
}

void check_chart_layer(struct rule_check *check)
{
	for (size_t i = 0; i < check->resources->len; i++)
		if (!check->resources->at[i]->dropped)
			links_each(&check->resources->at[i]->resource, find_chart, check);
}
