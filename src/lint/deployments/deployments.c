/*
 * deployments.c - see deployments.h
 *
 * A directory goes by the name that the file system gives it when links are followed, for people
 * and Flux come to it by different paths. Renderings are remembered twice over: of a directory as
 * it is, and of an application by its text.
 */
#include "lint/deployments/deployments.h"

#include "base/file.h"
#include "base/path.h"
#include "kustomize/kustomization.h"
#include "lint/deployments/apply.h"
#include "lint/deployments/search.h"
#include "lint/generated.h"

/* One name for a directory, however somebody came by it. */
static str key_of(const struct deployments *deployments, str dir)
{
	str resolved;
	return file_resolve(deployments->arena, dir, &resolved) == 0
	               ? resolved
	               : flux_tree_full(&deployments->tree, dir);
}

/* ---- the whole repository ---- */

static bool has_relevant(const struct flux_files *files)
{
	for (size_t i = 0; i < files->len; i++)
		if (files->at[i].is_relevant)
			return true;
	return false;
}

static void index_list(struct deployments *deployments)
{
	struct arena *arena = deployments->arena;
	for (size_t i = 0; i < deployments->list.len; i++) {
		struct deployment *deployment = deployments->list.at[i];
		const str key = key_of(deployments, deployment->dir);
		struct deployment_list *list = map_get(&deployments->by_dir, key);
		if (!list) {
			list = ARENA_NEW(arena, struct deployment_list);
			map_set(arena, &deployments->by_dir, key, list);
		}
		*ARRAY_ADD(arena, list) = deployment;
	}
}

void deployments_find(struct deployments *deployments, struct arena *arena,
                      const struct candidates *candidates, str start, str top,
                      const struct config *config, const struct build_options *build)
{
	*deployments = (struct deployments){.arena = arena, .build = build};
	deployments->tree = top.len > 0 ? flux_tree_at(arena, top, config)
	                                : flux_tree_around(arena, start, config);
	struct candidates *all = &deployments->all;
	flux_tree_candidates(&deployments->tree, candidates, all);
	flux_files_find(&deployments->tree, all, build->texts, &deployments->files);
	if (!has_relevant(&deployments->files))
		return;
	flux_files_add_made(&deployments->tree, &deployments->files, all);
	candidates_link(all);
	deployments_search(deployments, all, config);
	index_list(deployments);
}

/* ---- one directory ---- */

struct deployment_list deployments_of(const struct deployments *deployments, str dir)
{
	const struct deployment_list *list =
		deployments->list.len > 0 ? map_get(&deployments->by_dir, key_of(deployments, dir))
					  : NULL;
	return list ? *list : (struct deployment_list){0};
}

struct rendering *deployments_bare(struct deployments *deployments, str dir)
{
	struct arena *arena = deployments->arena;
	const str key = flux_tree_full(&deployments->tree, dir);
	struct rendering *rendering = map_get(&deployments->bare, key);
	if (rendering)
		return rendering;
	const struct generated_source source = {deployments->tree.top, STR("")};
	struct build_options options = *deployments->build;
	if (!kustomization_exists(arena, dir))
		options.made = generated_config(arena, dir, &source, NO_MARK);
	rendering = rendering_new(arena, dir, &options);
	map_set(arena, &deployments->bare, key, rendering);
	return rendering;
}

void deployments_render(struct deployments *deployments, struct deployment *deployment)
{
	struct arena *arena = deployments->arena;
	const struct application *application = deployment->application;
	if (deployment->rendering)
		return;
	struct rendering *rendering = map_get(&deployments->applied, application->text);
	if (!rendering) {
		rendering = application_run(arena, application, deployments->tree.top,
		                            deployments->build);
		map_set(arena, &deployments->applied, application->text, rendering);
	}
	deployment->rendering = rendering;
	if (rendering->is_rendered)
		return;
	deployment->bare = deployments_bare(deployments, deployment->dir);
	deployment->problem = arena_printf(arena, "Flux Kustomization %.*s cannot apply it: %.*s",
	                                   STR_ARG(deployment->by.id.name),
	                                   STR_ARG(rendering->diags.last->message));
}

const struct resmap *deployment_resources(const struct deployment *deployment)
{
	if (deployment->rendering->is_rendered)
		return &deployment->rendering->build.resources;
	return deployment->bare && deployment->bare->is_rendered
	               ? &deployment->bare->build.resources
	               : NULL;
}

/* ---- kustomizations that Flux makes ---- */

static bool takes_in(struct arena *arena, str dir, const struct node *config,
                     const struct candidates *candidates)
{
	const struct node *resources = node_get(config, STR("resources"));
	if (!resources)
		return false;
	NODE_EACH_ITEM (item, resources)
		if (map_get(&candidates->by_dir, path_join(arena, dir, item->value->text)))
			return true;
	return false;
}

void deployments_add_made(struct deployments *deployments, const str *paths, size_t count,
                          struct candidates *candidates)
{
	struct arena *arena = deployments->arena;
	for (size_t i = 0; i < deployments->list.len; i++) {
		const struct deployment *deployment = deployments->list.at[i];
		const str dir = deployment->dir;
		if (kustomization_exists(arena, dir))
			continue;
		const struct generated_source source = {
			deployments->tree.top,
			deployment->application ? deployment->application->ignore : STR("")};
		const struct node *config =
			generated_config(arena, dir, &source, deployment->by.path_at);
		bool is_asked = takes_in(arena, dir, config, candidates);
		for (size_t j = 0; j < count && !is_asked; j++)
			is_asked = path_is_below(key_of(deployments, paths[j]),
			                         key_of(deployments, dir));
		if (is_asked)
			candidates_add_made(candidates, dir, config);
	}
}
