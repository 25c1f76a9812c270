/* fix_test.c - which bytes are changed, and that nothing else is */
#include "lint/fix.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "testing/table.h"

#define TYPE "apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\n"

/* clang-format off */
/* Texts of kustomization.yaml and app.yaml, and what they become; NULL: nothing changes. */
static const struct row {
	const char *name;
	bool is_unsafe;
	const char *kustomization, *app, *want_kustomization, *want_app;
} ROWS[] = {
	{"a version gets its quotes, the comment stays", false, "resources: [app.yaml]\n",
	 TYPE "metadata: {name: a}\nspec:\n  interval: 5m\n  url: oci://x.io/y\n  ref:\n    tag: 1.10   # ten\n",
	 NULL,
	 TYPE "metadata: {name: a}\nspec:\n  interval: 5m\n  url: oci://x.io/y\n  ref:\n    tag: \"1.10\"   # ten\n"},
	{"a field in other letters", false, "resources: [app.yaml]\n",
	 TYPE "metadata: {name: a}\nspec: {Interval: 5m, 'URL': oci://x.io/y, ref: {tag: v1}}\n", NULL,
	 TYPE "metadata: {name: a}\nspec: {interval: 5m, 'url': oci://x.io/y, ref: {tag: v1}}\n"},
	{"a field that is only alike is a guess", false, "resources: [app.yaml]\n",
	 TYPE "metadata: {name: a}\nspec: {intervall: 5m, url: oci://x.io/y, ref: {tag: v1}}\n", NULL, NULL},
	{"which --unsafe-fixes makes", true, "resources: [app.yaml]\n",
	 TYPE "metadata: {name: a}\nspec: {intervall: 5m, url: oci://x.io/y, ref: {tag: v1}}\n", NULL,
	 TYPE "metadata: {name: a}\nspec: {interval: 5m, url: oci://x.io/y, ref: {tag: v1}}\n"},
	{"a field twice afterwards is no fix", true, "resources: [app.yaml]\n",
	 TYPE "metadata: {name: a}\nspec: {interval: 5m, intervall: 5m, url: oci://x.io/y, ref: {tag: v1}}\n",
	 NULL, NULL},
	{"the ceiling of a range", true, "resources: [app.yaml]\n",
	 TYPE "metadata: {name: a}\nspec:\n  interval: 5m\n  url: oci://x.io/y\n  ref:\n"
	      "    semver: '>=1.0.0-0 <2.0.0' # 1.x\n    semverFilter: -rc\n", NULL,
	 TYPE "metadata: {name: a}\nspec:\n  interval: 5m\n  url: oci://x.io/y\n  ref:\n"
	      "    semver: '>=1.0.0-0 <2.0.0-0' # 1.x\n    semverFilter: -rc\n"},
	{"a boolean that is to be text", false, "resources: [app.yaml]\n",
	 "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  debug: true # or not\n", NULL,
	 "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  debug: \"true\" # or not\n"},
	{"a signer of two", true, "resources: [app.yaml]\n",
	 TYPE "metadata: {name: a}\nspec:\n  interval: 5m\n  url: oci://x.io/y\n  ref: {tag: v1.2.3}\n"
	      "  verify:\n    provider: cosign\n    matchOIDCIdentity:\n    - issuer: ^https://a$\n"
	      "      subject: https://b|https://c\n", NULL,
	 TYPE "metadata: {name: a}\nspec:\n  interval: 5m\n  url: oci://x.io/y\n  ref: {tag: v1.2.3}\n"
	      "  verify:\n    provider: cosign\n    matchOIDCIdentity:\n    - issuer: ^https://a$\n"
	      "      subject: \"^(?:https://b|https://c)$\"\n"},
	{"an interval of seconds", true, "resources: [app.yaml]\n",
	 TYPE "metadata: {name: a}\nspec: {interval: 10s, url: oci://x.io/y, ref: {tag: v1.2.3}}\n", NULL,
	 TYPE "metadata: {name: a}\nspec: {interval: 5m, url: oci://x.io/y, ref: {tag: v1.2.3}}\n"},
	{"a suffix becomes a filter", true, "resources: [app.yaml]\n",
	 TYPE "metadata: {name: a}\nspec:\n  interval: 5m\n  url: oci://x.io/y\n  ref:\n"
	      "    semver: \"*-staging\" # all\n", NULL,
	 TYPE "metadata: {name: a}\nspec:\n  interval: 5m\n  url: oci://x.io/y\n  ref:\n"
	      "    semverFilter: '-staging$'\n    semver: \">=0.0.0-0\" # all\n"},
	{"a suffix in braces", true, "resources: [app.yaml]\n",
	 TYPE "metadata: {name: a}\nspec: {interval: 5m, url: oci://x.io/y, ref: {semver: '*-a.b'}}\n", NULL,
	 TYPE "metadata: {name: a}\nspec: {interval: 5m, url: oci://x.io/y, ref: {semverFilter: '-a\\.b$', "
	      "semver: '>=0.0.0-0'}}\n"},
	{"a line break that a block leaves", false, "resources: [app.yaml]\n",
	 TYPE "metadata: {name: a}\nspec:\n  ref:\n    semver: |\n      ~1.2\n  interval: 5m\n"
	      "  url: oci://x.io/y\n", NULL,
	 TYPE "metadata: {name: a}\nspec:\n  ref:\n    semver: \"~1.2\"\n  interval: 5m\n"
	      "  url: oci://x.io/y\n"},
	{"a version of the API that is gone", false, "resources: [app.yaml]\n",
	 "apiVersion: source.toolkit.fluxcd.io/v1beta2 # old\nkind: OCIRepository\n"
	 "metadata: {name: a}\nspec: {interval: 5m, url: oci://x.io/y, ref: {tag: v1.2.3}}\n", NULL,
	 "apiVersion: source.toolkit.fluxcd.io/v1 # old\nkind: OCIRepository\n"
	 "metadata: {name: a}\nspec: {interval: 5m, url: oci://x.io/y, ref: {tag: v1.2.3}}\n"},
	{"a slip in a target", true,
	 "resources: [app.yaml]\npatches:\n- path: p.yaml\n  target: {kind: ConfigMpa} # all\n",
	 "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n",
	 "resources: [app.yaml]\npatches:\n- path: p.yaml\n  target: {kind: ConfigMap} # all\n", NULL},
	{"a slip in a path", true, "resources:\n- ap.yaml # the app\n",
	 "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n", "resources:\n- app.yaml # the app\n", NULL},
	{"what was wrong before is no reason to take that back", false, "resources: [app.yaml]\n",
	 "apiVersion: source.toolkit.fluxcd.io/v1beta2\nkind: OCIRepository\n"
	 "metadata: {name: a}\nspec: {interval: 5m, url: oci://x.io/y, ref: {semver: '*-staging'}}\n", NULL,
	 "apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\n"
	 "metadata: {name: a}\nspec: {interval: 5m, url: oci://x.io/y, ref: {semver: '*-staging'}}\n"},
	{"patches by their paths", false,
	 "patchesStrategicMerge:\n# first\n- p.yaml   # one\nresources:\n- app.yaml\n",
	 "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n",
	 "patches:\n# first\n- path: p.yaml   # one\nresources:\n- app.yaml\n", NULL},
	{"patches written out are left to people", false,
	 "patchesStrategicMerge:\n- |-\n  apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: a}\n  data: {x: y}\n"
	 "resources:\n- app.yaml\n",
	 "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n", NULL, NULL},
	{"a successor that is there already is left to people", false,
	 "commonLabels: {a: b}\nlabels: [{pairs: {c: d}}]\nresources:\n- app.yaml\n",
	 "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n", NULL, NULL},
	{"two old lists of patches cannot both become the new one", false,
	 "patchesStrategicMerge:\n- p.yaml\npatchesJson6902:\n- target: {kind: ConfigMap, name: a}\n"
	 "  patch: '[{\"op\": \"add\", \"path\": \"/data/z\", \"value\": z}]'\nresources:\n- app.yaml\n",
	 "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n", NULL, NULL},
	{"labels move below their new key", false,
	 "commonLabels:\n  # who\n  app: x\n\n  team: z\nresources:\n- app.yaml\n",
	 "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n",
	 "labels:\n- includeSelectors: true\n  pairs:\n    # who\n    app: x\n\n    team: z\nresources:\n- app.yaml\n",
	 NULL},
	{"labels on one line", false, "commonLabels: {app: x}\nresources:\n- app.yaml\n",
	 "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n",
	 "labels:\n- includeSelectors: true\n  pairs: {app: x}\nresources:\n- app.yaml\n", NULL},
};
/* clang-format on */

static void put(struct arena *arena, const char *name, const char *text)
{
	assert_int_equal(file_write(arena, str_of(name), str_of(text)), 0);
}

static str rendered(struct arena *arena)
{
	const struct build_options options = {0};
	struct build build;
	struct diags diags;
	struct buf out;
	diags_init(&diags, arena);
	buf_init(&out, arena);
	if (!build_run(arena, STR("."), &options, &build, &diags) ||
	    !build_print(&build, &out, &diags))
		return STR("");
	return buf_text(&out);
}

static const char *text_after(const struct fix_plan *plan, const char *name)
{
	for (size_t i = 0; i < plan->files.len; i++) {
		const struct fix_file *file = plan->files.at[i];
		if (file->edits.len && str_eq(file->source->path, str_of(name)))
			return file->text.at;
	}
	return NULL;
}

static void assert_change(const struct fix_plan *plan, const char *name, const char *want)
{
	const char *got = text_after(plan, name);
	if (!want)
		assert_null(got);
	else
		ASSERT_STR(str_of(got ? got : ""), want);
}

/* A fix that is safe leaves what is rendered as it was, or is about a mistake in it. */
static void assert_same(struct arena *arena, const struct row *row, const struct fix_plan *plan)
{
	const str before = rendered(arena);
	const char *text = text_after(plan, "kustomization.yaml");
	if (!text || row->want_app || row->is_unsafe)
		return;
	put(arena, "kustomization.yaml", text);
	ASSERT_STR(rendered(arena), arena_cstr(arena, before));
}

/* Something else may come to light, such as a tag that was a number. */
static void assert_cleared(const struct fix_plan *plan, const struct lint_result *after)
{
	for (size_t i = 0; i < plan->files.len; i++)
		for (size_t j = 0; j < plan->files.at[i]->findings.len; j++)
			for (size_t k = 0; k < after->findings.len; k++)
				assert_false(str_eq(plan->files.at[i]->findings.at[j]->fingerprint,
				                    after->findings.at[k]->fingerprint));
}

static void mends(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	char template[] = "/tmp/kustoc-fix-XXXXXX";
	const str here = file_current_dir(arena), dir = str_of(mkdtemp(template));
	assert_int_equal(chdir(template), 0);
	put(arena, "kustomization.yaml", row->kustomization);
	put(arena, "app.yaml", row->app);
	put(arena, "p.yaml",
	    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: y}\n");
	const struct lint_options options = {0};
	const struct fix_run run = {NULL, 0, &options, row->is_unsafe};
	struct lint_result before, after;
	struct fix_plan plan;
	struct diags diags;
	diags_init(&diags, arena);
	assert_true(lint_run(arena, NULL, 0, &options, &before, &diags));
	fix_make_plan(arena, &run, &before, &plan, &after);
	assert_change(&plan, "kustomization.yaml", row->want_kustomization);
	assert_change(&plan, "app.yaml", row->want_app);
	assert_cleared(&plan, &after);
	assert_same(arena, row, &plan);
	assert_int_equal(chdir(arena_cstr(arena, here)), 0);
	file_remove_tree(arena, dir);
	arena_destroy(arena);
}

/* ---- as a patch ---- */

static void a_patch_has_context_and_counts_lines(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct source source = {.path = STR("a.yaml"),
	                              .text = STR("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13")};
	const struct diag_edit two = {.source = &source, .start = 2, .end = 3, .text = STR("x\ny")};
	const struct diag_edit last = {.source = &source, .start = 27, .end = 29, .text = STR("z")};
	struct fix_file file = {.source = &source};
	struct fix_plan plan = {.fixed = 2};
	struct buf out;
	*ARRAY_ADD(arena, &file.edits) = &two;
	*ARRAY_ADD(arena, &file.edits) = &last;
	*ARRAY_ADD(arena, &plan.files) = &file;
	buf_init(&out, arena);
	fix_add_patch(&out, &plan);
	ASSERT_STR(buf_text(&out), "--- a/a.yaml\n+++ b/a.yaml\n"
	                           "@@ -1,5 +1,6 @@\n 1\n-2\n+x\n+y\n 3\n 4\n 5\n"
	                           "@@ -10,4 +11,4 @@\n 10\n 11\n 12\n-13\n"
	                           "\\ No newline at end of file\n+z\n"
	                           "\\ No newline at end of file\n");
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(a_patch_has_context_and_counts_lines)};
	return TABLE_RUN("lint/fix", ROWS, mends) +
	       cmocka_run_group_tests_name("lint/fix_patch", tests, NULL, NULL);
}
