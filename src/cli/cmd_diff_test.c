/* cmd_diff_test.c - what `kustoc diff` says, and how it exits */
#include <string.h>

#include "base/buf.h"
#include "cli/cli.h"
#include "testing/table.h"

#define ACTIVITY "overlays-examples/activity"
#define OVERLAYS ACTIVITY "/overlays/"

/* Tests may run in any locale; a pipe shows no colours. */
#define ARROW "->"

/* clang-format off */
static const struct row {
	const char *name;
	const char *args[8];
	int status;
	const char *out; /* with ARROW for every arrow */
	const char *err; /* must be contained */
} ROWS[] = {
	{"environments by name",
	 {"kustoc", "diff", "-C", ACTIVITY, "staging", "production"},
	 1,
	 "staging " ARROW " production   2 resources changed\n"
	 "OCIRepository activity/activity\n"
	 "  ~ spec.ref.semver        \">=0.0.0-0\" " ARROW
	 " \">=0.0.0\"      patches/oci-repository-patch.yaml:8\n"
	 "  - spec.ref.semverFilter  \".*-staging-test-deploy-.*\"  staging: "
	 "patches/oci-repository-patch.yaml:9\n"
	 "OCIRepository activity/activity-ui\n"
	 "  ~ spec.ref.semver        \">=0.0.0-0\" " ARROW
	 " \">=0.0.0\"      patches/oci-repository-patch.yaml:17\n"
	 "  - spec.ref.semverFilter  \".*-staging-test-deploy-.*\"  staging: "
	 "patches/oci-repository-patch.yaml:19\n",
	 ""},
	{"directories",
	 {"kustoc", "diff", OVERLAYS "pinned", OVERLAYS "branch/"},
	 1,
	 ACTIVITY "   pinned " ARROW " branch   2 resources changed\n"
		  "OCIRepository activity/activity\n"
		  "  ~ spec.ref.tag  \"v1.2.3\" " ARROW
		  " \"main\"  patches/oci-repository-patch.yaml:8\n"
		  "OCIRepository activity/activity-ui\n"
		  "  ~ spec.ref.tag  \"v1.2.3\" " ARROW
		  " \"main\"  patches/oci-repository-patch.yaml:17\n",
	 ""},
	{"no difference",
	 {"kustoc", "diff", OVERLAYS "pinned", OVERLAYS "pinned"},
	 0,
	 ACTIVITY "   " OVERLAYS "pinned " ARROW " " OVERLAYS "pinned   no difference\n",
	 ""},
	{"nothing of the name",
	 {"kustoc", "diff", "-C", OVERLAYS, "base", "../base"},
	 2,
	 "",
	 "no directory 'base'"},
	{"one side is not enough", {"kustoc", "diff", "staging"}, 2, "", "two directories"},
	{"a name that is misspelt",
	 {"kustoc", "diff", "-C", ACTIVITY, "stagin", "production"},
	 2,
	 "",
	 "= closest: staging\n"},
	{"a side that cannot be rendered",
	 {"kustoc", "diff", OVERLAYS "pinned", "overlays-examples/broken/cycle/base"},
	 2,
	 "",
	 "error[KUS001]"},
};
/* clang-format on */

/* A UTF-8 terminal gets the arrow, any other the two signs. */
static str plain(struct arena *arena, str text)
{
	struct buf buf;
	buf_init(&buf, arena);
	for (size_t at; (at = str_find(text, STR("\xe2\x86\x92"))) != STR_NONE;
	     text = str_from(text, at + 3)) {
		buf_add(&buf, str_slice(text, 0, at));
		buf_add(&buf, STR(ARROW));
	}
	buf_add(&buf, text);
	return buf_text(&buf);
}

/* Runs of spaces count as one: an arrow's width moves the columns. */
static str squeezed(struct arena *arena, str text)
{
	struct buf buf;
	buf_init(&buf, arena);
	for (size_t i = 0; i < text.len; i++)
		if (i == 0 || text.at[i] != ' ' || text.at[i - 1] != ' ')
			buf_add_char(&buf, text.at[i]);
	return buf_text(&buf);
}

static void diffs(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	char *argv[9] = {NULL};
	memcpy(argv, row->args, sizeof row->args);
	const struct cli_result result = cli_execute(arena, argv);
	ASSERT_STR(squeezed(arena, plain(arena, result.out)),
	           arena_cstr(arena, squeezed(arena, str_of(row->out))));
	assert_true(str_contains(result.err, str_of(row->err)));
	assert_int_equal(result.status, row->status);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("cli/cmd_diff", ROWS, diffs);
}
