/* suppress_test.c - which comment silences what, and which of them are findings */
#include <stdlib.h>

#include "base/file.h"
#include "base/path.h"
#include "lint/lint.h"
#include "lint/suppress.h"
#include "testing/table.h"

#define REPO                                                                                       \
	"apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: app}\n"    \
	"spec:\n  url: oci://ghcr.io/acme/app\n  interval: 5m\n"

/* clang-format off */
/* `want`: a line a finding, "line CODE", with the reason in brackets when it is silenced. */
static const struct row {
	const char *name, *yaml, *select, *want;
} ROWS[] = {
	{"no comment", REPO "  ref:\n    tag: latest\n", "", "8 OCI302\n"},
	{"at the end of the line",
	 REPO "  ref:\n    tag: latest # kustoc: ignore[OCI302] a mirror\n", "", "8 OCI302 [a mirror]\n"},
	{"by its name", REPO "  ref:\n    tag: latest # kustoc: ignore[mutable-tag] x\n", "",
	 "8 OCI302 [x]\n"},
	{"alone above the line",
	 REPO "  ref:\n    # kustoc: ignore[OCI302] x\n    # more to say\n\n    tag: latest\n", "",
	 "11 OCI302 [x]\n"},
	{"for the whole file",
	 "# kustoc: ignore-file[SCH, OCI302] x\n" REPO "  ref:\n    tag: latest\n", "",
	 "1 SUP001\n9 OCI302 [x]\n"},
	{"on another line", REPO "  ref: # kustoc: ignore[OCI302] x\n    tag: latest\n", "",
	 "7 SUP001\n8 OCI302\n"},
	{"another rule", REPO "  ref:\n    tag: latest # kustoc: ignore[OCI303] x\n", "",
	 "8 OCI302\n8 SUP001\n"},
	{"a rule that was not asked for", REPO "  ref:\n    tag: v1.2.3 # kustoc: ignore[OCI303] x\n",
	 "OCI302,SUP001", ""},
	{"no rule at all", REPO "  ref:\n    tag: latest # kustoc: ignore\n", "",
	 "8 OCI302\n8 SUP001\n"},
	{"a rule that is none", REPO "  ref:\n    tag: latest # kustoc: ignore[OCI999] x\n", "",
	 "8 OCI302\n8 SUP001\n"},
	{"no reason is fine", REPO "  ref:\n    tag: latest # kustoc: ignore[OCI302]\n", "",
	 "8 OCI302 []\n"},
	{"unless reasons are asked for", REPO "  ref:\n    tag: latest # kustoc: ignore[OCI302]\n",
	 "OCI302,SUP002", "8 OCI302 []\n8 SUP002\n"},
	{"with line ends of Windows",
	 "apiVersion: source.toolkit.fluxcd.io/v1\r\nkind: OCIRepository\r\nmetadata: {name: app}\r\nspec:\r\n"
	 "  url: oci://ghcr.io/acme/app\r\n  interval: 5m\r\n  ref:\r\n"
	 "    # kustoc: ignore[OCI302] above\r\n    tag: latest\r\n", "", "9 OCI302 [above]\n"},
	{"in a text it is no comment",
	 REPO "  ref:\n    tag: \"latest # kustoc: ignore[OCI302] x\"\n", "OCI302", ""},
};
/* clang-format on */

static struct lint_result lint(struct arena *arena, str dir, const char *words)
{
	const str select = str_of(words);
	struct lint_options options = {0};
	struct lint_result result;
	struct diags diags;
	diags_init(&diags, arena);
	assert_true(lint_select(&options, &select, select.len > 0, NULL, 0, &diags));
	assert_true(lint_run(arena, &dir, 1, &options, &result, &diags));
	return result;
}

/* `yaml`: of a kustomization, and of the file that it lists. */
static void finds(const char *kustomization, const char *yaml, const char *select, const char *want)
{
	struct arena *arena = arena_create();
	char template[] = "/tmp/kustoc-suppress-XXXXXX";
	const str dir = str_of(mkdtemp(template));
	file_write(arena, path_join(arena, dir, STR("kustomization.yaml")), str_of(kustomization));
	file_write(arena, path_join(arena, dir, STR("app.yaml")), str_of(yaml));
	const struct lint_result result = lint(arena, dir, select);
	struct buf got;
	buf_init(&got, arena);
	bool any = false;
	for (size_t i = 0; i < result.findings.len; i++) {
		const struct finding *finding = result.findings.at[i];
		buf_printf(&got, "%u %s", finding->diag->at.line, finding->diag->code);
		any |= !finding->suppression;
		if (finding->suppression)
			buf_printf(&got, " [%.*s]", STR_ARG(finding->suppression->reason));
		buf_add_char(&got, '\n');
	}
	ASSERT_STR(buf_text(&got), want);
	assert_int_equal(result.overlays.at[0].has_findings, any);
	file_remove_tree(arena, dir);
	arena_destroy(arena);
}

static void silences(void **state)
{
	const struct row *row = *state;
	finds("resources: [app.yaml]\n", row->yaml, row->select, row->want);
}

/* clang-format off */
static const struct patch_row {
	const char *name, *patches, *want; /* of a kustomization, from line 2 on */
} PATCH_ROWS[] = {
	{"in a JSON patch",
	 "patches:\n- target: {kind: OCIRepository}\n  patch: |-\n    - op: add\n      path: /spec/ref\n"
	 "      value:\n        tag: latest # kustoc: ignore[OCI302] x\n", "8 OCI302 [x]\n"},
	{"above a line of a patch",
	 "patches:\n- patch: |\n    apiVersion: source.toolkit.fluxcd.io/v1\n    kind: OCIRepository\n"
	 "    metadata: {name: app}\n    spec:\n      ref:\n        # kustoc: ignore[OCI302] x\n"
	 "        tag: latest\n", "10 OCI302 [x]\n"},
	{"in an old list of patches",
	 "patchesStrategicMerge:\n- |\n  apiVersion: source.toolkit.fluxcd.io/v1\n  kind: OCIRepository\n"
	 "  metadata: {name: app}\n  spec: {ref: {tag: latest}} # kustoc: ignore[OCI302] x\n",
	 "2 KUS006\n7 OCI302 [x]\n"},
	{"one that nothing is found for",
	 "patches:\n- target: {kind: OCIRepository}\n  patch: |-\n    - op: add\n      path: /spec/ref\n"
	 "      value:\n        tag: v1.2.3 # kustoc: ignore[OCI302] x\n", "8 SUP001\n"},
	{"a text that is no patch",
	 "configMapGenerator:\n- name: a\n  literals:\n  - |-\n    a=b\n    c # kustoc: ignore[OCI302] x\n",
	 ""},
};
/* clang-format on */

static void silences_in_patches(void **state)
{
	const struct patch_row *row = *state;
	struct arena *arena = arena_create();
	const str text = arena_printf(arena, "resources: [app.yaml]\n%s", row->patches);
	finds(arena_cstr(arena, text), REPO "  ref: {tag: v1.2.0}\n", "", row->want);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("lint/suppress", ROWS, silences) +
	       TABLE_RUN("lint/suppress: patches", PATCH_ROWS, silences_in_patches);
}
