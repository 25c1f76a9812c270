/*
 * environments.c - see environments.h
 *
 * Without a config names of folders are all there is to go by. Flux' own documentation lays
 * repositories out with `clusters/NAME`, kustomize's with `overlays/NAME`; the last of these in a
 * path counts, so that `clusters/eu/overlays/prod` is "prod".
 */
#include "lint/environments.h"

#include "base/closest.h"
#include "base/file.h"
#include "base/glob.h"
#include "base/path.h"

str environment_of(const struct config *config, str dir)
{
	const str configured = config ? config_environment(config, dir) : STR("");
	if (configured.len > 0)
		return configured;
	str step, name = STR("");
	bool is_next = false;
	while (dir.len > 0) {
		str_cut(dir, '/', &step, &dir);
		if (is_next)
			name = step;
		is_next = str_eq(step, STR("overlays")) || str_eq(step, STR("clusters"));
	}
	return name;
}

bool environment_is_production(str environment)
{
	return str_starts_with(environment, STR("prod"));
}

static bool is_directory(struct arena *arena, str path)
{
	return file_kind(arena, path) == FILE_DIRECTORY;
}

/* With the name that may be meant: environments are few, and misspelt often. */
static bool suggest(const struct closest *closest, struct diags *diags)
{
	diag_code(diags, NULL);
	return closest->best.len
	               ? diag_note(diags, NO_MARK, "closest", "%.*s", STR_ARG(closest->best))
	               : false;
}

static bool unknown_directory(const struct candidates *candidates, str name, struct diags *diags)
{
	struct closest closest = closest_to(name);
	for (size_t i = 0; i < candidates->len; i++)
		closest_try(&closest, path_base(candidates->at[i].dir));
	diag_error(diags, NO_MARK, "no directory '%.*s', and no kustomization in one below here",
	           STR_ARG(name));
	return suggest(&closest, diags);
}

/* ---- paths in the config ---- */

/* A path of the config's that was not yet met. */
struct waiting {
	const struct node *pattern;
	str environment, text;
};

struct waiting_list {
	struct waiting *at;
	size_t len, cap;
};

static struct waiting_list paths_of(const struct config *config)
{
	struct waiting_list list = {0};
	const struct node *environments = node_get(config->fields, STR("environments"));
	if (!node_is_map(environments))
		return list;
	NODE_EACH_PAIR (pair, environments)
		NODE_EACH_ITEM (item, node_get(pair->value, STR("paths")))
			*ARRAY_ADD(config->arena, &list) =
				(struct waiting){item->value, pair->key.text,
			                         path_clean(config->arena, item->value->text)};
	return list;
}

static void meet(const struct config *config, const struct flux_tree *tree, str dir,
                 struct waiting_list *list)
{
	const str path = path_relative(config->arena, config->dir, flux_tree_full(tree, dir));
	size_t kept = 0;
	for (size_t i = 0; i < list->len; i++)
		if (!glob_covers(list->at[i].text, path))
			list->at[kept++] = list->at[i];
	list->len = kept;
}

void environments_check_paths(const struct config *config, const struct flux_tree *tree,
                              const struct candidates *all, struct diags *diags)
{
	struct waiting_list list = config ? paths_of(config) : (struct waiting_list){0};
	for (size_t i = 0; i < all->len && list.len > 0; i++)
		meet(config, tree, all->at[i].dir, &list);
	/* Flux applies directories without a kustomization file, too. */
	for (size_t i = 0; i < all->manifests.len && list.len > 0; i++)
		meet(config, tree, path_dir(all->manifests.at[i]), &list);
	for (size_t i = 0; i < list.len; i++)
		diag_add(diags, DIAG_WARNING, NULL, list.at[i].pattern->at,
		         "no manifest lies in '%.*s': nothing is judged as %.*s by it",
		         STR_ARG(list.at[i].pattern->text), STR_ARG(list.at[i].environment));
}

/* ---- names ---- */

static bool is_met(struct closest *closest, str environment)
{
	closest_try(closest, environment);
	return str_eq(environment, closest->wanted);
}

static bool is_known(struct closest *closest, const struct candidates *candidates,
                     const struct deployments *deployments, const struct config *config)
{
	const struct node *named = config ? node_get(config->fields, STR("environments")) : NULL;
	if (node_get(named, closest->wanted))
		return true;
	for (size_t i = 0; i < candidates->len; i++) {
		const str dir = candidates->at[i].dir;
		const struct deployment_list by = deployments_of(deployments, dir);
		if (is_met(closest, environment_of(config, dir)))
			return true;
		for (size_t j = 0; j < by.len; j++)
			if (is_met(closest, by.at[j]->environment))
				return true;
	}
	return false;
}

bool environments_expect(const struct candidates *candidates, const struct deployments *deployments,
                         const struct config *config, str name, struct diags *diags)
{
	struct closest closest = closest_to(name);
	if (is_known(&closest, candidates, deployments, config))
		return true;
	diag_error(diags, NO_MARK, "no environment '%.*s'", STR_ARG(name));
	return suggest(&closest, diags);
}

static bool has_environment(const struct candidates *candidates, str name)
{
	for (size_t i = 0; i < candidates->len; i++)
		if (str_eq(path_base(candidates->at[i].dir), name))
			return true;
	return false;
}

/* Every folder `before` beside which there is a folder `after`. */
static void pair_siblings(const struct candidates *candidates, str before, str after,
                          struct environment_pairs *out)
{
	struct arena *arena = candidates->arena;
	for (size_t i = 0; i < candidates->len; i++) {
		const str dir = candidates->at[i].dir;
		const str other = path_join(arena, path_dir(dir), after);
		if (str_eq(path_base(dir), before) && map_get(&candidates->by_dir, other))
			*ARRAY_ADD(arena, out) = (struct environment_pair){dir, other};
	}
}

bool environments_pair(struct arena *arena, str before, str after, struct environment_pairs *out,
                       struct diags *diags)
{
	if (is_directory(arena, before) && is_directory(arena, after)) {
		*ARRAY_ADD(arena, out) = (struct environment_pair){path_clean(arena, before),
		                                                   path_clean(arena, after)};
		return true;
	}
	struct candidates candidates;
	candidates_init(&candidates, arena);
	if (!candidates_find(&candidates, STR("."), diags))
		return false;
	if (!has_environment(&candidates, before))
		return unknown_directory(&candidates, before, diags);
	if (!has_environment(&candidates, after))
		return unknown_directory(&candidates, after, diags);
	pair_siblings(&candidates, before, after, out);
	if (out->len > 0)
		return true;
	diag_error(diags, NO_MARK, "no folder has kustomizations in both '%.*s' and '%.*s'",
	           STR_ARG(before), STR_ARG(after));
	return diag_code(diags, NULL);
}
