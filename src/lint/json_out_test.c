/* json_out_test.c - what is written reads back the same, and is always JSON */
#include "lint/json_out.h"

#include "testing/table.h"

static const struct row {
	const char *name;
	str text;
	const char *want; /* as it stands in {"k":…} */
} ROWS[] = {
	{"plain text", STR_INIT("a/b"), "\"a/b\""},
	{"nothing", STR_INIT(""), "\"\""},
	{"quotes and backslashes", STR_INIT("\"\\"), "\"\\\"\\\\\""},
	{"line breaks and tabs", STR_INIT("a\n\t"), "\"a\\n\\t\""},
	{"what steers a terminal", STR_INIT("\x1b["), "\"\\u001b[\""},
	{"a zero byte does not end it", STR_INIT("a\0b"), "\"a\\u0000b\""},
	{"any script", STR_INIT("\xc3\xa4\xe2\x82\xac\xf0\x9f\x9a\x80"),
         "\"\xc3\xa4\xe2\x82\xac\xf0\x9f\x9a\x80\""},
	{"a byte that is no UTF-8",
         STR_INIT("a\xff"
                  "b"),
         "\"a\xef\xbf\xbd"
         "b\""},
	{"a character that breaks off", STR_INIT("a\xe2\x82"), "\"a\xef\xbf\xbd\xef\xbf\xbd\""},
};

static void writes(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct json_out *root = json_out_create(JSON_OUT_OBJECT);
	struct buf out;
	buf_init(&out, arena);
	json_out_text(root, "k", row->text);
	json_out_print(&out, root, JSON_OUT_ONE_LINE);
	json_out_destroy(root);
	const str want = arena_printf(arena, "{\"k\":%s}", row->want);
	ASSERT_STR(buf_text(&out), arena_cstr(arena, want));
	arena_destroy(arena);
}

static void keeps_the_order(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct json_out *root = json_out_create(JSON_OUT_ARRAY);
	struct json_out *object = json_out_object(root, NULL);
	struct buf out;
	buf_init(&out, arena);
	json_out_number(object, "z", UINT64_MAX);
	json_out_flag(object, "a", true);
	json_out_number(json_out_array(object, "m"), NULL, 0);
	json_out_print(&out, root, JSON_OUT_ONE_LINE);
	json_out_destroy(root);
	ASSERT_STR(buf_text(&out), "[{\"z\":18446744073709551615,\"a\":true,\"m\":[0]}]");
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(keeps_the_order)};
	return TABLE_RUN("lint/json_out", ROWS, writes) +
	       cmocka_run_group_tests_name("lint/json_out", tests, NULL, NULL);
}
