/* wrap_test.c - where lines are broken */
#include "base/wrap.h"

#include "testing/table.h"

static const struct row {
	const char *name, *text;
	struct wrap wrap;
	size_t at;
	const char *want;
} ROWS[] = {
	{"what fits stays", "one two", {7, 2}, 0, "one two"},
	{"what does not is continued", "one two", {6, 2}, 0, "one\n  two"},
	{"it counts from where it begins", "one two", {7, 2}, 4, "one\n  two"},
	{"without a width nothing breaks", "one two three four", {0, 2}, 9, "one two three four"},
	{"a long word stays whole", "a/long/path is here", {6, 0}, 0, "a/long/path\nis\nhere"},
	{"the first word is never moved", "a/long/path", {6, 2}, 5, "a/long/path"},
	{"line breaks and blanks are one", "one\ntwo   three ", {9, 0}, 0, "one two\nthree"},
	{"wide characters take two", "\u6f22\u5b57 a", {5, 0}, 0, "\u6f22\u5b57\na"},
	{"combining ones take none", "e\u0301e\u0301 a", {4, 0}, 0, "e\u0301e\u0301 a"},
	{"nothing", "", {4, 1}, 0, ""},
};

static void breaks(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct buf out;
	buf_init(&out, arena);
	wrap_add(&out, row->wrap, row->at, str_of(row->text));
	ASSERT_STR(buf_text(&out), row->want);
	arena_destroy(arena);
}

static void paragraphs_stay_apart(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct buf out;
	buf_init(&out, arena);
	wrap_add_paragraphs(&out, (struct wrap){11, 1},
	                    STR("one two three\nfour\n\n  laid   out by hand\n- item\nend"));
	ASSERT_STR(buf_text(&out),
	           " one two\n three four\n\n   laid   out by hand\n - item\n end\n");
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(paragraphs_stay_apart)};
	return TABLE_RUN("base/wrap", ROWS, breaks) |
	       cmocka_run_group_tests_name("base/wrap: paragraphs", tests, NULL, NULL);
}
