/*
 * begin.c - see search.h: what there is before anything is applied
 *
 * Flux Kustomizations in plain files, those in overlays as these are by themselves, and the values
 * beside them.
 */
#include "lint/deployments/search.h"

#include "base/file.h"
#include "base/path.h"
#include "lint/environments.h"

/* ---- files and overlays ---- */

static void add_plain(struct search *search, const struct resources *objects, str path)
{
	const struct found_in in = {.config = search->config,
	                            .origin = STR(""),
	                            .cluster = environment_of(search->config, path_dir(path))};
	for (size_t i = 0; i < objects->len; i++)
		found_add(search->arena, &objects->at[i], &in, &search->plain);
}

/* Flux Kustomizations under kustomize's own file name are a finding, and meant all the same. */
static bool is_plain(const struct search *search, str path)
{
	const size_t *index = map_get(&search->all->by_dir, path_dir(path));
	if (index && str_eq(search->all->at[*index].file, path))
		return search->all->at[*index].is_flux;
	return !dependencies_has(search->dependencies, path);
}

static void find_plain(struct search *search)
{
	const struct flux_files *files = &search->out->files;
	for (size_t i = 0; i < files->len; i++)
		if (is_plain(search, files->at[i].path))
			add_plain(search, &files->at[i].objects, files->at[i].path);
}

/* What a root reads that cannot be rendered is taken as it is written. */
static void take_as_written(struct search *search, size_t index, struct root *root)
{
	const struct flux_files *files = &search->out->files;
	const struct found_in in = {.config = search->config, .origin = root->dir};
	for (size_t i = 0; i < files->len; i++) {
		if (!affected_find(search->dependencies, &files->at[i].path, 1)[index])
			continue;
		for (size_t j = 0; j < files->at[i].objects.len; j++)
			found_add(search->arena, &files->at[i].objects.at[j], &in, &root->found);
	}
}

static void add_root(struct search *search, size_t index)
{
	struct root *root = ARRAY_ADD(search->arena, &search->roots);
	const str dir = search->all->at[index].dir;
	*root = (struct root){.dir = dir, .full = flux_tree_full(&search->out->tree, dir)};
	const struct rendering *bare = deployments_bare(search->out, root->dir);
	const struct found_in in = {.config = search->config, .origin = root->dir};
	if (bare->is_rendered)
		found_add_all(search->arena, &bare->build.resources, &in, &root->found);
	else
		take_as_written(search, index, root);
	found_add_repositories(search->arena, &root->found, &search->objects);
}

static void find_roots(struct search *search)
{
	const struct flux_files *files = &search->out->files;
	str *relevant = ARENA_ARRAY(search->arena, str, files->len + 1);
	size_t count = 0;
	for (size_t i = 0; i < files->len; i++)
		if (files->at[i].is_relevant)
			relevant[count++] = files->at[i].path;
	const bool *reads_one = affected_find(search->dependencies, relevant, count);
	for (size_t i = 0; i < search->all->len; i++)
		if (reads_one[i] && candidate_is_overlay(&search->all->at[i]))
			add_root(search, i);
}

static void mark_targets(struct search *search, const struct found_list *list)
{
	for (size_t i = 0; i < list->len; i++) {
		const str dir = search_directory_of(search, &list->at[i]);
		const str full = flux_tree_full(&search->out->tree, dir);
		for (size_t j = 0; dir.len > 0 && j < search->roots.len; j++)
			if (str_eq(search->roots.at[j].full, full))
				search->roots.at[j].is_target = true;
	}
}

/* ---- values ---- */

void search_find_plain_values(struct search *search)
{
	const struct candidates *all = search->all;
	if (search->has_plain_values)
		return;
	search->has_plain_values = true;
	for (size_t i = 0; i < all->manifests.len; i++) {
		struct source *source = ARENA_NEW(search->arena, struct source);
		source->path = all->manifests.at[i];
		if (dependencies_has(search->dependencies, source->path) ||
		    file_read(search->arena, source->path, &source->text) != 0 ||
		    (!str_contains(source->text, STR("ConfigMap")) &&
		     !str_contains(source->text, STR("Secret"))))
			continue;
		const struct resources objects = flux_files_objects(search->arena, source);
		const str cluster = environment_of(search->config, path_dir(source->path));
		for (size_t j = 0; j < objects.len; j++)
			variable_objects_add(search->arena, &objects.at[j], cluster,
			                     &search->plain.values);
	}
}

/* As written: what patches add is found out on the way. */
static bool somebody_wants_values(const struct search *search)
{
	const struct flux_files *files = &search->out->files;
	for (size_t i = 0; i < files->len; i++)
		for (size_t j = 0; j < files->at[i].kustomizations.len; j++) {
			const struct node *spec = files->at[i].kustomizations.at[j].spec;
			if (node_get(node_get(spec, STR("postBuild")), STR("substituteFrom")))
				return true;
		}
	return false;
}

void search_begin(struct search *search)
{
	struct arena *arena = search->arena;
	find_plain(search);
	find_roots(search);
	found_add_repositories(arena, &search->plain, &search->objects);
	mark_targets(search, &search->plain.kustomizations);
	if (somebody_wants_values(search))
		search_find_plain_values(search);
	variable_objects_add_all(arena, &search->plain.values, &search->known);
	for (size_t i = 0; i < search->roots.len; i++) {
		const struct found_objects *found = &search->roots.at[i].found;
		mark_targets(search, &found->kustomizations);
		variable_objects_add_all(arena, &found->values, &search->known);
	}
}
