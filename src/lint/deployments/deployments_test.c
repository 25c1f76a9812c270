/* deployments_test.c - what Flux applies in a repository, and what arrives of it */
#include "lint/deployments/deployments.h"

#include "base/file.h"
#include "flux/ocirepository.h"
#include "testing/table.h"
#include "testing/tree.h"

/* ---- repositories ---- */

#define GIT                 "== .git/\n"
#define NAMED(name)         "metadata: {name: " name ", namespace: flux-system}\n"
#define KUSTOMIZATION       "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n"
#define FROM_GIT            "  sourceRef: {kind: GitRepository, name: flux-system}\n"
/* A Flux Kustomization; lines of its spec may follow. */
#define APPLIES(name, path) KUSTOMIZATION NAMED(name) "spec:\n" FROM_GIT "  path: " path "\n"
#define SOURCE(semver)                                                                             \
	"apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\n"                           \
	"metadata: {name: app, namespace: apps}\nspec:\n  ref:\n    semver: " semver "\n"
#define VALUES(semver)                                                                             \
	"apiVersion: v1\nkind: ConfigMap\n" NAMED("values") "data: {RANGE: \"" semver "\"}\n"

#define BASE         "== apps/base/kustomization.yaml\nresources: [app.yaml]\n== apps/base/app.yaml\n"
#define OVERLAY(dir) "== " dir "/kustomization.yaml\nresources: [../base]\n"
#define PATCH(semver)                                                                              \
	"  patches:\n  - target: {kind: OCIRepository}\n    patch: |\n"                            \
	"      - {op: replace, path: /spec/ref/semver, value: \"" semver "\"}\n"
#define SUBSTITUTE(semver) "  postBuild: {substitute: {RANGE: \"" semver "\"}}\n"
#define FROM_VALUES        "  postBuild: {substituteFrom: [{kind: ConfigMap, name: values}]}\n"
#define BOOTSTRAP(env)                                                                             \
	"== clusters/" env "/flux-system/kustomization.yaml\nresources: [gotk-sync.yaml]\n"        \
	"== clusters/" env                                                                         \
	"/flux-system/gotk-sync.yaml\n" APPLIES("flux-system", "./clusters/" env)

/*
 * `want`: a line a deployment, "directory @environment by-whom ranges…", or "… ! problem". `config`
 * NULL: there is none.
 */
/* clang-format off */
static const struct row {
	const char *name, *tree, *config, *want;
} ROWS[] = {
	{"a repository without Flux", GIT BASE SOURCE("1.x") OVERLAY("apps/prod"), NULL, ""},
	{"a plain file's, with its patch",
	 GIT BASE SOURCE("1.x") OVERLAY("apps/prod")
	 "== clusters/prod/apps.yaml\n" APPLIES("apps", "./apps/prod") PATCH("2.x"),
	 NULL, "apps/prod @prod apps 2.x\n"},
	{"an overlay's, as the overlay makes it",
	 GIT BASE SOURCE("1.x") OVERLAY("apps/prod")
	 "== clusters/prod/kustomization.yaml\nresources: [apps.yaml]\nnamePrefix: x-\n"
	 "== clusters/prod/apps.yaml\n" APPLIES("apps", "./apps/prod"),
	 NULL, "apps/prod @prod x-apps 1.x\n"},
	{"a path that a patch gives it",
	 GIT BASE SOURCE("1.x") OVERLAY("apps/prod")
	 "== clusters/prod/kustomization.yaml\nresources: [apps.yaml]\npatches: [{path: p.yaml}]\n"
	 "== clusters/prod/apps.yaml\n" KUSTOMIZATION NAMED("apps") "spec:\n" FROM_GIT
	 "== clusters/prod/p.yaml\n" KUSTOMIZATION NAMED("apps") "spec: {path: ./apps/prod}\n",
	 NULL, "apps/prod @prod apps 1.x\n"},
	{"a path that a JSON patch gives it",
	 GIT BASE SOURCE("1.x") OVERLAY("apps/prod")
	 "== clusters/prod/kustomization.yaml\nresources: [apps.yaml]\npatches:\n"
	 "- target: {name: apps}\n  patch: '- {op: replace, path: /spec/path, value: apps/prod}'\n"
	 "== clusters/prod/apps.yaml\n" APPLIES("apps", "./nowhere"),
	 NULL, "apps/prod @prod apps 1.x\n"},
	{"what bootstrap leaves, and what that leads to",
	 GIT BASE SOURCE("${RANGE}") OVERLAY("apps/prod") BOOTSTRAP("prod")
	 "== clusters/prod/apps.yaml\n" APPLIES("apps", "./apps/prod") SUBSTITUTE("3.x"),
	 NULL, "clusters/prod @prod flux-system\napps/prod @prod apps 3.x\n"},
	{"two clusters apply one directory",
	 GIT BASE SOURCE("${RANGE}")
	 "== clusters/a/apps.yaml\n" APPLIES("apps", "./apps/base") SUBSTITUTE("1.x")
	 "== clusters/b/apps.yaml\n" APPLIES("apps", "./apps/base") SUBSTITUTE("2.x"),
	 NULL, "apps/base @a apps 1.x\napps/base @b apps 2.x\n"},
	{"twice the same in one cluster is once",
	 GIT BASE SOURCE("1.x")
	 "== clusters/a/one.yaml\n" APPLIES("one", "./apps/base")
	 "== clusters/a/two.yaml\n" APPLIES("two", "apps/base/"),
	 NULL, "apps/base @a one 1.x\n"},
	{"values of a ConfigMap beside it",
	 GIT BASE SOURCE("${RANGE}")
	 "== clusters/a/apps.yaml\n" APPLIES("apps", "./apps/base") FROM_VALUES
	 "== clusters/a/values.yaml\n" VALUES("1.x")
	 "== clusters/b/apps.yaml\n" APPLIES("apps", "./apps/base") FROM_VALUES
	 "== clusters/b/values.yaml\n" VALUES("2.x"),
	 NULL, "apps/base @a apps 1.x\napps/base @b apps 2.x\n"},
	{"values that another Flux Kustomization applies",
	 GIT BASE SOURCE("${RANGE}") BOOTSTRAP("a")
	 "== clusters/a/apps.yaml\n" APPLIES("apps", "./apps/base") FROM_VALUES
	 "== clusters/a/config.yaml\n" APPLIES("config", "./config") SUBSTITUTE("4.x")
	 "== config/values.yaml\n" VALUES("${RANGE}"),
	 NULL, "clusters/a @a flux-system\napps/base @a apps 4.x\nconfig @a config\n"},
	{"values of another cluster are none",
	 GIT BASE SOURCE("${RANGE}")
	 "== clusters/a/apps.yaml\n" APPLIES("apps", "./apps/base") FROM_VALUES
	 "== clusters/b/values.yaml\n" VALUES("2.x"),
	 NULL, "apps/base @a apps ${RANGE}\n"},
	{"two that differ are none",
	 GIT BASE SOURCE("${RANGE}")
	 "== clusters/a/apps.yaml\n" APPLIES("apps", "./apps/base") FROM_VALUES
	 "== clusters/a/one.yaml\n" VALUES("1.x") "== clusters/a/two.yaml\n" VALUES("2.x"),
	 NULL, "apps/base @a apps ${RANGE}\n"},
	{"a default waits for values that nobody knows",
	 GIT BASE SOURCE("${RANGE:=5.x}")
	 "== clusters/a/apps.yaml\n" APPLIES("apps", "./apps/base") FROM_VALUES,
	 NULL, "apps/base @a apps ${RANGE:=5.x}\n"},
	{"and counts where all is known",
	 GIT BASE SOURCE("${OTHER:=5.x}")
	 "== clusters/a/apps.yaml\n" APPLIES("apps", "./apps/base") SUBSTITUTE("1.x"),
	 NULL, "apps/base @a apps 5.x\n"},
	{"the config fills in what is not found",
	 GIT BASE SOURCE("${RANGE}")
	 "== clusters/a/apps.yaml\n" APPLIES("apps", "./apps/base") FROM_VALUES,
	 "substitute: {RANGE: 6.x}\n", "apps/base @a apps 6.x\n"},
	{"what is written down wins over values that are taken",
	 GIT BASE SOURCE("${RANGE}")
	 "== clusters/a/apps.yaml\n" APPLIES("apps", "./apps/base")
	 "  postBuild:\n    substitute: {RANGE: 7.x}\n"
	 "    substituteFrom: [{kind: ConfigMap, name: values}]\n",
	 NULL, "apps/base @a apps 7.x\n"},
	{"a Secret's values, encoded or not",
	 GIT BASE SOURCE("${A}-${B}")
	 "== clusters/a/apps.yaml\n" APPLIES("apps", "./apps/base")
	 "  postBuild: {substituteFrom: [{kind: Secret, name: values}]}\n"
	 "== clusters/a/values.yaml\napiVersion: v1\nkind: Secret\n" NAMED("values")
	 "data: {A: MS4w}\nstringData: {B: rc}\n",
	 NULL, "apps/base @a apps 1.0-rc\n"},
	{"but not those that SOPS has encrypted",
	 GIT BASE SOURCE("${A}")
	 "== clusters/a/apps.yaml\n" APPLIES("apps", "./apps/base")
	 "  postBuild: {substituteFrom: [{kind: Secret, name: values}]}\n"
	 "== clusters/a/values.yaml\napiVersion: v1\nkind: Secret\n" NAMED("values")
	 "stringData: {A: 'ENC[AES256_GCM,data:x]'}\n",
	 NULL, "apps/base @a apps ${A}\n"},
	{"names are filled in, too, and Flux Kustomizations'",
	 GIT BASE SOURCE("1.x") "== clusters/a/ks/kustomization.yaml\nresources: [apps.yaml]\n"
	 "== clusters/a/ks/apps.yaml\n" APPLIES("\"${NAME}\"", "./apps/${DIR}")
	 "== clusters/a/all.yaml\n" APPLIES("all", "./clusters/a/ks")
	 "  postBuild: {substitute: {NAME: apps, DIR: base}}\n",
	 NULL, "clusters/a/ks @a all\napps/base @a apps 1.x\n"},
	{"without variables nothing is filled in",
	 GIT BASE SOURCE("${RANGE:=5.x}")
	 "== clusters/a/apps.yaml\n" APPLIES("apps", "./apps/base"),
	 NULL, "apps/base @a apps ${RANGE:=5.x}\n"},
	{"a directory without a kustomization",
	 GIT "== apps/app.yaml\n" SOURCE("1.x")
	 "== apps/more/kustomization.yaml\nresources: [app.yaml]\nnamePrefix: x-\n"
	 "== apps/more/app.yaml\n" SOURCE("2.x")
	 "== clusters/a/apps.yaml\n" APPLIES("apps", "./apps"),
	 NULL, "apps @a apps 1.x 2.x\n"},
	{"the overlay's own environment comes first",
	 GIT BASE SOURCE("1.x") "== apps/overlays/prod/kustomization.yaml\nresources: [../../base]\n"
	 "== clusters/a/apps.yaml\n" APPLIES("apps", "./apps/overlays/prod"),
	 NULL, "apps/overlays/prod @prod apps 1.x\n"},
	{"somebody else's repository",
	 GIT BASE SOURCE("1.x") "== clusters/a/apps.yaml\n" APPLIES("apps", "./deploy")
	 "---\n" APPLIES("more", "../apps/base"),
	 NULL, ""},
	{"told by its name",
	 GIT BASE SOURCE("1.x") "== clusters/a/apps.yaml\n"
	 KUSTOMIZATION NAMED("apps") "spec: {path: ./apps/base, sourceRef: {kind: GitRepository, "
	 "name: other}}\n---\napiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\n"
	 NAMED("other") "spec: {url: https://git.example/acme/other}\n"
	 "---\napiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\n"
	 NAMED("flux-system") "spec: {url: ssh://git@git.example/acme/fleet.git}\n",
	 NULL, ""},
	{"every repository has a top",
	 GIT BASE SOURCE("1.x") "== clusters/a/apps.yaml\n"
	 KUSTOMIZATION NAMED("apps") "spec: {path: ./, sourceRef: {kind: GitRepository, "
	 "name: other}}\n",
	 NULL, ""},
	{"an artifact of the repository",
	 GIT BASE SOURCE("1.x") "== clusters/a/apps.yaml\n" KUSTOMIZATION NAMED("apps")
	 "spec: {path: ./apps/base, sourceRef: {kind: OCIRepository, name: apps}}\n",
	 NULL, "apps/base @a apps 1.x\n"},
	{"an artifact of a part of it",
	 GIT "== k8s/apps/x/app/kustomization.yaml\nresources: [app.yaml]\n"
	 "== k8s/apps/x/app/app.yaml\n" SOURCE("1.x")
	 "== k8s/apps/x/ks.yaml\n" KUSTOMIZATION NAMED("x")
	 "spec: {path: ./apps/x/app, sourceRef: {kind: ExternalArtifact, name: x}}\n",
	 NULL, "k8s/apps/x/app @ x 1.x\n"},
	{"an artifact of something else",
	 GIT BASE SOURCE("1.x") "---\n" KUSTOMIZATION NAMED("app")
	 "spec: {path: ./apps/base, sourceRef: {kind: OCIRepository, name: app}}\n",
	 NULL, ""},
	{"a patch that finds nothing is a problem, not an end",
	 GIT BASE SOURCE("1.x") "== clusters/a/apps.yaml\n" APPLIES("apps", "./apps/base")
	 "  patches:\n  - patch: |\n      apiVersion: v1\n      kind: Pod\n      metadata: {name: x}\n",
	 NULL, "apps/base @a apps 1.x ! Flux Kustomization apps cannot apply it: "
	 "patch matches no resource\n"},
	{"a component from elsewhere",
	 GIT BASE SOURCE("1.x") "== clusters/a/apps.yaml\n" APPLIES("apps", "./apps/base")
	 "  components: ['https://git.example/c']\n",
	 NULL, "apps/base @a apps 1.x ! Flux Kustomization apps cannot apply it: "
	 "Flux takes no component from elsewhere\n"},
	{"a component of the repository",
	 GIT BASE SOURCE("1.x") "== clusters/a/apps.yaml\n" APPLIES("apps", "./apps/base")
	 "  components: [../c, ../gone]\n  ignoreMissingComponents: true\n"
	 "== apps/c/kustomization.yaml\nkind: Component\npatches:\n- target: {kind: OCIRepository}\n"
	 "  patch: '- {op: replace, path: /spec/ref/semver, value: 8.x}'\n",
	 NULL, "apps/base @a apps 8.x\n"},
	{"a variable of no such name",
	 GIT BASE SOURCE("1.x") "== clusters/a/apps.yaml\n" APPLIES("apps", "./apps/base")
	 "  postBuild: {substitute: {a-b: c}}\n",
	 NULL, "apps/base @a apps 1.x ! Flux Kustomization apps cannot apply it: "
	 "Flux takes no variable 'a-b'\n"},
	{"a path that waits for a value",
	 GIT BASE SOURCE("1.x") OVERLAY("apps/prod")
	 "== clusters/apps.yaml\n" APPLIES("apps", "./apps/${ENV}"),
	 NULL, "apps/prod @ apps 1.x ! Flux Kustomization apps may apply it: its path is "
	 "apps/${ENV}; set substitute.ENV\n"},
	{"and has one",
	 GIT BASE SOURCE("1.x") OVERLAY("apps/prod")
	 "== clusters/apps.yaml\n" APPLIES("apps", "./apps/${ENV}"),
	 "substitute: {ENV: prod}\n", "apps/prod @ apps 1.x\n"},
	{"two that apply each other",
	 GIT
	 "== a/kustomization.yaml\nresources: [ks.yaml, app.yaml]\n== a/app.yaml\n" SOURCE("1.x")
	 "== a/ks.yaml\n" APPLIES("b", "./b")
	 "== b/kustomization.yaml\nresources: [ks.yaml, app.yaml]\n== b/app.yaml\n" SOURCE("2.x")
	 "== b/ks.yaml\n" APPLIES("a", "./a"),
	 NULL, "b @ b 2.x\na @ a 1.x\n"},
	{"one that changes itself",
	 GIT
	 "== a/kustomization.yaml\nresources: [ks.yaml, app.yaml]\n== a/app.yaml\n" SOURCE("${RANGE}")
	 "== a/ks.yaml\n" APPLIES("a", "./a")
	 "  patches:\n  - target: {kind: Kustomization}\n    patch: |\n"
	 "      - {op: add, path: /spec/postBuild, value: {substitute: {RANGE: 9.x}}}\n",
	 NULL, "a @ a 9.x\n"},
	{"what a broken overlay holds is taken as written",
	 GIT BASE SOURCE("1.x")
	 "== clusters/a/kustomization.yaml\nresources: [apps.yaml, gone.yaml]\n"
	 "== clusters/a/apps.yaml\n" APPLIES("apps", "./apps/base") PATCH("2.x"),
	 NULL, "apps/base @a apps 2.x\n"},
	{"paths may begin where the config is",
	 GIT "== sub/apps/kustomization.yaml\nresources: [app.yaml]\n== sub/apps/app.yaml\n"
	 SOURCE("1.x") "== sub/ks.yaml\n" APPLIES("apps", "./apps"),
	 "", "sub/apps @ apps 1.x\n"},
};
/* clang-format on */

static void add_ranges(struct buf *out, const struct deployment *deployment)
{
	const struct resmap *resources = deployment_resources(deployment);
	for (size_t i = 0; resources && i < resources->len; i++)
		if (ocirepository_is(&resources->at[i]->resource))
			buf_printf(out, " %.*s",
			           STR_ARG(ocirepository_get(resources->at[i]->resource.root)
			                           .ref.semver));
}

static void add_deployment(struct buf *out, const struct deployment *deployment)
{
	buf_printf(out, "%.*s @%.*s %.*s", STR_ARG(deployment->dir),
	           STR_ARG(deployment->environment), STR_ARG(deployment->by.id.name));
	add_ranges(out, deployment);
	if (deployment->problem.len > 0)
		buf_printf(out, " ! %.*s", STR_ARG(deployment->problem));
	buf_add_char(out, '\n');
}

static void finds(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const struct tree tree = tree_enter(arena, row->tree);
	const struct build_options build = {.remote = {.offline = true}};
	const str policy = file_kind(arena, STR("sub")) == FILE_DIRECTORY ? STR("sub/" CONFIG_FILE)
	                                                                  : STR(CONFIG_FILE);
	struct config config;
	struct candidates candidates;
	struct deployments deployments;
	struct diags diags;
	struct buf got;
	diags_init(&diags, arena);
	buf_init(&got, arena);
	candidates_init(&candidates, arena);
	if (row->config)
		assert_true(config_parse(arena, policy, str_of(row->config), &config, &diags));
	assert_true(candidates_walk(&candidates, STR("."), &diags));
	candidates_link(&candidates);
	deployments_find(&deployments, arena, &candidates, STR("."), STR(""),
	                 row->config ? &config : NULL, &build);
	for (size_t i = 0; i < deployments.list.len; i++) {
		deployments_render(&deployments, deployments.list.at[i]);
		add_deployment(&got, deployments.list.at[i]);
	}
	ASSERT_STR(buf_text(&got), row->want);
	tree_leave(arena, &tree);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("lint/deployments", ROWS, finds);
}
