/*
 * diff.h - what differs between two lists of resources
 *
 * Resources are paired, then compared as trees: the order of keys does not
 * count, elements of a list that have names are found by them, and a value
 * counts, not its spelling. Every difference keeps the nodes it is about, and so
 * the places where they were written.
 */
#ifndef DIFF_DIFF_H
#define DIFF_DIFF_H

#include "kube/resource.h"

struct diff_side {
	str name; /* as it is called in the report: "staging" */
	str root; /* its directory as sources are named; places are shown from there. "" for as is
	           */
	const struct resources *resources;
};

enum diff_kind { DIFF_ADDED, DIFF_REMOVED, DIFF_CHANGED };

struct diff_change {
	enum diff_kind kind;
	str path;                          /* "spec.containers[name=web].image" */
	const struct node *before, *after; /* NULL where there is none */
	bool secret;                       /* a value nobody wants in a log */
};

struct diff_changes {
	struct diff_change *at;
	size_t len, cap;
};

struct diff_resource {
	enum diff_kind kind;
	const struct resource *before, *after; /* NULL where there is none */
	struct diff_changes changes;           /* only of DIFF_CHANGED */
};

struct diff {
	struct diff_side before, after;
	ARRAY(struct diff_resource)
	resources; /* those that differ: in after's order, removed last */
};

/* Compares all of both sides; borrows them. Cannot fail. */
struct diff diff_new(struct arena *arena, struct diff_side before, struct diff_side after);

#endif
