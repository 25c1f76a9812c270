/*
 * json_schema.h - is this document what its schema says?
 *
 * Schemas come from four places: those of schemas/, embedded in the program and
 * parsed when they are first asked for; Kubernetes' own kinds (kubernetes.h);
 * CustomResourceDefinitions; and directories of JSON Schemas, laid out as
 * kubeconform and its like have them. One walk checks by all of them.
 *
 * The keywords are those of JSON Schema's draft 7 that say something about a
 * document, the definitions of OpenAPI 3 in a CustomResourceDefinition, and
 * Kubernetes' x-kubernetes-int-or-string, -preserve-unknown-fields,
 * -embedded-resource, -list-type and -list-map-keys. Rules in CEL are not
 * evaluated; a keyword that is not known says nothing.
 *
 * The rules of the API server hold: null counts as absent, and so does a
 * required field that has a default. Text with `${` fits every scalar, since
 * Flux fills it in later, and so does text that SOPS encrypted.
 */
#ifndef SCHEMA_JSON_SCHEMA_H
#define SCHEMA_JSON_SCHEMA_H

#include "yaml/node.h"

enum schema_dialect {
	SCHEMA_PLAIN,
	SCHEMA_STRUCTURAL, /* of a CustomResourceDefinition: fields not listed are dropped */
};

struct json_schema {
	const struct node *root; /* what "#" means in a $ref */
	enum schema_dialect dialect;
	str file; /* beside which other files are that a $ref names; "" for none */
};

struct json_schemas; /* the schemas of one run, and the patterns compiled for them */

/* With ours only, which are read when somebody first asks for them. */
struct json_schemas *json_schemas_new(struct arena *arena);

/*
 * A schema of ours by what it is for, borrowed; NULL when there is none. apiVersion "": by title.
 */
const struct node *json_schemas_find(struct json_schemas *schemas, str api_version, str kind);

/* ---- schemas of the user's ---- */

/*
 * Takes the CustomResourceDefinitions of a file or of all YAML and JSON files below a directory;
 * documents of other kinds are passed over. False, with an error, when it cannot be read or holds
 * none.
 */
MUST_CHECK bool json_schemas_add_crds(struct json_schemas *schemas, str path, struct diags *diags);
/* Notes a CustomResourceDefinition among what was rendered; nothing for any other object. */
void json_schemas_meet(struct json_schemas *schemas, const struct node *object);
/*
 * Takes a directory of JSON Schemas, or a path with kubeconform's placeholders in it
 * ("crds/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json"). False, with an error, when
 * there is no such directory, or a placeholder is none.
 */
MUST_CHECK bool json_schemas_add_location(struct json_schemas *schemas, str location,
                                          struct diags *diags);
/* Has the user given any schemas? */
bool json_schemas_has_own(const struct json_schemas *schemas);

/*
 * What objects of a kind are judged by: what the user gave, else ours, else Kubernetes'. NULL when
 * nobody knows the kind. A file that is no JSON Schema is reported to *diags once.
 */
const struct json_schema *json_schemas_of_kind(struct json_schemas *schemas, str api_version,
                                               str kind, struct diags *diags);
/* What a rendered CustomResourceDefinition says about a kind, NULL for nothing. */
const struct json_schema *json_schemas_met(const struct json_schemas *schemas, str api_version,
                                           str kind);

/* Is this the first question whether a kind without schema was told of? */
bool json_schemas_is_news(struct json_schemas *schemas, str api_version, str kind);

/* ---- checks ---- */

/*
 * Reports everything in which `document` departs from `schema`, each at the node to edit: a field
 * that is missing at the key of the mapping that lacks it.
 *
 * SCH001 a wrong type or value, SCH002 an unknown field, SCH003 a missing one, SCH012 an item that
 * a list has twice, and YML003 a number where text is wanted, which is the missing quotes.
 */
bool json_schema_check(struct json_schemas *schemas, const struct node *schema,
                       const struct node *document, struct diags *diags);
/*
 * The same for an object of Kubernetes', whose metadata always is what Kubernetes says. `schema`
 * NULL: nothing but that is known of it.
 */
bool json_schema_check_object(struct json_schemas *schemas, const struct json_schema *schema,
                              const struct node *object, struct diags *diags);

#endif
