/* closest_test.c - which word may be meant */
#include "base/closest.h"
#include "testing/table.h"

static const struct row {
	const char *name, *wanted, *words, *best;
} ROWS[] = {
	{"a letter too few", "stagng", "production staging", "staging"},
	{"two that changed places", "lnit", "list lint", "lint"},
	{"whatever the case", "Staging", "production staging", "staging"},
	{"a beginning", "prod", "staging production", "production"},
	{"a beginning of two letters is none", "pr", "production", ""},
	{"the nearest", "stagin", "staging stagin2 stag", "staging"},
	{"the first of equals", "abcd", "abce abcf", "abce"},
	{"nothing near", "nowhere", "staging production", ""},
	{"a short word is near nothing but itself", "ab", "ac", ""},
	{"no words", "staging", "", ""},
};

static void is_found(void **state)
{
	const struct row *row = *state;
	struct closest closest = closest_to(str_of(row->wanted));
	str rest = str_of(row->words), word;
	while (rest.len > 0) {
		str_cut(rest, ' ', &word, &rest);
		closest_try(&closest, word);
	}
	ASSERT_STR(closest.best, row->best);
}

int main(void)
{
	return TABLE_RUN("base/closest", ROWS, is_found);
}
