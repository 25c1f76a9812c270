/* timestamp_test.c - times as Go's time.Parse takes them, printed as RFC 3339 */
#include "yaml/timestamp.h"

#include "testing/table.h"

static const struct row {
	const char *name, *text, *want; /* NULL: no time */
} ROWS[] = {
	{"a date", "2001-12-14", "2001-12-14T00:00:00Z"},
	{"single digits", "2001-1-2", "2001-01-02T00:00:00Z"},
	{"with a time", "2001-12-14T21:59:43Z", "2001-12-14T21:59:43Z"},
	{"a small t, single digits", "2001-12-14t1:2:3Z", "2001-12-14T01:02:03Z"},
	{"a space needs no zone", "2001-12-14 21:59:43", "2001-12-14T21:59:43Z"},
	{"nor is there to be one", "2001-12-14 21:59:43Z", NULL},
	{"several spaces", "2001-12-14   1:2:3", "2001-12-14T01:02:03Z"},
	{"a T needs a zone", "2001-12-14T21:59:43", NULL},
	{"east of London", "2001-12-14T21:59:43+05:30", "2001-12-14T21:59:43+05:30"},
	{"west of it, below an hour", "2001-12-14T21:59:43-00:30", "2001-12-14T21:59:43-00:30"},
	{"no distance is Z", "2001-12-14T21:59:43-00:00", "2001-12-14T21:59:43Z"},
	{"a zone in four digits without colon", "2001-12-14T21:59:43+0530", NULL},
	{"a zone of one digit", "2001-12-14T21:59:43+5:30", NULL},
	{"a fraction", "2001-12-14 21:59:43.25", "2001-12-14T21:59:43.25Z"},
	{"behind a comma", "2001-12-14 21:59:43,25", "2001-12-14T21:59:43.25Z"},
	{"zeroes at its end go", "2001-12-14 21:59:43.500", "2001-12-14T21:59:43.5Z"},
	{"all of it, if need be", "2001-12-14 21:59:43.000", "2001-12-14T21:59:43Z"},
	{"nanoseconds are the limit", "2001-12-14 21:59:43.1234567891",
         "2001-12-14T21:59:43.123456789Z"},
	{"a point without digits", "2001-12-14 21:59:43.", NULL},
	{"a leap day", "2000-02-29", "2000-02-29T00:00:00Z"},
	{"no leap day in a hundredth year", "1900-02-29", NULL},
	{"no month 13", "2001-13-01", NULL},
	{"no month 0", "2001-0-01", NULL},
	{"no 31st of April", "2001-04-31", NULL},
	{"no hour 24", "2001-12-14 24:00:00", NULL},
	{"no minute 60", "2001-12-14 23:60:00", NULL},
	{"no leap second", "2001-12-14 23:59:60", NULL},
	{"a year has four digits", "201-12-14", NULL},
	{"and not five", "20011-12-14", NULL},
	{"something behind", "2001-12-14x", NULL},
	{"seconds are needed", "2001-12-14 21:59", NULL},
	{"a space at the end", "2001-12-14 ", NULL},
};

static void parses(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	str out;
	const bool is_time = timestamp_parse(arena, str_of(row->text), &out);
	assert_int_equal(is_time, row->want != NULL);
	assert_int_equal(timestamp_parse(NULL, str_of(row->text), &out), is_time);
	if (is_time)
		ASSERT_STR(out, row->want);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("yaml/timestamp", ROWS, parses);
}
