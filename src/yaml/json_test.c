/* json_test.c - JSON read strictly, numbers and strings as they were written */
#include "testing/table.h"
#include "yaml/value.h"

static const struct row {
	const char *name, *text, *want; /* compact JSON, or the sentence of the error */
	uint32_t line, col;             /* of the error; 0: none */
} ROWS[] = {
	{"an object", " { \"b\" : 1 , \"a\" : [ ] } ", "{\"a\":[],\"b\":1}", 0, 0},
	{"nothing inside", "[{},[],\"\"]", "[{},[],\"\"]", 0, 0},
	{"words", "[true,false,null]", "[true,false,null]", 0, 0},
	{"numbers keep their text", "[1.0,-0,1E+2,0.50]", "[1.0,-0,1E+2,0.50]", 0, 0},
	{"escapes are decoded", "\"\\u0041\\n\\/\\\"\"", "\"A\\n/\\\"\"", 0, 0},
	{"a pair of surrogates is one character", "\"\\ud83d\\ude00\"", "\"\xF0\x9F\x98\x80\"", 0,
         0},
	{"half a pair is none", "\"\\ud83dx\"", "\"\xEF\xBF\xBDx\"", 0, 0},
	{"two first halves", "\"\\ud83d\\ud83d\"", "\"\xEF\xBF\xBD\xEF\xBF\xBD\"", 0, 0},
	{"the last of a key wins", "{\"a\":1,\"b\":2,\"a\":3}", "{\"a\":3,\"b\":2}", 0, 0},
	{"nothing", "", "unexpected end of JSON input", 1, 1},
	{"cut off", "{\"a\": [1,\n", "unexpected end of JSON input", 2, 1},
	{"cut off in a string", "\"a", "unexpected end of JSON input", 1, 3},
	{"cut off in an escape", "\"\\", "unexpected end of JSON input", 1, 3},
	{"a key without quotes", "{a: 1}",
         "invalid character 'a' looking for beginning of object key string", 1, 2},
	{"a comma too many", "[1,]", "invalid character ']' looking for beginning of value", 1, 4},
	{"a comma too many in an object", "{\"a\":1,}",
         "invalid character '}' looking for beginning of object key string", 1, 8},
	{"a comma too few", "[1 2]", "invalid character '2' after array element", 1, 4},
	{"no colon", "{\"a\" 1}", "invalid character '1' after object key", 1, 6},
	{"something behind", "{}\n x", "invalid character 'x' after top-level value", 2, 2},
	{"a zero in front", "01", "invalid character '1' after top-level value", 1, 2},
	{"a plus in front", "+1", "invalid character '+' looking for beginning of value", 1, 1},
	{"a minus alone", "-x", "invalid character 'x' in numeric literal", 1, 2},
	{"no digit behind the point", "1.x",
         "invalid character 'x' after decimal point in numeric literal", 1, 3},
	{"no digit in the exponent", "1e+", "unexpected end of JSON input", 1, 4},
	{"single quotes", "'a'", "invalid character '\\'' looking for beginning of value", 1, 1},
	{"a double quote too many", "[\"a\"\"\"]", "invalid character '\"' after array element", 1,
         5},
	{"a line break in a string", "\"a\nb\"", "invalid character '\\n' in string literal", 1, 3},
	{"an unknown escape", "\"\\x\"", "invalid character 'x' in string escape code", 1, 3},
	{"columns count characters", "{\"\xC3\xA4\" 1}", "invalid character '1' after object key",
         1, 6},
	{"bytes are code points to Go", "\xC3\xA4",
         "invalid character '\xC3\x83' looking for beginning of value", 1, 1},
};

static void reads(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const struct source source = {.path = STR("test.json"), .text = str_of(row->text)};
	struct diags diags;
	struct node *value;
	struct buf json;
	diags_init(&diags, arena);
	buf_init(&json, arena);
	const bool ok =
		value_from_json(arena, source.text, origin_of_source(&source), &value, &diags);
	assert_int_equal(ok, row->line == 0);
	if (ok) {
		value_to_json(&json, value);
	} else {
		buf_add(&json, diags.last->sentence);
		assert_int_equal(diags.last->at.line, row->line);
		assert_int_equal(diags.last->at.col, row->col);
	}
	ASSERT_STR(buf_text(&json), row->want);
	arena_destroy(arena);
}

static void places_stand_where_values_begin(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct source source = {.path = STR("test.json"),
	                              .text = STR("{\n \"key\": [12,\n  true, \"x\"]}")};
	struct diags diags;
	struct node *value;
	diags_init(&diags, arena);
	assert_true(value_from_json(arena, source.text, origin_of_source(&source), &value, &diags));
	const struct node *list = node_get(value, STR("key"));
	const struct {
		const struct node *node;
		uint32_t line, col;
	} want[] = {{value, 1, 1},
	            {&value->first->key, 2, 2},
	            {list, 2, 9},
	            {node_item(list, 0), 2, 10},
	            {node_item(list, 1), 3, 3},
	            {node_item(list, 2), 3, 9}};
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		assert_int_equal(want[i].node->at.line, want[i].line);
		assert_int_equal(want[i].node->at.col, want[i].col);
	}
	arena_destroy(arena);
}

static void deep_nesting_is_an_error(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct diags diags;
	struct node *value;
	struct buf text;
	diags_init(&diags, arena);
	buf_init(&text, arena);
	for (int i = 0; i < 100000; i++)
		buf_add(&text, i % 2 ? STR("{\"a\":") : STR("["));
	assert_false(value_from_json(arena, buf_text(&text), (struct origin){0}, &value, &diags));
	assert_int_equal(diags.errors, 1);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest others[] = {
		cmocka_unit_test(places_stand_where_values_begin),
		cmocka_unit_test(deep_nesting_is_an_error),
	};
	return TABLE_RUN("yaml/json", ROWS, reads) |
	       cmocka_run_group_tests_name("yaml/json others", others, NULL, NULL);
}
