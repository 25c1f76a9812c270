/* conformance_regexp_test.c - patterns as the Go of Flux 2.9 reads them */
#include "base/buf.h"
#include "base/regex.h"
#include "testing/conformance.h"
#include "yaml/value.h"

static str decode_base64(struct arena *arena, str text)
{
	static const str DIGITS =
		STR_INIT("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
	struct buf out;
	uint32_t bits = 0;
	unsigned count = 0;
	buf_init(&out, arena);
	for (size_t i = 0; i < text.len && text.at[i] != '='; i++) {
		bits = bits << 6 | (uint32_t)str_find_char(DIGITS, text.at[i]);
		count += 6;
		if (count >= 8)
			buf_add_char(&out, (char)(bits >> (count -= 8)));
	}
	return buf_text(&out);
}

/* The bytes under `key`, or under `key64` in base64. */
static str bytes_of(struct arena *arena, const struct node *value, const char *key)
{
	const struct node *plain = node_get(value, str_of(key));
	if (plain)
		return plain->text;
	return decode_base64(arena, node_get_text(value, arena_printf(arena, "%s64", key)));
}

/* Byte cases know only the kind of error: their full text would not be JSON. */
static bool error_is_right(const struct node *value, str message)
{
	const struct node *whole = node_get(value, STR("error"));
	if (whole)
		return str_eq(message, whole->text);
	return str_contains(message, node_get_text(value, STR("error_code")));
}

static void answers_as_go_does(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct conformance_lines lines = conformance_load(arena, "regexp/cases.jsonl");
	struct conformance_score answers = {.name = "patterns"};
	struct conformance_score texts = {.name = "patterns: error texts"};
	struct diags diags;
	diags_init(&diags, arena);
	for (size_t i = 0; i < lines.len; i++) {
		struct node *value;
		struct regex_error error = {.message = {"", 0}};
		assert_true(
			value_from_json(arena, lines.at[i], (struct origin){0}, &value, &diags));
		const str pattern = bytes_of(arena, value, "pattern");
		const struct regex *regex = regex_new_for(arena, pattern, REGEX_GO_NEWEST, &error);
		str got = STR("error");
		if (regex)
			got = regex_matches(regex, bytes_of(arena, value, "subject")) ? STR("match")
			                                                              : STR("no");
		const str want = node_get_text(value, STR("result"));
		conformance_count(&answers, str_eq(got, want), lines.at[i], got, want);
		if (!regex)
			conformance_count(&texts, error_is_right(value, error.message), pattern,
			                  error.message, node_get_text(value, STR("error")));
	}
	conformance_finish(&answers);
	conformance_finish(&texts);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(answers_as_go_does)};
	return cmocka_run_group_tests_name("conformance/regexp", tests, NULL, NULL);
}
