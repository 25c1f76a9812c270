/* path_test.c - path/filepath's answers, on Unix */
#include "base/path.h"
#include "testing/table.h"

static const struct row {
	const char *name, *path, *clean, *base;
} ROWS[] = {
	{"nothing is here", "", ".", "."},
	{"a name", "a", "a", "a"},
	{"a trailing slash", "a/", "a", "a"},
	{"doubled slashes", "a//b///c", "a/b/c", "c"},
	{"dots in between", "./a/./b/.", "a/b", "."},
	{"up from within", "a/b/../c", "a/c", "c"},
	{"up to nothing", "a/..", ".", ".."},
	{"up from above", "../a", "../a", "a"},
	{"up and up again", "../../a/..", "../..", ".."},
	{"up past the start", "a/../../b", "../b", "b"},
	{"a name that begins with dots", "a/..b/...", "a/..b/...", "..."},
	{"the root", "/", "/", "/"},
	{"many roots", "///", "/", "/"},
	{"nothing is above the root", "/../a", "/a", "a"},
	{"up to the root", "/a/b/../..", "/", ".."},
	{"spaces are part of names", "/ a /b", "/ a /b", "b"},
};

static void cleans(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	ASSERT_STR(path_clean(arena, str_of(row->path)), row->clean);
	ASSERT_STR(path_clean(arena, str_of(row->clean)), row->clean);
	ASSERT_STR(path_base(str_of(row->path)), row->base);
	assert_int_equal(path_is_absolute(str_of(row->path)), row->path[0] == '/');
	arena_destroy(arena);
}

static const struct join_row {
	const char *name, *a, *b, *want;
} JOIN[] = {
	{"two parts", "a", "b", "a/b"},    {"a slash on both sides", "a/", "/b", "a/b"},
	{"up", "/x/a", "../b", "/x/b"},    {"up past the root", "/x", "../../..", "/"},
	{"nothing before", "", "b/", "b"}, {"nothing behind", "a/.", "", "a"},
	{"nothing at all", "", "", ""},
};

static void joins(void **state)
{
	const struct join_row *row = *state;
	struct arena *arena = arena_create();
	ASSERT_STR(path_join(arena, str_of(row->a), str_of(row->b)), row->want);
	arena_destroy(arena);
}

static const struct relation_row {
	const char *name, *dir, *path, *relative;
	bool below;
} RELATIONS[] = {
	{"itself", "/a", "/a", ".", true},
	{"below", "/a", "/a/b/c", "b/c", true},
	{"beside", "/a/b", "/a/c", "../c", false},
	{"above", "/a/b/c", "/a", "../..", false},
	{"a name that begins alike is not below", "/a/b", "/a/bc", "../bc", false},
	{"below the root", "/", "/a", "a", true},
	{"the root itself", "/", "/", ".", true},
	{"the root from below", "/a/b", "/", "../..", false},
	{"nothing in common", "/a/b", "/c/d", "../../c/d", false},
};

static void relates(void **state)
{
	const struct relation_row *row = *state;
	struct arena *arena = arena_create();
	assert_int_equal(path_is_below(str_of(row->dir), str_of(row->path)), row->below);
	ASSERT_STR(path_relative(arena, str_of(row->dir), str_of(row->path)), row->relative);
	arena_destroy(arena);
}

static const struct dir_row {
	const char *name, *path, *want;
} DIRS[] = {
	{"a name alone", "a", "."}, {"below a folder", "a/b", "a"}, {"below the root", "/a", "/"},
	{"deep", "/a/b/c", "/a/b"}, {"nothing", "", "."},
};

static void goes_up(void **state)
{
	const struct dir_row *row = *state;
	ASSERT_STR(path_dir(str_of(row->path)), row->want);
}

int main(void)
{
	return TABLE_RUN("base/path clean", ROWS, cleans) |
	       TABLE_RUN("base/path join", JOIN, joins) |
	       TABLE_RUN("base/path relation", RELATIONS, relates) |
	       TABLE_RUN("base/path dir", DIRS, goes_up);
}
