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
struct merge_type;    /* the schema of one node */

struct merge_schemas *merge_schemas_new(struct arena *arena);
/*
 * Puts the definitions of an OpenAPI document (a value, see value.h) in place of the built-in
 * ones; cluster scopes are added. False when it is no such document.
 */
MUST_CHECK bool merge_schemas_use(struct merge_schemas *schemas, const struct node *document,
				  struct diags *diags);
/* Has merge_schemas_use() succeeded? */
bool merge_schemas_is_custom(const struct merge_schemas *schemas);

/* NULL when the kind is not known. Group and version as in "apps/v1". */
const struct merge_type *merge_type_of(const struct merge_schemas *schemas, str api_version,
				       str kind);
/* The schema of a map's field, or of every key for additionalProperties; NULL when not known. */
const struct merge_type *merge_type_field(const struct merge_type *type, str field);
/* The schema of a list's elements; NULL when not known or scalar. */
const struct merge_type *merge_type_element(const struct merge_type *type);
/* Are the elements of this list merged? With no keys they are primitives. */
bool merge_type_is_associative(const struct merge_type *type);
struct merge_keys {
	const str *at;
	size_t len;
};
struct merge_keys merge_type_keys(const struct merge_type *type);
/*
 * A schema given in a comment of the manifest: `# {"type":"array","x-kubernetes-…":…}`. NULL when
 * the text is no schema.
 */
const struct merge_type *merge_type_from_comment(struct merge_schemas *schemas, str json);

/* Exact pairs only; every other kind counts as namespaced. */
bool merge_schemas_is_cluster_scoped(const struct merge_schemas *schemas, str api_version,
				     str kind);

#endif
