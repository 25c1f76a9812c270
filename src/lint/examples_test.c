/*
 * examples_test.c - every folder of overlays-examples does what its README says
 *
 * Rendered as kustomize renders it, from goldens and, where kubectl is at hand,
 * from life; and with just the findings that its want.txt lists.
 */
#include <stdlib.h>

#include "base/file.h"
#include "base/path.h"
#include "base/process.h"
#include "lint/find.h"
#include "lint/lint.h"
#include "testing/table.h"

#define EXAMPLES "overlays-examples"

struct row {
	const char *name; /* a directory */
};

static str golden_path(struct arena *arena, str dir)
{
	struct buf buf;
	buf_init(&buf, arena);
	buf_add(&buf, STR("testdata/examples/"));
	str rest = str_from(dir, sizeof EXAMPLES), step;
	while (rest.len > 0) {
		const bool more = str_cut(rest, '/', &step, &rest);
		buf_add(&buf, step);
		buf_add(&buf, more ? STR("__") : STR(".yaml"));
	}
	return buf_text(&buf);
}

static bool build(struct arena *arena, str dir, str *out)
{
	const struct build_options options = {0};
	struct build result;
	struct diags diags;
	struct buf buf;
	diags_init(&diags, arena);
	buf_init(&buf, arena);
	if (!build_run(arena, dir, &options, &result, &diags) ||
	    !build_print(&result, &buf, &diags))
		return false;
	*out = buf_text(&buf);
	return true;
}

static void renders_as_recorded(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const str dir = str_of(row->name);
	str want, got = {0};
	const bool refused = file_read(arena, golden_path(arena, dir), &want) != 0;
	assert_int_equal(build(arena, dir, &got), !refused);
	if (!refused)
		ASSERT_STR(got, arena_cstr(arena, want));
	arena_destroy(arena);
}

static void renders_as_kubectl_does(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const char *search_path = getenv("PATH");
	const str kubectl = process_find(arena, STR("kubectl"), str_of(search_path));
	if (kubectl.len == 0) {
		arena_destroy(arena);
		skip();
	}
	const str args[] = {kubectl, STR("kustomize"), str_of(row->name)};
	const struct process process = {.args = args, .args_len = 3};
	struct process_result result;
	str got = STR("");
	const bool ok = process_run(arena, &process, &result);
	assert_int_equal(build(arena, str_of(row->name), &got), ok);
	if (ok)
		ASSERT_STR(got, arena_cstr(arena, result.out));
	arena_destroy(arena);
}

/* "overlay/patch.yaml:8:13: error[OCI101]: …", the path as seen from the folder. */
static void add_headline(struct buf *out, const struct diag *diag, str folder)
{
	static const char *const SEVERITIES[] = {
		[DIAG_ERROR] = "error", [DIAG_WARNING] = "warning", [DIAG_NOTE] = "note"};
	str path = diag->at.source ? diag->at.source->path : STR("");
	if (str_starts_with(path, folder))
		path = str_from(path, folder.len + 1);
	buf_printf(out, "%.*s:%u:%u: %s[%s]: %.*s\n", STR_ARG(path), diag->at.line, diag->at.col,
	           SEVERITIES[diag->severity], diag->code, STR_ARG(diag->message));
}

/* What is there to be copied holds nothing that is ours. */
static str want_path(struct arena *arena, str folder)
{
	if (str_starts_with(folder, STR(EXAMPLES "/broken/")))
		return path_join(arena, folder, STR("want.txt"));
	return arena_printf(arena, "testdata/examples/%.*s.txt", STR_ARG(path_base(folder)));
}

/* KUSTOC_UPDATE_GOLDEN=1 writes want.txt anew; its changes are reviewed like code. */
static void finds_what_it_wants(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const str folder = str_of(row->name);
	struct lint_options options = {0};
	struct lint_result result;
	struct config config;
	struct diags diags;
	struct buf got;
	str want = STR("");
	diags_init(&diags, arena);
	buf_init(&got, arena);
	const str policy = path_join(arena, folder, STR(CONFIG_FILE));
	if (file_kind(arena, policy) == FILE_REGULAR) {
		assert_true(config_load(arena, policy, &config, &diags));
		assert_true(taglists_load(arena, &config, &options.tags, &diags));
		options.config = &config;
	}
	assert_true(lint_run(arena, &folder, 1, &options, &result, &diags));
	for (size_t i = 0; i < result.findings.len; i++)
		add_headline(&got, result.findings.at[i]->diag, folder);
	const str path = want_path(arena, folder);
	if (getenv("KUSTOC_UPDATE_GOLDEN"))
		file_write(arena, path, buf_text(&got));
	assert_int_equal(file_read(arena, path, &want), 0);
	ASSERT_STR(buf_text(&got), arena_cstr(arena, want));
	arena_destroy(arena);
}

/* ---- one test a directory ---- */

struct rows {
	struct row *at;
	size_t len, cap;
};

static struct rows kustomizations(struct arena *arena, str below)
{
	struct candidates candidates;
	struct diags diags;
	struct rows rows = {0};
	candidates_init(&candidates, arena);
	diags_init(&diags, arena);
	if (candidates_find(&candidates, below, &diags))
		for (size_t i = 0; i < candidates.len; i++)
			ARRAY_ADD(arena, &rows)->name = arena_cstr(arena, candidates.at[i].dir);
	return rows;
}

static struct rows traps(struct arena *arena)
{
	struct file_names names = {0};
	struct rows rows = {0};
	file_list(arena, STR(EXAMPLES "/broken"), &names);
	for (size_t i = 0; i < names.len; i++) {
		const str path = path_join(arena, STR(EXAMPLES "/broken"), names.at[i]);
		if (file_kind(arena, path) == FILE_DIRECTORY)
			ARRAY_ADD(arena, &rows)->name = arena_cstr(arena, path);
	}
	ARRAY_ADD(arena, &rows)->name = EXAMPLES "/activity";
	ARRAY_ADD(arena, &rows)->name = EXAMPLES "/flux";
	return rows;
}

static int run(const char *group, struct rows rows, void (*test)(void **state))
{
	return table_run(group, rows.at, rows.len, sizeof *rows.at, test);
}

int main(void)
{
	struct arena *arena = arena_create();
	const struct rows all = kustomizations(arena, STR(EXAMPLES));
	const struct rows sound = kustomizations(arena, STR(EXAMPLES "/activity"));
	int failed = all.len < 8; /* looked in the wrong place */
	failed += run("examples are rendered as recorded", all, renders_as_recorded);
	failed += run("examples are rendered as kubectl does", sound, renders_as_kubectl_does);
	failed += run("examples give the findings of want.txt", traps(arena), finds_what_it_wants);
	arena_destroy(arena);
	return failed;
}
