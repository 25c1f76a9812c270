/*
 * name_candidates.h - whom a name may mean
 *
 * The candidates for a name are the resources that once had it. They pass one
 * sieve after another until one is left, or several among which it does not
 * matter. For name_reference.c.
 */
#ifndef KUSTOMIZE_NAME_CANDIDATES_H
#define KUSTOMIZE_NAME_CANDIDATES_H

#include "kustomize/resmap.h"

/* What candidates are found by. Made when all names are final, for as long as `arena` lives. */
struct name_index {
	struct arena *arena;
	struct resmap *resources;
	/* A present namespace, '\n' and any past name -> struct members * */
	struct map by_place;
	/*
	 * The namespaces that members came from, and those in which they are: each alone, and with
	 * a member's present namespace and '\n' in front, since who is in a namespace may not see
	 * all others.
	 */
	struct map original_namespaces, present_namespaces;
	struct members *candidates; /* of the name being looked at */
};

/* Of resources whose names are final: nobody may be renamed while it is used. */
struct name_index name_index_new(struct arena *arena, struct resmap *resources);

/* A resource with names of others in it. */
struct referrer {
	const struct name_index *index;
	struct member *member;
	bool cluster_scoped;
	str namespace;                     /* the effective one */
	struct affixes subject_namespaces; /* of a RoleBinding's ServiceAccounts */
};

/* False, with an error, when the subjects of a role binding are nothing that can be read. */
MUST_CHECK bool referrer_init(struct referrer *referrer, const struct name_index *index,
                              struct member *member, struct diags *diags);

/* A name that a referrer holds. */
struct held_name {
	const struct node *at;
	str name;
	const str *namespace; /* that stands beside the name; NULL: none, any will do */
	struct gvk target;    /* what the field may refer to */
	bool in_role_ref;     /* the kind stands beside the name, too */
};

/*
 * The resource that a name means in *out, NULL when it is none of the build's or one that kept its
 * name. False when several could be meant and are called differently now.
 */
MUST_CHECK bool referrer_find(const struct referrer *referrer, const struct held_name *held,
                              struct member **out, struct diags *diags);

#endif
