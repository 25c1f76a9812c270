/* kustomization_checks_test.c - which entries are not pinned, which files nobody names */
#include "lint/kustomization_checks.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "testing/table.h"

#define OBJECT "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"

/* clang-format off */
/* `want`: a line a finding, "file:line severity CODE". `where`: the other file; NULL: other.yaml. */
static const struct row {
	const char *name, *kustomization, *other, *want, *where;
} ROWS[] = {
	{"a repository without a reference",
	 "resources:\n- https://github.com/acme/platform//base\n", NULL, "kustomization.yaml:2 1 KUS009\n", NULL},
	{"a tag", "resources:\n- https://github.com/acme/platform//base?ref=v1.2.3\n", NULL, "", NULL},
	{"a branch", "resources:\n- github.com/acme/platform?ref=main\n", NULL,
	 "kustomization.yaml:2 1 KUS009\n", NULL},
	{"a file of a branch",
	 "resources:\n- https://raw.githubusercontent.com/acme/app/master/app.yaml\n", NULL,
	 "kustomization.yaml:2 1 KUS009\n", NULL},
	{"a file of a release",
	 "resources:\n- https://github.com/acme/app/releases/download/v1.2.3/app.yaml\n", NULL, "", NULL},
	{"a file that is named", "resources:\n- other.yaml\n", OBJECT, "", NULL},
	{"a file that is not", "resources: []\n", OBJECT, "other.yaml:1 2 KUS007\n", NULL},
	{"a file that a generator takes", "configMapGenerator:\n- name: x\n  files: [k=other.yaml]\n",
	 OBJECT, "", NULL},
	{"a file that is no manifest", "resources: []\n", "replicas: 2\n", "", NULL},
	{"a chart may read what it likes", "helmCharts:\n- name: x\n", OBJECT, "", NULL},
	{"a patch that nobody names", "resources: []\n", OBJECT, "p.yaml:1 1 KUS007\n", "patches/p.yaml"},
	{"operations that nobody names", "resources: []\n", "- {op: remove, path: /spec}\n", "p.yml:1 1 KUS007\n",
	 "patches/p.yml"},
	{"a patch that is named", "patches:\n- path: patches/p.yaml\n", OBJECT, "", "patches/p.yaml"},
	{"another folder", "resources: []\n", OBJECT, "", "docs/p.yaml"},
};
/* clang-format on */

static void finds(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	char template[] = "/tmp/kustoc-checks-XXXXXX";
	const str dir = str_of(mkdtemp(template));
	struct candidates candidates;
	struct diags diags;
	struct buf got;
	file_write(arena, path_join(arena, dir, STR("kustomization.yaml")),
	           str_of(row->kustomization));
	const str other =
		path_join(arena, dir, row->where ? str_of(row->where) : STR("other.yaml"));
	assert_int_equal(file_make_dirs(arena, path_dir(other)), 0);
	if (row->other)
		file_write(arena, other, str_of(row->other));
	diags_init(&diags, arena);
	buf_init(&got, arena);
	candidates_init(&candidates, arena);
	assert_true(candidates_find(&candidates, dir, &diags));
	candidates_link(&candidates);
	kustomization_check(&candidates, 0, dependencies_new(&candidates, NULL, NULL), &diags);
	for (const struct diag *diag = diags.first; diag; diag = diag->next)
		buf_printf(&got, "%.*s:%u %d %s\n", STR_ARG(path_base(diag->at.source->path)),
		           diag->at.line, (int)diag->severity, diag->code);
	ASSERT_STR(buf_text(&got), row->want);
	file_remove_tree(arena, dir);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("lint/kustomization_checks", ROWS, finds);
}
