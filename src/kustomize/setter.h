/*
 * setter.h - the ways in which kustomize writes a value
 *
 * What a scalar prints as depends on its tag, its text and the style in which
 * it was written, so each way of writing keeps some of
 * the old node and that shows: a quoted name stays text, a plain one may become
 * a number. All of them change nodes in place, see setter_field().
 */
#ifndef KUSTOMIZE_SETTER_H
#define KUSTOMIZE_SETTER_H

#include "yaml/node.h"

/*
 * False, with "wrong node kind: expected … but got …: node contents:\n…", unless `node` is of
 * `kind`, null or NULL.
 */
MUST_CHECK bool setter_expect_kind(struct arena *arena, const struct node *node,
                                   enum node_kind kind, struct diags *diags);

/*
 * "Set scalar", for names and images: text without a tag in the style that was there, so that the
 * text decides the type unless it was quoted. Empty text changes nothing.
 */
MUST_CHECK bool setter_text(struct arena *arena, struct node *field, str text, struct diags *diags);
/* "Set entry" on a scalar, for namespaces and replicas: text with a tag, the style kept. */
MUST_CHECK bool setter_tagged(struct arena *arena, struct node *field, str text, enum node_tag tag,
                              struct diags *diags);

/*
 * "Set field": puts `value` under `key`. An existing value is overwritten in place and keeps its
 * style. Otherwise `value` itself is added, in double quotes if YAML 1.1 would take its text for
 * something else.
 *
 * The same node may be given to several maps of one resource, as kustomize does with labels and
 * annotations: whoever overwrites one of them later overwrites all, in kustomize's output too.
 */
MUST_CHECK bool setter_field(struct arena *arena, struct node *map, str key, struct node *value,
                             struct diags *diags);

/*
 * Adds to `strings` what kustomize finds in a field that it takes for a map of strings: every value
 * as the text it was written with, the last of one key winning. A list gives keys and values in
 * turn; all else but a mapping gives nothing. False for a list with one left over, where kustomize
 * panics.
 */
MUST_CHECK bool setter_add_strings(struct arena *arena, const struct node *field,
                                   struct node *strings, struct diags *diags);

/* Would go-yaml v2 read this text, written plainly, as anything but a string? */
bool setter_text_is_typed(struct arena *arena, str text);

#endif
