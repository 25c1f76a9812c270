/*
 * key_values.h - what a ConfigMap or Secret is generated from
 *
 * Env files, literals and files, in this order.
 */
#ifndef KUSTOMIZE_GENERATORS_KEY_VALUES_H
#define KUSTOMIZE_GENERATORS_KEY_VALUES_H

#include "kustomize/loader.h"
#include "yaml/node.h"

struct key_value {
	str key, value; /* any bytes */
	struct mark at; /* the entry that it comes from */
};

struct key_values {
	struct key_value *at;
	size_t len, cap;
};

/*
 * Everything that `envs`, `literals` and `files` of a generator's config give, sorted by key.
 * False, with an error at the entry, when one is wrong or cannot be read, or a key comes twice.
 * `name` is the generator's, for that error.
 */
MUST_CHECK bool key_values_load(struct arena *arena, const struct node *config, str name,
                                const struct loader *loader, struct key_values *out,
                                struct diags *diags);

#endif
