/*
 * value.h - trees in JSON's terms
 *
 * A value is a node tree in normal form: maps with string keys, each once; every
 * scalar carries one of TAG_STR, TAG_INT, TAG_FLOAT, TAG_BOOL, TAG_NULL and,
 * unless it is a string, the text that encoding/json would write. Configuration
 * is read as values, JSON patches work on them, and a resource becomes one on
 * its way out.
 */
#ifndef YAML_VALUE_H
#define YAML_VALUE_H

#include "base/buf.h"
#include "yaml/load.h"
#include "yaml/node.h"
#include "yaml/resolve.h"

/*
 * What a scalar of a resource comes out as: resolve_scalar(), and what the way through text does
 * to it. `in_flow`: some collection around it is written in flow style, where a null written as
 * nothing reads back as "". False, with nothing reported, when it has no JSON form.
 */
MUST_CHECK bool value_of_scalar(struct arena *arena, const struct node *node, bool in_flow,
                                struct scalar *out);
/* Is the node, as the key of a map below the root, a string? The root's keys may be anything. */
bool value_key_is_string(struct arena *arena, const struct node *key);
/* Would the key be read back as a merge key? Only one that a transformer wrote can be. */
bool value_key_is_merge(const struct node *key);
/* Are all keys scalars, and none a merge key? */
bool value_has_plain_keys(const struct node *map);
/* Is a key there twice? */
bool value_has_duplicate_keys(struct arena *arena, const struct node *map);
/*
 * Of several pairs with one key, all of them scalars, the last value stays, in the first's place.
 */
void value_drop_overridden(struct arena *arena, struct node *map);

/*
 * Reports why `root` has no JSON form; the sentence is the bare "json: …" or "yaml: …". *decoded is
 * what kustomize read until then, as Go prints it, which stands before the sentence when a resource
 * is printed: "map[string]interface {}{…}". Returns false.
 */
bool value_report_problem(struct arena *arena, const struct node *root, str *decoded,
                          struct diags *diags);

/*
 * A value made from `node`, places kept. False, reported as above, when there is none: a key that
 * is no string, a key twice, NaN, a tag that its text contradicts.
 */
MUST_CHECK bool value_from_node(struct arena *arena, const struct node *node, struct node **out,
                                struct diags *diags);

/* Brings a tree that was read as YAML 1.1 into normal form, in place: load_value() uses it. */
MUST_CHECK bool value_normalize(struct arena *arena, struct node *node, struct diags *diags);

/* The value of JSON text, strictly by RFC 8259; numbers keep their text. */
MUST_CHECK bool value_from_json(struct arena *arena, str text, struct origin origin,
                                struct node **out, struct diags *diags);

/* Adds the compact JSON of `value` as encoding/json writes it: keys sorted, < > & escaped. */
void value_to_json(struct buf *out, const struct node *value);

/* "object", "array", "string", "number", "bool", "null": as encoding/json says. */
const char *value_json_type(const struct node *value);

/* Equal as JSON: maps whatever their order, numbers and strings by text. */
bool value_eq(const struct node *a, const struct node *b);

#endif
