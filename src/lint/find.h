/* find.h - the kustomizations below a directory, and who uses whom */
#ifndef LINT_FIND_H
#define LINT_FIND_H

#include "base/map.h"
#include "yaml/node.h"

struct candidate {
	str dir;   /* as shown to people */
	str file;  /* dir/kustomization.yaml; "" for one that Flux makes where there is none */
	str *text; /* what is in it, kept by the first who asks candidate_text() */
	/* These are known once all are linked. */
	const struct node *config; /* NULL when it could not be read; a build says why */
	bool is_component;         /* cannot be built alone */
	bool is_flux;              /* a Flux Kustomization under kustomize's file name */
	bool is_made;              /* by Flux: it takes in whatever lies below */
	ARRAY(size_t) users;       /* kustomizations that take this one in */
};

struct candidates {
	struct arena *arena;
	struct candidate *at; /* in the order of their names, directory by directory */
	size_t len, cap;
	struct map by_dir; /* dir -> size_t, its index */
	ARRAY(str)
	manifests;        /* the other YAML files beside and below them, in the order of the walk */
	size_t linked;    /* how many of them have been read */
	bool is_unsorted; /* some were added that are elsewhere in the walk */
	ARRAY(str) walked; /* the directories that they were looked for in */
};

/* None yet. */
void candidates_init(struct candidates *candidates, struct arena *arena);
/* The same again, to be added to for itself; what was read need not be read again. */
void candidates_copy(struct candidates *out, const struct candidates *from);
/*
 * Adds what is below `path`; a kustomization file stands for its directory. Hidden directories,
 * links to directories and node_modules are not entered. False when it is neither a directory nor a
 * kustomization; a directory that cannot be read is a warning.
 */
MUST_CHECK bool candidates_walk(struct candidates *candidates, str path, struct diags *diags);
/* False, with an error, when there is none in the directory `path` or below. */
MUST_CHECK bool candidates_expect(const struct candidates *candidates, str path,
                                  struct diags *diags);
/* Both: what kustomize has files for is all that is looked for. */
MUST_CHECK bool candidates_find(struct candidates *candidates, str path, struct diags *diags);
/*
 * Adds the kustomization that Flux makes of `config` in a directory without one; nothing when there
 * is one.
 */
void candidates_add_made(struct candidates *candidates, str dir, const struct node *config);
/* What is in its file; "" when it cannot be read. */
str candidate_text(const struct candidates *candidates, const struct candidate *candidate);
/* Reads them and fills in the users, once all are found; again, when some were added. */
void candidates_link(struct candidates *candidates);
/* Names what was found by absolute paths as it is seen from `here`, absolute and clean. */
void candidates_show_from(struct candidates *candidates, str here);
/* Is it what somebody applies: no part of another, and no component? Once all are linked. */
bool candidate_is_overlay(const struct candidate *candidate);

#endif
