/*
 * fieldspec.h - which fields of which kinds a transformer changes
 *
 * A field spec is a kind and a path. The built-in ones come with
 * transformer_config.h; `configurations`, `labels.fields` and plugin configs
 * add more. Specs never change once made, so sets share
 * them by pointer.
 *
 * A path's elements are separated by '/'; "\/" is a slash inside an element and
 * "[]" at an element's end marks a list, which is never created. Lists that the
 * path does not mention are walked through all the same.
 */
#ifndef KUSTOMIZE_FIELDSPEC_H
#define KUSTOMIZE_FIELDSPEC_H

#include "base/map.h"
#include "kube/resource.h"

struct fieldspec {
	struct gvk gvk; /* empty parts fit everything */
	str path;
	bool create; /* make what is missing, if the transformer makes anything */
};

/*
 * Bytes in a path that makes what is missing: the tree is walked by recursion, so a path must not
 * nest it without limit.
 */
enum { FIELDSPEC_PATH_MAX = 2000 };

struct fieldspecs {
	const struct fieldspec **at;
	size_t len, cap;
};

/* ---- sets ---- */

/* A set with the same specs, to which more can be added without touching `specs`. */
struct fieldspecs fieldspecs_copy(const struct fieldspecs *specs);
/* Adds a spec, which must live as long as the set, whatever is there. */
void fieldspecs_append(struct arena *arena, struct fieldspecs *specs, const struct fieldspec *spec);
/*
 * Adds a spec unless one with the same path already covers its kind. False, with the sentence
 * "conflicting fieldspecs", when that one disagrees about `create`; the error stands at `at`.
 */
MUST_CHECK bool fieldspecs_add(struct arena *arena, struct fieldspecs *specs,
                               const struct fieldspec *spec, struct mark at, struct diags *diags);
MUST_CHECK bool fieldspecs_add_all(struct arena *arena, struct fieldspecs *specs,
                                   const struct fieldspecs *more, struct mark at,
                                   struct diags *diags);
/*
 * The FieldSpecs of a configuration: a list of maps, already checked. Nothing is merged. NULL
 * gives none.
 */
struct fieldspecs fieldspecs_from_node(struct arena *arena, const struct node *list);

/* ---- finding the specs of a kind ---- */

/* A set arranged by kind; build one per transformer, not per resource. */
struct fieldspec_index {
	struct map by_kind; /* kind -> struct fieldspecs *, those without a kind too */
	struct fieldspecs any_kind;
};

/* Borrows the specs. */
struct fieldspec_index fieldspec_index_new(struct arena *arena, const struct fieldspecs *specs);
/* The specs that may select this kind, in the set's order: group and version are still to check. */
const struct fieldspecs *fieldspec_index_get(const struct fieldspec_index *index, str kind);

/* ---- walking ---- */

/* What a spec with `create` makes at its path's end. */
enum field_create { FIELD_CREATE_NOTHING, FIELD_CREATE_SCALAR, FIELD_CREATE_MAP };

struct field_visit {
	struct arena *arena;
	/*
	 * Called on every node that the path leads to, nulls too. A created scalar is empty and has
	 * no tag; a null that `create` meets has become such a scalar, its text kept, or a map.
	 */
	bool (*set)(struct node *field, void *context, struct diags *diags);
	void *context;
	enum field_create create;
};

/*
 * Applies a spec to a resource that it selects; does nothing to another. On failure the sentence
 * begins "considering field 'P' of object <id>: ".
 */
MUST_CHECK bool fieldspec_apply(const struct fieldspec *spec, const struct resource *resource,
                                const struct field_visit *visit, struct diags *diags);
/* Applies every spec of an index that selects the resource. */
MUST_CHECK bool fieldspec_index_apply(const struct fieldspec_index *index,
                                      const struct resource *resource,
                                      const struct field_visit *visit, struct diags *diags);

#endif
