/*
 * keyorder.c - see keyorder.h
 *
 * The order is not transitive (a10 < a1b < a9 < a10), so qsort() must not see
 * it: a merge sort of our own is stable and ends whatever it is told.
 */
#include "yaml/keyorder.h"

#include <string.h>

#include "base/ascii.h"
#include "base/regex.h"
#include "base/utf8.h"

/* Is the code point at `s` in Unicode's class? Only keys beyond ASCII ask. */
static bool is_in_class(struct arena *arena, str s, const char *class)
{
	struct regex_error error;
	const struct regex *regex = regex_new(arena, str_of(class), &error);
	return regex && regex_matches(regex, s);
}

static bool is_letter(struct arena *arena, str s, uint32_t code)
{
	if (code < 0x80)
		return ascii_is_letter(code);
	return is_in_class(arena, s, "^\\pL");
}

static bool is_digit(struct arena *arena, str s, uint32_t code)
{
	return code < 0x80 ? ascii_is_digit(code) : is_in_class(arena, s, "^\\p{Nd}");
}

/* A run of digits: its value as Go computes it (wrapping), and its length in code points. */
struct run {
	int64_t value;
	size_t len;
};

static struct run read_run(struct arena *arena, str s, int64_t start)
{
	uint64_t value = (uint64_t)start;
	size_t count = 0;
	while (s.len > 0) {
		size_t len;
		const uint32_t code = utf8_decode(s, &len);
		if (!is_digit(arena, s, code))
			break;
		value = value * 10 + (code - '0');
		s = str_from(s, len);
		count++;
	}
	return (struct run){(int64_t)value, count};
}

/*
 * Does a zero at `at` continue a longer number? Then both numbers start from 1, so that the zero
 * counts as a digit. Both keys are the same before `at`.
 */
static int64_t run_start(str key, size_t at)
{
	while (at > 0 && ascii_is_digit(key.at[at - 1]))
		if (key.at[--at] != '0')
			return 1;
	return 0;
}

static int sign(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int compare_at(struct arena *arena, str a, str b, size_t at)
{
	const str x = str_from(a, at), y = str_from(b, at);
	size_t len;
	const uint32_t first = utf8_decode(x, &len), second = utf8_decode(y, &len);
	const bool x_letter = is_letter(arena, x, first), y_letter = is_letter(arena, y, second);
	if (x_letter && y_letter)
		return sign(first, second);
	if (x_letter || y_letter)
		return x_letter - y_letter;
	const int64_t start = first == '0' || second == '0' ? run_start(a, at) : 0;
	const struct run left = read_run(arena, x, start), right = read_run(arena, y, start);
	if (left.value != right.value)
		return sign(left.value, right.value);
	if (left.len != right.len)
		return sign((int64_t)left.len, (int64_t)right.len);
	return sign(first, second);
}

int keyorder_compare(struct arena *arena, str a, str b)
{
	const size_t shared = a.len < b.len ? a.len : b.len;
	size_t at = 0;
	while (at < shared && a.at[at] == b.at[at])
		at++;
	if (at == shared)
		return sign((int64_t)a.len, (int64_t)b.len);
	while (at > 0 && ((unsigned char)a.at[at] & 0xC0) == 0x80)
		at--; /* to the start of the code point that differs */
	return compare_at(arena, a, b, at);
}

static void merge(struct arena *arena, const struct pair **pairs, const struct pair **scratch,
                  size_t middle, size_t len)
{
	size_t left = 0, right = middle;
	memcpy(scratch, pairs, len * sizeof *pairs);
	for (size_t i = 0; i < len; i++) {
		const bool take_left =
			right >= len ||
			(left < middle && keyorder_compare(arena, scratch[left]->key.text,
		                                           scratch[right]->key.text) <= 0);
		pairs[i] = scratch[take_left ? left++ : right++];
	}
}

static void sort(struct arena *arena, const struct pair **pairs, const struct pair **scratch,
                 size_t len)
{
	if (len < 2)
		return;
	const size_t middle = len / 2;
	sort(arena, pairs, scratch, middle);
	sort(arena, pairs + middle, scratch, len - middle);
	merge(arena, pairs, scratch, middle, len);
}

enum { ON_STACK = 64 };

const struct pair **keyorder_sort(struct arena *arena, const struct node *map, size_t *len)
{
	const struct pair *few[ON_STACK];
	const size_t count = node_count(map);
	const struct pair **pairs = ARENA_ARRAY(arena, const struct pair *, count + 1);
	const struct pair **scratch =
		count <= ON_STACK ? few : ARENA_ARRAY(arena, const struct pair *, count);
	*len = 0;
	NODE_EACH_PAIR (pair, map)
		pairs[(*len)++] = pair;
	sort(arena, pairs, scratch, *len);
	return pairs;
}
