/* node_test.c - trees built, asked and changed */
#include "yaml/node.h"

#include "testing/table.h"

static struct node *text(struct arena *arena, const char *value)
{
	return node_new_scalar(arena, str_of(value), NO_MARK);
}

/* The items or keys, with commas. */
static str contents(struct arena *arena, const struct node *node)
{
	str out = STR("");
	if (node->kind == NODE_SEQ)
		NODE_EACH_ITEM (item, node)
			out = arena_printf(arena, "%.*s%.*s,", STR_ARG(out),
			                   STR_ARG(item->value->text));
	if (node->kind == NODE_MAP)
		NODE_EACH_PAIR (pair, node)
			out = arena_printf(arena, "%.*s%.*s=%.*s,", STR_ARG(out),
			                   STR_ARG(pair->key.text), STR_ARG(pair->value->text));
	return out;
}

static void maps_keep_the_order_in_which_keys_came(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct node *map = node_new_map(arena, NO_MARK);
	assert_false(node_remove(map, STR("a")));
	node_set(arena, map, STR("b"), text(arena, "1"));
	node_set(arena, map, STR("a"), text(arena, "2"));
	node_set(arena, map, STR("b"), text(arena, "3"));
	ASSERT_STR(contents(arena, map), "b=3,a=2,");
	assert_true(node_remove(map, STR("a"))); /* the last one */
	node_set(arena, map, STR("c"), text(arena, "4"));
	assert_true(node_remove(map, STR("b"))); /* the first one */
	ASSERT_STR(contents(arena, map), "c=4,");
	assert_true(node_remove(map, STR("c"))); /* the only one */
	assert_true(node_is_empty(map));
	node_set(arena, map, STR("d"), text(arena, "5"));
	ASSERT_STR(contents(arena, map), "d=5,");
	arena_destroy(arena);
}

static void lists_grow_and_shrink_at_every_place(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct node *list = node_new_seq(arena, NO_MARK);
	node_insert_after(arena, list, NULL, text(arena, "b"));
	node_insert_after(arena, list, NULL, text(arena, "a"));
	node_insert_after(arena, list, list->tail, text(arena, "d"));
	node_insert_after(arena, list, list->head->next, text(arena, "c"));
	ASSERT_STR(contents(arena, list), "a,b,c,d,");
	node_remove_after(list, list->head->next->next); /* the last one */
	node_add(arena, list, text(arena, "e"));
	node_remove_after(list, NULL); /* the first one */
	node_remove_after(list, list->head);
	ASSERT_STR(contents(arena, list), "b,e,");
	node_remove_after(list, NULL);
	node_remove_after(list, NULL);
	assert_true(node_is_empty(list));
	node_add(arena, list, text(arena, "f"));
	ASSERT_STR(contents(arena, list), "f,");
	assert_null(node_item(list, 1));
	arena_destroy(arena);
}

static void copies_share_nothing(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct node *map = node_new_map(arena, NO_MARK), *list = node_new_seq(arena, NO_MARK);
	node_add(arena, list, text(arena, "x"));
	node_set(arena, map, STR("list"), list);
	node_add_pair(arena, map, *node_copy(arena, list), text(arena, "a list as key"));
	struct node *copy = node_copy(arena, map);
	assert_true(node_eq(map, copy));
	node_set_text(node_item(list, 0), STR("y"));
	assert_false(node_eq(map, copy));
	ASSERT_STR(node_item(node_get(copy, STR("list")), 0)->text, "x");
	arena_destroy(arena);
}

static void questions_take_anything(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct node *null = text(arena, "~"), *list = node_new_seq(arena, NO_MARK);
	null->tag = TAG_NULL;
	assert_true(node_is_null(NULL) && node_is_null(null) && !node_is_null(list));
	assert_true(node_is_empty(NULL) && node_is_empty(null) && node_is_empty(list));
	assert_false(node_is_scalar(null) || node_is_scalar(NULL) || node_is_scalar(list));
	assert_null(node_get(NULL, STR("a")));
	assert_null(node_get(list, STR("a")));
	assert_null(node_at_path(list, "a/b"));
	ASSERT_STR(node_get_text(list, STR("a")), "");
	ASSERT_STR(node_text(list), "");
	ASSERT_STR(node_text(null), "~");
	assert_int_equal(node_count(null), 0);
	assert_string_equal(node_kind_name(NULL), "null");
	assert_string_equal(node_kind_name(list), "a list");
	arena_destroy(arena);
}

static void paths_follow_maps(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct node *root = node_new_map(arena, NO_MARK), *spec = node_new_map(arena, NO_MARK);
	node_set(arena, spec, STR("tag"), text(arena, "v1"));
	node_set(arena, root, STR("spec"), spec);
	ASSERT_STR(node_at_path(root, "spec/tag")->text, "v1");
	ASSERT_STR(node_at(root, (str[]){STR("spec"), STR("tag")}, 2)->text, "v1");
	assert_ptr_equal(node_at_path(root, ""), root);
	assert_null(node_at_path(root, "spec/tag/x"));
	assert_null(node_at_path(root, "spec/other"));
	arena_destroy(arena);
}

static void setting_text_keeps_the_style_and_loses_the_tag(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct node *node = text(arena, "a"), *number = text(arena, "5");
	node->style = STYLE_DOUBLE;
	node->tag = TAG_STR;
	node->explicit_tag = 1;
	number->tag = TAG_INT;
	node_replace(node, number);
	assert_int_equal(node->style, STYLE_DOUBLE);
	assert_int_equal(node->tag, TAG_INT);
	assert_true(node->explicit_tag);
	node_set_text(node, STR("b"));
	assert_int_equal(node->style, STYLE_DOUBLE);
	assert_int_equal(node->tag, TAG_NONE);
	assert_false(node->explicit_tag);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(maps_keep_the_order_in_which_keys_came),
		cmocka_unit_test(lists_grow_and_shrink_at_every_place),
		cmocka_unit_test(copies_share_nothing),
		cmocka_unit_test(questions_take_anything),
		cmocka_unit_test(paths_follow_maps),
		cmocka_unit_test(setting_text_keeps_the_style_and_loses_the_tag),
	};
	return cmocka_run_group_tests_name("yaml/node", tests, NULL, NULL);
}
