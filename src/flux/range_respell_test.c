/* range_respell_test.c - ranges with fewer pre-releases */
#include "flux/range_respell.h"

#include "testing/table.h"

/* `want`: "" for nothing else than it says, or nothing that can be written. */
static const struct row {
	const char *name, *range;
	enum range_spelling spelling;
	const char *want;
} ROWS[] = {
	{"an upper bound beside an invitation", ">=1.0.0-0 <2.0.0", RANGE_CAPPED,
         ">=1.0.0-0 <2.0.0-0"},
	{"one that leaves its own out", ">=1.0.0-0 <2.0.0-0", RANGE_CAPPED, ""},
	{"one without an invitation", ">=1.0.0 <2.0.0", RANGE_CAPPED, ""},
	{"only in the group that invites", ">=1.0.0-0 <2.0.0 || <0.5.0", RANGE_CAPPED,
         ">=1.0.0-0 <2.0.0-0 || <0.5.0"},
	{"an inclusive bound means itself", ">=1.0.0-0 <=2.0.0", RANGE_CAPPED, ""},
	{"no invitation", ">=1.0.0-0 <2.0.0", RANGE_RELEASES, ">=1.0.0 <2.0.0"},
	{"of any kind", "^1.2.3-rc.1, !=1.5.0-x", RANGE_RELEASES, "^1.2.3, !=1.5.0"},
	{"in front of a wildcard", "1.x-0 || *-0", RANGE_RELEASES, "1.x || *"},
	{"spaces stay", ">= 1.0.0-0  ,<2", RANGE_RELEASES, ">= 1.0.0  ,<2"},
	{"releases are all that is asked for", ">=1.0.0", RANGE_RELEASES, ""},
	{"an invitation", ">=1.0.0 <2.0.0", RANGE_INVITING, ">=1.0.0-0 <2.0.0-0"},
	{"behind a wildcard", "1.x || * || ~2", RANGE_INVITING, "1.x-0 || *-0 || ~2-0"},
	{"not where it would move a bound", ">1.0.0 <=2.0.0 !=1.5.0", RANGE_INVITING, ""},
	{"nor where one stands", ">=1.0.0-rc.1 <2.0.0", RANGE_INVITING, ">=1.0.0-rc.1 <2.0.0-0"},
	{"a hyphen range is written anew by Flux", "1.0.0-0 - 2.0.0", RANGE_RELEASES, ""},
};

static void respells(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct range range;
	str problem;
	assert_true(
		range_parse(arena, str_of(row->range), flux_release_newest(), &range, &problem));
	ASSERT_STR(range_respell(arena, &range, row->spelling), row->want);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("flux/range_respell", ROWS, respells);
}
