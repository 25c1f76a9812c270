/* suggest.h - which field was meant by one that the schema does not have */
#ifndef SCHEMA_SUGGEST_H
#define SCHEMA_SUGGEST_H

#include "yaml/node.h"

struct suggestion {
	str field; /* of the same mapping, that is meant; "" when there is no telling */
	str tail;  /* for the end of the headline: "; did you mean 'semver'?", or "" */
	str label; /* for beside the carets: which fields there are, or "" */
};

/*
 * For `name` in the mapping that `schema`, a part of `root`, describes: a field known under that
 * name elsewhere (x-aliases), one spelled alike, or the same field at another place.
 */
struct suggestion suggest_field(struct arena *arena, const struct node *root,
                                const struct node *schema, str name);

#endif
