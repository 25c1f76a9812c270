/*
 * emit.h - from nodes to the bytes that kustomize prints
 *
 * Keys sorted, every style of the input forgotten, scalars printed by type. libyaml's emitter
 * writes, with the style that go-yaml would ask of its own.
 */
#ifndef YAML_EMIT_H
#define YAML_EMIT_H

#include "base/buf.h"
#include "yaml/node.h"

/*
 * Adds one document, ending in a newline, without "---". False when the tree has no JSON form:
 * see value_report_problem().
 */
MUST_CHECK bool emit_resource(struct buf *out, const struct node *node, struct diags *diags);

/* The same for a tree that is already a value; cannot fail. */
void emit_value(struct buf *out, const struct node *value);

/*
 * A node as go-yaml's node writer prints it: order and styles kept. For error texts that quote a
 * node, and for what is matched against a field as written (replacements' `[key=REGEX]`).
 */
void emit_node(struct buf *out, const struct node *node);

#endif
