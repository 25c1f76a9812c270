/* file_test.c - files, links and folders in a scratch folder */
#include "base/file.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/path.h"
#include "testing/table.h"

struct scratch {
	struct arena *arena;
	str dir;
};

static int set_up(void **state)
{
	static struct scratch scratch;
	char name[] = "/tmp/kustoc-file-XXXXXX";
	scratch.arena = arena_create();
	if (!mkdtemp(name) || file_resolve(scratch.arena, str_of(name), &scratch.dir) != 0)
		return -1;
	*state = &scratch;
	return 0;
}

static int tear_down(void **state)
{
	struct scratch *scratch = *state;
	const int error = file_remove_tree(scratch->arena, scratch->dir);
	arena_destroy(scratch->arena);
	return error;
}

static str below(const struct scratch *scratch, const char *name)
{
	return path_join(scratch->arena, scratch->dir, str_of(name));
}

static void put(const struct scratch *scratch, const char *name, str text)
{
	assert_int_equal(file_write(scratch->arena, below(scratch, name), text), 0);
}

static void link_to(const struct scratch *scratch, const char *name, const char *target)
{
	assert_int_equal(symlink(target, arena_cstr(scratch->arena, below(scratch, name))), 0);
}

static void reads_what_was_written(void **state)
{
	const struct scratch *scratch = *state;
	str text;
	put(scratch, "f", (str){"a\0b\n", 4});
	put(scratch, "f", (str){"a\0b", 3});
	assert_int_equal(file_read(scratch->arena, below(scratch, "f"), &text), 0);
	assert_int_equal(text.len, 3);
	assert_memory_equal(text.at, "a\0b", 3);
	put(scratch, "empty", STR(""));
	assert_int_equal(file_read(scratch->arena, below(scratch, "empty"), &text), 0);
	assert_int_equal(text.len, 0);
}

static void reads_what_has_no_size(void **state)
{
	const struct scratch *scratch = *state;
	int ends[2];
	str text;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "through a pipe", 14), 14);
	close(ends[1]);
	const str path = arena_printf(scratch->arena, "/dev/fd/%d", ends[0]);
	assert_int_equal(file_read(scratch->arena, path, &text), 0);
	ASSERT_STR(text, "through a pipe");
	close(ends[0]);
}

static void says_why_not(void **state)
{
	const struct scratch *scratch = *state;
	struct file_names names;
	str text;
	assert_int_equal(file_read(scratch->arena, below(scratch, "none"), &text), ENOENT);
	assert_int_equal(file_read(scratch->arena, scratch->dir, &text), EISDIR);
	assert_int_equal(file_list(scratch->arena, below(scratch, "none"), &names), ENOENT);
	assert_int_equal(file_write(scratch->arena, STR("/dev/full"), STR("x")), ENOSPC);
	assert_int_equal(file_write(scratch->arena, below(scratch, "no/f"), STR("x")), ENOENT);
}

static void tells_what_a_path_is(void **state)
{
	const struct scratch *scratch = *state;
	put(scratch, "f", STR(""));
	link_to(scratch, "to-f", "f");
	link_to(scratch, "to-nothing", "nothing");
	assert_int_equal(file_kind(scratch->arena, scratch->dir), FILE_DIRECTORY);
	assert_int_equal(file_kind(scratch->arena, below(scratch, "f")), FILE_REGULAR);
	assert_int_equal(file_kind(scratch->arena, below(scratch, "to-f")), FILE_REGULAR);
	assert_int_equal(file_kind(scratch->arena, below(scratch, "to-nothing")), FILE_NONE);
	assert_int_equal(file_kind(scratch->arena, STR("/dev/null")), FILE_OTHER);
}

static void follows_links(void **state)
{
	const struct scratch *scratch = *state;
	str found;
	assert_int_equal(file_make_dirs(scratch->arena, below(scratch, "a/b")), 0);
	link_to(scratch, "to-b", "a/b");
	put(scratch, "a/b/f", STR(""));
	assert_int_equal(file_resolve(scratch->arena, below(scratch, "to-b/f"), &found), 0);
	assert_true(str_eq(found, below(scratch, "a/b/f")));
	/* ".." is taken off the text first, as Go's filepath.Abs does. */
	assert_int_equal(file_resolve(scratch->arena, below(scratch, "to-b/../a"), &found), 0);
	assert_true(str_eq(found, below(scratch, "a")));
}

/* One answer, whichever way it is asked, and asked again. */
static void assert_same(const struct scratch *scratch, struct file_dirs *known, const char *name)
{
	for (int i = 0; i < 2; i++) {
		str plain, quick;
		const int error = file_resolve(scratch->arena, below(scratch, name), &plain);
		assert_int_equal(file_resolve_in(scratch->arena, known, below(scratch, name),
		                                 &quick),
		                 error);
		ASSERT_STR(quick, arena_cstr(scratch->arena, plain));
	}
}

static void follows_links_of_a_directory_once(void **state)
{
	static const char *const NAMES[] = {
		".",           "a",         "a/b",       "a/b/f",       "to-b",
		"to-b/f",      "to-b/to-f", "a/to-up",   "a/to-up/a/b", "a/none",
		"a/none/none", "a/b/f/x",   "loop",      "loop/x",      "to-none",
		"..",          "to-b/..",   "to-b/none", "../../..",
	};
	const struct scratch *scratch = *state;
	struct file_dirs known = {0};
	assert_int_equal(file_make_dirs(scratch->arena, below(scratch, "a/b")), 0);
	put(scratch, "a/b/f", STR(""));
	link_to(scratch, "to-b", "a/b");
	link_to(scratch, "a/b/to-f", "f");
	link_to(scratch, "a/to-up", "..");
	link_to(scratch, "loop", "loop");
	link_to(scratch, "to-none", "none");
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		assert_same(scratch, &known, NAMES[i]);
}

static void names_the_first_part_that_is_missing(void **state)
{
	const struct scratch *scratch = *state;
	str found;
	assert_int_equal(file_make_dirs(scratch->arena, below(scratch, "a")), 0);
	assert_int_equal(file_resolve(scratch->arena, below(scratch, "a/x/y/z"), &found), ENOENT);
	assert_true(str_eq(found, below(scratch, "a/x")));
	link_to(scratch, "loop", "loop");
	assert_int_equal(file_resolve(scratch->arena, below(scratch, "loop"), &found), ELOOP);
}

static void lists_in_byte_order(void **state)
{
	const struct scratch *scratch = *state;
	struct file_names names;
	put(scratch, "b", STR(""));
	put(scratch, "B", STR(""));
	put(scratch, ".hidden", STR(""));
	assert_int_equal(file_make_dirs(scratch->arena, below(scratch, "a")), 0);
	assert_int_equal(file_list(scratch->arena, scratch->dir, &names), 0);
	assert_int_equal(names.len, 4);
	ASSERT_STR(names.at[0], ".hidden");
	ASSERT_STR(names.at[1], "B");
	ASSERT_STR(names.at[2], "a");
	ASSERT_STR(names.at[3], "b");
}

static void says_what_is_in_a_directory(void **state)
{
	const struct scratch *scratch = *state;
	struct file_entries entries;
	put(scratch, "b", STR(""));
	assert_int_equal(file_make_dirs(scratch->arena, below(scratch, "a")), 0);
	link_to(scratch, "to-a", "a");
	link_to(scratch, "to-nothing", "nothing");
	assert_int_equal(file_list_entries(scratch->arena, scratch->dir, &entries), 0);
	static const struct file_entry WANT[] = {
		{STR_INIT("a"), FILE_DIRECTORY, false},
		{STR_INIT("b"), FILE_REGULAR, false},
		{STR_INIT("to-a"), FILE_DIRECTORY, true},
		{STR_INIT("to-nothing"), FILE_NONE, true},
	};
	assert_int_equal(entries.len, 4);
	for (size_t i = 0; i < entries.len; i++) {
		assert_true(str_eq(entries.at[i].name, WANT[i].name));
		assert_int_equal(entries.at[i].kind, WANT[i].kind);
		assert_int_equal(entries.at[i].is_link, WANT[i].is_link);
	}
}

static void makes_and_removes_trees(void **state)
{
	const struct scratch *scratch = *state;
	assert_int_equal(file_make_dirs(scratch->arena, below(scratch, "a/b/c")), 0);
	assert_int_equal(file_make_dirs(scratch->arena, below(scratch, "a/b/c")), 0);
	put(scratch, "kept", STR("x"));
	link_to(scratch, "a/to-kept", "../kept");
	assert_int_equal(file_make_dirs(scratch->arena, below(scratch, "kept/a")), ENOTDIR);
	assert_int_equal(file_make_dirs(scratch->arena, below(scratch, "kept")), ENOTDIR);
	assert_int_equal(file_remove_tree(scratch->arena, below(scratch, "a")), 0);
	assert_int_equal(file_kind(scratch->arena, below(scratch, "a")), FILE_NONE);
	assert_int_equal(file_kind(scratch->arena, below(scratch, "kept")), FILE_REGULAR);
	assert_int_equal(file_remove_tree(scratch->arena, below(scratch, "a")), ENOENT);
}

#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(reads_what_was_written),
		IN_SCRATCH(reads_what_has_no_size),
		IN_SCRATCH(says_why_not),
		IN_SCRATCH(tells_what_a_path_is),
		IN_SCRATCH(follows_links),
		IN_SCRATCH(follows_links_of_a_directory_once),
		IN_SCRATCH(names_the_first_part_that_is_missing),
		IN_SCRATCH(lists_in_byte_order),
		IN_SCRATCH(says_what_is_in_a_directory),
		IN_SCRATCH(makes_and_removes_trees),
	};
	return cmocka_run_group_tests_name("base/file", tests, NULL, NULL);
}
