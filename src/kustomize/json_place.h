/*
 * json_place.h - the member of a document that a JSON pointer means
 *
 * For json_patch.c. What a function here says is wrong is no error yet: the
 * operation puts its own words before it.
 */
#ifndef KUSTOMIZE_JSON_PLACE_H
#define KUSTOMIZE_JSON_PLACE_H

#include "yaml/node.h"

/* What one patch has in common. */
struct json_places {
	struct arena *arena;
	size_t added; /* nodes so far; there is a limit */
	/* What was wrong, in our words and in the library's, after a function returned false. */
	struct {
		str ours, sentence;
	} problem;
};

/* A container and which of its members a pointer means. */
struct json_place {
	str pointer;            /* as written */
	const struct node *at;  /* where it is written */
	struct node *container; /* NULL: the pointer leads nowhere */
	size_t depth;           /* of the container */
	str key;
};

/* Fills in the container and the key; what comes before the first '/' is left aside. */
void json_place_find(struct json_places *places, struct node *document, struct json_place *place);

/* *out is NULL for a key that a mapping does not have, and for null. */
MUST_CHECK bool json_place_get(struct json_places *places, const struct json_place *place,
                               struct node **out);
/* Sets a key, or inserts before an index; "-" is the end. */
MUST_CHECK bool json_place_add(struct json_places *places, const struct json_place *place,
                               struct node *value);
/* Sets a key, or the item at an index. */
MUST_CHECK bool json_place_replace(struct json_places *places, const struct json_place *place,
                                   struct node *value);
MUST_CHECK bool json_place_remove(struct json_places *places, const struct json_place *place);

/* The key that may be meant by the first piece of `pointer` that leads nowhere; NULL for none. */
const struct pair *json_place_closest(struct arena *arena, const struct node *document,
                                      str pointer);

#endif
