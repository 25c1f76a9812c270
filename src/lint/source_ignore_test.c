/* source_ignore_test.c - what is no part of a source */
#include "lint/source_ignore.h"

#include "testing/table.h"
#include "testing/tree.h"

/* `path`: below the top, a folder when it ends in a slash. */
static const struct row {
	const char *name, *top, *inner, *path;
	bool is_left_out;
	const char *last; /* of the source object */
} ROWS[] = {
	{"nothing is left out without a reason", "", "", "a/x.yaml", false, ""},
	{"a name, at any depth", "x.yaml\n", "", "a/x.yaml", true, ""},
	{"another name is another", "y.yaml\n", "", "a/x.yaml", false, ""},
	{"a star stands for a part of it", "*.yaml\n", "", "a/x.yaml", true, ""},
	{"a path from the top", "/a/x.yaml\n", "", "a/x.yaml", true, ""},
	{"a path is not looked for below", "x/y.yaml\n", "", "a/x/y.yaml", false, ""},
	{"unless it says so", "**/x/y.yaml\n", "", "a/x/y.yaml", true, ""},
	{"a folder", "a/\n", "", "a/", true, ""},
	{"which no file is", "x.yaml/\n", "", "a/x.yaml", false, ""},
	{"what is taken back", "*.yaml\n!x.yaml\n", "", "a/x.yaml", false, ""},
	{"the last word counts", "!x.yaml\n*.yaml\n", "", "a/x.yaml", true, ""},
	{"the nearer file more than that", "*.yaml\n", "!x.yaml\n", "a/x.yaml", false, ""},
	{"which sees paths from where it is", "", "/x.yaml\n", "a/x.yaml", true, ""},
	{"comments and blank lines say nothing", "# x.yaml\n\n", "", "a/x.yaml", false, ""},
	{"what the source says is the last word", "", "!x.yaml\n", "a/x.yaml", true, "*.yaml\n"},
	{"and says all but something", "", "", "a/", false, "/*\n!/a\n"},
	{"or that something else", "", "", "a/", true, "/*\n!/b\n"},
	{"files of some builders are left out unasked", "", "", "a/cloudbuild.yaml", true, ""},
	{"unless they are asked for", "!cloudbuild.yaml\n", "", "a/cloudbuild.yaml", false, ""},
};

static void leaves_out(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const str text = arena_printf(arena, "== .sourceignore\n%s== a/.sourceignore\n%s== a/x/\n",
	                              row->top, row->inner);
	const struct tree tree = tree_enter(arena, text.at);
	const struct source_ignore *ignore = source_ignore_new(arena, str_of(row->last), STR("."));
	str rest = str_of(row->path), name, at;
	while (str_cut(rest, '/', &name, &rest) && rest.len > 0) {
		at = name;
		ignore = source_ignore_enter(arena, ignore, at);
	}
	assert_int_equal(source_ignore_covers(ignore, name,
	                                      str_ends_with(str_of(row->path), STR("/"))),
	                 row->is_left_out);
	tree_leave(arena, &tree);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("lint/source_ignore", ROWS, leaves_out);
}
