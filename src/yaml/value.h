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
#include "yaml/node.h"
#include "yaml/load.h"
#include "yaml/resolve.h"

/*
 * A value made from `node`, places kept. False when there is none: a key that is no string, a key
 * twice, NaN, a tag that its text contradicts. The error's sentence is what kustomize says when
 * it prints such a resource (kustomize-build 25: "map[string]interface {}{…}: json: …").
 */
MUST_CHECK bool value_from_node(struct arena *arena, const struct node *node, struct node **out,
				struct diags *diags);

/* The value of JSON text, strictly by RFC 8259; numbers keep their text. */
MUST_CHECK bool value_from_json(struct arena *arena, str text, struct origin origin,
				struct node **out, struct diags *diags);

/* Adds the compact JSON of `value` as encoding/json writes it: keys sorted, < > & escaped. */
void value_to_json(struct buf *out, const struct node *value);

/* Equal as JSON: maps whatever their order, numbers and strings by text. */
bool value_eq(const struct node *a, const struct node *b);

#endif
