/* trace_test.c - what is told, and which part of it never */
#include "base/trace.h"

#include <string.h>

#include "testing/table.h"

static const struct row {
	const char *name, *said, *told;
} ROWS[] = {
	{"as it is", "runs git diff --raw", "runs git diff --raw"},
	{"no password", "runs git clone https://me:secret@host/x y",
         "runs git clone https://host/x y"},
	{"no token either", "asks https://token@host", "asks https://host"},
	{"each of several", "a://b@c d://e:f@g/@h", "a://c d://g/@h"},
	{"an at sign in a path", "asks https://host/a@b", "asks https://host/a@b"},
	{"at the end", "x://", "x://"},
};

static char told[2048];
static size_t told_len;

static void tell(str line)
{
	told_len = line.len;
	memcpy(told, line.at, line.len);
}

static void is_told(void **state)
{
	const struct row *row = *state;
	trace_set(tell);
	trace_say("%s", row->said);
	trace_set(NULL);
	ASSERT_STR(((str){told, told_len}), row->told);
}

static void nobody_is_told_who_did_not_ask(void **state)
{
	(void)state;
	told_len = 0;
	trace_say("a");
	assert_int_equal(told_len, 0);
}

static void what_is_long_is_cut(void **state)
{
	(void)state;
	trace_set(tell);
	trace_say("%2000s", "x");
	trace_set(NULL);
	assert_int_equal(told_len, 1023);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_is_told_who_did_not_ask),
		cmocka_unit_test(what_is_long_is_cut),
	};
	return TABLE_RUN("base/trace", ROWS, is_told) |
	       cmocka_run_group_tests_name("base/trace: rules", tests, NULL, NULL);
}
