/*
 * utf8.h - code points in text
 *
 * Invalid bytes decode as U+FFFD, one byte each, as in Go.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/buf.h"

enum { UTF8_INVALID = 0xFFFD };

/* The code point at the start of `s`, not empty, and its length in bytes. */
uint32_t utf8_decode(str s, size_t *len);
bool utf8_is_valid(str s);
/* Number of code points. */
size_t utf8_count(str s);
void utf8_encode(struct buf *out, uint32_t code);

#endif
