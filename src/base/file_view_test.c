/* file_view_test.c - files that are not as they lie there */
#include "base/file_view.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/path.h"
#include "testing/table.h"

/*
 * On the disk: a/kept, a/hidden, a/changed, a/ignored, link -> a, tree/f, and beside the root
 * another. In the view: a/kept, a/changed with another text, new/dir/f, link, tree.
 */
struct scratch {
	struct arena *arena;
	str root;
	struct file_view *view;
};

static str below(const struct scratch *scratch, const char *name)
{
	return path_join(scratch->arena, scratch->root, str_of(name));
}

static void put(const struct scratch *scratch, const char *name)
{
	const str path = below(scratch, name);
	assert_int_equal(file_make_dirs(scratch->arena, path_dir(path)), 0);
	assert_int_equal(file_write(scratch->arena, path, STR("disk")), 0);
}

static bool is_ignored(const void *context, str path)
{
	(void)context;
	return str_ends_with(path, STR("/ignored"));
}

static int set_up(void **state)
{
	static const char *const FILES[] = {"a/kept", "a/hidden", "a/changed", "a/ignored",
	                                    "tree/f"};
	static struct scratch scratch;
	char name[] = "/tmp/kustoc-view-XXXXXX";
	scratch.arena = arena_create();
	if (!mkdtemp(name) || file_resolve(scratch.arena, str_of(name), &scratch.root) != 0)
		return -1;
	scratch.root = path_join(scratch.arena, scratch.root, STR("root"));
	for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++)
		put(&scratch, FILES[i]);
	put(&scratch, "../another");
	assert_int_equal(symlink("a", arena_cstr(scratch.arena, below(&scratch, "link"))), 0);
	struct file_view *view = file_view_new(scratch.arena, scratch.root);
	file_view_add(view, STR("a/changed"), FILE_VIEW_FILE);
	file_view_add(view, STR("a/kept"), FILE_VIEW_FILE);
	file_view_add(view, STR("link"), FILE_VIEW_LINK);
	file_view_add(view, STR("tree"), FILE_VIEW_TREE);
	file_view_put(view, STR("a/changed"), STR("view"));
	file_view_put(view, STR("new/dir/f"), STR("view"));
	file_view_set_judge(view, is_ignored, NULL);
	scratch.view = view;
	file_view_use(view);
	*state = &scratch;
	return 0;
}

static int tear_down(void **state)
{
	struct scratch *scratch = *state;
	file_view_use(NULL);
	const int error = file_remove_tree(scratch->arena, path_dir(scratch->root));
	arena_destroy(scratch->arena);
	return error;
}

/* clang-format off */
/* `text`: what it holds; NULL: no file is to be read there. */
static const struct row {
	const char *name, *path;
	enum file_kind kind;
	const char *text;
	const char *real; /* NULL: it cannot be resolved */
} ROWS[] = {
	{"as it lies there", "a/kept", FILE_REGULAR, "disk", "a/kept"},
	{"with another text", "a/changed", FILE_REGULAR, "view", "a/changed"},
	{"only in the view", "new/dir/f", FILE_REGULAR, "view", "new/dir/f"},
	{"a directory of it", "new/dir", FILE_DIRECTORY, NULL, "new/dir"},
	{"only on the disk", "a/hidden", FILE_NONE, NULL, NULL},
	{"on the disk, but let through", "a/ignored", FILE_REGULAR, "disk", "a/ignored"},
	{"nowhere", "a/none", FILE_NONE, NULL, NULL},
	{"below a file", "a/kept/x", FILE_NONE, NULL, NULL},
	{"through a link", "link/kept", FILE_REGULAR, "disk", "a/kept"},
	{"through a link, with another text", "link/changed", FILE_REGULAR, "view", "a/changed"},
	{"through a link, only on the disk", "link/hidden", FILE_NONE, NULL, NULL},
	{"a link", "link", FILE_DIRECTORY, NULL, "a"},
	{"in a tree of somebody else's", "tree/f", FILE_REGULAR, "disk", "tree/f"},
	{"that tree", "tree", FILE_DIRECTORY, NULL, "tree"},
	{"the root", ".", FILE_DIRECTORY, NULL, "."},
	{"outside", "../another", FILE_REGULAR, "disk", "../another"},
	{"outside, and not there", "../none", FILE_NONE, NULL, NULL},
};
/* clang-format on */

static void is_seen(const struct scratch *scratch, const struct row *row, str path)
{
	str text, real;
	assert_int_equal(file_kind(scratch->arena, path), row->kind);
	assert_int_equal(file_read(scratch->arena, path, &text) == 0, row->text != NULL);
	if (row->text)
		ASSERT_STR(text, row->text);
	assert_int_equal(file_resolve(scratch->arena, path, &real) == 0, row->real != NULL);
	if (row->real)
		assert_true(str_eq(real, below(scratch, row->real)));
}

/* From wherever it is looked at. */
static void sees(void **state)
{
	const struct row *row = *state;
	void *given = NULL;
	assert_int_equal(set_up(&given), 0);
	const struct scratch *scratch = given;
	const str here = file_current_dir(scratch->arena);
	is_seen(scratch, row, below(scratch, row->path));
	file_view_use(NULL);
	assert_int_equal(chdir(arena_cstr(scratch->arena, scratch->root)), 0);
	file_view_use(scratch->view);
	is_seen(scratch, row, str_of(row->path));
	assert_int_equal(chdir(arena_cstr(scratch->arena, here)), 0);
	assert_int_equal(tear_down(&given), 0);
}

static str listed(const struct scratch *scratch, const char *dir)
{
	struct file_entries entries;
	str text = STR("");
	const int error = file_list_entries(scratch->arena, below(scratch, dir), &entries);
	if (error)
		return error == ENOENT ? STR("none") : STR("error");
	for (size_t i = 0; i < entries.len; i++)
		text = arena_printf(
			scratch->arena, "%.*s%.*s%s ", STR_ARG(text), STR_ARG(entries.at[i].name),
			entries.at[i].kind == FILE_DIRECTORY && !entries.at[i].is_link ? "/" : "");
	return text;
}

static void lists(void **state)
{
	const struct scratch *scratch = *state;
	ASSERT_STR(listed(scratch, "."), "a/ link new/ tree/ ");
	ASSERT_STR(listed(scratch, "a"), "changed kept ");
	ASSERT_STR(listed(scratch, "link"), "changed kept ");
	ASSERT_STR(listed(scratch, "new"), "dir/ ");
	ASSERT_STR(listed(scratch, "tree"), "f ");
	ASSERT_STR(listed(scratch, "a/hidden"), "none");
	ASSERT_STR(listed(scratch, ".."), "another root/ ");
}

static void is_put_away(void **state)
{
	const struct scratch *scratch = *state;
	file_view_use(NULL);
	ASSERT_STR(listed(scratch, "a"), "changed hidden ignored kept ");
	assert_int_equal(file_kind(scratch->arena, below(scratch, "new")), FILE_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(lists, set_up, tear_down),
		cmocka_unit_test_setup_teardown(is_put_away, set_up, tear_down),
	};
	return TABLE_RUN("base/file_view", ROWS, sees) |
	       cmocka_run_group_tests_name("base/file_view: lists", tests, NULL, NULL);
}
