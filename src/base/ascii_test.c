/* ascii_test.c - which characters are in which class */
#include "base/ascii.h"

#include "testing/table.h"

enum { LETTER = 1, DIGIT = 2, UPPER = 4, SPACE = 8 };

static const struct row {
	const char *name;
	int64_t c;
	unsigned classes;
	int hex;
} ROWS[] = {
	{"zero is a digit", '0', DIGIT, 0},
	{"nine is a digit", '9', DIGIT, 9},
	{"what stands before the digits is none", '/', 0, -1},
	{"what stands behind the digits is none", ':', 0, -1},
	{"a capital of a hexadecimal number", 'F', LETTER | UPPER, 15},
	{"a small letter of a hexadecimal number", 'a', LETTER, 10},
	{"g is a letter and no hexadecimal digit", 'g', LETTER, -1},
	{"z is the last letter", 'z', LETTER, -1},
	{"what stands behind z is no letter", '{', 0, -1},
	{"what stands before A is no letter", '@', 0, -1},
	{"what stands between the cases is no letter", '_', 0, -1},
	{"a vertical tab is white space", '\v', SPACE, -1},
	{"a NUL is in no class", '\0', 0, -1},
	{"a byte over 127 is in no class where char is signed", (char)0xE9, 0, -1},
	{"the end of an input is in no class", -1, 0, -1},
	{"a digit of another script is in no class", 0x0661, 0, -1},
	{"a code point whose low byte is a letter is in no class", 0x0141, 0, -1},
};

static void is_in_its_classes(void **state)
{
	const struct row *row = *state;
	const bool letter = row->classes & LETTER, upper = row->classes & UPPER;
	const bool digit = row->classes & DIGIT;
	assert_int_equal(ascii_is_letter(row->c), letter);
	assert_int_equal(ascii_is_upper(row->c), upper);
	assert_int_equal(ascii_is_lower(row->c), letter && !upper);
	assert_int_equal(ascii_is_digit(row->c), digit);
	assert_int_equal(ascii_is_alnum(row->c), letter || digit);
	assert_int_equal(ascii_is_space(row->c), (row->classes & SPACE) != 0);
	assert_int_equal(ascii_hex_value(row->c), row->hex);
	assert_int_equal(ascii_is_lower_hex(row->c), row->hex >= 0 && !upper);
}

static void changes_only_letters(void **state)
{
	(void)state;
	assert_int_equal(ascii_to_lower('A'), 'a');
	assert_int_equal(ascii_to_lower('Z'), 'z');
	assert_int_equal(ascii_to_lower('['), '[');
	assert_int_equal(ascii_to_upper('a'), 'A');
	assert_int_equal(ascii_to_upper('z'), 'Z');
	assert_int_equal(ascii_to_upper('{'), '{');
	assert_int_equal(ascii_to_upper('7'), '7');
}

static void counts_leading_digits(void **state)
{
	(void)state;
	assert_int_equal(ascii_count_digits(STR("")), 0);
	assert_int_equal(ascii_count_digits(STR("x1")), 0);
	assert_int_equal(ascii_count_digits(STR("120m30")), 3);
	assert_int_equal(ascii_count_digits(STR("42")), 2);
}

int main(void)
{
	const int failed = TABLE_RUN("base/ascii", ROWS, is_in_its_classes);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(changes_only_letters),
		cmocka_unit_test(counts_leading_digits),
	};
	return failed + cmocka_run_group_tests(tests, NULL, NULL);
}
