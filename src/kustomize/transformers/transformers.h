/*
 * transformers.h - what changes resources, and in which order
 *
 * A transformer is configured by a map with the fields that its plugin config
 * has; the fields of a kustomization are turned into such maps, so both ways in
 * end here. Transformers change resources and
 * nothing else: files that they need are read by configure(), through the
 * loader, and nothing is printed.
 */
#ifndef KUSTOMIZE_TRANSFORMERS_TRANSFORMERS_H
#define KUSTOMIZE_TRANSFORMERS_TRANSFORMERS_H

#include "kustomize/fieldspec.h"
#include "kustomize/loader.h"
#include "kustomize/resmap.h"

/* One transformer about to run. */
struct transform {
	struct arena *arena;
	const struct transformer *how;
	const struct node *config; /* a value (value.h) with the fields of its plugin config */
	struct fieldspecs specs;   /* which fields; from the defaults or config's fieldSpecs */
	const struct loader *loader;
	struct mark at;         /* the field or the file that asked for it */
	bool from_field;        /* a field of the kustomization, not a plugin config */
	struct diags *findings; /* for what is no error; NULL: nobody asks */
	void *state;            /* what configure() prepared */
};

struct transformer {
	const char *kind; /* "PatchTransformer" */
	/* Checks the config and reads files. Runs for all of a kustomization before any run().
	 * NULL: nothing to do. The sentence on failure is the bare cause: plugins.c puts before it
	 * which plugin, with which config, is in trouble. */
	bool (*configure)(struct transform *transform, struct diags *diags);
	bool (*run)(struct transform *transform, struct resmap *resources, struct diags *diags);
};

/* NULL when kustomize has no such builtin transformer. */
const struct transformer *transformer_find(str kind);

#endif
