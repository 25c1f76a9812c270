/*
 * ascii.h - classes of ASCII characters, whatever the locale
 *
 * <ctype.h> asks the locale and is undefined for a negative char, and the
 * formats read here (Go's numbers, RFC 6901, DNS labels, image tags) mean ASCII
 * alone. The argument is wide enough for a char, a code point and the -1 of an
 * input at its end, each without a cast; what is no ASCII character is in no class.
 */
#ifndef BASE_ASCII_H
#define BASE_ASCII_H

#include "base/str.h"

static inline bool ascii_is_digit(int64_t c)
{
	return c >= '0' && c <= '9';
}

static inline bool ascii_is_lower(int64_t c)
{
	return c >= 'a' && c <= 'z';
}

static inline bool ascii_is_upper(int64_t c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool ascii_is_letter(int64_t c)
{
	return ascii_is_lower(c) || ascii_is_upper(c);
}

static inline bool ascii_is_alnum(int64_t c)
{
	return ascii_is_letter(c) || ascii_is_digit(c);
}

/* What labels of DNS and names of repositories are made of. */
static inline bool ascii_is_lower_alnum(int64_t c)
{
	return ascii_is_lower(c) || ascii_is_digit(c);
}

/* isspace() in the C locale: blank, tab, line feed, vertical tab, form feed, carriage return. */
static inline bool ascii_is_space(int64_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* What is no letter stays as it is. */
static inline char ascii_to_lower(char c)
{
	return (char)(ascii_is_upper(c) ? c - 'A' + 'a' : c);
}

static inline char ascii_to_upper(char c)
{
	return (char)(ascii_is_lower(c) ? c - 'a' + 'A' : c);
}

/* 0 to 15 for a hexadecimal digit of either case, -1 for anything else. */
static inline int ascii_hex_value(int64_t c)
{
	if (ascii_is_digit(c))
		return (int)(c - '0');
	if (c >= 'a' && c <= 'f')
		return (int)(c - 'a' + 10);
	return c >= 'A' && c <= 'F' ? (int)(c - 'A' + 10) : -1;
}

/* As commits and digests are written: one with capitals is refused wherever they are read. */
static inline bool ascii_is_lower_hex(int64_t c)
{
	return ascii_hex_value(c) >= 0 && !ascii_is_upper(c);
}

/* How many bytes at the start of `text` are decimal digits. */
static inline size_t ascii_count_digits(str text)
{
	size_t count = 0;
	while (count < text.len && ascii_is_digit(text.at[count]))
		count++;
	return count;
}

#endif
