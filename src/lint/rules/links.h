/*
 * links.h - the fields in which Flux' objects name each other
 *
 * One table says where they are, so that a new kind is a row. Names with variables in them are left
 * out: nobody knows them yet.
 */
#ifndef LINT_RULES_LINKS_H
#define LINT_RULES_LINKS_H

#include "kube/resource.h"

struct link {
	const struct resource *from;
	const struct node *ref; /* {kind, name, namespace} */
	str kind, name;
	str namespace;        /* the referrer's, where none is named; "" when nobody knows */
	bool takes_namespace; /* may another namespace be named? */
	bool is_source;       /* of what is applied: it must be there for `from` to work */
};

typedef void link_visitor(void *context, const struct link *link);
/* Shows every link of `resource`. A name of "*" means all, and is none. */
void links_each(const struct resource *resource, link_visitor *visit, void *context);

/* Is it an object that links may name? */
bool links_is_target(const struct resource *resource);
/* May it be what is named? Where one of them has no namespace, whoever applies it decides. */
bool link_fits(const struct link *link, const struct resource *target);
/* The same with another namespace, or another kind. */
bool link_fits_elsewhere(const struct link *link, const struct resource *target);
bool link_fits_other_kind(const struct link *link, const struct resource *target);

#endif
