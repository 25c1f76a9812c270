/*
 * search.h - the search for deployments, in two files: where it begins, and how it goes on
 *
 * Only files of this folder include this.
 */
#ifndef LINT_DEPLOYMENTS_SEARCH_H
#define LINT_DEPLOYMENTS_SEARCH_H

#include "lint/affected.h"
#include "lint/deployments/deployments.h"
#include "lint/deployments/found.h"

/* An overlay that may hold Flux Kustomizations, as it is. */
struct root {
	str dir, full; /* as shown to people, and absolute */
	struct found_objects found;
	bool is_target; /* some Flux Kustomization applies it */
};

struct search {
	struct deployments *out;
	struct arena *arena;
	const struct config *config;
	const struct candidates *all;
	struct dependencies *dependencies;
	ARRAY(struct root) roots;
	struct found_objects plain;    /* of files that no kustomization takes in */
	struct found_objects objects;  /* everything ever found: for repositories */
	struct variable_objects known; /* values, from the pass before */
	const bool *leads_on;          /* of each in `all`: may more be found in it? */
	struct map wanted; /* names of ConfigMaps and Secrets that somebody takes values of */
	size_t looked_for; /* how many of them have been looked for in all files */
};

/* Fills in the list. `all`: every kustomization of the repository, linked. */
void deployments_search(struct deployments *deployments, const struct candidates *all,
                        const struct config *config);

/* ---- begin.c: what there is to begin with ---- */

/* Fills in all but `objects`, which it begins. */
void search_begin(struct search *search);
/* Notes whose values a Flux Kustomization takes. */
void search_want(struct search *search, const struct flux_kustomization *k);
/*
 * Looks for those that are wanted in all files: adds what is in plain ones to `plain`, and notes
 * where there are more.
 */
void search_look_for_values(struct search *search);

/* ---- search.c ---- */

/* The directory that it applies here; "" for none. */
str search_directory_of(const struct search *search, const struct found *found);

#endif
