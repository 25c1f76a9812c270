/* value_test.c - resources as JSON values, and values compared */
#include "yaml/value.h"

#include "testing/table.h"

static struct node *load(struct arena *arena, const char *text)
{
	struct source *source = ARENA_NEW(arena, struct source);
	struct documents documents;
	struct diags diags;
	diags_init(&diags, arena);
	*source = (struct source){.path = STR("test.yaml"), .text = str_of(text)};
	assert_true(
		load_documents(arena, source->text, origin_of_source(source), &documents, &diags));
	return documents.at[0];
}

static const struct row {
	const char *name, *text, *want; /* JSON, or the bare sentence */
} ROWS[] = {
	{"every type", "{a: 1, b: 1.0, c: true, d: ~, e: x, f: [1], g: {}}",
         "{\"a\":1,\"b\":1,\"c\":true,\"d\":null,\"e\":\"x\",\"f\":[1],\"g\":{}}"},
	{"words that are text in resources", "{a: yes, b: on}", "{\"a\":\"yes\",\"b\":\"on\"}"},
	{"a time is text", "{a: 2001-01-01}", "{\"a\":\"2001-01-01T00:00:00Z\"}"},
	{"large and small numbers", "{a: 1e21, b: 1e-7, c: 18446744073709551615}",
         "{\"a\":1e+21,\"b\":1e-7,\"c\":18446744073709551615}"},
	{"a null that is nothing in flow style", "{a: , b: [{c: }]}",
         "{\"a\":\"\",\"b\":[{\"c\":\"\"}]}"},
	{"but not in a block", "a:\nb: {c: null}\n", "{\"a\":null,\"b\":{\"c\":null}}"},
	{"keys of the root may be anything", "1: a\n", "{\"1\":\"a\"}"},
	{"those below may not", "a: {1: b}\n",
         "json: unsupported type: map[interface {}]interface {}"},
	{"a key twice, deep inside", "a:\n- b: 1\n  b: 2\n",
         "yaml: unmarshal errors:\n  line 3: mapping key \"b\" already defined at line 2"},
	{"infinity", "a: [.inf]\n", "json: unsupported value: +Inf"},
};

static void converts(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct diags diags;
	struct node *value;
	struct buf json;
	diags_init(&diags, arena);
	buf_init(&json, arena);
	if (value_from_node(arena, load(arena, row->text), &value, &diags))
		value_to_json(&json, value);
	else
		buf_add(&json, diags.last->sentence);
	ASSERT_STR(buf_text(&json), row->want);
	arena_destroy(arena);
}

static const struct pair_row {
	const char *name, *a, *b;
	bool equal;
} PAIRS[] = {
	{"the order of keys does not count", "{a: 1, b: 2}", "{b: 2, a: 1}", true},
	{"that of items does", "[a, b]", "[b, a]", false},
	{"a key more", "{a: 1}", "{a: 1, b: 2}", false},
	{"an item more", "[a]", "[a, b]", false},
	{"text is no number", "{a: 1}", "{a: '1'}", false},
	{"null is not absent", "{a: null}", "{}", false},
	{"nothing in a map, nothing in a list", "{a: {}}", "{a: []}", false},
	{"numbers that print alike", "{a: 1.0}", "{a: 1}", true},
};

static void compares(void **state)
{
	const struct pair_row *row = *state;
	struct arena *arena = arena_create();
	struct diags diags;
	struct node *a, *b;
	diags_init(&diags, arena);
	assert_true(value_from_node(arena, load(arena, row->a), &a, &diags));
	assert_true(value_from_node(arena, load(arena, row->b), &b, &diags));
	assert_int_equal(value_eq(a, b), row->equal);
	assert_int_equal(value_eq(b, a), row->equal);
	assert_true(value_eq(a, a));
	arena_destroy(arena);
}

static void finds_a_key_twice_among_few_and_many(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	for (unsigned count = 2; count < 100; count += 7) {
		struct node *map = node_new_map(arena, NO_MARK);
		for (unsigned i = 0; i < count; i++)
			node_set(arena, map, arena_printf(arena, "k%u", i),
			         node_new_str(arena, STR("v"), NO_MARK));
		assert_false(value_has_duplicate_keys(arena, map));
		node_add_pair(arena, map, *node_new_scalar(arena, STR("k1"), NO_MARK),
		              node_new_str(arena, STR("v"), NO_MARK));
		assert_true(value_has_duplicate_keys(arena, map));
	}
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest others[] = {cmocka_unit_test(finds_a_key_twice_among_few_and_many)};
	return TABLE_RUN("yaml/value from nodes", ROWS, converts) |
	       TABLE_RUN("yaml/value equality", PAIRS, compares) |
	       cmocka_run_group_tests_name("yaml/value keys", others, NULL, NULL);
}
