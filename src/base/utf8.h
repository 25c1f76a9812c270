/*
 * utf8.h - code points in text
 *
 * Invalid bytes decode as U+FFFD, one byte each, as in Go.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/buf.h"

enum { UTF8_INVALID = 0xFFFD, UTF8_LONGEST = 4 };

/* The code point at the start of `s`, not empty, and its length in bytes. */
uint32_t utf8_decode(str s, size_t *len);
/* Is all of it UTF-8, without surrogates and overlong forms? */
bool utf8_is_valid(str s);
/* Number of code points. */
size_t utf8_count(str s);
/* Writes the code point, at most UTF8_LONGEST bytes; returns how many. */
size_t utf8_put(char *bytes, uint32_t code);
/* The same, added to a text. */
void utf8_encode(struct buf *out, uint32_t code);

#endif
