/* arena_test.c - what is allocated is zeroed, aligned, and stays where its neighbours leave it */
#include <string.h>

#include "base/buf.h"
#include "base/map.h"
#include "testing/table.h"

#define KIB ((size_t)1024)

static bool is_filled(const char *at, size_t len, char with)
{
	for (size_t i = 0; i < len; i++)
		if (at[i] != with)
			return false;
	return true;
}

static const struct row {
	const char *name;
	size_t size; /* of each of several things, side by side */
} ROWS[] = {
	{"nothing", 0},
	{"a byte", 1},
	{"what does not fit an even place", 13},
	{"what the first block barely holds", 16 * KIB},
	{"more than the first block, less than large", 40 * KIB},
	{"one byte below large", 64 * KIB - 1},
	{"large", 64 * KIB},
	{"larger than every block", 300 * KIB},
};

static void keeps_neighbours_apart(void **state)
{
	const struct row *row = *state;
	enum { COUNT = 20 };
	char *things[COUNT];
	struct arena *arena = arena_create();
	for (int i = 0; i < COUNT; i++) {
		things[i] = arena_alloc(arena, row->size, 16);
		assert_int_equal((uintptr_t)things[i] % 16, 0);
		assert_true(is_filled(things[i], row->size, '\0'));
		memset(things[i], 'a' + i, row->size);
	}
	for (int i = 0; i < COUNT; i++)
		assert_true(is_filled(things[i], row->size, (char)('a' + i)));
	arena_destroy(arena);
}

static const struct resize_row {
	const char *name;
	size_t from, to;
	bool is_last; /* nothing was allocated behind it */
} RESIZE[] = {
	{"grows in place", 100, 200, true},
	{"grows away from a neighbour", 100, 200, false},
	{"shrinks in place", 200, 100, true},
	{"shrinks before a neighbour", 200, 100, false},
	{"grows past its block", 100, 30 * KIB, true},
	{"becomes large", 100, 100 * KIB, true},
	{"large grows", 100 * KIB, 200 * KIB, false},
	{"large shrinks", 100 * KIB, 70 * KIB, true},
	{"large becomes small", 100 * KIB, 10, false},
	{"from nothing", 0, 50, true},
};

static void keeps_bytes(void **state)
{
	const struct resize_row *row = *state;
	struct arena *arena = arena_create();
	char *thing = row->from ? arena_alloc(arena, row->from, 1) : NULL;
	const size_t kept = row->from < row->to ? row->from : row->to;
	if (thing)
		memset(thing, 'x', row->from);
	char *neighbour = row->is_last ? NULL : arena_alloc(arena, 100, 1);
	if (neighbour)
		memset(neighbour, 'n', 100);
	thing = arena_resize(arena, thing, row->from, row->to, 1);
	assert_true(is_filled(thing, kept, 'x'));
	memset(thing, 'y', row->to);
	assert_true(!neighbour || is_filled(neighbour, 100, 'n'));
	/* What was given back is zeroed before the next one gets it. */
	assert_true(is_filled(arena_alloc(arena, 500, 1), 500, '\0'));
	assert_true(is_filled(thing, row->to, 'y'));
	arena_destroy(arena);
}

static void grows_many_arrays_side_by_side(void **state)
{
	(void)state;
	enum { COUNT = 20000 };
	struct arena *arena = arena_create();
	ARRAY(size_t) odd = {0}, even = {0};
	for (size_t i = 0; i < COUNT; i++) {
		if (i % 2)
			*ARRAY_ADD(arena, &odd) = i;
		else
			*ARRAY_ADD(arena, &even) = i;
	}
	for (size_t i = 0; i < COUNT; i++)
		assert_int_equal(i % 2 ? odd.at[i / 2] : even.at[i / 2], i);
	arena_destroy(arena);
}

static void texts_have_a_nul_behind_them(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const str copy = arena_copy(arena, str_slice(STR("abcd"), 1, 3));
	ASSERT_STR(copy, "bc");
	assert_string_equal(copy.at, "bc");
	assert_string_equal(arena_cstr(arena, (str){0}), "");
	ASSERT_STR(arena_concat(arena, (str){0}, STR("b")), "b");
	ASSERT_STR(arena_concat(arena, STR("a"), STR("b")), "ab");
	ASSERT_STR(ARENA_JOIN(arena, '/', STR("a"), (str){0}, STR("c")), "a//c");
	ASSERT_STR(arena_join(arena, '/', NULL, 0), "");
	assert_string_equal(ARENA_JOIN(arena, '/', STR("a")).at, "a");
	ASSERT_STR(arena_printf(arena, "%d%.*s", 7, STR_ARG(copy)), "7bc");
	arena_destroy(arena);
	arena_destroy(NULL);
}

static void a_buf_holds_any_bytes_and_any_length(void **state)
{
	(void)state;
	enum { LINES = 30000 };
	struct arena *arena = arena_create();
	struct buf buf;
	buf_init(&buf, arena);
	assert_int_equal(buf_text(&buf).len, 0);
	buf_add(&buf, (str){"a\0b", 3});
	buf_add(&buf, (str){0});
	buf_add_char(&buf, '\n');
	for (unsigned i = 0; i < LINES; i++)
		buf_printf(&buf, "%08u\n", i);
	const str text = buf_text(&buf);
	assert_int_equal(text.len, 4 + 9 * LINES);
	assert_memory_equal(text.at, "a\0b\n00000000\n", 13);
	ASSERT_STR(str_from(text, text.len - 9), "00029999\n");
	arena_destroy(arena);
}

static void a_map_gives_what_was_put_last(void **state)
{
	(void)state;
	enum { COUNT = 5000 };
	struct arena *arena = arena_create();
	struct map map = {0};
	static size_t values[COUNT];
	assert_null(map_get(&map, STR("0")));
	for (size_t i = 0; i < COUNT; i++)
		map_set(arena, &map, arena_printf(arena, "%zu", i), &values[0]);
	for (size_t i = 0; i < COUNT; i++)
		map_set(arena, &map, arena_printf(arena, "%zu", i), &values[i]);
	assert_int_equal(map.len, COUNT);
	for (size_t i = 0; i < COUNT; i++)
		assert_ptr_equal(map_get(&map, arena_printf(arena, "%zu", i)), &values[i]);
	assert_null(map_get(&map, STR("")));
	assert_null(map_get(&map, STR("5000")));
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest others[] = {
		cmocka_unit_test(grows_many_arrays_side_by_side),
		cmocka_unit_test(texts_have_a_nul_behind_them),
		cmocka_unit_test(a_buf_holds_any_bytes_and_any_length),
		cmocka_unit_test(a_map_gives_what_was_put_last),
	};
	return TABLE_RUN("base/arena alloc", ROWS, keeps_neighbours_apart) |
	       TABLE_RUN("base/arena resize", RESIZE, keeps_bytes) |
	       cmocka_run_group_tests_name("base/arena, buf, map", others, NULL, NULL);
}
