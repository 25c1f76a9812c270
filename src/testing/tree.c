/* tree.c - see tree.h */
#include "testing/tree.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "testing/table.h"

static void write_entry(struct arena *arena, str dir, str entry)
{
	str name, text;
	str_cut(entry, '\n', &name, &text);
	const str path = path_join(arena, dir, name);
	const bool is_folder = str_ends_with(name, STR("/"));
	assert_int_equal(file_make_dirs(arena, is_folder ? path : path_dir(path)), 0);
	if (!is_folder)
		assert_int_equal(file_write(arena, path, text), 0);
}

struct tree tree_enter(struct arena *arena, const char *text)
{
	static const str MARK = STR_INIT("== ");
	char template[] = "/tmp/kustoc-tree-XXXXXX";
	struct tree tree = {.before = file_current_dir(arena)};
	str rest = str_of(text);
	assert_non_null(mkdtemp(template));
	assert_int_equal(file_resolve(arena, str_of(template), &tree.dir), 0);
	while (str_starts_with(rest, MARK)) {
		rest = str_from(rest, MARK.len);
		const size_t next = str_find(rest, STR("\n== "));
		const size_t end = next == STR_NONE ? rest.len : next + 1;
		write_entry(arena, tree.dir, str_slice(rest, 0, end));
		rest = str_from(rest, end);
	}
	assert_int_equal(chdir(arena_cstr(arena, tree.dir)), 0);
	return tree;
}

void tree_leave(struct arena *arena, const struct tree *tree)
{
	assert_int_equal(chdir(arena_cstr(arena, tree->before)), 0);
	assert_int_equal(file_remove_tree(arena, tree->dir), 0);
}
