/*
 * generators.h - what makes resources
 *
 * A generator is configured by a map with the fields of its plugin config, as
 * transformers are. What it makes is added, merged or replaced by the caller
 * according to each member's behavior.
 */
#ifndef KUSTOMIZE_GENERATORS_GENERATORS_H
#define KUSTOMIZE_GENERATORS_GENERATORS_H

#include "kustomize/loader.h"
#include "kustomize/resmap.h"

struct generate {
	struct arena *arena;
	const struct generator *how;
	const struct node *config; /* a value with the fields of its plugin config */
	const struct loader *loader;
	const struct build_options *options;
	struct mark at; /* the entry or the file that asked for it */
};

struct generator {
	const char *kind; /* "ConfigMapGenerator" */
	/* Checks the config. NULL: nothing to do. The sentence on failure is the bare cause:
	 * plugins.c puts before it which plugin, with which config, is in trouble. */
	bool (*configure)(struct generate *generate, struct diags *diags);
	/* Adds what it makes to *out, which is not yet part of any resmap. */
	bool (*run)(struct generate *generate, struct members *out, struct diags *diags);
};

/* NULL when kustomize has no such builtin generator. */
const struct generator *generator_find(str kind);

/*
 * Adds what was made to `map`, or lets the member of the same id take it over, as each one's
 * behavior asks.
 */
MUST_CHECK bool generated_absorb(struct resmap *map, const struct members *made,
                                 struct diags *diags);

/* The config with generatorOptions merged under its `options`. */
struct node *generator_merge_options(struct arena *arena, const struct node *config,
                                     const struct node *generator_options);

/* "h29d89cmmt": the suffix that a member's content gives its name. */
MUST_CHECK bool generator_hash(struct arena *arena, const struct member *member, str *out,
                               struct diags *diags);

#endif
