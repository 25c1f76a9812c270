/* subject_test.c - from a place in a file to the object and the field */
#include "lint/subject.h"

#include "testing/table.h"

static const char FILE_TEXT[] = "apiVersion: v1\n"
				"kind: ConfigMap\n"
				"metadata:\n"
				"  name: one\n"
				"  namespace: ns\n"
				"data:\n"
				"  a/b~c: x\n"
				"  list:\n"
				"  - k: 1\n"
				"  - plain\n"
				"---\n"
				"apiVersion: v1\n"
				"kind: Secret\n"
				"metadata: {name: two}\n";

static const struct row {
	const char *name;
	uint32_t line, col;
	const char *want; /* "kind/namespace/name field" */
} ROWS[] = {
	{"a value", 4, 9, "ConfigMap/ns/one /metadata/name"},
	{"a key is the field that it names", 3, 1, "ConfigMap/ns/one /metadata"},
	{"'/' and '~' in a key are escaped", 7, 10, "ConfigMap/ns/one /data/a~1b~0c"},
	{"an item of a list", 10, 5, "ConfigMap/ns/one /data/list/1"},
	{"a key in an item, not the item itself", 9, 5, "ConfigMap/ns/one /data/list/0/k"},
	{"an object by its first key", 1, 1, "ConfigMap/ns/one "},
	{"another document", 14, 18, "Secret//two /metadata/name"},
	{"a flow mapping by its bracket is its key", 14, 11, "Secret//two /metadata"},
	{"a place where nothing begins", 4, 3, "ConfigMap/ns/one /metadata/name"},
	{"a comment, or what was not rendered", 99, 1, "// "},
	{"no place", 0, 0, "// "},
};

static void load(struct arena *arena, const struct source *source, struct resmap *map)
{
	struct resources resources = {0};
	struct diags diags;
	diags_init(&diags, arena);
	assert_true(
		resources_load(arena, source->text, origin_of_source(source), &resources, &diags));
	resmap_init(map, arena, merge_schemas_new(arena));
	for (size_t i = 0; i < resources.len; i++)
		assert_true(resmap_add(map, member_new(arena, resources.at[i].root), &diags));
}

static void finds(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const struct source source = {.path = STR("f.yaml"), .text = str_of(FILE_TEXT)};
	struct resmap map;
	struct diags diags;
	load(arena, &source, &map);
	diags_init(&diags, arena);
	const struct mark at = {.source = &source, .line = row->line, .col = row->col};
	diag_add(&diags, DIAG_ERROR, "X", at, "first");
	diag_add(&diags, DIAG_ERROR, "X", at, "at the same place");
	diag_add(&diags, DIAG_ERROR, "X", NO_MARK, "nowhere");
	const struct subjects subjects = subjects_find(arena, &diags, &map);
	const struct finding_subject got = subjects_get(&subjects, diags.first);
	ASSERT_STR(arena_printf(arena, "%.*s/%.*s/%.*s %.*s", STR_ARG(got.kind),
	                        STR_ARG(got.namespace), STR_ARG(got.name), STR_ARG(got.field)),
	           row->want);
	assert_int_equal(subjects_get(&subjects, diags.last).kind.len, 0);
	arena_destroy(arena);
}

static void finds_nothing_where_nothing_was_rendered(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct diags diags;
	diags_init(&diags, arena);
	diag_error(&diags, NO_MARK, "broken");
	const struct subjects subjects = subjects_find(arena, &diags, NULL);
	assert_int_equal(subjects_get(&subjects, diags.first).kind.len, 0);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_nothing_where_nothing_was_rendered)};
	return TABLE_RUN("lint/subject", ROWS, finds) +
	       cmocka_run_group_tests_name("lint/subject", tests, NULL, NULL);
}
