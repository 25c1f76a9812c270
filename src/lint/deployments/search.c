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
	return flux_tree_full(&search->out->tree, dir);
}

str search_directory_of(const struct search *search, const struct found *found)
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

static str environment_for(const struct search *search, const struct found *found, str dir)
{
	const str own = environment_of(search->config, dir);
	return own.len > 0 ? own : found->cluster;
}

static struct application *prepare(const struct search *search, const struct found *found, str dir)
{
	const struct application_facts facts = {
		.objects = &search->known,
		.config = search->config,
		.cluster = found->cluster,
		.ignore = found_ignored(&found->k, &search->objects),
	};
	return application_new(search->arena, &found->k, dir, &facts);
}

/*
 * May there be more in what is applied? Where there is not, it is rendered when somebody asks for
 * it.
 */
static bool leads_on(const struct search *search, const struct application *application)
{
	const size_t *index = map_get(&search->all->by_dir, application->dir);
	return !index || search->all->at[*index].is_made || search->leads_on[*index] ||
	       node_get(application->edit, STR("components"));
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
		    !str_eq(search_directory_of(search, other), application->dir))
			continue;
		return str_eq(prepare(search, other, application->dir)->text, application->text)
		               ? NULL
		               : other;
	}
	return NULL;
}

static struct deployment *new_deployment(const struct pass *pass, const struct found *found,
                                         const struct application *application)
{
	struct search *search = pass->search;
	struct deployment *deployment = ARENA_NEW(search->arena, struct deployment);
	*deployment =
		(struct deployment){.by = found->k,
	                            .dir = application->dir,
	                            .environment = environment_for(search, found, application->dir),
	                            .application = application};
	if (found->depth >= DEPTH_MAX)
		deployment->problem =
			arena_printf(search->arena, "Flux Kustomization %.*s is part of a circle",
		                     STR_ARG(found->k.id.name));
	return deployment;
}

static void add(struct pass *pass, struct deployment *deployment)
{
	*ARRAY_ADD(pass->search->arena, &pass->list) = deployment;
	cover_deployment(pass, deployment);
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

static void push_all(struct pass *pass, const struct found_list *list)
{
	for (size_t i = 0; i < list->len; i++)
		*ARRAY_ADD(pass->search->arena, &pass->queue) = list->at[i];
}

/* The first time through, whatever is found is made use of at once: it is nearly always right. */
static void keep_values(struct pass *pass, const struct variable_objects *values)
{
	struct search *search = pass->search;
	variable_objects_add_all(search->arena, values, &pass->values);
	if (pass->is_first)
		variable_objects_add_all(search->arena, values, &search->known);
}

/* What is found in a deployment; nothing in one that leads no further. */
static struct found_objects look_inside(const struct search *search, const struct found *found,
                                        struct deployment *deployment)
{
	const struct found_in in = {search->config, deployment->dir, found->cluster,
	                            found->depth + 1};
	struct found_objects inner = {0};
	if (!leads_on(search, deployment->application) || found->depth >= DEPTH_MAX)
		return inner;
	deployments_render(search->out, deployment);
	if (deployment->rendering->is_rendered)
		found_add_all(search->arena, &deployment->rendering->build.resources, &in, &inner);
	return inner;
}

static void apply(struct pass *pass, const struct found *found, str dir)
{
	struct search *search = pass->search;
	const struct application *application = prepare(search, found, dir);
	struct deployment *deployment = new_deployment(pass, found, application);
	search_want(search, &found->k);
	if (!begin(pass,
	           arena_printf(search->arena, "%.*s\n%.*s\n%.*s", STR_ARG(found->cluster),
	                        STR_ARG(deployment->environment), STR_ARG(application->text))))
		return;
	const struct found_objects inner = look_inside(search, found, deployment);
	found_add_repositories(search->arena, &inner, &search->objects);
	const struct found *itself = find_itself(search, found, application, &inner.kustomizations);
	if (itself) {
		*ARRAY_ADD(search->arena, &pass->queue) = *itself;
		return;
	}
	add(pass, deployment);
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
		struct deployment *deployment = ARENA_NEW(arena, struct deployment);
		*deployment = (struct deployment){
			.by = found->k,
			.dir = candidate->dir,
			.environment = environment_for(search, found, candidate->dir),
			.rendering = deployments_bare(search->out, candidate->dir),
			.problem = problem};
		*ARRAY_ADD(arena, &pass->list) = deployment;
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
	const str dir = search_directory_of(pass->search, &found);
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
		const str dir = search_directory_of(search, found);
		if (dir.len > 0 && str_eq(full_path(search, dir), root->full))
			*ARRAY_ADD(search->arena, &pass->queue) = *found;
	}
}

/* Overlays that nothing applies, so far as one can see; first those that nothing seems to. */
static void take_roots(struct pass *pass, bool targets)
{
	struct search *search = pass->search;
	for (size_t i = 0; i < search->roots.len; i++) {
		const struct root *root = &search->roots.at[i];
		if (root->is_target != targets || map_get(&pass->covered, root->full))
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
	for (int i = 0; i < PASSES_MAX; i++) {
		search_look_for_values(search);
		search->known = pass.values;
		variable_objects_add_all(search->arena, &search->plain.values, &search->known);
		const struct pass before = pass;
		pass = run_pass(search, false);
		if (str_eq(buf_text(&pass.log), buf_text(&before.log)))
			return pass;
		if (i + 1 == PASSES_MAX)
			note_unrest(&pass);
	}
	return pass;
}

void deployments_search(struct deployments *deployments, const struct candidates *all,
                        const struct config *config)
{
	struct search search = {.out = deployments,
	                        .arena = deployments->arena,
	                        .config = config,
	                        .all = all,
	                        .dependencies = dependencies_new(all, NULL, NULL)};
	search_begin(&search);
	struct pass pass = run_pass(&search, true);
	if (search.wanted.len > 0)
		pass = settle(&search, pass);
	deployments->list = pass.list;
}
