/*
 * fieldspec.h - which fields of which kinds a transformer changes
 *
 * A field spec is a kind and a path; the built-in ones are the data of
 * schemas/kustomize, `configurations` and plugin configs add more
 * (kustomize-build 9).
 */
#ifndef KUSTOMIZE_FIELDSPEC_H
#define KUSTOMIZE_FIELDSPEC_H

#include "kube/resource.h"

struct fieldspec {
	struct gvk gvk; /* empty parts fit everything */
	str path;       /* "spec/template/metadata/labels"; "\/" is a slash, "[]" marks a list */
	bool create;
};

struct fieldspecs {
	struct fieldspec *at;
	size_t len, cap;
};

/* The sets a configuration holds, named as in a `configurations` file. */
enum fieldspec_set {
	SPECS_NAME_PREFIX,
	SPECS_NAME_SUFFIX,
	SPECS_NAMESPACE,
	SPECS_COMMON_LABELS,
	SPECS_LABELS, /* empty unless configured */
	SPECS_TEMPLATE_LABELS,
	SPECS_COMMON_ANNOTATIONS,
	SPECS_IMAGES,
	SPECS_REPLICAS,
	SPECS_VAR_REFERENCE,
	SPECS_COUNT
};

/* Who may be referred to by name, and in which fields. */
struct name_reference {
	struct gvk target;
	struct fieldspecs referrers;
};

/* Everything a kustomization's transformers go by. */
struct transformer_config {
	struct fieldspecs sets[SPECS_COUNT];
	ARRAY(struct name_reference) name_references;
};

/* The built-in specs; shared, so copied before anything is added. */
const struct transformer_config *transformer_config_default(void);

/*
 * Adds a spec unless one with the same path already covers its kind. False, with nothing
 * reported, when that one disagrees about `create`.
 */
MUST_CHECK bool fieldspecs_add(struct arena *arena, struct fieldspecs *specs,
			       struct fieldspec spec);
/* `fieldSpecs` of a plugin config: a list of maps, already checked. NULL gives none. */
struct fieldspecs fieldspecs_from_node(struct arena *arena, const struct node *list);

/*
 * Walks `spec` through the resource and calls `set` on every node that it leads to, creating
 * what is missing when the spec says so. A created node comes as a null of no tag: `set` makes
 * something of it. `set` is given the map pair's value slot, so it may put another node there.
 */
struct field_visit {
	struct arena *arena;
	bool (*set)(struct node *field, void *context, struct diags *diags);
	void *context;
	enum node_kind create_kind; /* what a created leaf is: NODE_SCALAR, or NODE_MAP for labels */
};
MUST_CHECK bool fieldspec_apply(const struct fieldspec *spec, struct resource *resource,
				const struct field_visit *visit, struct diags *diags);
/* All specs of a set that select the resource's kind. */
MUST_CHECK bool fieldspecs_apply(const struct fieldspecs *specs, struct resource *resource,
				 const struct field_visit *visit, struct diags *diags);

#endif
