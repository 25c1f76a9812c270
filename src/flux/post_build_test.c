/* post_build_test.c - what an object is when Flux has filled in its variables */
#include "flux/post_build.h"

#include "testing/table.h"
#include "yaml/value.h"

static enum variable_state find(const void *context, str name, str *value)
{
	static const struct {
		const char *name, *value;
	} SET[] = {{"ENV", "production"}, {"RANGE", ">=1.0.0"}, {"TAG", "1.10"},  {"ON", "true"},
	           {"LIST", "[a, b]"},    {"quote", "'"},       {"COLON", "a: b"}};
	(void)context;
	for (size_t i = 0; i < sizeof SET / sizeof *SET; i++) {
		*value = str_of(SET[i].value);
		if (str_eq(name, str_of(SET[i].name)))
			return VARIABLE_SET;
	}
	return VARIABLE_UNKNOWN;
}

static struct node *load(struct arena *arena, const char *text)
{
	struct source *source = ARENA_NEW(arena, struct source);
	struct documents documents = {0};
	struct diags diags;
	*source = (struct source){.path = STR("a.yaml"), .text = str_of(text)};
	diags_init(&diags, arena);
	assert_true(
		load_documents(arena, source->text, origin_of_source(source), &documents, &diags));
	return documents.at[0];
}

static void assert_json(struct arena *arena, const struct node *root, const char *want)
{
	struct node *value;
	struct diags diags;
	struct buf json;
	diags_init(&diags, arena);
	buf_init(&json, arena);
	assert_true(value_from_node(arena, root, &value, &diags));
	value_to_json(&json, value);
	ASSERT_STR(buf_text(&json), want);
}

/* `want` NULL: Flux refuses it. */
static const struct row {
	const char *name, *text, *want;
} ROWS[] = {
	{"text in text", "a: x-${ENV}", "{\"a\":\"x-production\"}"},
	{"in lists and keys", "a: [{\"${ENV}\": \"${ENV}\"}]",
         "{\"a\":[{\"production\":\"production\"}]}"},
	{"what is not known stays", "a: ${OTHER}-${ENV}", "{\"a\":\"${OTHER}-production\"}"},
	{"quotes are gone by then: a number", "a: \"${TAG}\"", "{\"a\":1.1}"},
	{"a boolean", "a: '${ON}'", "{\"a\":true}"},
	{"a list", "a: ${LIST}", "{\"a\":[\"a\",\"b\"]}"},
	{"a value may bring its quotes", "a: ${quote}${TAG}${quote}", "{\"a\":\"1.10\"}"},
	{"a text that needs quotes has them", "a: '>=${TAG}'", "{\"a\":\"\\u003e=1.10\"}"},
	{"a range without is a folded text", "a: \"${RANGE}\"", NULL},
	{"a mapping where a text was", "a: ${COLON}", NULL},
	{"lines stay lines", "a: |\n  x ${ENV}\n  ${TAG}\n", "{\"a\":\"x production\\n1.10\\n\"}"},
	{"two dollars are one", "a: $${ENV}", "{\"a\":\"${ENV}\"}"},
	{"an open brace is refused", "a: ${ENV", NULL},
	{"an annotation says no",
         "metadata: {annotations: {kustomize.toolkit.fluxcd.io/substitute: disabled}}\na: ${ENV}",
         "{\"a\":\"${ENV}\",\"metadata\":{\"annotations\":"
         "{\"kustomize.toolkit.fluxcd.io/substitute\":\"disabled\"}}}"},
	{"a label, too",
         "metadata: {labels: {kustomize.toolkit.fluxcd.io/substitute: disabled}}\na: ${ENV}",
         "{\"a\":\"${ENV}\",\"metadata\":{\"labels\":"
         "{\"kustomize.toolkit.fluxcd.io/substitute\":\"disabled\"}}}"},
};

static void fills_in(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const struct variables variables = {.find = find};
	struct node *root = load(arena, row->text);
	struct diags diags;
	diags_init(&diags, arena);
	const bool ok = post_build_substitute(arena, &variables, root, &diags);
	assert_int_equal(ok, row->want != NULL);
	if (ok)
		assert_json(arena, root, row->want);
	else
		assert_int_equal(diags.last->at.col, 4);
	arena_destroy(arena);
}

static void places_stay(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct variables variables = {.find = find};
	struct node *root = load(arena, "a: 1\nb:\n  c: x-${ENV}\n  d: ${LIST}\n");
	struct diags diags;
	diags_init(&diags, arena);
	assert_true(post_build_substitute(arena, &variables, root, &diags));
	const struct node *c = node_at_path(root, "b/c");
	const struct node *second = node_item(node_at_path(root, "b/d"), 1);
	assert_int_equal(c->at.line, 3);
	assert_int_equal(c->at.col, 6);
	assert_int_equal(second->at.line, 4);
	assert_int_equal(second->at.col, 6);
	arena_destroy(arena);
}

static void adds_labels_and_annotations(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct node *root = load(arena, "metadata: {name: a, labels: {x: old, y: kept}}");
	const struct node *common = load(arena, "labels: {x: new}\nannotations: {team: web}");
	post_build_add_metadata(arena, common, root);
	post_build_add_metadata(arena, NULL, root);
	assert_json(arena, root,
	            "{\"metadata\":{\"annotations\":{\"team\":\"web\"},"
	            "\"labels\":{\"x\":\"new\",\"y\":\"kept\"},\"name\":\"a\"}}");
	assert_int_equal(node_at_path(root, "metadata/annotations/team")->at.line, 2);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(places_stay),
		cmocka_unit_test(adds_labels_and_annotations),
	};
	return TABLE_RUN("flux/post_build", ROWS, fills_in) +
	       cmocka_run_group_tests_name("flux/post_build trees", tests, NULL, NULL);
}
