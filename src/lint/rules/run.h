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

/* A field that names another object. */
struct run_links {
	struct link *at;
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

struct rules_run {
	struct arena *arena;
	const struct rules_overlays *overlays;
	struct rules_context context;
	struct map targets;    /* "OCIRepository app" -> struct run_objects, in any namespace */
	struct map links;      /* the same -> struct run_links that name it */
	struct map namespaces; /* names that some overlay creates -> the overlay */
	struct map families;   /* -> struct run_family */
	struct map services;   /* "apps/search" -> struct run_service */
	struct map neighbours; /* "apps" -> struct run_services */
};

/* All objects of that kind and name; NULL for none. */
const struct run_objects *run_find(const struct rules_run *run, str kind, str name);
/* All links to objects of that kind and name; NULL for none. */
const struct run_links *run_find_links(const struct rules_run *run, str kind, str name);
/* The overlays of other environments beside this one; NULL when it is in none. */
const struct run_family *run_family_of(const struct rules_run *run,
                                       const struct rules_overlay *overlay);
/* The service that the overlay is of; NULL when it lies elsewhere. */
const struct run_service *run_service_of(const struct rules_run *run,
                                         const struct rules_overlay *overlay);

#endif
