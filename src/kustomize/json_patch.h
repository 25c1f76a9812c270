/*
 * json_patch.h - RFC 6902 as json-patch 4.12 reads it
 *
 * kustomize applies JSON patches through that library, which is kinder than the
 * standard in some places and stranger in others. It works
 * on values, see value.h.
 */
#ifndef KUSTOMIZE_JSON_PATCH_H
#define KUSTOMIZE_JSON_PATCH_H

#include "yaml/value.h"

/*
 * Applies a list of operations, each a mapping or null, to the value *document, which changes in
 * place or becomes another. Operations are left as they are. Errors stand at the operation's
 * path. Where the library crashes, this is an error without its words.
 */
MUST_CHECK bool json_patch_apply(struct arena *arena, const struct node *operations,
                                 struct node **document, struct diags *diags);

/*
 * Turns a patched document, a value, into a resource's tree, in place: every number was a double
 * for a moment, every string is written as it must be.
 */
void json_patch_to_resource(struct arena *arena, struct node *document);

#endif
