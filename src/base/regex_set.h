/*
 * regex_set.h - sets of characters, as classes in patterns name them
 *
 * A set is a list of ranges of code points, and possibly Unicode properties
 * (\p{Greek}) which stay names as long as nobody asks for their characters: that
 * is what keeps "^\pL" cheap. What a set holds of ASCII is always known at once.
 * After regex_set_finish() the ranges ascend and do not touch.
 */
#ifndef BASE_REGEX_SET_H
#define BASE_REGEX_SET_H

#include "base/arena.h"

enum { REGEX_LAST_CODE = 0x10FFFF, REGEX_ASCII = 128 };

struct regex_range {
	uint32_t first, last;
};

/* One of \p{...}'s names. */
struct regex_property {
	str pcre;          /* its name for PCRE2: "Lu", "sc:Greek" */
	uint64_t ascii[2]; /* bit c: it holds the ASCII character c */
};

struct regex_property_use {
	const struct regex_property *property;
	bool is_negated;
};

struct regex_set {
	ARRAY(struct regex_range) ranges;
	ARRAY(struct regex_property_use) properties;
	bool is_negated;   /* the set is what ranges and properties leave out */
	uint64_t ascii[2]; /* bit c: the set holds c, negation included; from regex_set_finish() on
	                    */
};

/* Adds the code points from `first` to `last`, both included. */
void regex_set_add(struct arena *arena, struct regex_set *set, uint32_t first, uint32_t last);
/* Adds the ranges of `other`, or when `negated` what they leave out. `other` has no properties. */
void regex_set_add_set(struct arena *arena, struct regex_set *set, struct regex_set *other,
                       bool negated);
/* Adds what differs from a member only in case, by Unicode's simple folding. */
void regex_set_fold(struct arena *arena, struct regex_set *set);
/* Sorts and joins the ranges and works out `ascii`; nothing may be added after. */
void regex_set_finish(struct arena *arena, struct regex_set *set);

/* Is `code` in the finished set? Above ASCII only sets without properties can tell. */
bool regex_set_has(const struct regex_set *set, uint32_t code);

#endif
