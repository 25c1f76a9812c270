/*
 * run.h - all overlays of a run, and what is in them by name
 *
 * What an overlay lacks another one may bring, and what is right in each may be wrong in both
 * together. Rules about that run when everything is rendered, once for each overlay, and ask here.
 * Only files of rules include this.
 */
#ifndef LINT_RULES_RUN_H
#define LINT_RULES_RUN_H

#include "base/map.h"
#include "lint/rules/links.h"
#include "lint/rules/repository.h"

/* An object, and the overlay that it was rendered in. */
struct run_object {
	const struct rules_overlay *overlay;
	const struct resource *resource;
};

struct run_objects {
	struct run_object *at;
	size_t len, cap;
};

/* A field that names another object, and the overlay that it was rendered in. */
struct run_link {
	const struct rules_overlay *overlay;
	struct link link;
};

struct run_links {
	struct run_link *at;
	size_t len, cap;
};

/* Overlays that differ in nothing but the environment: "apps/search/overlays/…". */
struct run_family {
	const struct rules_overlay **at;
	size_t len, cap;
};

/* What is deployed to environments that are folders of its own: "apps/search". */
struct run_service {
	str dir;
	const struct rules_overlay *first;
	struct map environments; /* -> struct rules_overlay */
};

/* Those that lie beside each other. */
struct run_services {
	struct run_service **at;
	size_t len, cap;
};

/*
 * Where overlays are, by every end of their absolute directories: a path in a Flux Kustomization
 * begins at the top of a repository, wherever that is. Filled when somebody first asks.
 */
struct run_places {
	bool is_filled;
	struct map by_end; /* "overlays/prod", "search/overlays/prod" … -> struct rules_overlay */
	struct rules_overlay several; /* stands under an end that more than one of them has */
};

struct rules_run {
	struct arena *arena;
	const struct rules_overlays *overlays;
	struct rules_context context;
	struct map targets;    /* "OCIRepository app" -> struct run_objects, in any namespace */
	struct map named;      /* "app" -> struct run_objects: the same, of any kind */
	struct map links;      /* the same -> struct run_links that name it */
	struct map namespaces; /* names that some overlay creates -> the overlay */
	struct map families;   /* -> struct run_family */
	struct map services;   /* "apps/search" -> struct run_service */
	struct map neighbours; /* "apps" -> struct run_services */
	struct run_places *places;
};

/* All objects of that kind and name; NULL for none. */
const struct run_objects *run_find(const struct rules_run *run, str kind, str name);
/* All objects of that name that links may name, whatever their kind; NULL for none. */
const struct run_objects *run_find_named(const struct rules_run *run, str name);
/* The overlay of the one directory that ends in `path`; NULL when there are several, or none. */
const struct rules_overlay *run_overlay_at(const struct rules_run *run, str path);
/* All links to objects of that kind and name; NULL for none. */
const struct run_links *run_find_links(const struct rules_run *run, str kind, str name);
/* The overlays of other environments beside this one; NULL when it is in none. */
const struct run_family *run_family_of(const struct rules_run *run,
                                       const struct rules_overlay *overlay);
/* The service that the overlay is of; NULL when it lies elsewhere. */
const struct run_service *run_service_of(const struct rules_run *run,
                                         const struct rules_overlay *overlay);

#endif
