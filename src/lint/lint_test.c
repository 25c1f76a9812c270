/* lint_test.c - what is judged, as what, and where what is wrong with it is found */
#include "lint/lint.h"

#include "base/buf.h"
#include "testing/table.h"
#include "testing/tree.h"

#define KUSTOMIZATION "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n"
#define APPLIES(path)                                                                              \
	KUSTOMIZATION "metadata: {name: apps, namespace: flux-system}\nspec:\n"                    \
		      "  interval: 5m\n  prune: true\n"                                            \
		      "  sourceRef: {kind: GitRepository, name: flux-system}\n  path: " path "\n"
#define SOURCE(ref)                                                                                \
	"apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\n"                           \
	"metadata: {name: app, namespace: apps}\nspec:\n  interval: 5m\n"                          \
	"  url: oci://ghcr.io/acme/app\n  ref:\n    " ref "\n"
#define APPS(ref)                                                                                  \
	"== .git/\n== apps/kustomization.yaml\nresources: [app.yaml]\n== apps/app.yaml\n" SOURCE(  \
		ref)

/* `want`: a line a finding, "path:line CODE @environments", with " note" behind a note's code. */
/* clang-format off */
static const struct row {
	const char *name, *tree, *path, *environment, *want;
} ROWS[] = {
	{"what nobody applies is judged as it is", APPS("tag: latest"), ".", "",
	 "apps/app.yaml:8 OCI302\n"},
	{"what Flux applies, as that", APPS("tag: latest")
	 "== clusters/prod/apps.yaml\n" APPLIES("./apps")
	 "  patches:\n  - target: {kind: OCIRepository}\n    patch: |\n"
	 "      - {op: replace, path: /spec/ref, value: {tag: v1.2.3}}\n", ".", "", ""},
	{"a value of a Flux Kustomization's is found there", APPS("tag: v1.2.3")
	 "== clusters/prod/apps.yaml\n" APPLIES("./apps")
	 "  patches:\n  - target: {kind: OCIRepository}\n    patch: |\n"
	 "      - op: replace\n        path: /spec/ref\n        value: {tag: latest}\n", ".", "",
	 "clusters/prod/apps.yaml:14 OCI302 @prod\n"},
	{"a patch of one that finds nothing, too", APPS("tag: latest")
	 "== clusters/prod/apps.yaml\n" APPLIES("./apps")
	 "  patches:\n  - patch: |\n      apiVersion: v1\n      kind: Pod\n      metadata:\n"
	 "        name: app\n", ".", "",
	 "apps/app.yaml:8 OCI302\nclusters/prod/apps.yaml:14 KUS003 @prod\n"},
	{"and one whose target selects nothing", APPS("tag: v1.2.3")
	 "== clusters/prod/apps.yaml\n" APPLIES("./apps")
	 "  patches:\n  - target: {kind: Deployment}\n    patch: '- {op: remove, path: /a}'\n",
	 ".", "", "clusters/prod/apps.yaml:10 KUS004 @prod\n"},
	{"a patch for what is to be written into a blank file",
	 "== .git/\n== clusters/prod/kustomization.yaml\nresources: [gotk-components.yaml]\n"
	 "patches:\n- target: {kind: Deployment}\n  patch: '- {op: remove, path: /a}'\n"
	 "== clusters/prod/gotk-components.yaml\n# flux bootstrap writes it\n", ".", "",
	 "clusters/prod/kustomization.yaml:3 KUS004 note @prod\n"},
	{"and one where nothing is to come",
	 "== .git/\n== clusters/prod/kustomization.yaml\nresources: []\n"
	 "patches:\n- target: {kind: Deployment}\n  patch: '- {op: remove, path: /a}'\n", ".", "",
	 "clusters/prod/kustomization.yaml:3 KUS004 @prod\n"},
	{"each cluster is an environment", APPS("tag: latest")
	 "== clusters/prod/apps.yaml\n" APPLIES("./apps")
	 "== clusters/test/apps.yaml\n" APPLIES("./apps"), ".", "",
	 "apps/app.yaml:8 OCI302 @prod @test\n"},
	{"one of them may be asked about", APPS("tag: latest")
	 "== clusters/prod/apps.yaml\n" APPLIES("./apps")
	 "== clusters/test/apps.yaml\n" APPLIES("./apps"), ".", "test",
	 "apps/app.yaml:8 OCI302 @test\n"},
	{"a directory without a kustomization is looked at when Flux applies it",
	 "== .git/\n== apps/app.yaml\n" SOURCE("tag: latest")
	 "== clusters/prod/apps.yaml\n" APPLIES("./apps"), "apps", "",
	 "apps/app.yaml:8 OCI302 @prod\n"},
	{"whoever is asked about a part is told what is done to it elsewhere", APPS("tag: latest")
	 "== clusters/prod/apps.yaml\n" APPLIES("./apps")
	 "  patches:\n  - target: {kind: OCIRepository}\n    patch: |\n"
	 "      - {op: replace, path: /spec/ref, value: {tag: v1.2.3}}\n", "apps", "", ""},
	{"a label of Flux's that is none", APPS("tag: v1.2.3")
	 "== clusters/prod/apps.yaml\n" APPLIES("./apps")
	 "  commonMetadata:\n    labels:\n      team: 'a b'\n", ".", "",
	 "clusters/prod/apps.yaml:11 SCH007 @prod\n"},
	{"a file below that is no object", "== .git/\n== apps/app.yaml\n" SOURCE("tag: v1.2.3")
	 "== apps/values.yaml\nreplicas: 1\n== clusters/prod/apps.yaml\n" APPLIES("./apps"),
	 ".", "", "apps/values.yaml:1 KUS001 @prod\n"},
	{"unless .sourceignore leaves it out",
	 "== .git/\n== .sourceignore\nvalues.yaml\n== apps/app.yaml\n" SOURCE("tag: v1.2.3")
	 "== apps/values.yaml\nreplicas: 1\n== clusters/prod/apps.yaml\n" APPLIES("./apps"),
	 ".", "", ""},
	{"or the source does",
	 "== .git/\n== apps/app.yaml\n" SOURCE("tag: v1.2.3")
	 "== apps/values.yaml\nreplicas: 1\n== clusters/prod/apps.yaml\n" APPLIES("./apps")
	 "---\napiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\n"
	 "metadata: {name: flux-system, namespace: flux-system}\nspec:\n  ignore: |\n    values.yaml\n",
	 ".", "", ""},
	{"nothing to apply", "== .git/\n== apps/\n== clusters/prod/apps.yaml\n" APPLIES("./apps"),
	 ".", "", "clusters/prod/apps.yaml:8 KUS001 @prod\n"},
	{"a number where quotes were", APPS("tag: \"${TAG}\"")
	 "== clusters/prod/apps.yaml\n" APPLIES("./apps")
	 "  postBuild: {substitute: {TAG: '1.10'}}\n", ".", "",
	 "apps/app.yaml:8 YML003 @prod\n"},
};
/* clang-format on */

static void add_finding(struct buf *out, const struct finding *finding)
{
	const struct mark at = finding->diag->at;
	buf_printf(out, "%.*s:%u %s%s", STR_ARG(at.source ? at.source->path : STR("?")), at.line,
	           finding->diag->code, finding->diag->severity == DIAG_NOTE ? " note" : "");
	for (size_t i = 0; i < finding->environments.len; i++)
		buf_printf(out, " @%.*s", STR_ARG(finding->environments.at[i]));
	buf_add_char(out, '\n');
}

static void judges(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const struct tree tree = tree_enter(arena, row->tree);
	const struct lint_options options = {.environment = str_of(row->environment)};
	const str path = str_of(row->path);
	struct lint_result result;
	struct diags diags;
	struct buf got;
	diags_init(&diags, arena);
	buf_init(&got, arena);
	assert_true(lint_run(arena, &path, 1, &options, &result, &diags));
	for (size_t i = 0; i < result.findings.len; i++)
		add_finding(&got, result.findings.at[i]);
	ASSERT_STR(buf_text(&got), row->want);
	tree_leave(arena, &tree);
	arena_destroy(arena);
}

/* The range is wrong, and is not written where it is found. */
static void leaves_variables_alone(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct tree tree = tree_enter(
		arena, APPS("semver: ${RANGE}") "== clusters/prod/apps.yaml\n" APPLIES(
			       "./apps") "  postBuild: {substitute: {RANGE: 1.x && 2.x}}\n");
	const struct lint_options options = {0};
	struct lint_result result;
	struct diags diags;
	diags_init(&diags, arena);
	assert_true(lint_run(arena, NULL, 0, &options, &result, &diags));
	assert_int_equal(result.findings.len, 1);
	const struct diag *diag = result.findings.at[0]->diag;
	ASSERT_STR(str_of(diag->code), "OCI101");
	assert_int_equal(diag->at.line, 8);
	assert_null(diag->fix);
	tree_leave(arena, &tree);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(leaves_variables_alone)};
	return TABLE_RUN("lint/lint", ROWS, judges) +
	       cmocka_run_group_tests_name("lint/lint fixes", tests, NULL, NULL);
}
