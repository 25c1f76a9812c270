/*
 * internal.h - the annotations that kustomize keeps its books in
 *
 * kustomize notes names, hashes and the like in annotations while it builds;
 * kustoc keeps them beside the document. What a user wrote under those names is
 * honoured as kustomize honours it, and none of it is printed.
 */
#ifndef KUSTOMIZE_INTERNAL_H
#define KUSTOMIZE_INTERNAL_H

#include "kustomize/resmap.h"

/* Takes what a document's own annotations say into the member's books. */
MUST_CHECK bool internal_import(struct arena *arena, struct member *member, struct diags *diags);
/*
 * Can the member's past be told from kustomize's lists of former names, namespaces and kinds, which
 * have commas between and no place for an empty one? kustomize crashes where they differ in length,
 * but for names that were all empty: then there is no list, and no past.
 */
MUST_CHECK bool internal_check_past(const struct member *member, struct diags *diags);
/* Is the resource marked as one that is not to be printed? */
bool internal_is_local(const struct member *member);
/*
 * Writes into a document of the member's, and takes out again, the annotations that kustomize's
 * would carry by now: a JSON patch sees them, and finds `annotations` where the user wrote none.
 */
void internal_export(struct arena *arena, const struct member *member, struct node *root);
/* Forgets those records of where the member came from that are not in the document any more. */
void internal_forget_records(struct member *member, const struct node *root);
void internal_withdraw(const struct member *member, struct node *root);
/*
 * Makes the annotations of a document a map of strings, as kustomize does after a JSON patch. False
 * when they are a list that is none, or when `metadata` is no mapping.
 */
MUST_CHECK bool internal_settle(struct arena *arena, struct node *root, struct diags *diags);
/*
 * Makes room for annotations that kustomize writes now: there are some from here on for those who
 * ask, and a scalar or an empty list in their place is gone.
 */
void internal_open(struct arena *arena, struct node *root);
/*
 * Takes the internal annotations out and makes all others strings, as kustomize does to every
 * resource at the end.
 */
MUST_CHECK bool internal_strip(struct arena *arena, struct member *member, bool keep_origin,
                               bool keep_transformations, struct diags *diags);

#endif
