/*
 * checking.h - what the parts of one check share
 *
 * One recursive walk goes over schema and document together (json_schema.c).
 * Where it stands is a chain of `struct where` on the stack, written out only
 * when something is wrong.
 */
#ifndef SCHEMA_CHECKING_H
#define SCHEMA_CHECKING_H

#include "base/regex.h"
#include "schema/json_schema.h"
#include "yaml/resolve.h"

/* A node of the document on the way from its root. */
struct where {
	const struct where *up;
	str key;        /* in a list: empty */
	size_t index;   /* in a list */
	struct mark at; /* the key that leads here, or the item */
};

/* A schema with alternatives that the walk is inside of, and what it is asked about. */
struct branch {
	const struct branch *up;
	const struct node *schema, *node;
};

struct check {
	struct json_schemas *schemas;
	struct arena *arena;
	struct json_schema
		schema; /* which $refs are seen from; a $ref to another file changes it */
	bool is_object; /* of Kubernetes' */
	const struct branch *branch; /* NULL: not inside of an alternative */
	struct diags *diags;
};

/* The walk. All of these return false when they reported something. */
bool check_node(struct check *check, const struct node *schema, const struct node *node,
                const struct where *where);
/* Is `node`, a scalar, of the schema's type? `scalar` is its value, unset for maps and lists. */
bool check_type(struct check *check, const struct node *schema, const struct node *node,
                const struct where *where, const struct scalar *scalar);
/* What a schema says about the value of a scalar that has the right type. */
bool check_scalar(struct check *check, const struct node *schema, const struct node *node,
                  const struct where *where, const struct scalar *scalar);
/* enum and const */
bool check_enum(struct check *check, const struct node *schema, const struct node *node,
                const struct where *where);
/* For a number its value, else a count of `unit`s. */
struct limits {
	const char *at_least, *at_most; /* keywords */
	const char *unit;               /* "" for a number */
};
bool check_limits(struct check *check, const struct node *schema, const struct node *node,
                  const struct where *where, double value, struct limits limits);
/* allOf, anyOf, oneOf, not, if */
bool check_branches(struct check *check, const struct node *schema, const struct node *node,
                    const struct where *where);

/* ---- saying where and what ---- */

/* "spec.ref.semver"; "the object" for the document itself. */
str check_path(const struct check *check, const struct where *where);
/* Says which field the diagnostic just reported is about: a place alone may be that of several. */
void check_set_field(const struct check *check, const struct where *where);
/* Every wrong value is said in one form: where, what was expected, what is there. */
bool check_wrong(struct check *check, const struct node *node, const struct where *where,
                 str expected, enum scalar_type type);
/* Is a keyword there, and true? */
bool schema_is_true(const struct node *schema, const char *keyword);
/* "text", "a whole number": JSON Schema's words are a programmer's. */
str schema_type_for_people(str type);

/* The pattern, compiled once; NULL for one that Go refuses, which checks nothing. */
const struct regex *schemas_pattern(struct json_schemas *schemas, str pattern);
/*
 * Follows a $ref, to another file too: *from is where it stands and where it leads. NULL: nowhere.
 */
const struct node *schemas_follow(struct json_schemas *schemas, const struct node *schema,
                                  struct json_schema *from);

#endif
