/*
 * json_schema.h - is this document what its schema says?
 *
 * Schemas are the data of schemas/, embedded in the program and parsed when
 * they are first asked for. The keywords are those that our schemas and
 * Kubernetes' structural schemas use: type, const, enum, pattern, minimum,
 * maximum, minLength, maxLength, minItems, maxItems, properties, required,
 * additionalProperties, items, oneOf, anyOf, $ref within the schema and
 * x-kubernetes-int-or-string. Others say nothing here.
 *
 * The rules of the API server hold: null counts as absent, and so does a
 * required field that has a default. Text with `${` fits every scalar, since
 * Flux fills it in later.
 */
#ifndef SCHEMA_JSON_SCHEMA_H
#define SCHEMA_JSON_SCHEMA_H

#include "yaml/node.h"

struct json_schemas; /* the schemas of one run, and the patterns compiled for them */

struct json_schemas *json_schemas_new(struct arena *arena);

/* The schema for a kind, borrowed; NULL when there is none. */
const struct node *json_schemas_find(struct json_schemas *schemas, str api_version, str kind);

/*
 * Reports everything in which `document` departs from `schema`, each at the node to edit: a field
 * that is missing at the key of the mapping that lacks it.
 *
 * SCH001 a wrong type or value, SCH002 an unknown field, SCH003 a missing one, and YML003 a
 * number where text is wanted, which is the missing quotes.
 */
bool json_schema_check(struct json_schemas *schemas, const struct node *schema,
                       const struct node *document, struct diags *diags);

#endif
