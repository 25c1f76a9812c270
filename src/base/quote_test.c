/* quote_test.c - text in quotes, as strconv.Quote and encoding/json write it */
#include "base/quote.h"
#include "testing/table.h"

static const struct row {
	const char *name;
	str text;
	const char *go, *json;
} ROWS[] = {
	{"nothing", STR_INIT(""), "\"\"", "\"\""},
	{"quotes and backslashes", STR_INIT("a\"b\\c'd"), "\"a\\\"b\\\\c'd\"", "\"a\\\"b\\\\c'd\""},
	{"breaks and tabs", STR_INIT("\n\r\t"), "\"\\n\\r\\t\"", "\"\\n\\r\\t\""},
	{"letters that JSON lacks", STR_INIT("\a\v"), "\"\\a\\v\"", "\"\\u0007\\u000b\""},
	{"backspace and form feed", STR_INIT("\b\f"), "\"\\b\\f\"", "\"\\b\\f\""},
	{"other controls", STR_INIT("\0\x1b\x7f"), "\"\\x00\\x1b\\x7f\"", "\"\\u0000\\u001b\x7f\""},
	{"HTML", STR_INIT("<a&b>"), "\"<a&b>\"", "\"\\u003ca\\u0026b\\u003e\""},
	{"printable text", STR_INIT("\xC3\xBC \xE2\x82\xAC \xF0\x9F\x98\x80"),
         "\"\xC3\xBC \xE2\x82\xAC \xF0\x9F\x98\x80\"",
         "\"\xC3\xBC \xE2\x82\xAC \xF0\x9F\x98\x80\""},
	{"a space that is not ASCII's", STR_INIT("\xC2\xA0"), "\"\\u00a0\"", "\"\xC2\xA0\""},
	{"line separators", STR_INIT("\xE2\x80\xA8\xE2\x80\xA9"), "\"\\u2028\\u2029\"",
         "\"\\u2028\\u2029\""},
	{"a byte order mark", STR_INIT("\xEF\xBB\xBF"), "\"\\ufeff\"", "\"\xEF\xBB\xBF\""},
	{"private use", STR_INIT("\xEE\x80\x80"), "\"\\ue000\"", "\"\xEE\x80\x80\""},
	{"far planes", STR_INIT("\xF3\xA0\x84\x80"), "\"\\U000e0100\"", "\"\xF3\xA0\x84\x80\""},
	{"no UTF-8", STR_INIT("a\xFF"), "\"a\\xff\"", "\"a\\ufffd\""},
};

static void quotes(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct buf json;
	buf_init(&json, arena);
	quote_json(&json, row->text);
	ASSERT_STR(buf_text(&json), row->json);
	ASSERT_STR(quote_go_new(arena, row->text), row->go);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("base/quote", ROWS, quotes);
}
