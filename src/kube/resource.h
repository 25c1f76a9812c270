/*
 * resource.h - what makes a document a resource
 *
 * An id is read from the document; whoever changes apiVersion, kind, name or
 * namespace of one reads it again. Nothing here changes a document.
 */
#ifndef KUBE_RESOURCE_H
#define KUBE_RESOURCE_H

#include "yaml/load.h"
#include "yaml/node.h"

struct gvk {
	str group, version, kind;
};

struct resource_id {
	struct gvk gvk;
	str name;
	str namespace; /* as written; "" when not set */
};

struct resource {
	struct node *root; /* a map */
	struct resource_id id;
};

/* In file order. */
struct resources {
	struct resource *at;
	size_t len, cap;
};

/* "apps/v1" and "Deployment" as a gvk; without '/' the group is empty. */
struct gvk gvk_from(str api_version, str kind);
bool gvk_eq(struct gvk a, struct gvk b);
/* Does `gvk` have every part that `pattern` names? An empty part of the pattern fits all. */
bool gvk_is_selected(struct gvk gvk, struct gvk pattern);

/* Borrowed from the document; parts that it does not have, or has as no text, are "". */
struct resource_id resource_id_of(const struct node *root);

/* "Deployment.v1.apps", with [noKind] [noVer] [noGrp] for empty parts: kustomize's spelling. */
str gvk_to_text(struct arena *arena, struct gvk gvk);
/* "Deployment.v1.apps/foo.[noNs]" */
str resource_id_to_text(struct arena *arena, struct resource_id id);
/* For people: "Deployment/foo in namespace x" */
str resource_id_for_people(struct arena *arena, struct resource_id id);

/* Has it a kind and, lists apart, a name? False with "missing metadata.name in object …". */
MUST_CHECK bool resource_check(struct arena *arena, const struct node *root, struct diags *diags);

/*
 * Reads the documents of a text as resources: splits, expands lists, demands
 * kind and metadata.name. Adds to *out.
 */
MUST_CHECK bool resources_load(struct arena *arena, str text, struct origin origin,
                               struct resources *out, struct diags *diags);

#endif
