/* resolve_test.c - what plain text means to each of kustomize's two readers */
#include "yaml/resolve.h"

#include "testing/table.h"

/* Types as a letter: s(tring) i(nt) u(int64) f(loat) b(ool) n(ull) t(ime). */
static char letter(enum scalar_type type)
{
	static const char LETTERS[] = {
		[SCALAR_STR] = 's',       [SCALAR_INT] = 'i',  [SCALAR_UINT] = 'u',
		[SCALAR_FLOAT] = 'f',     [SCALAR_BOOL] = 'b', [SCALAR_NULL] = 'n',
		[SCALAR_TIMESTAMP] = 't',
	};
	return LETTERS[type];
}

static str value_text(struct arena *arena, const struct scalar *scalar)
{
	switch (scalar->type) {
	case SCALAR_STR:
	case SCALAR_TIMESTAMP: return scalar->text;
	case SCALAR_BOOL: return scalar->b ? STR("true") : STR("false");
	case SCALAR_NULL: return STR("null");
	case SCALAR_INT:
	case SCALAR_UINT:
	case SCALAR_FLOAT: break;
	}
	return resolve_yaml_number(arena, scalar);
}

static const struct row {
	const char *name, *text;
	char nodes, old;  /* types for resources, for configuration */
	const char *want; /* the value for resources */
} ROWS[] = {
	{"nothing is null", "", 'n', 'n', "null"},
	{"a tilde is null", "~", 'n', 'n', "null"},
	{"null in three spellings", "Null", 'n', 'n', "null"},
	{"and no fourth", "nULL", 's', 's', "nULL"},
	{"true in capitals", "TRUE", 'b', 'b', "true"},
	{"not in any case", "tRUE", 's', 's', "tRUE"},
	{"yes was a boolean once", "yes", 's', 'b', "yes"},
	{"so was off", "Off", 's', 'b', "Off"},
	{"so was a single letter", "N", 's', 'b', "N"},
	{"but not every spelling", "yEs", 's', 's', "yEs"},
	{"an integer", "12", 'i', 'i', "12"},
	{"with a sign", "+12", 'i', 'i', "12"},
	{"minus zero", "-0", 'i', 'i', "0"},
	{"a sign alone", "-", 's', 's', "-"},
	{"the smallest", "-9223372036854775808", 'i', 'i', "-9223372036854775808"},
	{"the largest", "18446744073709551615", 'u', 'u', "18446744073709551615"},
	{"one more is a float", "18446744073709551616", 'f', 'f', "1.8446744073709552e+19"},
	{"a signed one ends earlier", "+9223372036854775808", 'f', 'f', "9223372036854776000"},
	{"a zero in front is octal", "0777", 'i', 'i', "511"},
	{"unless a digit is not", "0789", 'f', 'f', "789"},
	{"octal as 1.2 writes it", "0o17", 'i', 'i', "15"},
	{"an octal digit too large", "0o8", 's', 's', "0o8"},
	{"hexadecimal", "0xfF", 'i', 'i', "255"},
	{"negative hexadecimal", "-0x10", 'i', 'i', "-16"},
	{"too many hexadecimal digits", "0x10000000000000000", 's', 's', "0x10000000000000000"},
	{"a prefix alone", "0x", 's', 's', "0x"},
	{"binary", "0b101", 'i', 'i', "5"},
	{"underscores are left out", "1_0_0", 'i', 'i', "100"},
	{"wherever they stand", "1__", 'i', 'i', "1"},
	{"but not in front", "_1", 's', 's', "_1"},
	{"a fraction", "1.5", 'f', 'f', "1.5"},
	{"a point at the end", "1.", 'f', 'f', "1"},
	{"a point in front", ".5", 'f', 'f', "0.5"},
	{"a point alone", ".", 's', 's', "."},
	{"an exponent", "1e3", 'f', 'f', "1000"},
	{"an exponent without digits", "1e", 's', 's', "1e"},
	{"an exponent too large", "1e400", 's', 's', "1e400"},
	{"an exponent too small is zero", "1e-400", 'f', 'f', "0"},
	{"a time of day", "08:30", 's', 's', "08:30"},
	{"a version", "1.2.3", 's', 's', "1.2.3"},
	{"thousands", "1,000", 's', 's', "1,000"},
	{"a date", "2020-02-29", 't', 's', "2020-02-29T00:00:00Z"},
	{"a date that was not", "2021-02-29", 's', 's', "2021-02-29"},
	{"an equals sign", "=", 's', 's', "="},
};

static void resolves(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const struct scalar nodes = resolve_plain(arena, str_of(row->text), YAML_NODES);
	const struct scalar old = resolve_plain(arena, str_of(row->text), YAML_11);
	assert_int_equal(letter(nodes.type), row->nodes);
	assert_int_equal(letter(old.type), row->old);
	ASSERT_STR(value_text(arena, &nodes), row->want);
	arena_destroy(arena);
}

/* Infinities and NaN have no text to be compared by. */
static void knows_what_is_no_number(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	assert_true(resolve_plain(arena, STR("-.inf"), YAML_NODES).f < 0);
	assert_true(resolve_plain(arena, STR("+.INF"), YAML_NODES).f > 0);
	const double nan = resolve_plain(arena, STR(".NaN"), YAML_NODES).f;
	assert_false(nan <= 0 || nan >= 0);
	assert_int_equal(resolve_plain(arena, STR(".nAn"), YAML_NODES).type, SCALAR_STR);
	assert_int_equal(resolve_tag(STR("<<"), YAML_NODES), TAG_MERGE);
	arena_destroy(arena);
}

static const struct node_row {
	const char *name, *text;
	enum node_tag tag;
	enum node_style style;
	bool explicit_tag;
	char type;        /* '!' for a contradiction */
	const char *want; /* its value, or go-yaml's words */
} NODES[] = {
	{"plain, untagged: the text decides", "5", TAG_NONE, STYLE_PLAIN, false, 'i', "5"},
	{"quotes win over a setter's tag", "5", TAG_INT, STYLE_DOUBLE, false, 's', "5"},
	{"a written tag wins over quotes", "5", TAG_INT, STYLE_DOUBLE, true, 'i', "5"},
	{"a string stays one", "5", TAG_STR, STYLE_PLAIN, false, 's', "5"},
	{"an integer may be a float", "5", TAG_FLOAT, STYLE_PLAIN, true, 'f', "5"},
	{"a float may not be an integer", "1.5", TAG_INT, STYLE_PLAIN, true, '!',
         "cannot decode !!float `1.5` as a !!int"},
	{"text is no null", "x", TAG_NULL, STYLE_PLAIN, false, '!',
         "cannot decode !!str `x` as a !!null"},
	{"binary is decoded", "aGk=", TAG_BINARY, STYLE_PLAIN, true, 's', "hi"},
	{"over several lines", "aG\nk=\n", TAG_BINARY, STYLE_LITERAL, true, 's', "hi"},
	{"bytes that are no text are replaced", "/w==", TAG_BINARY, STYLE_PLAIN, true, 's',
         "\xEF\xBF\xBD"},
	{"padding must be there", "aGk", TAG_BINARY, STYLE_PLAIN, true, '!',
         "!!binary value contains invalid base64 data"},
	{"and nothing behind it", "aG=k", TAG_BINARY, STYLE_PLAIN, true, '!',
         "!!binary value contains invalid base64 data"},
	{"somebody's own tag means nothing", "5", TAG_OTHER, STYLE_PLAIN, true, 's', "5"},
};

static void weighs_tag_and_style(void **state)
{
	const struct node_row *row = *state;
	struct arena *arena = arena_create();
	struct node node = {.kind = NODE_SCALAR, .text = str_of(row->text)};
	node.tag = row->tag;
	node.style = row->style;
	node.explicit_tag = row->explicit_tag;
	struct scalar scalar;
	str problem = STR("");
	const bool ok = resolve_scalar(arena, &node, &scalar, &problem);
	assert_int_equal(ok, row->type != '!');
	if (ok)
		assert_int_equal(letter(scalar.type), row->type);
	ASSERT_STR(ok ? value_text(arena, &scalar) : problem, row->want);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest others[] = {cmocka_unit_test(knows_what_is_no_number)};
	return TABLE_RUN("yaml/resolve plain", ROWS, resolves) |
	       TABLE_RUN("yaml/resolve nodes", NODES, weighs_tag_and_style) |
	       cmocka_run_group_tests_name("yaml/resolve", others, NULL, NULL);
}
