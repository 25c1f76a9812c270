/*
 * alphabet.h - the characters of tags, those that nobody tells apart taken together
 *
 * The grammar of tags has 65 characters; a question rarely looks at more than twenty of them one
 * by one. Everything that reads tags splits the alphabet by what it does tell apart, and from then
 * on one character of each class stands for all.
 */
#ifndef FLUX_PROVE_ALPHABET_H
#define FLUX_PROVE_ALPHABET_H

#include "base/str.h"

enum { ALPHABET_SIZE = 65 };

/* A set of ASCII characters: bit c. */
struct charset {
	uint64_t bits[2];
};

/* ASCII only: any other character is in no set. */
bool charset_has(const struct charset *set, char c);
void charset_add(struct charset *set, char first, char last);

struct alphabet {
	/* One of each class: the one that reads best, and in an order that makes tags that do. */
	char samples[ALPHABET_SIZE];
	unsigned count;
	unsigned char class_of[128];
};

/* Only what the grammar of tags tells apart is in different classes. */
void alphabet_init(struct alphabet *alphabet);
/* From now on tells the members of `set` from the others. */
void alphabet_split(struct alphabet *alphabet, const struct charset *set);
void alphabet_split_char(struct alphabet *alphabet, char c);

/* Is it a character of tags, and may a tag begin with it? */
bool alphabet_has(char c);
bool alphabet_begins_tag(char c);

#endif
