/* kustomization_test.c - what a Flux Kustomization sets in the kustomization that it applies */
#include "flux/kustomization.h"

#include "testing/table.h"
#include "yaml/value.h"

#define KUSTOMIZATION                                                                              \
	"apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n"                        \
	"metadata: {name: apps, namespace: flux-system}\nspec:\n"

static struct resource load(struct arena *arena, str text)
{
	struct source *source = ARENA_NEW(arena, struct source);
	struct resources resources = {0};
	struct diags diags;
	*source = (struct source){.path = STR("apps.yaml"), .text = text};
	diags_init(&diags, arena);
	assert_true(resources_load(arena, text, origin_of_source(source), &resources, &diags));
	assert_int_equal(resources.len, 1);
	return resources.at[0];
}

/* `want`: the edit as JSON, "" for none, NULL when Flux refuses it. */
static const struct row {
	const char *name, *spec, *want;
} ROWS[] = {
	{"what is not about the build sets nothing",
         "  interval: 5m\n  path: ./apps\n  prune: true\n  postBuild: {substitute: {A: b}}\n", ""},
	{"names go into their fields",
         "  targetNamespace: web\n  namePrefix: a-\n  nameSuffix: -b\n",
         "{\"namePrefix\":\"a-\",\"nameSuffix\":\"-b\",\"namespace\":\"web\"}"},
	{"what is empty is not set", "  targetNamespace: ''\n  patches: []\n  components:\n", ""},
	{"lists are taken as they are",
         "  patches: [{patch: \"a: b\", target: {kind: Pod}}]\n  components: [../c]\n"
         "  images: [{name: a, newTag: '1'}]\n",
         "{\"components\":[\"../c\"],\"images\":[{\"name\":\"a\",\"newTag\":\"1\"}],"
         "\"patches\":[{\"patch\":\"a: b\",\"target\":{\"kind\":\"Pod\"}}]}"},
	{"objects of former versions are text to kustomize",
         "  patchesStrategicMerge: [{kind: Pod, metadata: {name: p}}]\n"
         "  patchesJson6902: [{target: {kind: Pod}, patch: [{op: remove, path: /a}]}]\n",
         "{\"patchesJson6902\":[{\"patch\":\"[{\\\"op\\\":\\\"remove\\\",\\\"path\\\":\\\"/"
         "a\\\"}]\","
         "\"target\":{\"kind\":\"Pod\"}}],"
         "\"patchesStrategicMerge\":[\"{\\\"kind\\\":\\\"Pod\\\",\\\"metadata\\\":{\\\"name\\\":"
         "\\\"p\\\"}}\"]}"},
	{"a component from elsewhere is refused", "  components: ['https://acme.example/c']\n",
         NULL},
	{"so is one at an absolute path", "  components: [/c]\n", NULL},
	{"and one in kustomize's shorthand", "  components: ['GitHub.com/acme/c']\n", NULL},
};

static void sets(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const struct resource resource =
		load(arena, arena_printf(arena, KUSTOMIZATION "%s", row->spec));
	struct flux_kustomization k;
	struct node *edit;
	struct diags diags;
	struct buf json;
	diags_init(&diags, arena);
	buf_init(&json, arena);
	assert_true(flux_kustomization_get(arena, &resource, &k));
	assert_int_equal(flux_kustomization_edit(arena, &k, &edit, &diags), row->want != NULL);
	if (edit)
		value_to_json(&json, edit);
	ASSERT_STR(buf_text(&json), row->want ? row->want : "");
	if (!row->want)
		assert_int_equal(diags.last->at.line, 5);
	arena_destroy(arena);
}

static const struct path_row {
	const char *name, *spec, *path;
	uint32_t line;
} PATHS[] = {
	{"a path begins at the top of its source", "  path: ./apps/production/\n",
         "apps/production", 5},
	{"a slash leads nowhere else", "  path: /apps\n", "apps", 5},
	{"none is the top", "  prune: true\n", ".", 1},
	{"one may lead out", "  path: ../../other\n", "../../other", 5},
};

static void finds_its_directory(void **state)
{
	const struct path_row *row = *state;
	struct arena *arena = arena_create();
	const struct resource resource =
		load(arena, arena_printf(arena, KUSTOMIZATION "%s", row->spec));
	struct flux_kustomization k;
	assert_true(flux_kustomization_is(&resource));
	assert_true(flux_kustomization_get(arena, &resource, &k));
	ASSERT_STR(k.path, row->path);
	assert_int_equal(k.path_at.line, row->line);
	arena_destroy(arena);
}

static void looks_for_its_source_beside_itself(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct resource resource =
		load(arena, STR(KUSTOMIZATION "  sourceRef: {kind: GitRepository, name: fleet}\n"));
	struct flux_kustomization k;
	assert_true(flux_kustomization_get(arena, &resource, &k));
	ASSERT_STR(k.source.kind, "GitRepository");
	ASSERT_STR(k.source.name, "fleet");
	ASSERT_STR(k.source.namespace, "flux-system");
	assert_false(flux_kustomization_substitutes(&k));
	arena_destroy(arena);
}

static void needs_a_spec(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct resource resource =
		load(arena, STR("apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n"
	                        "metadata: {name: apps}\nspec: []\n"));
	struct flux_kustomization k;
	assert_false(flux_kustomization_get(arena, &resource, &k));
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(looks_for_its_source_beside_itself),
		cmocka_unit_test(needs_a_spec),
	};
	return TABLE_RUN("flux/kustomization", ROWS, sets) +
	       TABLE_RUN("flux/kustomization paths", PATHS, finds_its_directory) +
	       cmocka_run_group_tests_name("flux/kustomization objects", tests, NULL, NULL);
}
