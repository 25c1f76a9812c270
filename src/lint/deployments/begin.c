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

struct paths {
	str *at;
	size_t len, cap;
};

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
	for (size_t i = 0; i < search->all->len; i++)
		if (search->leads_on[i] && candidate_is_overlay(&search->all->at[i]))
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

void search_want(struct search *search, const struct flux_kustomization *k)
{
	const struct node *from =
		node_get(node_get(k->spec, STR("postBuild")), STR("substituteFrom"));
	if (!node_is_seq(from))
		return;
	NODE_EACH_ITEM (item, from) {
		const str name = node_get_text(item->value, STR("name"));
		if (name.len > 0)
			map_set(search->arena, &search->wanted, name, search);
	}
}

static bool mentions_wanted(const struct search *search, str text)
{
	if (!str_contains(text, STR("onfigMap")) && !str_contains(text, STR("ecret")))
		return false;
	for (size_t i = 0; i < search->wanted.cap; i++)
		if (search->wanted.slots[i].value &&
		    str_contains(text, search->wanted.slots[i].key))
			return true;
	return false;
}

static void add_plain_values(struct search *search, str path, str text)
{
	struct source *source = ARENA_NEW(search->arena, struct source);
	*source = (struct source){.path = path, .text = arena_copy(search->arena, text)};
	const struct resources objects = flux_files_objects(search->arena, source);
	const str cluster = environment_of(search->config, path_dir(path));
	for (size_t i = 0; i < objects.len; i++)
		variable_objects_add(search->arena, &objects.at[i], cluster, &search->plain.values);
}

/* Notes files that some kustomization takes in; takes values from the others. */
static void look_into(struct search *search, str path, bool is_manifest, struct paths *named)
{
	struct arena *scratch = arena_create();
	str text;
	if (file_read(scratch, path, &text) == 0 && mentions_wanted(search, text)) {
		if (is_manifest && !dependencies_has(search->dependencies, path))
			add_plain_values(search, path, text);
		else
			*ARRAY_ADD(search->arena, named) = path;
	}
	arena_destroy(scratch);
}

/* Whoever reads one of Flux's files or one with values may bring more. */
static void note_leads(struct search *search, struct paths *files)
{
	const struct flux_files *flux = &search->out->files;
	for (size_t i = 0; i < flux->len; i++)
		if (flux->at[i].is_relevant)
			*ARRAY_ADD(search->arena, files) = flux->at[i].path;
	search->leads_on = affected_find(search->dependencies, files->at, files->len);
}

void search_look_for_values(struct search *search)
{
	const struct candidates *all = search->all;
	struct paths named = {0};
	const bool any = search->wanted.len > search->looked_for;
	for (size_t i = 0; any && i < all->len; i++)
		if (!all->at[i].is_made)
			look_into(search, all->at[i].file, false, &named);
	for (size_t i = 0; any && i < all->manifests.len; i++)
		look_into(search, all->manifests.at[i], true, &named);
	search->looked_for = search->wanted.len;
	note_leads(search, &named);
}

void search_begin(struct search *search)
{
	struct arena *arena = search->arena;
	const struct flux_files *files = &search->out->files;
	for (size_t i = 0; i < files->len; i++)
		for (size_t j = 0; j < files->at[i].kustomizations.len; j++)
			search_want(search, &files->at[i].kustomizations.at[j]);
	find_plain(search);
	search_look_for_values(search);
	find_roots(search);
	found_add_repositories(arena, &search->plain, &search->objects);
	mark_targets(search, &search->plain.kustomizations);
	variable_objects_add_all(arena, &search->plain.values, &search->known);
	for (size_t i = 0; i < search->roots.len; i++) {
		const struct found_objects *found = &search->roots.at[i].found;
		mark_targets(search, &found->kustomizations);
		variable_objects_add_all(arena, &found->values, &search->known);
	}
}
