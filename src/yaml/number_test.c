/* number_test.c - floats as encoding/json writes them, and as go-yaml does behind it */
#include "testing/table.h"
#include "yaml/resolve.h"

static const struct row {
	const char *name;
	double value;
	const char *json, *yaml;
} ROWS[] = {
	{"a whole number", 1, "1", "1"},
	{"zero", 0, "0", "0"},
	{"minus zero", -0.0, "-0", "0"},
	{"a fraction", -1.25, "-1.25", "-1.25"},
	{"the shortest digits", 0.1, "0.1", "0.1"},
	{"one third", 1.0 / 3, "0.3333333333333333", "0.3333333333333333"},
	{"a sum that is no 0.3", 0.1 + 0.2, "0.30000000000000004", "0.30000000000000004"},
	{"a fraction below a million", 123456.5, "123456.5", "123456.5"},
	{"a fraction above", 1234567.5, "1234567.5", "1.2345675e+06"},
	{"a whole number above", 1234567, "1234567", "1234567"},
	{"past 2^53", 1e17, "100000000000000000", "100000000000000000"},
	{"past int64", 1e19, "10000000000000000000", "10000000000000000000"},
	{"past uint64", 1e20, "100000000000000000000", "1e+20"},
	{"where JSON takes an exponent", 1e21, "1e+21", "1e+21"},
	{"far out", 1.5e300, "1.5e+300", "1.5e+300"},
	{"the last small one without", 0.0001, "0.0001", "0.0001"},
	{"where go-yaml takes one", 0.00001, "0.00001", "1e-05"},
	{"where JSON takes one", 1e-7, "1e-7", "1e-07"},
	{"the smallest", 4.9406564584124654e-324, "5e-324", "5e-324"},
	{"the largest", 1.7976931348623157e308, "1.7976931348623157e+308",
         "1.7976931348623157e+308"},
};

static void prints(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const struct scalar number = {.type = SCALAR_FLOAT, .f = row->value};
	ASSERT_STR(resolve_json_number(arena, &number), row->json);
	ASSERT_STR(resolve_yaml_number(arena, &number), row->yaml);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("yaml/number", ROWS, prints);
}
