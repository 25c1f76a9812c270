/* emit_test.c - every rule of how kustomize writes */
#include "yaml/emit.h"

#include "testing/table.h"
#include "yaml/load.h"
#include "yaml/value.h"

static struct node *load(struct arena *arena, str text)
{
	struct source *source = ARENA_NEW(arena, struct source);
	struct documents documents;
	struct diags diags;
	diags_init(&diags, arena);
	*source = (struct source){.path = STR("test.yaml"), .text = text};
	assert_true(load_documents(arena, text, origin_of_source(source), &documents, &diags));
	assert_int_equal(documents.len, 1);
	return documents.at[0];
}

/* `k: value` in and `k: value` out. */
static const struct row {
	const char *name, *value, *want;
} ROWS[] = {
	/* which strings need quotes */
	{"plain text", "'a b'", "a b"},
	{"the empty text", "''", "\"\""},
	{"what was a boolean once", "'yes'", "\"yes\""},
	{"and what never was", "'yEs'", "yEs"},
	{"what looks like a number", "'1_000'", "\"1_000\""},
	{"an octal number of 1.2", "'0o7'", "\"0o7\""},
	{"no number", "'0x'", "0x"},
	{"a date", "'2001-01-01'", "\"2001-01-01\""},
	{"no date", "'2001-02-30'", "2001-02-30"},
	{"a number to the base of 60", "'190:20:30'", "\"190:20:30\""},
	{"with a fraction", "'1:30.5'", "\"1:30.5\""},
	{"not with a minute of 60", "'1:60'", "1:60"},
	{"null as a word", "'null'", "\"null\""},
	{"a merge key is text", "'<<'", "<<"},
	{"so is an equals sign", "'='", "="},
	/* what plain text may not be */
	{"an indicator in front", "'@x'", "'@x'"},
	{"a comment", "'a #b'", "'a #b'"},
	{"no comment", "'a#b'", "a#b"},
	{"a colon and a space", "'a: b'", "'a: b'"},
	{"a colon at the end", "'a:'", "'a:'"},
	{"a colon inside", "'a:b'", "a:b"},
	{"a dash and a space", "'- a'", "'- a'"},
	{"a dash", "'-a'", "-a"},
	{"a question mark and a space", "'? a'", "'? a'"},
	{"a document's start", "'---a'", "'---a'"},
	{"space in front", "' a'", "' a'"},
	{"space at the end", "'a '", "'a '"},
	{"a quote in single quotes", "\"'a\"", "'''a'"},
	{"brackets inside", "'a[b]{c}'", "a[b]{c}"},
	/* what must be escaped */
	{"a tab", "\"a\\tb\"", "\"a\\tb\""},
	{"controls", "\"\\0\\a\\b\\v\\f\\r\\e\"", "\"\\0\\a\\b\\v\\f\\r\\e\""},
	{"other controls in hexadecimal", "\"\\x01\\x1F\"", "\"\\x01\\x1F\""},
	{"printable characters beyond ASCII", "\"\\xFC\\u20AC\"", "\xC3\xBC\xE2\x82\xAC"},
	{"nothing above U+FFFF is printable", "\"\\U0001F600\"", "\"\\U0001F600\""},
	{"a byte order mark inside", "\"a\\uFEFFb\"", "\"a\\uFEFFb\""},
	{"in front it has all escaped", "\"\\uFEFFab\"", "\"\\uFEFF\\x61\\x62\""},
	{"a no-break space stays", "\"a\\u00A0b\"",
         "a\xC2\xA0"
         "b"},
	/* blocks */
	{"one line", "\"a\\n\"", "|\n  a"},
	{"without its newline", "\"a\\nb\"", "|-\n  a\n  b"},
	{"with more newlines", "\"a\\n\\n\"", "|+\n  a\n"},
	{"nothing but a newline", "\"\\n\"", "|2+\n"},
	{"an empty line first", "\"\\na\"", "|2-\n\n  a"},
	{"space in front of it", "\" a\\nb\"", "|2-\n   a\n  b"},
	{"an empty line inside", "\"a\\n\\nb\\n\"", "|\n  a\n\n  b"},
	{"space in front of a later line", "\"a\\n b\\n\"", "|\n  a\n   b"},
	{"space at a line's end is no block", "\"a \\nb\"", "\"a \\nb\""},
	{"a tab is no block", "\"a\\n\\tb\"", "\"a\\n\\tb\""},
	{"three dashes in a block", "\"a\\n---\\n\"", "|\n  a\n  ---"},
	{"three dots in a block", "\"a\\n...\\n\"", "|\n  a\n  ..."},
	/* numbers and other types */
	{"a float that is whole", "1.0", "1"},
	{"octal", "0777", "511"},
	{"a large fraction", "1234567.5", "1.2345675e+06"},
	{"a number above int64", "18446744073709551615", "18446744073709551615"},
	{"a boolean in capitals", "TRUE", "true"},
	{"null in any spelling", "~", "null"},
	{"null as nothing", "", "null"},
	{"a time is text", "2001-01-01", "\"2001-01-01T00:00:00Z\""},
	{"a written tag", "!!int 7", "7"},
	{"a string by its tag", "!!str 7", "\"7\""},
	{"binary", "!!binary aGk=", "hi"},
	/* collections */
	{"nothing in a map", "{}", "{}"},
	{"nothing in a list", "[]", "[]"},
	{"a list at its key's column", "[a, [b, c], {d: e, f: g}]",
         "\n- a\n- - b\n  - c\n- d: e\n  f: g"},
	{"a list of nothing", "[[], {}, null]", "\n- []\n- {}\n- null"},
	{"a map below", "{b: 1, a: {c: d}}", "\n  a:\n    c: d\n  b: 1"},
	{"a null in flow style that is nothing", "{a: , b: null}", "\n  a: \"\"\n  b: null"},
	{"keys as strings", "{'1': a, 'true': b, 'y': c}",
         "\n  \"1\": a\n  \"true\": b\n  \"y\": c"},
	{"a key with a colon", "{'a: b': c}", "\n  'a: b': c"},
	{"an empty key", "{'': a}", "\n  \"\": a"},
	{"a key of several lines", "{\"a\\nb\": {c: [d]}}",
         "\n  ? |-\n    a\n    b\n  : c:\n    - d"},
	{"folded text reads back as go-yaml wrote it", ">\n  a\n\n   b\n   c\n",
         "|\n  a\n\n\n   b\n   c"},
	{"line separators, quoted", "\"a\\L\"", "'a\xE2\x80\xA8'"},
};

static void writes(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct diags diags;
	struct buf out;
	diags_init(&diags, arena);
	buf_init(&out, arena);
	const bool separate = *row->want != '\n' && *row->want;
	assert_true(emit_resource(&out, load(arena, arena_printf(arena, "k: %s\n", row->value)),
	                          &diags));
	const str want = arena_printf(arena, "k:%s%s\n", separate ? " " : "", row->want);
	ASSERT_STR(buf_text(&out), arena_cstr(arena, want));
	arena_destroy(arena);
}

/* What kustomize says instead of printing. */
static const struct row FAILURES[] = {
	{"a key twice", "{a: 1, a: 2}",
         "map[string]interface {}(nil): yaml: unmarshal errors:\n  line 1: mapping key \"a\" "
         "already defined at line 1"},
	{"not a number", ".nan",
         "map[string]interface {}{\"k\":NaN}: json: unsupported value: NaN"},
	{"infinity in a list", "[-.inf]",
         "map[string]interface {}{\"k\":[]interface {}{-Inf}}: json: unsupported value: -Inf"},
	{"a key that is a number", "{1: a}",
         "map[string]interface {}{\"k\":map[interface {}]interface {}{1:\"a\"}}: json: "
         "unsupported type: map[interface {}]interface {}"},
	{"a key that is a list", "{[a]: b}",
         "map[string]interface {}(nil): yaml: invalid map key: []interface {}{\"a\"}"},
	{"a tag that its text contradicts", "!!int x",
         "map[string]interface {}(nil): yaml: cannot decode !!str `x` as a !!int"},
	{"binary that is none", "!!binary x",
         "map[string]interface {}(nil): yaml: !!binary value contains invalid base64 data"},
	{"a control character", "\"a\\x7f\"",
         "map[string]interface {}{\"k\":\"a\\x7f\"}: yaml: control characters are not allowed"},
};

static void says_why_not(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct diags diags;
	struct buf out;
	diags_init(&diags, arena);
	buf_init(&out, arena);
	buf_add(&out, STR("before\n"));
	assert_false(emit_resource(&out, load(arena, arena_printf(arena, "k: %s\n", row->value)),
	                           &diags));
	ASSERT_STR(buf_text(&out), "before\n");
	assert_int_equal(diags.errors, 1);
	assert_int_equal(diags.last->at.line, 1);
	ASSERT_STR(diags.last->sentence, row->want);
	arena_destroy(arena);
}

/* As written: order, styles and quotes stay; what stands alone here gets a newline. */
static const struct row NODES[] = {
	{"order and styles", "{b: 'x', a: [1, \"2\"]}", "{b: 'x', a: [1, \"2\"]}\n"},
	{"a number as it was", "0777", "0777\n"},
	{"a tag that was written out", "!!str 5", "!!str 5\n"},
	{"behind it any quotes", "!!int '7'", "!!int '7'\n"},
	{"null as it was", "~", "~\n"},
	{"a block", "|\n  a\n  b\n", "|\n  a\n  b\n"},
};

static void writes_as_written(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct buf out;
	buf_init(&out, arena);
	emit_node(&out,
	          node_get(load(arena, arena_printf(arena, "k: %s\n", row->value)), STR("k")));
	ASSERT_STR(buf_text(&out), row->want);
	arena_destroy(arena);
}

/* Words of nine letters, `count` of them, with single spaces: the break comes behind column 80. */
static str words(struct arena *arena, int count)
{
	struct buf out;
	buf_init(&out, arena);
	for (int i = 0; i < count; i++)
		buf_printf(&out, "%sword-%04d", i ? " " : "", i);
	return buf_text(&out);
}

static void assert_written(struct arena *arena, str value, const char *want)
{
	struct diags diags;
	struct buf out;
	struct node *map = node_new_map(arena, NO_MARK);
	diags_init(&diags, arena);
	buf_init(&out, arena);
	node_set(arena, map, STR("k"), node_new_str(arena, value, NO_MARK));
	assert_true(emit_resource(&out, map, &diags));
	ASSERT_STR(buf_text(&out), want);
}

static void folds_at_the_first_space_behind_column_80(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const str eight = words(arena, 8), nine = words(arena, 9);
	assert_written(arena, nine,
	               "k: word-0000 word-0001 word-0002 word-0003 word-0004 word-0005 word-0006 "
	               "word-0007\n  word-0008\n");
	/* Where a second space follows there is no break; quotes need a backslash before one. */
	assert_written(arena, arena_printf(arena, "%.*s  end", STR_ARG(eight)),
	               "k: word-0000 word-0001 word-0002 word-0003 word-0004 word-0005 word-0006 "
	               "word-0007  end\n");
	assert_written(arena, arena_printf(arena, "%.*s end\t", STR_ARG(eight)),
	               "k: \"word-0000 word-0001 word-0002 word-0003 word-0004 word-0005 "
	               "word-0006 word-0007\n  end\\t\"\n");
	assert_written(arena, arena_printf(arena, "%.*s  end\t", STR_ARG(eight)),
	               "k: \"word-0000 word-0001 word-0002 word-0003 word-0004 word-0005 "
	               "word-0006 word-0007\n  \\ end\\t\"\n");
	assert_written(arena, arena_printf(arena, "'%.*s end", STR_ARG(eight)),
	               "k: '''word-0000 word-0001 word-0002 word-0003 word-0004 word-0005 "
	               "word-0006 word-0007\n  end'\n");
	arena_destroy(arena);
}

static void does_not_fold_blocks_and_keys(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const str nine = words(arena, 9);
	assert_written(arena, arena_printf(arena, "%.*s\n", STR_ARG(nine)),
	               "k: |\n  word-0000 word-0001 word-0002 word-0003 word-0004 word-0005 "
	               "word-0006 word-0007 word-0008\n");
	struct diags diags;
	struct buf out;
	struct node *map = node_new_map(arena, NO_MARK);
	diags_init(&diags, arena);
	buf_init(&out, arena);
	node_set(arena, map, nine, node_new_str(arena, STR("v"), NO_MARK));
	assert_true(emit_resource(&out, map, &diags));
	ASSERT_STR(buf_text(&out), "word-0000 word-0001 word-0002 word-0003 word-0004 word-0005 "
	                           "word-0006 word-0007 word-0008: v\n");
	arena_destroy(arena);
}

static void keys_over_128_bytes_are_explicit(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct buf key, out;
	struct diags diags;
	diags_init(&diags, arena);
	buf_init(&key, arena);
	for (int i = 0; i < 129; i++)
		buf_add_char(&key, 'x');
	for (size_t len = 128; len <= 129; len++) {
		struct node *map = node_new_map(arena, NO_MARK);
		buf_init(&out, arena);
		node_set(arena, map, str_slice(buf_text(&key), 0, len),
		         node_new_str(arena, STR("v"), NO_MARK));
		assert_true(emit_resource(&out, map, &diags));
		assert_int_equal(str_starts_with(buf_text(&out), STR("? ")), len == 129);
		assert_true(
			str_ends_with(buf_text(&out), len == 129 ? STR("\n: v\n") : STR("x: v\n")));
	}
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest others[] = {
		cmocka_unit_test(folds_at_the_first_space_behind_column_80),
		cmocka_unit_test(does_not_fold_blocks_and_keys),
		cmocka_unit_test(keys_over_128_bytes_are_explicit),
	};
	return TABLE_RUN("yaml/emit", ROWS, writes) |
	       TABLE_RUN("yaml/emit failures", FAILURES, says_why_not) |
	       TABLE_RUN("yaml/emit nodes", NODES, writes_as_written) |
	       cmocka_run_group_tests_name("yaml/emit folding", others, NULL, NULL);
}
