/*
 * found.c - see found.h
 *
 * Which cluster an object is for is a guess that must never be wrong silently: the environment of
 * its own file goes before that of who applies it, and that before its directory's. Where values
 * could be for either of two clusters they count for both, and variables.c takes them only if they
 * agree.
 */
#include "lint/deployments/found.h"

#include "base/path.h"
#include "lint/environments.h"

/* ---- what is looked for ---- */

static str environment_of_file(const struct config *config, struct mark at)
{
	return at.source ? environment_of(config, path_dir(at.source->path)) : STR("");
}

/* The file's, else that of whoever applies it, else the directory's. */
static str cluster_of(const struct found_in *in, struct mark at)
{
	const str own = environment_of_file(in->config, at);
	if (own.len > 0)
		return own;
	return in->cluster.len > 0 ? in->cluster : environment_of(in->config, in->origin);
}

static bool is_git_repository(const struct resource_id *id)
{
	return str_eq(id->gvk.group, STR("source.toolkit.fluxcd.io")) &&
	       str_eq(id->gvk.kind, STR("GitRepository"));
}

/* Values are for the cluster of whoever applies them, and for that which their file names. */
static void add_values(struct arena *arena, const struct resource *resource,
                       const struct found_in *in, struct found_objects *out)
{
	const str cluster = cluster_of(in, resource->root->at);
	variable_objects_add(arena, resource, cluster, &out->values);
	if (in->cluster.len > 0 && !str_eq(in->cluster, cluster))
		variable_objects_add(arena, resource, in->cluster, &out->values);
}

void found_add(struct arena *arena, const struct resource *resource, const struct found_in *in,
               struct found_objects *out)
{
	struct found found = {.origin = in->origin, .depth = in->depth};
	add_values(arena, resource, in, out);
	if (is_git_repository(&resource->id)) {
		const struct node *spec = node_get(resource->root, STR("spec"));
		*ARRAY_ADD(arena, &out->repositories) =
			(struct found_repository){.namespace = resource->id.namespace,
		                                  .name = resource->id.name,
		                                  .url = node_get_text(spec, STR("url")),
		                                  .ignore = node_get_text(spec, STR("ignore"))};
	}
	/* Without a source it is a patch of one. */
	if (!flux_kustomization_is(resource) ||
	    !flux_kustomization_get(arena, resource, &found.k) || found.k.source.kind.len == 0)
		return;
	found.cluster = cluster_of(in, resource->root->at);
	*ARRAY_ADD(arena, &out->kustomizations) = found;
}

void found_add_all(struct arena *arena, const struct resmap *resources, const struct found_in *in,
                   struct found_objects *out)
{
	for (size_t i = 0; i < resources->len; i++)
		if (!resources->at[i]->dropped)
			found_add(arena, &resources->at[i]->resource, in, out);
}

void found_add_repositories(struct arena *arena, const struct found_objects *from,
                            struct found_objects *out)
{
	for (size_t i = 0; i < from->repositories.len; i++)
		*ARRAY_ADD(arena, &out->repositories) = from->repositories.at[i];
}

/* ---- whose repository ---- */

#define OWN STR("flux-system")

/* "https://github.com/acme/fleet.git": fleet. Mirrors differ in the rest. */
static str repository_name(str url)
{
	while (str_ends_with(url, STR("/")))
		url = str_slice(url, 0, url.len - 1);
	const str base = path_base(url);
	return str_ends_with(base, STR(".git")) ? str_slice(base, 0, base.len - 4) : base;
}

static const struct found_repository *find_repository(const struct found_objects *all,
                                                      str namespace, str name)
{
	for (size_t i = 0; i < all->repositories.len; i++) {
		const struct found_repository *repository = &all->repositories.at[i];
		if (str_eq(repository->name, name) &&
		    (namespace.len == 0 || repository->namespace.len == 0 ||
		     str_eq(repository->namespace, namespace)))
			return repository;
	}
	return NULL;
}

str found_ignored(const struct flux_kustomization *k, const struct found_objects *all)
{
	const struct found_repository *repository =
		str_eq(k->source.kind, STR("GitRepository"))
			? find_repository(all, k->source.namespace, k->source.name)
			: NULL;
	return repository ? repository->ignore : STR("");
}

bool found_is_foreign(const struct flux_kustomization *k, const struct found_objects *all)
{
	const struct flux_source_ref *source = &k->source;
	if (!str_eq(source->kind, STR("GitRepository")) || str_eq(source->name, OWN))
		return false;
	const struct found_repository *theirs =
		find_repository(all, source->namespace, source->name);
	const struct found_repository *own = find_repository(all, STR(""), OWN);
	return theirs && own && theirs->url.len > 0 && own->url.len > 0 &&
	       !str_eq_nocase(repository_name(theirs->url), repository_name(own->url));
}
