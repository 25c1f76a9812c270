/*
 * helm_test.c - what helm is asked, and what becomes of its answer
 *
 * A script stands in for helm and answers with a ConfigMap of what it was given: arguments, pulls,
 * values. Where a real helm is on the PATH, it renders testdata/helm as well.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/process.h"
#include "kustomize/pipeline/pipeline.h"
#include "testing/table.h"

/* Its name decides which helm it plays. Temporary names are made the same for all runs. */
static const char STAND_IN[] =
	"#!/bin/sh\n"
	"root=$(cd \"$(dirname \"$0\")\" && pwd)\n"
	"case \"$(basename \"$0\") $1 $2\" in\n"
	"helm2*version*) echo 'Client: v2.16.1+gbbdfe5e'; exit ;;\n"
	"helm4*version*-c) echo 'Error: unknown shorthand flag' >&2; exit 1 ;;\n"
	"helm4*version*) echo v4.1.4+g05fa379; exit ;;\n"
	"*version*) echo v3.14.0+g3fc9f4b; exit ;;\n"
	"*pull*) echo \"$*\" >>\"$root/pulled\"; mkdir -p \"$4/far\"; echo far: 1 "
	">\"$4/far/values.yaml\"; "
	"exit ;;\n"
	"helm-fails*) echo 'Error: no such chart' >&2; exit 3 ;;\n"
	"helm-chats*) echo 'walk: {this'; echo ---; ;;\n"
	"esac\n"
	"{\n"
	"echo 'apiVersion: v1'; echo 'kind: ConfigMap'; echo 'metadata: {name: seen}'; echo "
	"'data:'\n"
	"echo \"  args: '$*'\"\n"
	"[ -e \"$root/pulled\" ] && echo \"  pulled: '$(cat \"$root/pulled\")'\"\n"
	"echo \"  env: '$HELM_CONFIG_HOME $HELM_CACHE_HOME $HELM_DATA_HOME'\"\n"
	"echo '  values: |-'\n"
	"while [ $# -gt 0 ]; do case $1 in -f) sed 's/^/    /' \"$2\"; esac; shift; done\n"
	"} | sed \"s#$root#ROOT#g; s#/tmp/kustoc-helm-[A-Za-z0-9]*#TEMP#g\"\n";

static const struct row {
	const char *name;
	const char *chart; /* the fields of the helmCharts entry */
	const char *helm;  /* which stand-in */
	const char *key;   /* of the ConfigMap; NULL: `want` is part of the error's sentence */
	const char *want;
} ROWS[] = {
	{"little is said of a plain chart", "name: web", "helm", "args",
         "template --generate-name ROOT/charts/web -f TEMP/web-kustomize-values.yaml"},
	{"everything is said",
         "{name: web, releaseName: r, namespace: ns, nameTemplate: t, additionalValuesFiles: "
         "[more.yaml], "
         "apiVersions: [a/v1, b], kubeVersion: '1.30', includeCRDs: true, skipTests: true, "
         "skipHooks: "
         "true, debug: true, devel: true}",
         "helm", "args",
         "template r ROOT/charts/web --namespace ns --name-template t -f "
         "TEMP/web-kustomize-values.yaml -f ROOT/more.yaml --api-versions a/v1 --api-versions b "
         "--kube-version 1.30 --include-crds --skip-tests --no-hooks --debug --devel"},
	{"Helm 4 is asked in its own way", "name: web", "helm4", "args",
         "template --generate-name ROOT/charts/web -f TEMP/web-kustomize-values.yaml"},
	{"its configuration has a place of its own", "name: web", "helm", "env",
         "TEMP/helm TEMP/helm/.cache TEMP/helm/.data"},
	{"what it says before the documents goes", "name: web", "helm-chats", "values", "a: 1"},
	{"the chart's values", "name: web", "helm", "values", "a: 1"},
	{"values given in place win", "{name: web, valuesInline: {a: 2, b: 3}}", "helm", "values",
         "a: 2\nb: 3"},
	{"values of the file win when merged",
         "{name: web, valuesInline: {a: 2, b: 3}, valuesMerge: merge}", "helm", "values",
         "a: 1\nb: 3"},
	{"values of the file may not count",
         "{name: web, valuesInline: {b: 3}, valuesMerge: replace}", "helm", "values", "b: 3"},
	{"another values file", "{name: web, valuesFile: more.yaml}", "helm", "values",
         "more: yes"},
	{"a chart is pulled", "{name: far, repo: 'https://charts', version: 1.2.0, devel: true}",
         "helm", "pulled",
         "pull --untar --untardir ROOT/charts/far-1.2.0 --repo https://charts far --version 1.2.0 "
         "--devel"},
	{"an OCI chart is pulled by its address", "{name: far, repo: 'oci://host/x/'}", "helm",
         "pulled", "pull --untar --untardir ROOT/charts oci://host/x/far"},
	{"a chart that is nowhere", "name: far", "helm", NULL,
         "no repo specified for pull, no chart found at '"},
	{"Helm 2 is too old", "name: web", "helm2", NULL,
         "this plugin requires helm V3 but got v2.16.1"},
	{"a failing helm", "{name: web, releaseName: r}", "helm-fails", NULL,
         "Error: no such chart\n: unable to run: '"},
	{"how it failed", "name: web", "helm-fails", NULL, " installed?): exit status 3"},
	{"no helm", "name: web", "no-such-helm", NULL, "no-such-helm' installed?): exec: \""},
	{"a way of merging that is none", "{name: web, valuesMerge: mix}", "helm", NULL,
         "valuesMerge must be one of [merge override replace]"},
	{"no name", "{releaseName: r}", "helm", NULL, "chart name cannot be empty"},
	{"a name that helm would take for a flag", "{name: web, releaseName: --post-renderer=x}",
         "helm", NULL, "'releaseName' must not begin with '-'"},
};

static char dir[] = "/tmp/kustoc-helm-test-XXXXXX";

static str path_in(struct arena *arena, const char *name)
{
	return arena_printf(arena, "%s/%s", dir, name);
}

static void put(struct arena *arena, const char *name, const char *text)
{
	assert_int_equal(file_write(arena, path_in(arena, name), str_of(text)), 0);
}

/* The directory as it is before each row. */
static void set_up(struct arena *arena, const struct row *row)
{
	static const char *const HELMS[] = {"helm", "helm2", "helm4", "helm-fails", "helm-chats"};
	file_remove_tree(arena, str_of(dir));
	assert_int_equal(file_make_dirs(arena, path_in(arena, "charts/web")), 0);
	put(arena, "charts/web/values.yaml", "a: 1\n");
	put(arena, "more.yaml", "more: yes\n");
	for (size_t i = 0; i < sizeof HELMS / sizeof *HELMS; i++) {
		put(arena, HELMS[i], STAND_IN);
		chmod(arena_cstr(arena, path_in(arena, HELMS[i])), 0755);
	}
	put(arena, "kustomization.yaml", arena_printf(arena, "helmCharts:\n- %s\n", row->chart).at);
}

static void asks_helm(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct diags diags;
	struct build build;
	set_up(arena, row);
	diags_init(&diags, arena);
	const struct build_options options = {.enable_helm = true,
	                                      .helm_command = path_in(arena, row->helm)};
	const bool ok = build_run(arena, str_of(dir), &options, &build, &diags);
	if (ok != (row->key != NULL))
		fail_msg("%s", ok ? "built" : arena_cstr(arena, diags.last->sentence));
	if (row->key) {
		const struct node *data =
			node_get(build.resources.at[0]->resource.root, STR("data"));
		ASSERT_STR(node_get_text(data, str_of(row->key)), row->want);
	} else if (!str_contains(diags.last->sentence, str_of(row->want))) {
		fail_msg("got '%.*s'", STR_ARG(diags.last->sentence));
	}
	arena_destroy(arena);
}

static void stays_offline(void **state)
{
	(void)state;
	static const struct row ROW = {.chart = "{name: far, repo: 'https://charts'}"};
	struct arena *arena = arena_create();
	struct diags diags;
	struct build build;
	set_up(arena, &ROW);
	diags_init(&diags, arena);
	const struct build_options options = {.enable_helm = true,
	                                      .helm_command = path_in(arena, "helm"),
	                                      .remote.offline = true};
	assert_false(build_run(arena, str_of(dir), &options, &build, &diags));
	ASSERT_STR(diags.last->message, "cannot pull the chart 'far' while offline");
	arena_destroy(arena);
}

static void renders_with_a_real_helm(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct diags diags;
	struct build build;
	struct buf printed;
	str want;
	const char *path = getenv("PATH");
	const str helm = process_find(arena, STR("helm"), str_of(path ? path : ""));
	if (helm.len == 0) {
		print_message("no helm on the PATH\n");
		arena_destroy(arena);
		skip();
	}
	diags_init(&diags, arena);
	buf_init(&printed, arena);
	const struct build_options options = {.enable_helm = true, .helm_command = helm};
	assert_true(build_run(arena, STR("testdata/helm"), &options, &build, &diags));
	assert_true(build_print(&build, &printed, &diags));
	assert_int_equal(file_read(arena, STR("testdata/helm/want.yaml"), &want), 0);
	ASSERT_STR(buf_text(&printed), arena_cstr(arena, want));
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest others[] = {
		cmocka_unit_test(stays_offline),
		cmocka_unit_test(renders_with_a_real_helm),
	};
	if (!mkdtemp(dir))
		return 1;
	int failed = TABLE_RUN("kustomize/generators/helm", ROWS, asks_helm);
	failed += cmocka_run_group_tests_name("kustomize/generators/helm", others, NULL, NULL);
	struct arena *arena = arena_create();
	file_remove_tree(arena, str_of(dir));
	arena_destroy(arena);
	return failed;
}
