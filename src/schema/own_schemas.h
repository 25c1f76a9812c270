/*
 * own_schemas.h - schemas that the user has: CustomResourceDefinitions and directories
 *
 * Parts of struct json_schemas; json_schemas.c asks them one after the other.
 */
#ifndef SCHEMA_OWN_SCHEMAS_H
#define SCHEMA_OWN_SCHEMAS_H

#include "base/map.h"
#include "schema/json_schema.h"

/* "apiVersion/Kind" -> struct json_schema */
struct crds {
	struct arena *arena;
	struct map by_kind;
};

/* Takes every version of the definition; false when `object` is no CustomResourceDefinition. */
bool crds_add(struct crds *crds, const struct node *object);
/* Those of a file or directory; see json_schemas_add_crds(). */
MUST_CHECK bool crds_load(struct crds *crds, str path, struct diags *diags);
/* Borrowed; NULL when no definition has that version of the kind. */
const struct json_schema *crds_find(const struct crds *crds, str api_version, str kind);

/* A template each: a path with placeholders. */
struct locations {
	struct arena *arena;
	ARRAY(str) templates;
	struct map documents; /* path -> struct node, or NOTHING of locations.c for no such file */
};

/* See json_schemas_add_location(). */
MUST_CHECK bool locations_add(struct locations *locations, str location, struct diags *diags);
/* The root of the first file that is there for a kind, and its path in *file; NULL for none. */
const struct node *locations_find(struct locations *locations, str api_version, str kind, str *file,
                                  struct diags *diags);
/* The document in a file, read once; NULL when there is none, or an error was reported. */
const struct node *locations_document(struct locations *locations, str path, struct diags *diags);

#endif
