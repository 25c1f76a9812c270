/* taglist_test.c - lists of tags as tools print them */
#include "flux/taglist.h"

#include "base/buf.h"
#include "testing/table.h"

static const struct row {
	const char *name, *text;
	const char *tags; /* between spaces; or the error */
	bool valid;
} ROWS[] = {
	{"one a line", "v1.0.0\nlatest\n", "v1.0.0 latest", true},
	{"without the last line end", "v1.0.0\r\nlatest", "v1.0.0 latest", true},
	{"empty lines and comments", "# tags\n\n v1 \n", "v1", true},
	{"nothing", "", "", true},
	{"a registry's answer", "{\"name\": \"a/b\", \"tags\": [\"b\", \"a\"]}", "b a", true},
	{"skopeo's", "{\"Repository\": \"a/b\", \"Tags\": [\"a\"]}", "a", true},
	{"a bare list", "[\"a\", \"b\"]", "a b", true},
	{"a registry without tags", "{\"name\": \"a/b\", \"tags\": null}", "", true},
	{"no tags", "{\"name\": \"a/b\"}", "no 'tags' in this list of tags", false},
	{"tags of another type", "{\"tags\": \"a\"}", "tags must be a list, not a scalar", false},
	{"a number", "[\"a\", 1]", "a tag must be a string", false},
};

static void is_read(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const struct source source = {.path = STR("tags"), .text = str_of(row->text)};
	struct taglist tags = {0};
	struct diags diags;
	struct buf got;
	diags_init(&diags, arena);
	buf_init(&got, arena);
	assert_int_equal(taglist_parse(arena, &source, &tags, &diags), row->valid);
	for (size_t i = 0; row->valid && i < tags.len; i++) {
		buf_add(&got, i > 0 ? STR(" ") : STR(""));
		buf_add(&got, tags.at[i]);
	}
	ASSERT_STR(row->valid ? buf_text(&got) : diags.first->message, row->tags);
	arena_destroy(arena);
}

static void broken_json_is_an_error(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct source source = {.path = STR("tags"), .text = STR("{\"tags\": [\"a\"")};
	struct taglist tags = {0};
	struct diags diags;
	diags_init(&diags, arena);
	assert_false(taglist_parse(arena, &source, &tags, &diags));
	assert_int_equal(diags.errors, 1);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(broken_json_is_an_error)};
	return TABLE_RUN("flux/taglist", ROWS, is_read) |
	       cmocka_run_group_tests_name("flux/taglist: JSON", tests, NULL, NULL);
}
