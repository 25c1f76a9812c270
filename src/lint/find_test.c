/* find_test.c - what is found below a directory, in which order, and who uses it */
#include "lint/find.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "lint/environments.h"
#include "testing/table.h"
#include "testing/tree.h"

#define ACTIVITY "overlays-examples/activity"
#define FLUX     "overlays-examples/broken/flux-kustomization-in-kustomization-yaml"

static struct candidates find(struct arena *arena, const char *path)
{
	struct candidates candidates;
	struct diags diags;
	candidates_init(&candidates, arena);
	diags_init(&diags, arena);
	assert_true(candidates_find(&candidates, str_of(path), &diags));
	candidates_link(&candidates);
	return candidates;
}

static void finds_directory_by_directory(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct candidates found = find(arena, ACTIVITY);
	static const char *const WANT[] = {ACTIVITY "/base", ACTIVITY "/overlays/branch",
	                                   ACTIVITY "/overlays/pinned",
	                                   ACTIVITY "/overlays/production",
	                                   ACTIVITY "/overlays/staging"};
	assert_int_equal(found.len, sizeof WANT / sizeof *WANT);
	for (size_t i = 0; i < found.len; i++)
		ASSERT_STR(found.at[i].dir, WANT[i]);
	assert_int_equal(found.at[0].users.len, 4);
	assert_int_equal(found.at[1].users.len, 0);
	arena_destroy(arena);
}

static void a_file_stands_for_its_directory(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct candidates found = find(arena, ACTIVITY "/base/kustomization.yaml");
	assert_int_equal(found.len, 1);
	ASSERT_STR(found.at[0].dir, ACTIVITY "/base");
	arena_destroy(arena);
}

static void what_is_named_twice_is_found_once(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct candidates found = find(arena, ACTIVITY);
	struct diags diags;
	diags_init(&diags, arena);
	const size_t before = found.len;
	assert_true(candidates_find(&found, STR(ACTIVITY "/overlays/../base/"), &diags));
	assert_int_equal(found.len, before);
	arena_destroy(arena);
}

static void knows_a_flux_kustomization(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct candidates found = find(arena, FLUX);
	assert_int_equal(found.len, 3);
	assert_false(found.at[0].is_flux);
	assert_true(found.at[1].is_flux);
	arena_destroy(arena);
}

static void refuses(const char *path, const char *message)
{
	struct arena *arena = arena_create();
	struct candidates found;
	struct diags diags;
	candidates_init(&found, arena);
	diags_init(&diags, arena);
	assert_false(candidates_find(&found, str_of(path), &diags));
	ASSERT_STR(diags.last->message, message);
	assert_null(diags.last->code);
	arena_destroy(arena);
}

static void says_what_it_cannot_look_into(void **state)
{
	(void)state;
	refuses("nowhere", "'nowhere' is not there");
	refuses("LICENSE", "'LICENSE' is neither a directory nor a kustomization");
	refuses("schemas", "'schemas' has no kustomization, nor anything below it");
}

/* A directory that links to itself, a hidden one, and one that must be found. */
static void enters_no_links_and_nothing_hidden(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	char dir[] = "/tmp/kustoc-find-XXXXXX";
	assert_non_null(mkdtemp(dir));
	const str top = str_of(dir), yaml = STR("resources: []\n");
	const char *inner = arena_cstr(arena, arena_concat(arena, top, STR("/a")));
	const char *hidden = arena_cstr(arena, arena_concat(arena, top, STR("/.b")));
	const char *link = arena_cstr(arena, arena_concat(arena, top, STR("/a/up")));
	assert_int_equal(mkdir(inner, 0700) | mkdir(hidden, 0700) | symlink("..", link), 0);
	const str files[] = {arena_concat(arena, top, STR("/a/kustomization.yml")),
	                     arena_concat(arena, top, STR("/.b/kustomization.yml"))};
	assert_int_equal(file_write(arena, files[0], yaml) | file_write(arena, files[1], yaml), 0);
	const struct candidates found = find(arena, dir);
	assert_int_equal(found.len, 1);
	ASSERT_STR(found.at[0].file, arena_cstr(arena, files[0]));
	unlink(link);
	unlink(arena_cstr(arena, files[0]));
	unlink(arena_cstr(arena, files[1]));
	assert_int_equal(rmdir(inner) | rmdir(hidden) | rmdir(dir), 0);
	arena_destroy(arena);
}

static struct environment_pairs pair(struct arena *arena, const char *a, const char *b, bool ok)
{
	struct environment_pairs pairs = {0};
	struct diags diags;
	diags_init(&diags, arena);
	assert_int_equal(environments_pair(arena, str_of(a), str_of(b), &pairs, &diags), ok);
	return pairs;
}

static void environments_are_folders_below_overlays(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct environment_pairs named = pair(arena, "staging", "production", true);
	bool seen = false;
	for (size_t i = 0; i < named.len; i++)
		seen |= str_eq(named.at[i].before, STR(ACTIVITY "/overlays/staging")) &&
		        str_eq(named.at[i].after, STR(ACTIVITY "/overlays/production"));
	assert_true(seen);
	const struct environment_pairs dirs =
		pair(arena, ACTIVITY "/base/", ACTIVITY "/overlays/branch", true);
	assert_int_equal(dirs.len, 1);
	ASSERT_STR(dirs.at[0].before, ACTIVITY "/base");
	assert_int_equal(pair(arena, "staging", "produktion", false).len, 0);
	arena_destroy(arena);
}

static void enters_nothing_of_other_people(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct tree tree = tree_enter(arena, "== node_modules/x/kustomization.yaml\n"
	                                           "== a/kustomization.yaml\n== a/app.yaml\n"
	                                           "== .github/workflow.yaml\n");
	const struct candidates found = find(arena, ".");
	assert_int_equal(found.len, 1);
	ASSERT_STR(found.at[0].dir, "a");
	assert_int_equal(found.manifests.len, 1);
	ASSERT_STR(found.manifests.at[0], "a/app.yaml");
	tree_leave(arena, &tree);
	arena_destroy(arena);
}

/* One that Flux makes stands where a walk would have found it, and takes in what is below. */
static void one_that_is_made_is_like_the_others(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct tree tree = tree_enter(arena, "== a/kustomization.yaml\nresources: []\n"
	                                           "== b/x/kustomization.yaml\nresources: []\n"
	                                           "== c/kustomization.yaml\nresources: []\n");
	struct candidates found = find(arena, ".");
	struct node *config = node_new_map(arena, NO_MARK);
	struct node *resources = node_new_seq(arena, NO_MARK);
	node_add(arena, resources, node_new_str(arena, STR("./x"), NO_MARK));
	node_set(arena, config, STR("resources"), resources);
	candidates_add_made(&found, STR("b"), config);
	candidates_add_made(&found, STR("a"), config); /* has one */
	candidates_link(&found);
	assert_int_equal(found.len, 4);
	ASSERT_STR(found.at[1].dir, "b");
	assert_true(found.at[1].is_made);
	ASSERT_STR(found.at[2].dir, "b/x");
	assert_int_equal(found.at[2].users.len, 1);
	assert_int_equal(found.at[2].users.at[0], 1);
	assert_true(candidate_is_overlay(&found.at[1]));
	assert_false(candidate_is_overlay(&found.at[2]));
	tree_leave(arena, &tree);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_directory_by_directory),
		cmocka_unit_test(a_file_stands_for_its_directory),
		cmocka_unit_test(what_is_named_twice_is_found_once),
		cmocka_unit_test(knows_a_flux_kustomization),
		cmocka_unit_test(says_what_it_cannot_look_into),
		cmocka_unit_test(enters_no_links_and_nothing_hidden),
		cmocka_unit_test(enters_nothing_of_other_people),
		cmocka_unit_test(one_that_is_made_is_like_the_others),
		cmocka_unit_test(environments_are_folders_below_overlays),
	};
	return cmocka_run_group_tests_name("lint/find", tests, NULL, NULL);
}
