/* str.c - see str.h */
#include "base/str.h"

#include "base/ascii.h"

#include <string.h>

str str_of(const char *text)
{
	return (str){text, strlen(text)};
}

bool str_eq(str a, str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

bool str_eq_nocase(str a, str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (ascii_to_lower(a.at[i]) != ascii_to_lower(b.at[i]))
			return false;
	return true;
}

int str_cmp(str a, str b)
{
	const size_t shared = a.len < b.len ? a.len : b.len;
	const int order = shared == 0 ? 0 : memcmp(a.at, b.at, shared);
	if (order != 0)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

bool str_starts_with(str s, str prefix)
{
	return s.len >= prefix.len && str_eq(str_slice(s, 0, prefix.len), prefix);
}

bool str_ends_with(str s, str suffix)
{
	return s.len >= suffix.len && str_eq(str_from(s, s.len - suffix.len), suffix);
}

str str_slice(str s, size_t from, size_t to)
{
	if (to > s.len)
		to = s.len;
	if (from > to)
		from = to;
	return s.at ? (str){s.at + from, to - from} : s;
}

str str_from(str s, size_t from)
{
	return str_slice(s, from, s.len);
}

size_t str_find(str s, str needle)
{
	if (needle.len == 0)
		return 0;
	for (size_t at = 0; at + needle.len <= s.len; at++) {
		const size_t skip = str_find_char(str_from(s, at), needle.at[0]);
		if (skip == STR_NONE || at + skip + needle.len > s.len)
			return STR_NONE;
		at += skip;
		if (memcmp(s.at + at, needle.at, needle.len) == 0)
			return at;
	}
	return STR_NONE;
}

size_t str_find_char(str s, char c)
{
	const char *found = s.len == 0 ? NULL : memchr(s.at, c, s.len);
	return found ? (size_t)(found - s.at) : STR_NONE;
}

size_t str_find_last_char(str s, char c)
{
	for (size_t i = s.len; i > 0; i--)
		if (s.at[i - 1] == c)
			return i - 1;
	return STR_NONE;
}

bool str_contains(str s, str needle)
{
	return str_find(s, needle) != STR_NONE;
}

bool str_cut(str s, char c, str *before, str *after)
{
	const size_t at = str_find_char(s, c);
	*before = str_slice(s, 0, at);
	*after = at == STR_NONE ? (str){"", 0} : str_from(s, at + 1);
	return at != STR_NONE;
}

str str_trim_left(str s)
{
	size_t from = 0;
	while (from < s.len && ascii_is_space(s.at[from]))
		from++;
	return str_from(s, from);
}

str str_trim_right(str s)
{
	while (s.len > 0 && ascii_is_space(s.at[s.len - 1]))
		s.len--;
	return s;
}

str str_trim(str s)
{
	return str_trim_left(str_trim_right(s));
}

/*
 * FNV-1a: quick for short keys. Whoever chooses keys to collide makes a build of his own files
 * slow, and nobody else's.
 */
uint64_t str_hash(str s)
{
	uint64_t hash = 0xcbf29ce484222325u;
	for (size_t i = 0; i < s.len; i++)
		hash = (hash ^ (unsigned char)s.at[i]) * 0x100000001b3u;
	return hash ^ (hash >> 29);
}

enum { DISTANCE_MAX = 64 };

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

size_t str_distance(str a, str b, size_t limit)
{
	size_t rows[3][DISTANCE_MAX + 1]; /* of the matrix: two back, one back, this one */
	if (a.len > DISTANCE_MAX || b.len > DISTANCE_MAX)
		return limit + 1;
	for (size_t j = 0; j <= b.len; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t *row = rows[i % 3], *above = rows[(i + 2) % 3],
		       *two_above = rows[(i + 1) % 3];
		row[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			const bool same =
				ascii_to_lower(a.at[i - 1]) == ascii_to_lower(b.at[j - 1]);
			row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + !same);
			if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] &&
			    a.at[i - 2] == b.at[j - 1])
				row[j] = least(row[j], two_above[j - 2] + 1);
		}
	}
	return least(rows[a.len % 3][b.len], limit + 1);
}
