/* affected_test.c - the files that a build reads are among those that concern it */
#include "lint/affected.h"

#include "base/file.h"
#include "kustomize/pipeline/pipeline.h"
#include "testing/table.h"

static struct candidates find(struct arena *arena, const char *dir)
{
	struct candidates candidates;
	struct diags diags;
	candidates_init(&candidates, arena);
	diags_init(&diags, arena);
	assert_true(candidates_find(&candidates, str_of(dir), &diags));
	candidates_link(&candidates);
	return candidates;
}

/* ---- told without rendering, never too few ---- */

static void assert_all_read(struct arena *arena, const struct candidates *candidates,
                            const struct dependencies *dependencies, size_t index)
{
	const struct build_options options = {.remote = {.offline = true}};
	struct build build;
	struct diags diags;
	diags_init(&diags, arena);
	if (!build_run(arena, candidates->at[index].dir, &options, &build, &diags))
		return;
	const struct sources sources = files_sources(build.files);
	for (size_t i = 0; i < sources.len; i++) {
		const bool *is_affected = affected_find(dependencies, &sources.at[i]->path, 1);
		if (!is_affected[index])
			fail_msg("%.*s reads %.*s", STR_ARG(candidates->at[index].dir),
			         STR_ARG(sources.at[i]->path));
	}
}

static const struct tree {
	const char *name;
} TREES[] = {{"overlays-examples"}, {"testdata/build"}};

static void knows_all_that_is_read(void **state)
{
	const struct tree *tree = *state;
	struct arena *arena = arena_create();
	const struct candidates candidates = find(arena, tree->name);
	const struct dependencies *dependencies = dependencies_new(&candidates, NULL, NULL);
	for (size_t i = 0; i < candidates.len; i++)
		assert_all_read(arena, &candidates, dependencies, i);
	arena_destroy(arena);
}

/* ---- and not too many ---- */

#define ACTIVITY "overlays-examples/activity"

static const struct row {
	const char *name, *file;
	size_t want; /* of the base and four overlays */
} ROWS[] = {
	{"a resource of the base", ACTIVITY "/base/oci-repository.yaml", 5},
	{"a patch of one overlay", ACTIVITY "/overlays/staging/kustomization.yaml", 1},
	{"what is not a manifest", ACTIVITY "/README.md", 0},
	{"a new manifest beside a kustomization", ACTIVITY "/overlays/staging/new.yaml", 1},
	{"a base that is gone", ACTIVITY "/base/kustomization.yaml", 5},
	{"the config", ".kustoc.yaml", 5},
};

static void concerns_just_those(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const struct candidates candidates = find(arena, ACTIVITY);
	const str file = str_of(row->file);
	const bool *is_affected =
		affected_find(dependencies_new(&candidates, NULL, NULL), &file, 1);
	size_t count = 0;
	for (size_t i = 0; i < candidates.len; i++)
		count += is_affected[i];
	assert_int_equal(count, row->want);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("lint/affected", ROWS, concerns_just_those) +
	       TABLE_RUN("lint/affected reads", TREES, knows_all_that_is_read);
}
