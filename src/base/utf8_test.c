/* utf8_test.c - code points in and out; what is invalid counts a byte at a time, as in Go */
#include "base/utf8.h"
#include "testing/table.h"

static const struct row {
	const char *name, *text;
	uint32_t first;
	size_t len, count;
	bool valid;
} ROWS[] = {
	{"ASCII", "ab", 'a', 1, 2, true},
	{"two bytes", "\xC3\xBC", 0xFC, 2, 1, true},
	{"three bytes", "\xE2\x82\xAC!", 0x20AC, 3, 2, true},
	{"four bytes", "\xF0\x9F\x98\x80", 0x1F600, 4, 1, true},
	{"the replacement character itself", "\xEF\xBF\xBD", UTF8_INVALID, 3, 1, true},
	{"the last code point", "\xF4\x8F\xBF\xBF", 0x10FFFF, 4, 1, true},
	{"past the last", "\xF4\x90\x80\x80", UTF8_INVALID, 1, 4, false},
	{"a continuation alone", "\x80", UTF8_INVALID, 1, 1, false},
	{"cut short", "\xE2\x82", UTF8_INVALID, 1, 2, false},
	{"broken off by another",
         "\xE2\x82"
         "a",
         UTF8_INVALID, 1, 3, false},
	{"longer than needed", "\xC0\x80", UTF8_INVALID, 1, 2, false},
	{"longer than needed, three bytes", "\xE0\x80\x80", UTF8_INVALID, 1, 3, false},
	{"half a pair", "\xED\xA0\x80", UTF8_INVALID, 1, 3, false},
	{"no lead byte", "\xFF", UTF8_INVALID, 1, 1, false},
};

static void decodes(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	size_t len;
	assert_int_equal(utf8_decode(str_of(row->text), &len), row->first);
	assert_int_equal(len, row->len);
	assert_int_equal(utf8_count(str_of(row->text)), row->count);
	assert_int_equal(utf8_is_valid(str_of(row->text)), row->valid);
	if (row->valid) {
		struct buf out;
		buf_init(&out, arena);
		utf8_encode(&out, row->first);
		assert_true(str_eq(buf_text(&out), str_slice(str_of(row->text), 0, len)));
	}
	arena_destroy(arena);
}

static void every_code_point_comes_back(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct buf out;
	buf_init(&out, arena);
	for (uint32_t code = 0; code <= 0x10FFFF; code++) {
		if (code >= 0xD800 && code <= 0xDFFF)
			continue;
		size_t len;
		out.len = 0;
		utf8_encode(&out, code);
		assert_int_equal(utf8_decode(buf_text(&out), &len), code);
		assert_int_equal(len, out.len);
	}
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest all[] = {cmocka_unit_test(every_code_point_comes_back)};
	return TABLE_RUN("base/utf8", ROWS, decodes) |
	       cmocka_run_group_tests_name("base/utf8 all", all, NULL, NULL);
}
