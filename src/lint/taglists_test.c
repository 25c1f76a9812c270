/*
 * taglists_test.c - which list speaks for a repository, and what is said of one that cannot be read
 */
#include "lint/taglists.h"

#include "testing/table.h"

/* clang-format off */
/* Seen from the top of the source tree. `want`: how many tags; -1: no list speaks for it. */
static const struct row {
	const char *name, *registries, *url;
	int want;
} ROWS[] = {
	{"by name", "{ghcr.io/acme/app: {tags: testdata/tags/activity.txt}}", "oci://ghcr.io/acme/app", 7},
	{"a scheme that was copied along", "{'oci://ghcr.io/acme/app': {tags: testdata/tags/activity.txt}}",
	 "oci://ghcr.io/acme/app", 7},
	{"any name", "{'ghcr.io/acme/*': {tags: testdata/tags/activity.txt}}", "oci://ghcr.io/acme/app", 7},
	{"a star is one name", "{'ghcr.io/*': {tags: testdata/tags/activity.txt}}", "oci://ghcr.io/acme/app",
	 -1},
	{"any depth", "{'ghcr.io/**': {tags: testdata/tags/activity.txt}}", "oci://ghcr.io/acme/app", 7},
	{"JSON", "{'**': {tags: testdata/tags/activity.json}}", "oci://ghcr.io/acme/app", 4},
	{"the first that fits",
	 "{'ghcr.io/acme/a*': {tags: testdata/tags/activity.json}, 'ghcr.io/acme/*': {tags: "
	 "testdata/tags/activity.txt}}", "oci://ghcr.io/acme/app", 4},
	{"somebody else's", "{'ghcr.io/acme/*': {tags: testdata/tags/activity.txt}}",
	 "oci://ghcr.io/other/app", -1},
	{"nothing is known", "{}", "oci://ghcr.io/acme/app", -1},
};
/* clang-format on */

static bool load(struct arena *arena, const char *registries, const struct taglists **out,
                 struct diags *diags)
{
	struct config *config = ARENA_NEW(arena, struct config);
	diags_init(diags, arena);
	const str text = arena_printf(arena, "registries: %s\n", registries);
	assert_true(config_parse(arena, STR(CONFIG_FILE), text, config, diags));
	return taglists_load(arena, config, out, diags);
}

static void finds(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const struct taglists *lists;
	struct diags diags;
	assert_true(load(arena, row->registries, &lists, &diags));
	const struct taglist *tags = taglists_find(lists, str_of(row->url));
	assert_int_equal(tags ? (int)tags->len : -1, row->want);
	arena_destroy(arena);
}

static void a_list_that_is_not_there_is_an_error_where_it_is_named(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct taglists *lists;
	struct diags diags;
	assert_false(load(arena, "{a.b/c: {tags: no/where.txt}, d.e/f: {tags: testdata}}", &lists,
	                  &diags));
	assert_int_equal(diags.len, 2);
	ASSERT_STR(diags.first->message, "cannot read 'no/where.txt': No such file or directory");
	ASSERT_STR(diags.first->at.source->path, CONFIG_FILE);
	assert_int_equal(diags.first->at.col, 28);
	ASSERT_STR(diags.last->message, "cannot read 'testdata': Is a directory");
	arena_destroy(arena);
}

static void without_lists_nothing_is_known(void **state)
{
	(void)state;
	assert_null(taglists_find(NULL, STR("oci://ghcr.io/acme/app")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_that_is_not_there_is_an_error_where_it_is_named),
		cmocka_unit_test(without_lists_nothing_is_known),
	};
	return TABLE_RUN("lint/taglists", ROWS, finds) |
	       cmocka_run_group_tests_name("lint/taglists: rules", tests, NULL, NULL);
}
