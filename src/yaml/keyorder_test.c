/* keyorder_test.c - the order of keys, which no alphabet explains */
#include "yaml/keyorder.h"

#include "base/buf.h"
#include "testing/table.h"

/* `keys` are separated by spaces and in order. */
static const struct row {
	const char *name, *keys;
} ROWS[] = {
	{"letters by code point", "A B Z a b z"},
	{"a prefix first", "a aa aaa"},
	{"numbers by value", "a1 a2 a9 a10 a11 a100"},
	{"numbers by value, in the middle", "v1alpha1 v1beta1 v2 v10"},
	{"equal numbers by length", "a1 a01"},
	{"a zero inside a number is a digit", "a10 a100 a101 a110"},
	{"what is no letter comes before letters", "a-b a.b a/b a_b ab"},
	{"digits before letters", "1 a"},
	{"punctuation by code point", "! # - ."},
	{"an underscore counts as zero, but is shorter", "x_ x0"},
	{"capitals after what is no letter", "a-B aB"},
	{"umlauts are letters", "a- a\xC3\xA4"},
	{"letters of other alphabets by code point", "\xC3\xA4 \xCE\xB1 \xD0\xB0"},
	{"digits of other alphabets are digits", "a1 a\xD9\xA1"},
	{"the fields of an object", "apiVersion data kind metadata spec status"},
};

static void orders(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct node *map = node_new_map(arena, NO_MARK);
	str rest = str_of(row->keys), key, before = {0};
	ARRAY(str) keys = {0};
	while (rest.len > 0) {
		str_cut(rest, ' ', &key, &rest);
		if (before.at) {
			assert_true(keyorder_compare(arena, before, key) < 0);
			assert_true(keyorder_compare(arena, key, before) > 0);
		}
		assert_int_equal(keyorder_compare(arena, key, key), 0);
		*ARRAY_ADD(arena, &keys) = before = key;
	}
	for (size_t i = keys.len; i > 0; i--) /* put in backwards */
		node_set(arena, map, keys.at[i - 1], node_new_map(arena, NO_MARK));
	size_t len;
	const struct pair **sorted = keyorder_sort(arena, map, &len);
	struct buf joined;
	buf_init(&joined, arena);
	for (size_t i = 0; i < len; i++)
		buf_printf(&joined, "%s%.*s", i ? " " : "", STR_ARG(sorted[i]->key.text));
	ASSERT_STR(buf_text(&joined), row->keys);
	arena_destroy(arena);
}

static void sorts_many_and_keeps_equals_in_order(void **state)
{
	(void)state;
	enum { COUNT = 1000 };
	struct arena *arena = arena_create();
	struct node *map = node_new_map(arena, NO_MARK);
	for (unsigned i = 0; i < COUNT; i++) { /* each number twice */
		const str key = arena_printf(arena, "k%u", (i * 7919) % (COUNT / 2));
		node_add_pair(arena, map, *node_new_scalar(arena, key, NO_MARK),
		              node_new_scalar(arena, arena_printf(arena, "%u", i), NO_MARK));
	}
	size_t len;
	const struct pair **sorted = keyorder_sort(arena, map, &len);
	assert_int_equal(len, COUNT);
	for (size_t i = 0; i < COUNT; i += 2) {
		assert_true(str_eq(sorted[i]->key.text, arena_printf(arena, "k%zu", i / 2)));
		assert_true(str_eq(sorted[i]->key.text, sorted[i + 1]->key.text));
		const str first = sorted[i]->value->text, second = sorted[i + 1]->value->text;
		assert_true(first.len < second.len ||
		            (first.len == second.len && str_cmp(first, second) < 0));
	}
	arena_destroy(arena);
}

static void ends_where_there_is_no_order(void **state)
{
	(void)state;
	/* a10 < a1b < a9 < a10 */
	struct arena *arena = arena_create();
	struct node *map = node_new_map(arena, NO_MARK);
	const char *const keys[] = {"a9", "a1b", "a10", "01", "1", "0x10"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		node_set(arena, map, str_of(keys[i]), node_new_map(arena, NO_MARK));
	size_t len;
	keyorder_sort(arena, map, &len);
	assert_int_equal(len, 6);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest others[] = {
		cmocka_unit_test(sorts_many_and_keeps_equals_in_order),
		cmocka_unit_test(ends_where_there_is_no_order),
	};
	return TABLE_RUN("yaml/keyorder", ROWS, orders) |
	       cmocka_run_group_tests_name("yaml/keyorder sort", others, NULL, NULL);
}
