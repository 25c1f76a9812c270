/*
 * str.h - text as pointer and length
 *
 * A str is a view into bytes that something longer-lived owns: a source file,
 * an arena, a literal. It is not NUL-terminated and may hold any byte. Passing
 * one copies two words; nothing here allocates.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
	const char *at;
	size_t len;
} str;

#define STR(literal) ((str){"" literal, sizeof(literal) - 1})
/* The same where a constant is needed: a static table's initialiser. */
/* (The formatter takes its braces for a block.) */
/* clang-format off */
#define STR_INIT(literal) {"" literal, sizeof(literal) - 1}
/* clang-format on */
/* For printf's "%.*s". */
#define STR_ARG(s)   (int)(s).len, (s).at

#define STR_NONE SIZE_MAX /* "not found" where an offset is returned */

/* A view of a C string, without its NUL. */
str str_of(const char *text);
bool str_eq(str a, str b);
bool str_eq_nocase(str a, str b); /* ASCII letters only */
/* <0, 0, >0 by byte values; a prefix comes first. */
int str_cmp(str a, str b);
/* Everything starts with, ends in and contains "". */
bool str_starts_with(str s, str prefix);
bool str_ends_with(str s, str suffix);
/* The bytes from `from` up to, not including, `to`; both are cut to the length. */
str str_slice(str s, size_t from, size_t to);
str str_from(str s, size_t from);
/* Offset of the first occurrence, or STR_NONE. */
size_t str_find(str s, str needle);
size_t str_find_char(str s, char c);
size_t str_find_last_char(str s, char c);
bool str_contains(str s, str needle);
/* Splits at the first `c`; false, with everything in *before, when there is none. */
bool str_cut(str s, char c, str *before, str *after);
/* Without ASCII white space at both ends. */
str str_trim(str s);
str str_trim_left(str s);
str str_trim_right(str s);
uint64_t str_hash(str s);
/* Optimal string alignment distance, for "did you mean"; gives up past `limit` with limit + 1. */
size_t str_distance(str a, str b, size_t limit);

#endif
