/* json_patch_test.c - operations one by one; the answers are kustomize's */
#include "kustomize/json_patch.h"

#include "testing/table.h"
#include "yaml/emit.h"

#define DOCUMENT    "spec: {l: [1, 2], k: null, o: {a: 1}, s: x, f: 1.0, 'a/b': 1}"
#define AFTER(rest) "spec:\n  a/b: 1\n  f: 1\n  k: null\n  l:\n  - 1\n  - 2\n  o:\n    a: 1\n" rest

static const struct row {
	const char *name, *operations,
		*want; /* want: the document; "!…": the error; "": unchanged */
} ROWS[] = {
	{"add sets a key", "[{op: add, path: /spec/z, value: {b: 1}}]",
         AFTER("  s: x\n  z:\n    b: 1\n")},
	{"add without a value sets null", "[{op: add, path: /spec/z}]",
         AFTER("  s: x\n  z: null\n")},
	{"the first piece of a pointer does not matter", "[{op: add, path: x/z, value: 1}]",
         AFTER("  s: x\nz: 1\n")},
	{"pieces are unescaped once",
         "[{op: replace, path: /spec/a~1b, value: 2}, "
         "{op: add, path: /spec/~01, value: 3}]",
         "spec:\n  ~1: 3\n  a/b: 2\n  f: 1\n  k: null\n  l:\n  - 1\n  - 2\n  o:\n    a: 1\n  s: "
         "x\n"},
	{"a list grows at its end, its start and from behind",
         "[{op: add, path: /spec/l/-, value: 3}, {op: add, path: /spec/l/0, value: 0}, "
         "{op: add, path: /spec/l/-1, value: 4}, {op: replace, path: /spec, value: "
         "{l: 1}}]",
         "spec:\n  l: 1\n"},
	{"negative indices count from behind the end",
         "[{op: add, path: /spec/l/-2, value: 9}, "
         "{op: remove, path: /spec/l/-1}]",
         "spec:\n  a/b: 1\n  f: 1\n  k: null\n  l:\n  - 1\n  - 9\n  o:\n    a: 1\n  s: x\n"},
	{"replace creates a key", "[{op: replace, path: /spec/z, value: 1}]",
         AFTER("  s: x\n  z: 1\n")},
	{"replace needs its index", "[{op: replace, path: /spec/l/9, value: 1}]",
         "!replace operation does not apply: doc is missing key: /spec/l/9: missing value"},
	{"replace may put another document", "[{op: replace, path: '', value: {a: 1}}]", "a: 1\n"},
	{"a list is no document", "[{op: replace, path: '', value: [1]}]",
         "!json: cannot unmarshal array into Go value of type map[string]interface {}"},
	{"remove needs its key", "[{op: remove, path: /spec/zz}]",
         "!error in remove for path: '/spec/zz': Unable to remove nonexistent key: zz: missing "
         "value"},
	{"remove needs its index", "[{op: remove, path: /spec/l/2}]",
         "!error in remove for path: '/spec/l/2': Unable to access invalid index: 2: invalid index "
         "referenced"},
	{"add needs the parent", "[{op: add, path: /spec/q/r, value: 1}]",
         "!add operation does not apply: doc is missing path: \"/spec/q/r\": missing value"},
	{"a scalar is no parent", "[{op: add, path: /spec/s/r, value: 1}]",
         "!add operation does not apply: doc is missing path: \"/spec/s/r\": missing value"},
	{"an index is a number", "[{op: add, path: /spec/l/x, value: 1}]",
         "!error in add for path: '/spec/l/x': value was not a proper array index: 'x': "
         "strconv.Atoi: parsing \"x\": invalid syntax"},
	{"an index is not past the end", "[{op: add, path: /spec/l/3, value: 1}]",
         "!error in add for path: '/spec/l/3': Unable to access invalid index: 3: invalid index "
         "referenced"},
	{"move names the last piece", "[{op: move, from: /spec/zz, path: /a}]",
         "!error in move for path: 'zz': Unable to remove nonexistent key: zz: missing value"},
	{"move carries the value", "[{op: move, from: /spec/o, path: /spec/s}]",
         "spec:\n  a/b: 1\n  f: 1\n  k: null\n  l:\n  - 1\n  - 2\n  s:\n    a: 1\n"},
	{"a copy of nothing is null", "[{op: copy, from: /spec/zz, path: /spec/z}]",
         AFTER("  s: x\n  z: null\n")},
	{"a copy is a tree of its own",
         "[{op: copy, from: /spec/o, path: /spec/z}, {op: remove, path: /spec/z/a}]",
         AFTER("  s: x\n  z: {}\n")},
	{"test compares values", "[{op: test, path: /spec/f, value: 1}]", ""},
	{"test fails on others", "[{op: test, path: /spec/l, value: [2, 1]}]",
         "!testing value /spec/l failed: test failed"},
	{"to test, null and absent are one",
         "[{op: test, path: /spec/zz, value: null}, {op: test, path: /spec/k, value: null}]", ""},
	{"test of nothing without a value is refused", "[{op: test, path: /spec/zz}]",
         "!'test' of '/spec/zz' needs a value"},
	{"a path is needed", "[{op: test, value: 1}]",
         "!test operation failed to decode path: operation missing path field: missing value"},
	{"some operations hide that", "[{op: remove}]",
         "!remove operation failed to decode path: missing value"},
	{"a path is a string", "[{op: replace, path: 5, value: 1}]",
         "!replace operation failed to decode path: json: cannot unmarshal number into Go value of "
         "type string"},
	{"operations are known by their names", "[{op: foo, path: /a}]", "!Unexpected kind: foo"},
	{"names are in lower case", "[{OP: add, path: /a}]", "!Unexpected kind: unknown"},
	{"null is an operation of no name", "[null]", "!Unexpected kind: unknown"},
};

static struct node *load(struct arena *arena, const char *text, struct diags *diags)
{
	struct source *source = ARENA_NEW(arena, struct source);
	struct node *value;
	source->text = str_of(text);
	assert_true(load_value(arena, source->text, origin_of_source(source), &value, diags));
	return value;
}

static str print(struct arena *arena, const struct node *document, struct diags *diags)
{
	struct buf out;
	buf_init(&out, arena);
	assert_true(emit_resource(&out, document, diags));
	return buf_text(&out);
}

static void applies(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct diags diags;
	diags_init(&diags, arena);
	struct node *document = load(arena, DOCUMENT, &diags);
	const struct node *operations = load(arena, row->operations, &diags);
	if (json_patch_apply(arena, operations, &document, &diags)) {
		json_patch_to_resource(arena, document);
		ASSERT_STR(print(arena, document, &diags),
		           *row->want ? row->want : AFTER("  s: x\n"));
	} else {
		ASSERT_STR(diags.last->sentence, row->want + 1);
		assert_true(diags.last->at.line > 0);
	}
	arena_destroy(arena);
}

static const struct scalar_row {
	const char *name, *value, *text; /* as JSON; as the resource's node holds it */
	enum node_style style;
} SCALARS[] = {
	{"an integer stays one", "8080", "8080", STYLE_PLAIN},
	{"a large integer is rounded", "12345678901234567", "1.2345678901234568e+16", STYLE_PLAIN},
	{"from a million on the exponent is written", "1000000", "1e+06", STYLE_PLAIN},
	{"text is plain when it can be", "\"abc\"", "abc", STYLE_PLAIN},
	{"text that reads as a number is quoted", "\"1e3\"", "1e3", STYLE_DOUBLE},
	{"text that YAML 1.1 reads as true too", "\"yes\"", "yes", STYLE_DOUBLE},
	{"text that cannot stand plain is quoted", "\"@x\"", "@x", STYLE_SINGLE},
	{"a tab needs an escape", "\"a\\tb\"", "a\tb", STYLE_DOUBLE},
	{"lines make a literal block", "\"a\\nb\"", "a\nb", STYLE_LITERAL},
};

static void rewrites(void **state)
{
	const struct scalar_row *row = *state;
	struct arena *arena = arena_create();
	struct diags diags;
	diags_init(&diags, arena);
	struct node *value = load(arena, row->value, &diags);
	json_patch_to_resource(arena, value);
	ASSERT_STR(value->text, row->text);
	assert_int_equal(value->style, row->style);
	arena_destroy(arena);
}

/* Each copy doubles the document; without a limit this would take all memory. */
static void copies_have_an_end(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct diags diags;
	diags_init(&diags, arena);
	struct node *document = load(arena, "a: {b: 1}", &diags);
	struct buf operations;
	buf_init(&operations, arena);
	for (int i = 0; i < 64; i++)
		buf_printf(&operations, "- {op: copy, from: /a, path: /a/c%d}\n", i);
	buf_add_char(&operations, '\0');
	assert_false(
		json_patch_apply(arena, load(arena, operations.at, &diags), &document, &diags));
	ASSERT_STR(diags.last->sentence,
	           "error while adding value during copy: the patch adds too much");
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest limits[] = {cmocka_unit_test(copies_have_an_end)};
	return TABLE_RUN("kustomize/json_patch", ROWS, applies) +
	       TABLE_RUN("kustomize/json_patch scalars", SCALARS, rewrites) +
	       cmocka_run_group_tests_name("kustomize/json_patch limits", limits, NULL, NULL);
}
