/*
 * table.h - table-driven cmocka tests
 *
 *	static const struct row { const char *name, *range; bool valid; } ROWS[] = {…};
 *	static void is_valid(void **state) { const struct row *row = *state; … }
 *	int main(void) { return TABLE_RUN("flux/range", ROWS, is_valid); }
 *
 * One test a row, named by the row's first member, which must be its name.
 */
#ifndef TESTING_TABLE_H
#define TESTING_TABLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"

#define TABLE_RUN(group, rows, test)                                                               \
	table_run((group), (rows), sizeof(rows) / sizeof *(rows), sizeof *(rows), (test))
int table_run(const char *group, const void *rows, size_t count, size_t size,
              void (*test)(void **state));

/* Fails with both texts when they differ. */
#define ASSERT_STR(got, want) table_assert_str((got), (want), __FILE__, __LINE__)
void table_assert_str(str got, const char *want, const char *file, int line);

#endif
