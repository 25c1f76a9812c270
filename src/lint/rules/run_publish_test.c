/* run_publish_test.c - which pushes of a workflow are for nobody: CHN011 */
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "lint/rules_test.h"

#define APP  "oci://ghcr.io/acme/app"
#define OPEN "semver: '>=0.0.0-0'"

/* clang-format off */
static const struct row {
	const char *name, *ref, *run;
	uint32_t line, col; /* 0: nothing is found */
} ROWS[] = {
	{"a branch and a commit", OPEN, "flux push artifact " APP ":main-${{ github.sha }} --path=.\n", 1, 43},
	{"a version", OPEN, "flux push artifact " APP ":0.0.0-$GITHUB_SHA\n", 0, 0},
	{"a commit where the filter wants a word", OPEN ", semverFilter: -staging-",
	 "flux push artifact " APP ":0.0.0-dev-$(git rev-parse --short HEAD)\n", 1, 43},
	{"some text where the filter wants a word", OPEN ", semverFilter: -staging-",
	 "flux push artifact " APP ":0.0.0-dev-${NAME}\n", 0, 0},
	{"a command of several lines", OPEN, "flux push artifact \\\n  \"" APP ":main\" \\\n  --path=.\n", 2, 27},
	{"another repository", OPEN, "flux push artifact oci://ghcr.io/acme/other:main\n", 0, 0},
	{"a tag that somebody writes down later", "tag: v1.2.3", "flux push artifact " APP ":v1.2.4\n", 0, 0},
	{"a range that is not known yet", "semver: '${RANGE}'", "flux push artifact " APP ":main\n", 0, 0},
	{"another command", OPEN, "flux tag artifact " APP ":0.0.0 --tag main\n", 0, 0},
	{"a port in the url", OPEN, "flux push artifact oci://ghcr.io:443/acme/app\n", 0, 0},
};
/* clang-format on */

static void finds(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	char template[] = "/tmp/kustoc-publish-XXXXXX";
	const str here = file_current_dir(arena), dir = str_of(mkdtemp(template));
	assert_int_equal(chdir(template), 0);
	assert_int_equal(file_make_dirs(arena, STR(".github/workflows")), 0);
	assert_int_equal(file_write(arena, STR(".github/workflows/push.yaml"), str_of(row->run)),
	                 0);
	struct diags diags;
	rules_run(arena,
	          arena_printf(arena,
	                       "apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\n"
	                       "metadata: {name: app}\n"
	                       "spec: {interval: 5m, url: '" APP "', ref: {%s}}\n",
	                       row->ref),
	          STR(""), &diags);
	const struct diag *found = NULL;
	for (const struct diag *diag = diags.first; diag; diag = diag->next)
		if (str_eq(str_of(diag->code), STR("CHN011")))
			found = diag;
	assert_int_equal(found ? found->at.line : 0, row->line);
	assert_int_equal(found ? found->at.col : 0, row->col);
	assert_int_equal(chdir(arena_cstr(arena, here)), 0);
	file_remove_tree(arena, dir);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("lint/run_publish", ROWS, finds);
}
