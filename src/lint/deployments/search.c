/*
 * search.c - see search.h
 *
 * It begins with the Flux Kustomizations that nobody else applies: those in plain files, and those
 * that apply the directory they are in, as `flux bootstrap` leaves them. What one applies is
 * rendered and looked through for more. Overlays that nothing has reached by then are taken as they
 * are.
 *
 * Values of variables come from ConfigMaps that may only be found on the way. So all of it is done
 * again, with what the time before has found, until nothing changes; what was rendered once is not
 * rendered again.
 */
#include "lint/deployments/search.h"

#include "base/file.h"
#include "base/glob.h"
#include "base/path.h"
#include "lint/affected.h"
#include "lint/channel.h"
#include "lint/deployments/apply.h"
#include "lint/deployments/found.h"
#include "lint/environments.h"

enum {
	DEPTH_MAX = 32, /* Flux Kustomizations that lead to each other */
	PASSES_MAX = 4, /* until variables come to rest */
};

/* An overlay that may hold Flux Kustomizations, as it is. */
struct root {
	str dir;
	struct found_objects found;
	bool is_target; /* some Flux Kustomization applies it */
};

struct search {
	struct deployments *out;
	struct arena *arena;
	const struct config *config;
	const struct candidates *all;
	struct dependencies *dependencies;
	ARRAY(struct root) roots;
	struct found_objects plain;    /* of files that no kustomization takes in */
	struct found_objects objects;  /* everything ever found: for repositories */
	struct variable_objects known; /* values, from the pass before */
	struct map rendered;           /* an application's text -> struct rendering */
	bool wants_values;             /* somebody takes values from ConfigMaps */
	bool has_plain_values;         /* those in plain files have been looked for */
};

/* One time through. */
struct pass {
	struct search *search;
	struct found_list queue;
	struct variable_objects values;
	struct map done;    /* what was applied, and for whom -> itself */
	struct map covered; /* absolute directories that are applied, or part of one */
	struct deployment_list list;
	struct buf log; /* the keys of `done`, in order */
	bool is_first;
};

static str full_path(const struct search *search, str dir)
{
	return file_absolute(search->arena, dir);
}

/* ---- one Flux Kustomization ---- */

static void cover(struct pass *pass, str dir)
{
	map_set(pass->search->arena, &pass->covered, full_path(pass->search, dir), pass);
}

/* What a kustomization made by Flux takes in is applied by whoever applies that. */
static void cover_deployment(struct pass *pass, const struct deployment *deployment)
{
	const struct candidates *all = pass->search->all;
	cover(pass, deployment->dir);
	const size_t *index = map_get(&all->by_dir, deployment->dir);
	for (size_t i = 0; index && all->at[*index].is_made && i < all->len; i++)
		for (size_t j = 0; j < all->at[i].users.len; j++)
			if (all->at[i].users.at[j] == *index)
				cover(pass, all->at[i].dir);
}

/* The directory that it applies here; "" for none. */
static str directory_of(const struct search *search, const struct found *found)
{
	const str dir = flux_tree_directory(&search->out->tree, &found->k);
	if (dir.len == 0 || found_is_foreign(&found->k, &search->objects))
		return STR("");
	/* An artifact with the whole repository in it would be a strange way to apply oneself. */
	if (flux_kustomization_is_of_artifact(&found->k) &&
	    str_eq(full_path(search, dir), full_path(search, found->origin)))
		return STR("");
	return dir;
}

static struct application *prepare(const struct search *search, const struct found *found, str dir)
{
	return application_new(search->arena, &found->k, dir, found->cluster, &search->known,
	                       search->config);
}

static struct rendering *render(struct search *search, const struct application *application)
{
	struct rendering *rendering = map_get(&search->rendered, application->text);
	if (!rendering) {
		rendering = application_run(search->arena, application, search->out->tree.top,
		                            search->out->build);
		map_set(search->arena, &search->rendered, application->text, rendering);
	}
	return rendering;
}

/*
 * What is applied may hold the very object that applies it, changed by itself. Then that is what
 * the cluster comes to, and what is applied from then on.
 */
static const struct found *find_itself(const struct search *search, const struct found *found,
                                       const struct application *application,
                                       const struct found_list *inner)
{
	for (size_t i = 0; i < inner->len; i++) {
		const struct found *other = &inner->at[i];
		if (!str_eq(other->k.id.name, found->k.id.name) ||
		    !str_eq(other->k.id.namespace, found->k.id.namespace) ||
		    !str_eq(directory_of(search, other), application->dir))
			continue;
		return str_eq(prepare(search, other, application->dir)->text, application->text)
		               ? NULL
		               : other;
	}
	return NULL;
}

static str say_problem(struct arena *arena, const struct found *found,
                       const struct rendering *rendering)
{
	const str name = found->k.id.name;
	if (!rendering->is_rendered)
		return arena_printf(arena, "Flux Kustomization %.*s cannot apply it: %.*s",
		                    STR_ARG(name), STR_ARG(rendering->diags.last->message));
	if (found->depth >= DEPTH_MAX)
		return arena_printf(arena, "Flux Kustomization %.*s is part of a circle",
		                    STR_ARG(name));
	return STR("");
}

static struct deployment *add(struct pass *pass, const struct found *found, str dir,
                              str environment, struct rendering *rendering, str problem)
{
	struct deployment *deployment = ARENA_NEW(pass->search->arena, struct deployment);
	*deployment = (struct deployment){.by = found->k,
	                                  .dir = dir,
	                                  .environment = environment,
	                                  .rendering = rendering,
	                                  .problem = problem};
	if (!rendering->is_rendered)
		deployment->bare = deployments_bare(pass->search->out, dir);
	*ARRAY_ADD(pass->search->arena, &pass->list) = deployment;
	return deployment;
}

/* False when that was done before. */
static bool begin(struct pass *pass, str key)
{
	if (map_get(&pass->done, key))
		return false;
	map_set(pass->search->arena, &pass->done, key, pass);
	buf_add(&pass->log, key);
	buf_add_char(&pass->log, '\n');
	return true;
}

static str environment_for(const struct search *search, const struct found *found, str dir)
{
	const str own = environment_of(search->config, dir);
	return own.len > 0 ? own : found->cluster;
}

static void push_all(struct pass *pass, const struct found_list *list)
{
	for (size_t i = 0; i < list->len; i++)
		*ARRAY_ADD(pass->search->arena, &pass->queue) = list->at[i];
}

static void add_values(struct arena *arena, const struct variable_objects *from,
                       struct variable_objects *out)
{
	for (size_t i = 0; i < from->len; i++)
		*ARRAY_ADD(arena, out) = from->at[i];
}

/* The first time through, whatever is found is made use of at once: it is nearly always right. */
static void keep_values(struct pass *pass, const struct variable_objects *values)
{
	struct search *search = pass->search;
	add_values(search->arena, values, &pass->values);
	if (pass->is_first)
		add_values(search->arena, values, &search->known);
}

static void keep_repositories(struct search *search, const struct found_objects *inner)
{
	for (size_t i = 0; i < inner->repositories.len; i++)
		*ARRAY_ADD(search->arena, &search->objects.repositories) =
			inner->repositories.at[i];
}

static void apply(struct pass *pass, const struct found *found, str dir)
{
	struct search *search = pass->search;
	const struct application *application = prepare(search, found, dir);
	const str environment = environment_for(search, found, dir);
	struct found_objects inner = {0};
	search->wants_values |= application->variables.from.len > 0;
	if (!begin(pass, arena_printf(search->arena, "%.*s\n%.*s\n%.*s", STR_ARG(found->cluster),
	                              STR_ARG(environment), STR_ARG(application->text))))
		return;
	struct rendering *rendering = render(search, application);
	if (rendering->is_rendered && found->depth < DEPTH_MAX) {
		const struct found_in in = {search->config, dir, found->cluster, found->depth + 1};
		found_add_all(search->arena, &rendering->build.resources, &in, &inner);
		keep_repositories(search, &inner);
	}
	const struct found *itself = find_itself(search, found, application, &inner.kustomizations);
	if (itself) {
		*ARRAY_ADD(search->arena, &pass->queue) = *itself;
		return;
	}
	cover_deployment(pass, add(pass, found, dir, environment, rendering,
	                           say_problem(search->arena, found, rendering)));
	keep_values(pass, &inner.values);
	push_all(pass, &inner.kustomizations);
}

/* ---- a path that is not known ---- */

/* "apps/${CLUSTER}/x" as a pattern for paths: a variable stands for a name. */
static str pattern_of(struct arena *arena, str path)
{
	struct buf out;
	buf_init(&out, arena);
	for (size_t at; (at = str_find(path, STR("${"))) != STR_NONE;) {
		buf_add(&out, str_slice(path, 0, at));
		buf_add_char(&out, '*');
		const size_t end = str_find_char(str_from(path, at), '}');
		path = str_from(path, end == STR_NONE ? path.len : at + end + 1);
	}
	buf_add(&out, path);
	return buf_text(&out);
}

/* Any overlay that it may mean may be changed by it, and so nothing is known of those. */
static void suspect(struct pass *pass, const struct found *found, str unknown)
{
	struct search *search = pass->search;
	struct arena *arena = search->arena;
	const str pattern = pattern_of(arena, found->k.path);
	const str problem = arena_printf(
		arena,
		"Flux Kustomization %.*s may apply it: its path is %.*s; set substitute.%.*s",
		STR_ARG(found->k.id.name), STR_ARG(found->k.path), STR_ARG(unknown));
	for (size_t i = 0; i < search->all->len; i++) {
		const struct candidate *candidate = &search->all->at[i];
		const str below = path_relative(arena, search->out->tree.top,
		                                full_path(search, candidate->dir));
		if (!candidate_is_overlay(candidate) || !glob_matches(pattern, below) ||
		    !begin(pass, arena_printf(arena, "%.*s\n%.*s", STR_ARG(candidate->dir),
		                              STR_ARG(problem))))
			continue;
		add(pass, found, candidate->dir, environment_for(search, found, candidate->dir),
		    deployments_bare(search->out, candidate->dir), problem);
	}
}

/* ---- a pass ---- */

static void process(struct pass *pass, struct found found)
{
	str unknown;
	found.k.path = path_clean(pass->search->arena,
	                          channel_substitute(pass->search->arena, pass->search->config,
	                                             found.k.path, &unknown));
	if (unknown.len > 0) {
		suspect(pass, &found, unknown);
		return;
	}
	const str dir = directory_of(pass->search, &found);
	if (dir.len > 0)
		apply(pass, &found, dir);
}

static void drain(struct pass *pass)
{
	for (size_t i = 0; i < pass->queue.len; i++)
		process(pass, pass->queue.at[i]);
	pass->queue.len = 0;
}

/* Those that apply the directory they are in: what `flux bootstrap` leaves. */
static void push_selfapplied(struct pass *pass, const struct root *root)
{
	const struct search *search = pass->search;
	for (size_t i = 0; i < root->found.kustomizations.len; i++) {
		const struct found *found = &root->found.kustomizations.at[i];
		const str dir = directory_of(search, found);
		if (dir.len > 0 && str_eq(full_path(search, dir), full_path(search, root->dir)))
			*ARRAY_ADD(search->arena, &pass->queue) = *found;
	}
}

/* Overlays that nothing applies, so far as one can see; first those that nothing seems to. */
static void take_roots(struct pass *pass, bool targets)
{
	struct search *search = pass->search;
	for (size_t i = 0; i < search->roots.len; i++) {
		const struct root *root = &search->roots.at[i];
		if (root->is_target != targets ||
		    map_get(&pass->covered, full_path(search, root->dir)))
			continue;
		keep_values(pass, &root->found.values);
		push_all(pass, &root->found.kustomizations);
		drain(pass);
	}
}

static struct pass run_pass(struct search *search, bool is_first)
{
	struct pass pass = {.search = search, .is_first = is_first};
	buf_init(&pass.log, search->arena);
	push_all(&pass, &search->plain.kustomizations);
	for (size_t i = 0; i < search->roots.len; i++)
		push_selfapplied(&pass, &search->roots.at[i]);
	drain(&pass);
	take_roots(&pass, false);
	take_roots(&pass, true);
	return pass;
}

/* ---- where it begins ---- */

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
	*root = (struct root){.dir = search->all->at[index].dir};
	const struct rendering *bare = deployments_bare(search->out, root->dir);
	const struct found_in in = {.config = search->config, .origin = root->dir};
	if (bare->is_rendered)
		found_add_all(search->arena, &bare->build.resources, &in, &root->found);
	else
		take_as_written(search, index, root);
	keep_repositories(search, &root->found);
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
		const str dir = directory_of(search, &list->at[i]);
		for (size_t j = 0; dir.len > 0 && j < search->roots.len; j++)
			if (str_eq(full_path(search, search->roots.at[j].dir),
			           full_path(search, dir)))
				search->roots.at[j].is_target = true;
	}
}

/* ---- values ---- */

/* ConfigMaps and Secrets in files that nobody takes in; only looked for when somebody needs any. */
static void find_plain_values(struct search *search)
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

/* Values that depend on each other in a circle: any of them may be another next time. */
static void note_unrest(struct pass *pass)
{
	for (size_t i = 0; i < pass->list.len; i++)
		if (pass->list.at[i]->problem.len == 0)
			pass->list.at[i]->problem =
				STR("the values of Flux's variables do not come to rest");
}

static struct pass settle(struct search *search, struct pass pass)
{
	find_plain_values(search);
	for (int i = 0; i < PASSES_MAX; i++) {
		search->known = pass.values;
		add_values(search->arena, &search->plain.values, &search->known);
		const struct pass before = pass;
		pass = run_pass(search, false);
		if (str_eq(buf_text(&pass.log), buf_text(&before.log)))
			return pass;
		if (i + 1 == PASSES_MAX)
			note_unrest(&pass);
	}
	return pass;
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

void deployments_search(struct deployments *deployments, const struct candidates *all,
                        const struct config *config)
{
	struct search search = {.out = deployments,
	                        .arena = deployments->arena,
	                        .config = config,
	                        .all = all,
	                        .dependencies = dependencies_new(all, NULL, NULL)};
	find_plain(&search);
	find_roots(&search);
	keep_repositories(&search, &search.plain);
	mark_targets(&search, &search.plain.kustomizations);
	if (somebody_wants_values(&search))
		find_plain_values(&search);
	add_values(search.arena, &search.plain.values, &search.known);
	for (size_t i = 0; i < search.roots.len; i++) {
		mark_targets(&search, &search.roots.at[i].found.kustomizations);
		add_values(search.arena, &search.roots.at[i].found.values, &search.known);
	}
	struct pass pass = run_pass(&search, true);
	if (search.wants_values)
		pass = settle(&search, pass);
	deployments->list = pass.list;
}
