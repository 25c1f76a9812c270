/* git_test.c - what git says of a small repository */
#include "base/git_view.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "base/process.h"
#include "testing/table.h"

/* A commit, then: b.yaml changed in the index, c.yaml deleted, a.yaml changed, d.yaml not added. */
static const char SCRIPT[] =
	"set -e; git init -q .; git config user.email a@b; git config user.name a; mkdir sub\n"
	"echo 1 >sub/a.yaml; echo 1 >b.yaml; echo 1 >c.yaml; git add .; git commit -qm one\n"
	"echo 2 >b.yaml; git add b.yaml; git rm -q c.yaml\n"
	"echo 2 >sub/a.yaml; echo 2 >d.yaml\n";

static void setup(struct arena *arena, str dir)
{
	const str args[] = {STR("/bin/sh"), STR("-c"), str_of(SCRIPT)};
	const struct process process = {.args = args, .args_len = 3, .dir = dir};
	struct process_result result;
	assert_true(process_run(arena, &process, &result));
}

static void assert_paths(struct arena *arena, const struct git_paths *paths, const char *want)
{
	str got = STR("");
	for (size_t i = 0; i < paths->len; i++)
		got = arena_printf(arena, "%.*s%.*s\n", STR_ARG(got), STR_ARG(paths->at[i]));
	ASSERT_STR(got, want);
}

/* As committed, whatever became of them, and nothing for what was not there. */
static void assert_former(struct arena *arena, const struct git *git, struct diags *diags)
{
	str paths[] = {STR("../c.yaml"), STR("../d.yaml"), STR("a.yaml")}, texts[3];
	const struct git_paths asked = {paths, 3, 3};
	assert_true(git_read(git, STR("HEAD"), &asked, texts, diags));
	ASSERT_STR(texts[0], "1\n");
	assert_null(texts[1].at);
	ASSERT_STR(texts[2], "1\n");
	/* More than git's standard input takes at once. */
	enum { MANY = 1000 };
	struct git_paths many = {0};
	str *former = ARENA_ARRAY(arena, str, MANY);
	for (size_t i = 0; i < MANY; i++)
		*ARRAY_ADD(arena, &many) = paths[i % 3];
	assert_true(git_read(git, STR("HEAD"), &many, former, diags));
	ASSERT_STR(former[MANY - 1], "1\n");
}

static void asks(struct arena *arena, str dir)
{
	struct git git;
	struct git_paths staged = {0}, changed = {0};
	struct git_snapshot snapshot;
	struct diags diags;
	str text;
	diags_init(&diags, arena);
	assert_true(git_open(arena, str_of(getenv("PATH")), &git, &diags));
	ASSERT_STR(git.top, arena_cstr(arena, dir));
	ASSERT_STR(git.prefix, "sub/");
	assert_true(git_snapshot_staged(&git, &staged, &snapshot, &diags));
	assert_paths(arena, &staged, "../b.yaml\n../c.yaml\n");
	assert_true(git_changed(&git, STR("HEAD"), STR(""), &changed, &diags));
	assert_paths(arena, &changed, "../b.yaml\n../c.yaml\na.yaml\n../d.yaml\n");
	assert_paths(arena, &snapshot.not_so_here, "sub/a.yaml\n");
	assert_true(git_snapshot_of(&git, STR("HEAD"), &snapshot, &diags));
	assert_paths(arena, &snapshot.not_so_here, "b.yaml\nc.yaml\nsub/a.yaml\n");
	assert_false(snapshot.is_involved);
	const str index = path_join(arena, dir, STR("index")),
		  old = path_join(arena, dir, STR("old"));
	assert_int_equal(file_make_dirs(arena, index), 0);
	assert_int_equal(file_make_dirs(arena, old), 0);
	assert_true(git_export(&git, STR(""), index, &diags));
	assert_int_equal(file_read(arena, path_join(arena, index, STR("b.yaml")), &text), 0);
	ASSERT_STR(text, "2\n");
	assert_int_equal(file_read(arena, path_join(arena, index, STR("sub/a.yaml")), &text), 0);
	ASSERT_STR(text, "1\n"); /* as staged, not as it lies there */
	assert_int_equal(file_kind(arena, path_join(arena, index, STR("c.yaml"))), FILE_NONE);
	assert_true(git_export(&git, STR("HEAD"), old, &diags));
	assert_int_equal(file_kind(arena, path_join(arena, old, STR("c.yaml"))), FILE_REGULAR);
	assert_former(arena, &git, &diags);
	assert_false(git_export(&git, STR("nowhere"), old, &diags));
	assert_true(diags.len == 1);
}

static void tells_what_changed(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	char template[] = "/tmp/kustoc-git-XXXXXX";
	const str dir = str_of(mkdtemp(template));
	const str here = file_current_dir(arena);
	if (process_find(arena, STR("git"), str_of(getenv("PATH"))).len == 0)
		skip();
	setup(arena, dir);
	assert_int_equal(chdir(arena_cstr(arena, path_join(arena, dir, STR("sub")))), 0);
	asks(arena, dir);
	assert_int_equal(chdir(arena_cstr(arena, here)), 0);
	file_remove_tree(arena, dir);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(tells_what_changed)};
	return cmocka_run_group_tests_name("base/git", tests, NULL, NULL);
}
