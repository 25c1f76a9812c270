/*
 * load_test.c - streams cut into documents, anchors and merges resolved, limits kept, places found
 */
#include "yaml/load.h"

#include "testing/table.h"
#include "yaml/emit.h"
#include "yaml/value.h"

static const struct source *source_new(struct arena *arena, str text)
{
	struct source *source = ARENA_NEW(arena, struct source);
	*source = (struct source){.path = STR("test.yaml"), .text = text};
	return source;
}

/* What was loaded, as written, with "---" between; or the sentence of the error. */
static str load(struct arena *arena, str text)
{
	struct documents documents;
	struct diags diags;
	struct buf out;
	const struct source *source = source_new(arena, text);
	diags_init(&diags, arena);
	buf_init(&out, arena);
	if (!load_documents(arena, text, origin_of_source(source), &documents, &diags)) {
		assert_int_equal(diags.errors, 1);
		assert_true(diags.last->at.source == source);
		return diags.last->sentence;
	}
	for (size_t i = 0; i < documents.len; i++) {
		buf_add(&out, i ? STR("---\n") : STR(""));
		emit_node(&out, documents.at[i]);
	}
	return buf_text(&out);
}

static const struct row {
	const char *name, *text, *want;
} ROWS[] = {
	/* splitting */
	{"one document", "a: b\n", "a: b\n"},
	{"nothing", "", ""},
	{"comments and empty documents vanish", "# c\n---\n---\na: b\n---\nnull\n", "a: b\n"},
	{"two documents", "a: b\n---\nc: d", "a: b\n---\nc: d\n"},
	{"a comment behind the separator", "a: b\n---  # c\nc: d\n", "a: b\n---\nc: d\n"},
	{"a separator at the end needs no newline", "a: b\n---", "a: b\n"},
	{"what else stands behind one", "a: b\n--- c: d\n", "invalid document separator: --- c: d"},
	{"dashes run on", "a: b\n-----BEGIN\n", "invalid document separator: -----BEGIN"},
	{"on the first line anything goes", "--- {a: b}\n", "{a: b}\n"},
	{"text is cut wherever it stands", "a: |\n  x\n---\nb: c\n", "a: |\n  x\n---\nb: c\n"},
	{"what follows three dots is lost", "a: b\n...\nc: d\n", "a: b\n"},
	{"CRLF is LF", "a: |\r\n  x\r\n---\r\nb: c\r\n", "a: |\n  x\n---\nb: c\n"},
	{"a byte order mark is none of it",
         "\xEF\xBB\xBF"
         "a: b\n",
         "a: b\n"},
	{"a directive stands before no separator", "%YAML 1.1\n---\na: b\n",
         "MalformedYAMLError: yaml: line 1: did not find expected <document start>"},
	/* anchors and merges */
	{"an alias is a copy", "a: &x {b: c}\nd: *x\n", "a: {b: c}\nd: {b: c}\n"},
	{"an anchor again is another", "a: &x 1\nb: &x 2\nc: *x\n", "a: 1\nb: 2\nc: 2\n"},
	{"a key may be an alias", "a: &x b\n*x : c\n", "a: b\nb: c\n"},
	{"anchors end with their document", "a: &x 1\n---\nb: *x\n",
         "MalformedYAMLError: yaml: unknown anchor 'x' referenced"},
	{"an alias inside its anchor", "a: &x [*x]\n",
         "MalformedYAMLError: yaml: anchor 'x' value contains itself"},
	{"a merge gives what is missing", "a: &x {b: 1, c: 2}\nd: {<<: *x, b: 3}\n",
         "a: {b: 1, c: 2}\nd: {b: 3, c: 2}\n"},
	{"of several the first wins", "a: {<<: [{b: 1}, {b: 2, c: 3}]}\n", "a: {b: 1, c: 3}\n"},
	{"merges merge", "a: {<<: {<<: {b: 1}, c: 2}}\n", "a: {c: 2, b: 1}\n"},
	{"a quoted one merges nothing and goes", "a: {'<<': {b: 1}, c: 2}\n", "a: {c: 2}\n"},
	{"two are too many", "a: {<<: {b: 1}, <<: {c: 2}}\n", "duplicate merge key"},
	{"a merge of text", "a: {<<: b}\n",
         "map merge requires map or sequence of maps as the value"},
	{"a merge of an alias of text", "a: &x b\nc: {<<: *x}\n",
         "invalid map merge: received alias for a non-map value"},
	{"a map merged into one with a list as key", "a: {<<: {b: 1}, [c]: d}\n",
         "a: {? [c] : d, b: 1}\n"},
	{"a null key comes twice", "a: {~: b}\n", "a: {~: b, ~: b}\n"},
	/* where libyaml and go-yaml part */
	{"a question mark in flow style", "a: [b?c]\n",
         "MalformedYAMLError: yaml: did not find expected ',' or ']'"},
	{"an escaped slash", "a: \"\\/\"\n",
         "MalformedYAMLError: yaml: line 1: found unknown escape character"},
	{"behind a tag, too", "a: !!str \"\\/\"\n",
         "MalformedYAMLError: yaml: line 1: found unknown escape character"},
	{"and behind an anchor", "a: &x \"b\\/\"\n",
         "MalformedYAMLError: yaml: line 1: found unknown escape character"},
	{"a backslash that is escaped", "a: \"\\\\/\"\n", "a: \"\\\\/\"\n"},
	{"a colon that ends a key", "a: {b:, c: d}\n", "a: {'b:': '', c: d}\n"},
	{"a comma in a tag", "a: !x,y b\n", "a: b\n"},
	{"an unknown version, before all else", "%YAML 1.2\n---\na: b\n",
         "MalformedYAMLError: yaml: found incompatible YAML document"},
	/* which line is named */
	{"the scanner counts from 1", "a: b\nc: @d\n",
         "MalformedYAMLError: yaml: line 2: found character that cannot start any token"},
	{"the parser names the line before, of where it began", "a: b\nc: [d\ne: f\n",
         "MalformedYAMLError: yaml: line 1: did not find expected ',' or ']'"},
	{"lines count in the piece", "x: y\n---\na: b\nc: @d\n",
         "MalformedYAMLError: yaml: line 2: found character that cannot start any token"},
};

static void loads(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	ASSERT_STR(load(arena, str_of(row->text)), row->want);
	arena_destroy(arena);
}

/* Where an error is shown: in the file, not in the piece. */
static const struct place_row {
	const char *name, *text;
	uint32_t line, col;
} PLACES[] = {
	{"a character that starts nothing", "a: b\nc: @d\n", 2, 4},
	{"in a later document", "x: y\n---\na: b\nc: @d\n", 4, 4},
	{"behind CRLF", "x: y\r\n---\r\na: @d\r\n", 3, 4},
	{"columns count characters", "\xC3\xA4: @d\n", 1, 4},
	{"a separator", "a: b\n---\nc: d\n---x\n", 4, 1},
	{"an unknown anchor", "a: b\nc: [d, *e]\n", 2, 8},
	{"bytes that are no text", "a: b\n\xC3\xA4: \xFF\n", 2, 4},
};

static void places_errors(void **state)
{
	const struct place_row *row = *state;
	struct arena *arena = arena_create();
	struct documents documents;
	struct diags diags;
	const struct source *source = source_new(arena, str_of(row->text));
	diags_init(&diags, arena);
	assert_false(
		load_documents(arena, source->text, origin_of_source(source), &documents, &diags));
	assert_int_equal(diags.last->at.line, row->line);
	assert_int_equal(diags.last->at.col, row->col);
	arena_destroy(arena);
}

/* A patch inside another file: `at` is the scalar under `p`, whose text has an error at '@'. */
static const struct row INLINE[] = {
	{"a literal block", "p: |-\n  a: b\n  c: @d\n", "3:6"},
	{"with more indentation", "- q\n- p: |\n\n      a: b\n      c: @d\n", "5:10"},
	{"with an indentation indicator", "p: |2\n  a: @b\n", "2:6"},
	{"behind a comment", "p: | # c\n  a: @b\n", "2:6"},
	{"behind CRLF", "p: |\r\n  a: @b\r\n", "2:6"},
	{"quoted, about there", "p: 'a: @b'\n", "1:7"},
};

static struct node *find_p(struct node *node)
{
	if (node_is_map(node))
		return node_get(node, STR("p"));
	return node_is_seq(node) ? find_p(node_item(node, node_count(node) - 1)) : NULL;
}

static void finds_places_in_inline_text(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct documents documents;
	struct diags diags;
	struct node *outer;
	const struct source *source = source_new(arena, str_of(row->text));
	diags_init(&diags, arena);
	assert_true(load_value(arena, source->text, origin_of_source(source), &outer, &diags));
	const struct node *scalar = find_p(outer);
	assert_non_null(scalar);
	assert_false(
		load_documents(arena, scalar->text, origin_of_scalar(scalar), &documents, &diags));
	ASSERT_STR(arena_printf(arena, "%u:%u", diags.last->at.line, diags.last->at.col),
	           row->want);
	arena_destroy(arena);
}

static str repeat(struct arena *arena, const char *text, int times)
{
	struct buf out;
	buf_init(&out, arena);
	for (int i = 0; i < times; i++)
		buf_add(&out, str_of(text));
	return buf_text(&out);
}

static void ends_deep_nesting_with_an_error(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const char *const openings[] = {"[", "{a: ", "- ", "? "};
	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
		assert_true(str_contains(load(arena, repeat(arena, openings[i], 20000)),
		                         STR("exceeded max depth of nested collections")));
	const str shallow = arena_concat(arena, repeat(arena, "[", 400), repeat(arena, "]", 400));
	assert_true(str_starts_with(load(arena, shallow), STR("[[[[")));
	arena_destroy(arena);
}

static void ends_an_alias_bomb_with_an_error(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct buf text;
	buf_init(&text, arena);
	buf_add(&text, STR("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"));
	for (int i = 1; i < 12; i++) {
		buf_printf(&text, "a%d: &a%d [", i, i);
		for (int k = 0; k < 10; k++)
			buf_printf(&text, "%s*a%d", k ? ", " : "", i - 1);
		buf_add(&text, STR("]\n"));
	}
	assert_true(str_contains(load(arena, buf_text(&text)),
	                         STR("document contains excessive aliasing")));
	/* The same by merges. */
	text.len = 0;
	buf_add(&text, STR("a0: &a0 {x: y}\n"));
	for (int i = 1; i < 40; i++)
		buf_printf(&text, "a%d: &a%d {b: *a%d, c: *a%d, <<: *a%d}\n", i, i, i - 1, i - 1,
		           i - 1);
	assert_true(str_contains(load(arena, buf_text(&text)),
	                         STR("document contains excessive aliasing")));
	arena_destroy(arena);
}

static void keeps_text_as_a_view(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct documents documents;
	struct diags diags;
	const struct source *source = source_new(arena, STR("\xC3\xA4: 'b c'\nd: e\n"));
	diags_init(&diags, arena);
	assert_true(
		load_documents(arena, source->text, origin_of_source(source), &documents, &diags));
	NODE_EACH_PAIR (pair, documents.at[0]) {
		assert_in_range((size_t)(pair->value->text.at - source->text.at), 1, 13);
		assert_in_range((size_t)(pair->key.text.at - source->text.at), 0, 13);
	}
	arena_destroy(arena);
}

/* Configuration: YAML 1.1, one document, everything in normal form. */
static const struct row VALUES[] = {
	{"the first document only", "a: 1\n---\nb: 2\n", "{\"a\":1}"},
	{"old booleans", "{a: yes, b: off, c: n}", "{\"a\":true,\"b\":false,\"c\":false}"},
	{"a date is text", "a: 2001-01-01", "{\"a\":\"2001-01-01\"}"},
	{"numbers as JSON has them", "[0777, 1e3, 1.50, 1_000, .5]", "[511,1000,1.5,1000,0.5]"},
	{"keys become text", "{y: 1, 1.50: 2, 0x10: 3}", "{\"1.5\":2,\"16\":3,\"true\":1}"},
	{"quoted ones are", "{'y': 1}", "{\"y\":1}"},
	{"the last of a key wins", "{a: 1, b: 2, a: 3}", "{\"a\":3,\"b\":2}"},
	{"merges work", "{a: &x {b: 1}, c: {<<: *x}}", "{\"a\":{\"b\":1},\"c\":{\"b\":1}}"},
	{"tags are heeded", "{a: !!str 1, b: !!float 1}", "{\"a\":\"1\",\"b\":1}"},
	{"escapes", "\"\\u00fc<\\t\"", "\"\xC3\xBC\\u003c\\t\""},
	{"a syntax error, by the other reader's count", "a: [\n",
         "yaml: line 1: did not find expected node content"},
};

static void loads_values(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct diags diags;
	struct node *value;
	struct buf json;
	const struct source *source = source_new(arena, str_of(row->text));
	diags_init(&diags, arena);
	buf_init(&json, arena);
	if (load_value(arena, source->text, origin_of_source(source), &value, &diags))
		value_to_json(&json, value);
	else
		buf_add(&json, diags.last->sentence);
	ASSERT_STR(buf_text(&json), row->want);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest others[] = {
		cmocka_unit_test(ends_deep_nesting_with_an_error),
		cmocka_unit_test(ends_an_alias_bomb_with_an_error),
		cmocka_unit_test(keeps_text_as_a_view),
	};
	return TABLE_RUN("yaml/load", ROWS, loads) |
	       TABLE_RUN("yaml/load places", PLACES, places_errors) |
	       TABLE_RUN("yaml/load inline", INLINE, finds_places_in_inline_text) |
	       TABLE_RUN("yaml/load values", VALUES, loads_values) |
	       cmocka_run_group_tests_name("yaml/load limits", others, NULL, NULL);
}
