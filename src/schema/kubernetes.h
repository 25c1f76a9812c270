/*
 * kubernetes.h - the kinds that Kubernetes itself brings, and their fields
 *
 * The data is schemas/kubernetes/types.txt, embedded as text and searched where
 * it lies: nothing is read or sorted when the program starts. A definition
 * becomes a JSON Schema when it is first asked for.
 */
#ifndef SCHEMA_KUBERNETES_H
#define SCHEMA_KUBERNETES_H

#include "yaml/node.h"

/* In a "$ref" of the schemas made here; the definition's name follows. */
#define KUBERNETES_REF      "kubernetes:"
/* The definition of every object's `metadata`. */
#define KUBERNETES_METADATA "meta/v1.ObjectMeta"

/* The definition "apps/v1.DeploymentSpec" as a JSON Schema in `arena`; NULL when there is none. */
struct node *kubernetes_definition(struct arena *arena, str name);

/* Is this a kind of Kubernetes', whether still served or not? Group and version as in "apps/v1". */
bool kubernetes_has_kind(str api_version, str kind);
/* The kind of an apiVersion that is spelt most like `kind`; "" when none is near. */
str kubernetes_closest_kind(str api_version, str kind);
/* The apiVersion to write for a kind: the stable one of those that have it; "" for none. */
str kubernetes_version_of(str kind);

/* What became of a kind, or of one of its versions. */
struct kubernetes_removal {
	str release;   /* of Kubernetes, the first without it: "1.22" */
	str now;       /* the apiVersion to write instead; "" when nothing takes its place */
	bool is_alike; /* nothing else has to change */
};

/* NULL while it is served, and for what was never there. */
const struct kubernetes_removal *kubernetes_find_removal(str api_version, str kind);

#endif
