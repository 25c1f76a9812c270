/* find.h - the kustomizations below a directory, and who uses whom */
#ifndef LINT_FIND_H
#define LINT_FIND_H

#include "base/map.h"
#include "yaml/node.h"

struct candidate {
	str dir;                   /* as shown to people */
	str file;                  /* dir/kustomization.yaml */
	const struct node *config; /* NULL when it could not be read; a build says why */
	bool is_component;         /* cannot be built alone */
	bool is_flux;              /* a Flux Kustomization under kustomize's file name */
	ARRAY(size_t) users;       /* kustomizations that take this one in */
};

struct candidates {
	struct arena *arena;
	struct candidate *at; /* in the order of their names, directory by directory */
	size_t len, cap;
	struct map by_dir; /* dir -> size_t, its index */
};

void candidates_init(struct candidates *candidates, struct arena *arena);
/*
 * Adds what is below `path`; a kustomization file stands for its directory. Hidden directories and
 * links to directories are not entered. False when nothing is there or it has no kustomization.
 */
MUST_CHECK bool candidates_find(struct candidates *candidates, str path, struct diags *diags);
/* Fills in the users, once all are found. */
void candidates_link(struct candidates *candidates);
/* Is it what somebody applies: no part of another, and no component? Once all are linked. */
bool candidate_is_overlay(const struct candidate *candidate);

#endif
