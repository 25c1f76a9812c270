/*
 * resmap.h - the resources of a build, and who they have been
 *
 * Members stand in the order in which they were added. Each remembers every
 * identity it had, since patches, references and
 * replacements may use any of them. Looking one up by name, or by name and
 * namespace where a hundred overlays share their names, is a hash: kustomize
 * compares each with all others here, and is quadratic.
 *
 * Whoever changes a member's apiVersion, kind, name or namespace calls
 * resmap_touch(), before the next look-up.
 */
#ifndef KUSTOMIZE_RESMAP_H
#define KUSTOMIZE_RESMAP_H

#include "base/map.h"
#include "kube/resource.h"
#include "schema/merge_schema.h"

/* A former identity. Group and version are always the current ones. */
struct past_id {
	str name;
	str namespace; /* effective */
	str kind;
};

struct affixes {
	str *at;
	size_t len, cap;
};

/* What `behavior` asks of a generated ConfigMap or Secret; nothing else has one. */
enum generator_behavior {
	BEHAVIOR_NONE,
	BEHAVIOR_UNSPECIFIED,
	BEHAVIOR_CREATE,
	BEHAVIOR_REPLACE,
	BEHAVIOR_MERGE,
};

struct member {
	struct resource resource;          /* id is current: see resmap_touch() */
	ARRAY(struct past_id) past;        /* oldest first */
	struct affixes prefixes, suffixes; /* outermost last */
	bool needs_hash;
	bool allow_name_change, allow_kind_change;
	enum generator_behavior behavior;
	struct node *origin;          /* buildMetadata's record of where it came from, or NULL */
	struct node *transformations; /* list of such records, or NULL */
	bool dropped;                 /* removed; skip it. resmap_sweep() takes it out */
};

struct resmap {
	struct arena *arena;
	struct arena *index_arena; /* of what look-ups need: `arena`, or one that goes earlier */
	const struct merge_schemas *schemas;
	struct member **at;
	size_t len, cap;
	struct map by_name;  /* name -> the members that have or had it */
	struct map by_place; /* effective namespace and name -> those that have or had both */
	str awaited;         /* a file of resources in which there are none yet; "" for none */
};

/* Empty. `schemas` say which kinds live outside of namespaces, and must live as long. */
void resmap_init(struct resmap *map, struct arena *arena, const struct merge_schemas *schemas);
/* Forgets what look-ups need, before its arena goes: the members are all that is left. */
void resmap_drop_index(struct resmap *map);

/* A member around a document; not yet in any resmap. */
struct member *member_new(struct arena *arena, struct node *root);
struct member *member_copy(struct arena *arena, const struct member *member);
/*
 * Forgets who the member was and what it asked for, as when its annotations are lost in kustomize.
 */
void member_forget(struct member *member);

/*
 * Appends. False, with "may not add resource with an already registered id: …", when a member
 * has the same current id.
 */
MUST_CHECK bool resmap_add(struct resmap *map, struct member *member, struct diags *diags);
MUST_CHECK bool resmap_add_all(struct resmap *map, const struct resmap *from, struct diags *diags);
/* The same, when `from` is not used afterwards: an empty map takes its members and index over. */
MUST_CHECK bool resmap_absorb(struct resmap *map, struct resmap *from, struct diags *diags);
/*
 * Is the member's current id its own? False with the error of resmap_add(). For members that are in
 * the map and changed their names.
 */
MUST_CHECK bool resmap_check_id(const struct resmap *map, const struct member *member,
                                struct diags *diags);
/* resmap_check_id() of every member: transformers may have given two of them one name. */
MUST_CHECK bool resmap_check_ids(const struct resmap *map, struct diags *diags);
/* Reads the member's id again and notes a new name in the index. */
void resmap_touch(struct resmap *map, struct member *member);
/* Keeps the present identity as a past one. */
void resmap_push_id(struct resmap *map, struct member *member);
/* Takes out what was dropped or emptied. */
void resmap_sweep(struct resmap *map);

/* The members that have or had this name; one may occur twice, dropped ones included. */
struct members {
	struct member **at;
	size_t len, cap;
};
const struct members *resmap_named(const struct resmap *map, str name);
/* Those among them that had it in the effective namespace of `id` (whose name it is), or do. */
const struct members *resmap_placed(const struct resmap *map, struct resource_id id);

/* Does the resource live outside namespaces, by the schema in force? */
bool resmap_is_cluster_scoped(const struct resmap *map, struct resource_id id);
/*
 * The namespace ids are compared by: itself, "default" when unset, or what kustomize writes in the
 * place of one for kinds without. A selector may ask for that name, so it is more than a sign.
 */
#define RESMAP_CLUSTER STR("_non_namespaceable_")
str resmap_effective_namespace(const struct resmap *map, struct resource_id id);
/* Same group, version, kind, name and effective namespace? */
bool resmap_same_id(const struct resmap *map, struct resource_id a, struct resource_id b);
/* The id it came with: the oldest past one, else the current. */
struct resource_id member_original_id(const struct member *member);
/*
 * Calls `test` on each id, past ones first and the current one last, until it returns true. A past
 * id's namespace is the effective one.
 */
bool member_any_id(const struct member *member, bool (*test)(struct resource_id id, void *context),
                   void *context);
/* Members one of whose ids, past or current, equals `id`. */
struct members resmap_find_by_any_id(const struct resmap *map, struct resource_id id);

#endif
