/*
 * merge_schema.h - how fields of a kind merge, and where the kind lives
 *
 * What strategic merges need of Kubernetes' OpenAPI: is this list merged by
 * key, and by which; does this kind live outside namespaces. The built-in answer
 * is the data of schemas/kubernetes (Kubernetes 1.21.2, as kustomize embeds it);
 * a kustomization's `openapi` field puts another in its place, for the whole
 * build.
 */
#ifndef SCHEMA_MERGE_SCHEMA_H
#define SCHEMA_MERGE_SCHEMA_H

#include "yaml/node.h"

struct merge_schemas; /* what is known in one build */

/*
 * The schema of one node, passed by value. One that is not known has no fields, no elements and
 * no keys; so do the schemas of scalars, but those are known.
 */
struct merge_type {
	const struct merge_schemas *schemas; /* NULL: not known */
	const struct node *custom;           /* where a document or a comment says it; else NULL */
	uint32_t builtin;                    /* else the row that does */
};

/* Of one build: which definitions are in force depends on what it meets first. */
struct merge_schemas *merge_schemas_new(struct arena *arena);
/*
 * Puts the definitions of an OpenAPI document (a value, see value.h) in place of the built-in
 * ones, unless those have been used: then they stay beside it. Cluster scopes are added. False
 * when it is no such document.
 */
MUST_CHECK bool merge_schemas_use(struct merge_schemas *schemas, const struct node *document,
                                  struct diags *diags);
/* Settles for the built-in definitions. */
void merge_schemas_use_builtin(struct merge_schemas *schemas);
/* Has one of these two been called? The first choice of a build counts. */
bool merge_schemas_is_chosen(const struct merge_schemas *schemas);
/*
 * A resource of this kind has been read. kustomize looks for its scope then, and where it does not
 * know it by heart it loads the definitions, which counts as using them.
 */
void merge_schemas_meet(struct merge_schemas *schemas, str api_version, str kind);

/* Not known when the kind is not. Group and version as in "apps/v1". */
struct merge_type merge_type_of(const struct merge_schemas *schemas, str api_version, str kind);
/*
 * A schema given as JSON in a comment of a manifest, `# {"type":"array",…}`: on the line of a key
 * or, alone, on the one above. Not known when there is none.
 */
struct merge_type merge_type_from_comment(const struct merge_schemas *schemas, struct mark key);
/* Is there any such comment in a file? Asked once for each, NULL for none. */
bool merge_schemas_has_comments(const struct merge_schemas *schemas, const struct source *source);
bool merge_type_is_known(struct merge_type type);
/* The schema of a mapping's field, or of its every value for additionalProperties. */
struct merge_type merge_type_field(struct merge_type type, str field);
/* The schema of a list's elements. */
struct merge_type merge_type_element(struct merge_type type);
/* Are the elements of this list merged? With no keys they are primitives. */
bool merge_type_is_associative(struct merge_type type);
/* The fields by which elements of a list are told apart, in order: x-kubernetes-list-map-keys. */
size_t merge_type_key_count(struct merge_type type);
str merge_type_key(struct merge_type type, size_t index);

/* Exact pairs only; every other kind counts as namespaced. */
bool merge_schemas_is_cluster_scoped(const struct merge_schemas *schemas, str api_version,
                                     str kind);

#endif
