/*
 * run_test.c - what is only wrong in several overlays together: CHN007 on, LNK006 on, OCI503,
 * SCH014
 */
#include "lint/rules_test.h"

#define SOURCE(ref)                                                                                \
	"apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\n"                           \
	"metadata: {name: app, namespace: apps}\n"                                                 \
	"spec:\n  interval: 5m\n  url: oci://ghcr.io/acme/app\n  ref: {" ref "}\n"
#define NAMED(name, url)                                                                           \
	"apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\n"                           \
	"metadata: {name: " name ", namespace: apps}\n"                                            \
	"spec: {interval: 5m, ref: {tag: v1.2.3},\n  url: oci://ghcr.io/acme/" url "}\n"
#define FLUX(name, path, more)                                                                     \
	"apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n"                        \
	"metadata: {name: " name ", namespace: flux-system}\nspec:\n  interval: 5m\n"              \
	"  prune: true\n  path: " path "\n  sourceRef: {kind: GitRepository, name: repo}\n" more
#define USER(name)                                                                                 \
	"apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n"                        \
	"metadata: {name: user, namespace: apps}\nspec: {interval: 5m, prune: true,\n"             \
	"  sourceRef: {kind: OCIRepository, name: " name "}}\n"
#define MAP(name, namespace)                                                                       \
	"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " name ", namespace: " namespace "}\n"
#define RELEASE                                                                                    \
	"apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\n"                               \
	"metadata: {name: r, namespace: apps}\nspec: {interval: 5m,\n"                             \
	"  chartRef: {kind: OCIRepository, name: app}}\n"

/* The environment is what follows "overlays/". */
struct overlay {
	const char *dir, *yaml;
};

/* clang-format off */
/* `want`: a line a finding, "dir:line:col severity message", of the rule `code`. */
static const struct row {
	const char *name, *code, *want;
	struct overlay overlays[5];
	bool is_part; /* not all overlays are rendered */
} ROWS[] = {
	{"a range without an end that environments share", "CHN007",
	 "a/overlays/production:7:17 1 the next major version comes to staging and production at once\n",
	 {{"a/overlays/staging", SOURCE("semver: '>=1.0.0'")}, {"a/overlays/production", SOURCE("semver: '>=1.0.0'")}},
	 false},
	{"pre-releases that environments share", "CHN007",
	 "a/overlays/production:7:17 1 a pre-release comes to staging and production at once\n",
	 {{"a/overlays/staging", SOURCE("semver: '^1.0.0-0'")}, {"a/overlays/production", SOURCE("semver: '^1.0.0-0'")}},
	 false},
	{"a range with an end", "CHN007", "",
	 {{"a/overlays/staging", SOURCE("semver: 1.x")}, {"a/overlays/production", SOURCE("semver: 1.x")}}, false},
	{"a tag", "CHN007", "",
	 {{"a/overlays/staging", SOURCE("tag: v1.2.3")}, {"a/overlays/production", SOURCE("tag: v1.2.3")}}, false},
	{"two ranges", "CHN007", "",
	 {{"a/overlays/staging", SOURCE("semver: '*'")}, {"a/overlays/production", SOURCE("semver: '>=1.0.0'")}}, false},
	{"two applications", "CHN007", "",
	 {{"a/overlays/staging", SOURCE("semver: '*'")}, {"b/overlays/production", SOURCE("semver: '*'")}}, false},
	{"neither is production", "CHN007", "",
	 {{"a/overlays/staging", SOURCE("semver: '*'")}, {"a/overlays/test", SOURCE("semver: '*'")}}, false},
	{"a tag that fits both", "CHN008",
	 "a/overlays/production:7:17 0 production and staging can both run 'v1.0.0'\n",
	 {{"a/overlays/staging", SOURCE("semver: '*'")}, {"a/overlays/production", SOURCE("semver: '>=1.0.0'")}}, false},
	{"a tag that fits two that are no production, once", "CHN008",
	 "a/overlays/test:7:17 1 test and staging can both run 'v1.0.0'\n",
	 {{"a/overlays/staging", SOURCE("semver: '*'")}, {"a/overlays/test", SOURCE("semver: '>=1.0.0'")}}, false},
	{"no tag that fits both", "CHN008", "",
	 {{"a/overlays/staging", SOURCE("semver: 2.x")}, {"a/overlays/production", SOURCE("semver: 1.x")}}, false},
	{"another repository than all others", "CHN009",
	 "a/overlays/production:11:8 2 production pulls from another repository than staging\n",
	 {{"a/overlays/staging", NAMED("app", "app") "---\n" NAMED("x", "x") "---\n" NAMED("y", "y")},
	  {"a/overlays/production", NAMED("y", "y") "---\n" NAMED("app", "app-2") "---\n" NAMED("x", "x")}}, false},
	{"a repository of its own for each", "CHN009", "",
	 {{"a/overlays/staging", NAMED("app", "app") "---\n" NAMED("x", "x") "---\n" NAMED("y", "y")},
	  {"a/overlays/production", NAMED("y", "y-2") "---\n" NAMED("app", "app-2") "---\n" NAMED("x", "x-2")}}, false},
	{"a service that is not in production", "CHN010",
	 "s/c/overlays/staging:0:0 2 c has no overlay for production, which all services beside it have\n",
	 {{"s/a/overlays/production", MAP("a", "a")}, {"s/b/overlays/production", MAP("a", "a")},
	  {"s/c/overlays/staging", MAP("a", "a")}, {"s/d/overlays/production", MAP("a", "a")}}, false},
	{"a few services do as they like", "CHN010", "",
	 {{"s/a/overlays/production", MAP("a", "a")}, {"s/b/overlays/production", MAP("a", "a")},
	  {"s/c/overlays/staging", MAP("a", "a")}}, false},
	{"a service that was not looked for", "CHN010", "",
	 {{"s/a/overlays/production", MAP("a", "a")}, {"s/b/overlays/production", MAP("a", "a")},
	  {"s/c/overlays/staging", MAP("a", "a")}, {"s/d/overlays/production", MAP("a", "a")}}, true},
	{"a source that another overlay brings is no slip", "LNK001", "",
	 {{"a", USER("app-1") "---\n" NAMED("app-2", "x")}, {"b", NAMED("app-1", "x")}}, false},
	{"but not one of another environment", "LNK001",
	 "a/overlays/staging:5:42 0 no OCIRepository 'app-1'; did you mean 'app-2'?\n",
	 {{"a/overlays/staging", USER("app-1") "---\n" NAMED("app-2", "x")},
	  {"a/overlays/production", NAMED("app-1", "x")}}, false},
	{"nor does a use elsewhere excuse a slip here", "LNK001",
	 "a:5:42 0 no OCIRepository 'app-1'; did you mean 'app-2'?\n",
	 {{"a", USER("app-1") "---\n" NAMED("app-2", "x")}, {"b", USER("app-2")}}, false},
	{"a source that nothing names beside one that is", "LNK006",
	 "a:1:1 2 nothing here names OCIRepository/x\n",
	 {{"a", NAMED("x", "x") "---\n" NAMED("app", "app")}, {"b", USER("app")}}, false},
	{"sources without users here", "LNK006", "", {{"a", NAMED("x", "x")}, {"b", MAP("x", "y")}}, false},
	{"a source that another overlay names", "LNK006", "",
	 {{"a", NAMED("x", "x") "---\n" NAMED("app", "app")}, {"b", USER("app")}, {"c", USER("x")}}, false},
	{"a namespace that nothing creates", "LNK007",
	 "a:7:32 2 nothing here creates namespace 'other'\n",
	 {{"a", "apiVersion: v1\nkind: Namespace\nmetadata: {name: apps}\n---\n" MAP("x", "other")}}, false},
	{"a namespace that another overlay creates", "LNK007", "",
	 {{"a", "apiVersion: v1\nkind: Namespace\nmetadata: {name: apps}\n---\n" MAP("x", "other")},
	  {"b", "apiVersion: v1\nkind: Namespace\nmetadata: {name: other}\n"}}, false},
	{"a source that is nowhere", "LNK008", "b:5:42 2 nothing here is OCIRepository 'gone'\n",
	 {{"a", NAMED("x", "x")}, {"b", USER("gone")}}, false},
	{"a source that is elsewhere", "LNK008", "", {{"a", NAMED("x", "x")}, {"b", USER("x")}}, false},
	{"a chart's source in another overlay", "OCI503",
	 "a:4:1 1 this is a chart's source and selects no layer\n",
	 {{"a", SOURCE("tag: v1.2.3")}, {"b", RELEASE}}, false},
	{"an object of two that one cluster applies", "SCH014",
	 "b:3:18 0 ConfigMap/x in namespace apps is applied by Kustomization one and by two\n",
	 {{"a", MAP("x", "apps")}, {"b", MAP("x", "apps")},
	  {"clusters/c", FLUX("one", "./a", "") "---\n" FLUX("two", "b/", "")}}, false},
	{"a path that may be either of two directories", "SCH014", "",
	 {{"x/a", MAP("x", "apps")}, {"y/a", MAP("x", "apps")}, {"b", MAP("x", "apps")},
	  {"clusters/c", FLUX("one", "./a", "") "---\n" FLUX("two", "b/", "")}}, false},
	{"an object for another namespace", "SCH014", "",
	 {{"a", MAP("x", "apps")}, {"b", MAP("x", "apps")},
	  {"clusters/c", FLUX("one", "./a", "") "---\n" FLUX("two", "b/", "  targetNamespace: other\n")}}, false},
	{"two clusters", "SCH014", "",
	 {{"a", MAP("x", "apps")}, {"b", MAP("x", "apps")}, {"clusters/c", FLUX("one", "./a", "")},
	  {"clusters/d", FLUX("two", "./b", "")}}, false},
	{"one path applied twice", "SCH014", "clusters/c:16:9 0 Kustomization one applies this path, too\n",
	 {{"a", MAP("x", "apps")}, {"clusters/c", FLUX("one", "./a", "") "---\n" FLUX("two", "a", "")}}, false},
};
/* clang-format on */

static str environment_in(str dir)
{
	const str mark = STR("overlays/");
	const size_t at = str_find(dir, mark);
	return at == STR_NONE ? STR("") : str_from(dir, at + mark.len);
}

static void add_overlay(struct arena *arena, struct rules_overlays *overlays,
                        const struct overlay *overlay)
{
	struct resmap *map = ARENA_NEW(arena, struct resmap);
	const str dir = str_of(overlay->dir);
	*map = rules_load(arena, dir, str_of(overlay->yaml));
	*ARRAY_ADD(arena, overlays) = (struct rules_overlay){
		.resources = map, .dir = dir, .environment = environment_in(dir)};
}

static void add_findings(struct buf *got, const struct diags *diags, const char *code,
                         const struct rules_overlay *overlay)
{
	for (const struct diag *diag = diags->first; diag; diag = diag->next)
		if (str_eq(str_of(diag->code), str_of(code)))
			buf_printf(got, "%.*s:%u:%u %d %.*s\n",
			           STR_ARG(diag->at.source ? diag->at.source->path : overlay->dir),
			           diag->at.line, diag->at.col, (int)diag->severity,
			           STR_ARG(diag->message));
}

static void finds(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct rules_overlays overlays = {.is_whole = !row->is_part};
	const struct rules_context context = {json_schemas_new(arena), prove_memo_new(arena),
	                                      STR("")};
	struct buf got;
	buf_init(&got, arena);
	for (size_t i = 0; i < 5 && row->overlays[i].dir; i++)
		add_overlay(arena, &overlays, &row->overlays[i]);
	const struct rules_run *run = rules_run_new(arena, &overlays, &context);
	for (size_t i = 0; i < overlays.len; i++) {
		struct diags diags;
		diags_init(&diags, arena);
		rules_check_late(run, &overlays.at[i], &diags);
		add_findings(&got, &diags, row->code, &overlays.at[i]);
	}
	ASSERT_STR(buf_text(&got), row->want);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("lint/run", ROWS, finds);
}
