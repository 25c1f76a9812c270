/*
 * object.h - what the ConfigMap and the Secret of a generator have in common
 *
 * Everything but their data.
 */
#ifndef KUSTOMIZE_GENERATORS_OBJECT_H
#define KUSTOMIZE_GENERATORS_OBJECT_H

#include "kustomize/generators/generators.h"
#include "kustomize/generators/key_values.h"

/*
 * Adds to *out an object of `kind` with name, namespace, labels and annotations, and reads its
 * key-value sources. False when something is wrong with either.
 */
MUST_CHECK bool object_new(struct generate *generate, const char *kind, struct members *out,
                           struct node **root, struct key_values *pairs, struct diags *diags);

/*
 * A string as kustomize puts it into a new field: quoted when YAML 1.1 would read another type.
 * The quotes are kept when the value is replaced later.
 */
struct node *object_string(struct arena *arena, str text, struct mark at);
/* The same for data, where text of several lines is written as such. */
struct node *object_data(struct arena *arena, str text, struct mark at);
/* Base64 in lines of 70 when it is longer than that, as kustomize writes it. */
str object_base64(struct arena *arena, str bytes);

#endif
