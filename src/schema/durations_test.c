/* durations_test.c - what was meant by something that is no duration */
#include "schema/durations.h"

#include "testing/table.h"

static const struct row {
	const char *name, *text;
	bool has_hours;
	const char *want;
	bool is_sure;
} ROWS[] = {
	{"days are counted in hours", "1d", true, "24h", true},
	{"weeks, too", "2w", true, "336h", true},
	{"minutes by another name", "5min", true, "5m", true},
	{"white space", "1 h 30 m", true, "1h30m", true},
	{"a bare number is a guess", "5", true, "5m", false},
	{"hours where there are none", "1h", false, "60m", true},
	{"and with minutes behind", "1h30m", false, "60m30m", true},
	{"a unit that nobody knows", "5y", true, "", true},
	{"nothing that is a number", "often", true, "", true},
	{"more digits than anybody meant", "12345678", true, "", true},
};

static void means(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	bool is_sure;
	const str meant = duration_meant(arena, str_of(row->text), row->has_hours, &is_sure);
	ASSERT_STR(meant, row->want);
	assert_int_equal(is_sure, row->is_sure);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("schema/durations", ROWS, means);
}
