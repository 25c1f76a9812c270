/*
 * published_schemas_test.c - what `kustoc schema` prints takes what it must, and refuses the rest
 *
 * The same documents are put to our own reader of schemas and, where node is, to
 * one that others use in editors and programs: both must agree.
 */
#include <stdlib.h>

#include "base/file.h"
#include "base/path.h"
#include "base/process.h"
#include "schema/json_schema.h"
#include "testing/table.h"
#include "yaml/value.h"

/* clang-format off */
static const struct row {
	const char *name;     /* of the file in schemas/ and in testdata/schemas/ */
	const char *title;    /* how it is found */
	const char *document; /* one more that it takes; NULL: none */
} ROWS[] = {
	{"config-v1.json", ".kustoc.yaml", NULL},
	{"kustomization-v1beta1.json", "kustomization.yaml", NULL},
	{"report-v1.json", "kustoc report", "testdata/lint/broken.json"},
};
/* clang-format on */

static const struct node *cases_of(struct arena *arena, const struct row *row)
{
	struct source *source = ARENA_NEW(arena, struct source);
	struct node *value = NULL;
	struct diags diags;
	source->path = arena_printf(arena, "testdata/schemas/%s", row->name);
	diags_init(&diags, arena);
	assert_int_equal(file_read(arena, source->path, &source->text), 0);
	assert_true(value_from_json(arena, source->text, origin_of_source(source), &value, &diags));
	return value;
}

static void all_are(struct arena *arena, const struct row *row, const char *key, bool is_good)
{
	struct json_schemas *schemas = json_schemas_new(arena);
	const struct node *schema = json_schemas_find(schemas, STR(""), str_of(row->title));
	const struct node *cases = node_get(cases_of(arena, row), str_of(key));
	assert_non_null(schema);
	assert_true(node_count(cases) > 0);
	NODE_EACH_PAIR (pair, cases) {
		struct diags diags;
		diags_init(&diags, arena);
		if (json_schema_check(schemas, schema, pair->value, &diags) != is_good)
			fail_msg("%s: %.*s: %.*s", key, STR_ARG(pair->key.text),
			         STR_ARG(diags.first ? diags.first->message : STR("is taken")));
	}
}

static void does_as_it_says(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	all_are(arena, row, "good", true);
	all_are(arena, row, "bad", false);
	arena_destroy(arena);
}

static str find_node(struct arena *arena)
{
	const char *search_path = getenv("PATH");
	return process_find(arena, STR("node"), str_of(search_path ? search_path : ""));
}

static void says_the_same_to_others(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const char *chosen = getenv("KUSTOC_VALIDATORS");
	const str modules = path_join(arena, chosen ? str_of(chosen) : STR("build/validators"),
	                              STR("node_modules"));
	const str node = find_node(arena);
	if (node.len == 0 || file_kind(arena, path_join(arena, modules, STR("ajv"))) == FILE_NONE) {
		print_message("not validated: no node, or no ajv\n");
		arena_destroy(arena);
		skip();
	}
	const str args[] = {node,
	                    STR("testdata/tools/validators/published.mjs"),
	                    modules,
	                    arena_printf(arena, "schemas/%s", row->name),
	                    arena_printf(arena, "testdata/schemas/%s", row->name),
	                    str_of(row->document ? row->document : "")};
	const struct process process = {.args = args,
	                                .args_len = sizeof args / sizeof *args - !row->document};
	struct process_result result;
	if (!process_run(arena, &process, &result))
		fail_msg("%.*s%.*s", STR_ARG(result.out), STR_ARG(result.err));
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("published schemas", ROWS, does_as_it_says) +
	       TABLE_RUN("published schemas, to others", ROWS, says_the_same_to_others);
}
