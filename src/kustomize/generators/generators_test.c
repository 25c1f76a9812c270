/* generators_test.c - options that are merged, and what becomes of what was made */
#include "kustomize/generators/generators.h"

#include "testing/table.h"
#include "yaml/emit.h"
#include "yaml/value.h"

static struct node *read(struct arena *arena, const char *text)
{
	struct documents documents = {0};
	struct diags diags;
	struct source *source = ARENA_NEW(arena, struct source);
	*source = (struct source){.path = STR("test.yaml"), .text = str_of(text)};
	diags_init(&diags, arena);
	assert_true(
		load_documents(arena, source->text, origin_of_source(source), &documents, &diags));
	return documents.at[0];
}

static str json(struct arena *arena, const struct node *node)
{
	struct node *value;
	struct diags diags;
	struct buf text;
	diags_init(&diags, arena);
	buf_init(&text, arena);
	assert_true(value_from_node(arena, node, &value, &diags));
	value_to_json(&text, value);
	return buf_text(&text);
}

static const struct options_row {
	const char *name, *own, *common, *want;
} OPTIONS_ROWS[] = {
	{"none", "{name: a}", "{}", "{\"name\":\"a\",\"options\":{}}"},
	{"an entry's label wins", "{options: {labels: {a: x}}}", "{labels: {a: y, b: z}}",
         "{\"options\":{\"labels\":{\"a\":\"x\",\"b\":\"z\"}}}"},
	{"annotations are merged", "{options: {annotations: {a: x}}}", "{annotations: {b: z}}",
         "{\"options\":{\"annotations\":{\"a\":\"x\",\"b\":\"z\"}}}"},
	{"an entry cannot turn off", "{options: {immutable: false}}", "{immutable: true}",
         "{\"options\":{\"immutable\":true}}"},
	{"an entry may turn on", "{options: {disableNameSuffixHash: true}}",
         "{disableNameSuffixHash: false}", "{\"options\":{\"disableNameSuffixHash\":true}}"},
};

static void merges_options(void **state)
{
	const struct options_row *row = *state;
	struct arena *arena = arena_create();
	const struct node *merged =
		generator_merge_options(arena, read(arena, row->own), read(arena, row->common));
	ASSERT_STR(json(arena, merged), row->want);
	arena_destroy(arena);
}

#define CM(metadata, rest) "{kind: ConfigMap, apiVersion: v1, metadata: {" metadata "}" rest "}"
#define CM_JSON(rest, metadata)                                                                    \
	"{\"apiVersion\":\"v1\"" rest ",\"kind\":\"ConfigMap\",\"metadata\":{" metadata "}}"

static const struct absorb_row {
	const char *name;
	const char *old, *made; /* old may be NULL */
	enum generator_behavior behavior;
	bool old_hash, made_hash, want_hash;
	const char *want; /* the only resource there is afterwards, or "error: " and the sentence */
} ABSORB_ROWS[] = {
	{"added", NULL, CM("name: a", ""), BEHAVIOR_UNSPECIFIED, false, true, true,
         CM_JSON("", "\"name\":\"a\"")},
	{"merged", CM("name: a, labels: {x: o, y: o}", ", data: {k: 1, l: o}, immutable: true"),
         CM("name: a, labels: {y: m}", ", data: {l: m}"), BEHAVIOR_MERGE, true, true, true,
         CM_JSON(",\"data\":{\"k\":\"1\",\"l\":\"m\"}",
                 "\"labels\":{\"x\":\"o\",\"y\":\"m\"},\"name\":\"a\"")},
	{"replaced", CM("name: a, annotations: {x: o}", ", data: {k: o}"),
         CM("name: a", ", data: {l: m}"), BEHAVIOR_REPLACE, true, true, true,
         CM_JSON(",\"data\":{\"l\":\"m\"}", "\"annotations\":{\"x\":\"o\"},\"name\":\"a\"")},
	{"the old one's namespace stays", CM("name: a", ""), CM("name: a, namespace: default", ""),
         BEHAVIOR_MERGE, true, true, true, CM_JSON("", "\"name\":\"a\"")},
	{"no hash when the old one has none", CM("name: a", ""), CM("name: a", ""), BEHAVIOR_MERGE,
         false, true, false, CM_JSON("", "\"name\":\"a\"")},
	{"no hash when the new one has none", CM("name: a", ""), CM("name: a", ""),
         BEHAVIOR_REPLACE, true, false, false, CM_JSON("", "\"name\":\"a\"")},
	{"there must be something to merge with", NULL, CM("name: t", ""), BEHAVIOR_MERGE, false,
         true, false,
         "error: merging from generator &{…}: id resid.ResId{Gvk:resid.Gvk{Group:\"\", "
         "Version:\"v1\", "
         "Kind:\"ConfigMap\", isClusterScoped:false}, Name:\"t\", Namespace:\"\"} does not exist; "
         "cannot "
         "merge or replace"},
	{"nothing is overwritten unasked", CM("name: a", ""), CM("name: a", ""), BEHAVIOR_CREATE,
         false, true, false,
         "error: merging from generator &{…}: id resid.ResId{Gvk:resid.Gvk{Group:\"\", "
         "Version:\"v1\", "
         "Kind:\"ConfigMap\", isClusterScoped:false}, Name:\"a\", Namespace:\"\"} exists; behavior "
         "must "
         "be merge or replace"},
};

static void absorbs(void **state)
{
	const struct absorb_row *row = *state;
	struct arena *arena = arena_create();
	struct resmap map;
	struct diags diags;
	struct members made = {0};
	diags_init(&diags, arena);
	resmap_init(&map, arena, merge_schemas_new(arena));
	if (row->old) {
		struct member *old = member_new(arena, read(arena, row->old));
		old->needs_hash = row->old_hash;
		assert_true(resmap_add(&map, old, &diags));
	}
	struct member *member = member_new(arena, read(arena, row->made));
	member->behavior = row->behavior;
	member->needs_hash = row->made_hash;
	*ARRAY_ADD(arena, &made) = member;
	if (!generated_absorb(&map, &made, &diags)) {
		ASSERT_STR(arena_concat(arena, STR("error: "), diags.last->sentence), row->want);
	} else {
		assert_int_equal(map.len, 1);
		assert_int_equal(map.at[0]->needs_hash, row->want_hash);
		ASSERT_STR(json(arena, map.at[0]->resource.root), row->want);
	}
	arena_destroy(arena);
}

static void finds_generators(void **state)
{
	(void)state;
	assert_non_null(generator_find(STR("SecretGenerator")));
	assert_null(generator_find(STR("PatchTransformer")));
}

int main(void)
{
	const struct CMUnitTest others[] = {cmocka_unit_test(finds_generators)};
	return TABLE_RUN("kustomize/generators options", OPTIONS_ROWS, merges_options) +
	       TABLE_RUN("kustomize/generators absorb", ABSORB_ROWS, absorbs) +
	       cmocka_run_group_tests_name("kustomize/generators", others, NULL, NULL);
}
