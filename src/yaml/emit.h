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
 * The style that a string gets in such output, and with which it is read back: plain, a literal
 * block for lines, quotes where the text would be taken for something else or cannot stand plain.
 */
enum node_style emit_string_style(struct arena *arena, str text);

/*
 * A node as go-yaml's node writer prints it: order and styles kept. For error texts that quote a
 * node, and for what is matched against a field as written (replacements' `[key=REGEX]`).
 */
void emit_node(struct buf *out, const struct node *node);

#endif
