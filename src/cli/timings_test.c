/* timings_test.c - the slowest first */
#include "cli/timings.h"

#include "testing/table.h"

static void the_slowest_come_first_and_gaps_do_not_count(void **state)
{
	(void)state;
	struct timings timings = {.arena = arena_create()};
	struct buf out;
	buf_init(&out, timings.arena);
	timings_begin(&timings, STR("fast"), 1.0);
	timings_begin(&timings, STR("slow"), 1.25);
	timings_begin(&timings, STR(""), 2.0);
	timings_begin(&timings, STR("again"), 9.0);
	timings_begin(&timings, STR(""), 9.5);
	timings_add(&out, &timings);
	ASSERT_STR(buf_text(&out), "   750.0 ms  slow\n   500.0 ms  again\n   250.0 ms  fast\n");
	arena_destroy(timings.arena);
}

static void what_is_not_shown_is_summed_up(void **state)
{
	(void)state;
	struct timings timings = {.arena = arena_create()};
	struct buf out;
	buf_init(&out, timings.arena);
	for (size_t i = 0; i < 12; i++)
		timings_begin(&timings, STR("a"), (double)i);
	timings_begin(&timings, STR(""), 12);
	timings_add(&out, &timings);
	assert_true(str_ends_with(buf_text(&out), STR("  2000.0 ms  2 others\n")));
	arena_destroy(timings.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_slowest_come_first_and_gaps_do_not_count),
		cmocka_unit_test(what_is_not_shown_is_summed_up),
	};
	return cmocka_run_group_tests_name("cli/timings", tests, NULL, NULL);
}
