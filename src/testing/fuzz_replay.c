/*
 * fuzz_replay.c - runs a fuzz target over the files of a folder, as a test
 *
 * The inputs that once crashed stay in testdata/fuzz/<target>/ and run with every build.
 */
#include <stdio.h>

#include "base/file.h"
#include "base/path.h"
#include "testing/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static const char *folder;

static void replays_every_input(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct file_names names = {0};
	assert_int_equal(file_list(arena, str_of(folder), &names), 0);
	assert_true(names.len > 0);
	for (size_t i = 0; i < names.len; i++) {
		str text;
		const str path = path_join(arena, str_of(folder), names.at[i]);
		assert_int_equal(file_read(arena, path, &text), 0);
		printf("%.*s\n", STR_ARG(names.at[i]));
		LLVMFuzzerTestOneInput((const uint8_t *)text.at, text.len);
	}
	arena_destroy(arena);
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
		return 2;
	}
	folder = argv[1];
	const struct CMUnitTest tests[] = {cmocka_unit_test(replays_every_input)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
