/*
 * resmap.c - see resmap.h
 *
 * The indexes only grow: a member stays under every name and place it ever had, since that is what
 * patches and references look for. So who looks something up still compares ids, and passes over
 * members that were dropped.
 */
#include "kustomize/resmap.h"

#include <string.h>

#include "kustomize/internal.h"

void resmap_init(struct resmap *map, struct arena *arena, const struct merge_schemas *schemas)
{
	*map = (struct resmap){.arena = arena, .index_arena = arena, .schemas = schemas};
}

void resmap_drop_index(struct resmap *map)
{
	map->by_name = map->by_place = (struct map){0};
	map->index_arena = NULL;
}

struct member *member_new(struct arena *arena, struct node *root)
{
	struct member *member = ARENA_NEW(arena, struct member);
	member->resource = (struct resource){root, resource_id_of(root)};
	return member;
}

struct member *member_copy(struct arena *arena, const struct member *member)
{
	struct member *copy = ARENA_NEW(arena, struct member);
	*copy = *member;
	copy->resource.root = node_copy(arena, member->resource.root);
	copy->resource.id = resource_id_of(copy->resource.root);
	/* Grown apart from the original's from here on. */
	copy->past.cap = copy->past.len;
	copy->prefixes.cap = copy->prefixes.len;
	copy->suffixes.cap = copy->suffixes.len;
	if (member->origin)
		copy->origin = node_copy(arena, member->origin);
	if (member->transformations)
		copy->transformations = node_copy(arena, member->transformations);
	return copy;
}

void member_forget(struct member *member)
{
	*member = (struct member){.resource = member->resource, .dropped = member->dropped};
}

/* ---- ids ---- */

bool resmap_is_cluster_scoped(const struct resmap *map, struct resource_id id)
{
	char joined[128]; /* asked for at every look-up: nothing is left behind in the arena */
	str version = id.gvk.version;
	if (id.gvk.group.len + version.len + 1 > sizeof joined) {
		version = arena_printf(map->arena, "%.*s/%.*s", STR_ARG(id.gvk.group),
		                       STR_ARG(version));
	} else if (id.gvk.group.len > 0) {
		memcpy(joined, id.gvk.group.at, id.gvk.group.len);
		joined[id.gvk.group.len] = '/';
		if (version.len > 0)
			memcpy(joined + id.gvk.group.len + 1, version.at, version.len);
		version = (str){joined, id.gvk.group.len + 1 + version.len};
	}
	return merge_schemas_is_cluster_scoped(map->schemas, version, id.gvk.kind);
}

str resmap_effective_namespace(const struct resmap *map, struct resource_id id)
{
	if (resmap_is_cluster_scoped(map, id))
		return RESMAP_CLUSTER;
	return id.namespace.len ? id.namespace : STR("default");
}

static bool same_namespace(const struct resmap *map, struct resource_id a, struct resource_id b)
{
	return str_eq(a.namespace, b.namespace) ||
	       str_eq(resmap_effective_namespace(map, a), resmap_effective_namespace(map, b));
}

bool resmap_same_id(const struct resmap *map, struct resource_id a, struct resource_id b)
{
	return str_eq(a.name, b.name) && gvk_eq(a.gvk, b.gvk) && same_namespace(map, a, b);
}

static struct resource_id past_id(const struct member *member, size_t i)
{
	struct resource_id id = member->resource.id;
	id.gvk.kind = member->past.at[i].kind;
	id.name = member->past.at[i].name;
	id.namespace = member->past.at[i].namespace;
	return id;
}

struct resource_id member_original_id(const struct member *member)
{
	return member->past.len ? past_id(member, 0) : member->resource.id;
}

bool member_any_id(const struct member *member, bool (*test)(struct resource_id id, void *context),
                   void *context)
{
	for (size_t i = 0; i < member->past.len; i++)
		if (test(past_id(member, i), context))
			return true;
	return test(member->resource.id, context);
}

struct sought {
	const struct resmap *map;
	struct resource_id id;
};

static bool is_sought(struct resource_id id, void *context)
{
	const struct sought *sought = context;
	return resmap_same_id(sought->map, id, sought->id);
}

static bool has_member(const struct members *members, const struct member *member)
{
	for (size_t i = 0; i < members->len; i++)
		if (members->at[i] == member)
			return true;
	return false;
}

struct members resmap_find_by_any_id(const struct resmap *map, struct resource_id id)
{
	struct members found = {0};
	struct sought sought = {map, id};
	const struct members *placed = resmap_placed(map, id);
	for (size_t i = 0; placed && i < placed->len; i++)
		if (!placed->at[i]->dropped && member_any_id(placed->at[i], is_sought, &sought) &&
		    !has_member(&found, placed->at[i]))
			*ARRAY_ADD(map->arena, &found) = placed->at[i];
	return found;
}

/* ---- the index ---- */

const struct members *resmap_named(const struct resmap *map, str name)
{
	return map_get(&map->by_name, name);
}

static str place_of(const struct resmap *map, struct resource_id id)
{
	const str namespace = resmap_effective_namespace(map, id);
	return ARENA_JOIN(map->index_arena, '\n', namespace, id.name);
}

const struct members *resmap_placed(const struct resmap *map, struct resource_id id)
{
	return map_get(&map->by_place, place_of(map, id));
}

static void index_under(struct resmap *map, struct map *index, str key, struct member *member)
{
	struct members *members = map_get(index, key);
	if (!members) {
		members = ARENA_NEW(map->index_arena, struct members);
		map_set(map->index_arena, index, key, members);
	}
	if (members->len == 0 || members->at[members->len - 1] != member)
		*ARRAY_ADD(map->index_arena, members) = member;
}

static void index_id(struct resmap *map, struct member *member, struct resource_id id)
{
	index_under(map, &map->by_name, id.name, member);
	index_under(map, &map->by_place, place_of(map, id), member);
}

static void index_member(struct resmap *map, struct member *member)
{
	for (size_t i = 0; i < member->past.len; i++)
		index_id(map, member, past_id(member, i));
	index_id(map, member, member->resource.id);
}

void resmap_touch(struct resmap *map, struct member *member)
{
	const struct resource_id old = member->resource.id;
	const struct resource_id now = resource_id_of(member->resource.root);
	member->resource.id = now;
	if (!str_eq(old.name, now.name) || !str_eq(old.namespace, now.namespace) ||
	    !gvk_eq(old.gvk, now.gvk))
		index_id(map, member, now);
}

void resmap_push_id(struct resmap *map, struct member *member)
{
	const struct resource_id id = member->resource.id;
	*ARRAY_ADD(map->arena, &member->past) =
		(struct past_id){id.name, resmap_effective_namespace(map, id), id.gvk.kind};
	internal_open(map->arena, member->resource.root);
}

/* ---- members ---- */

bool resmap_check_id(const struct resmap *map, const struct member *member, struct diags *diags)
{
	const struct resource_id id = member->resource.id;
	const struct members *placed = resmap_placed(map, id);
	for (size_t i = 0; placed && i < placed->len; i++) {
		const struct member *other = placed->at[i];
		if (other->dropped || other == member ||
		    !resmap_same_id(map, other->resource.id, id))
			continue;
		const str people = resource_id_for_people(map->arena, id);
		const str text = resource_id_to_text(map->arena, id);
		diag_error(diags, member->resource.root->at, "%.*s is there already",
		           STR_ARG(people));
		diag_sentence(diags, "may not add resource with an already registered id: %.*s",
		              STR_ARG(text));
		return diag_note(diags, other->resource.root->at, "first", "%.*s", STR_ARG(people));
	}
	return true;
}

bool resmap_add(struct resmap *map, struct member *member, struct diags *diags)
{
	if (!resmap_check_id(map, member, diags))
		return false;
	*ARRAY_ADD(map->arena, map) = member;
	index_member(map, member);
	return true;
}

bool resmap_add_all(struct resmap *map, const struct resmap *from, struct diags *diags)
{
	if (map->awaited.len == 0)
		map->awaited = from->awaited;
	for (size_t i = 0; i < from->len; i++)
		if (!from->at[i]->dropped && !resmap_add(map, from->at[i], diags))
			return false;
	return true;
}

/* From the end, as the later one of two is the one that is there already. */
bool resmap_check_ids(const struct resmap *map, struct diags *diags)
{
	for (size_t i = map->len; i > 0; i--)
		if (!map->at[i - 1]->dropped && !resmap_check_id(map, map->at[i - 1], diags))
			return false;
	return true;
}

bool resmap_absorb(struct resmap *map, struct resmap *from, struct diags *diags)
{
	if (map->len > 0 || map->by_name.len > 0)
		return resmap_add_all(map, from, diags);
	const str awaited = map->awaited.len > 0 ? map->awaited : from->awaited;
	*map = *from;
	map->awaited = awaited;
	return resmap_check_ids(map, diags);
}

void resmap_sweep(struct resmap *map)
{
	size_t kept = 0;
	for (size_t i = 0; i < map->len; i++) {
		struct member *member = map->at[i];
		if (node_is_empty(member->resource.root))
			member->dropped = true;
		if (!member->dropped)
			map->at[kept++] = member;
	}
	map->len = kept;
}
