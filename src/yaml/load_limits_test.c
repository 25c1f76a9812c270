/* load_limits_test.c - limits on what a small text may grow to, and keys given twice */
#include "yaml/load.h"

#include "base/buf.h"
#include "testing/table.h"
#include "yaml/value.h"

/* Anchors of `depth` lists in each other round an alias of the one before, `width` times. */
static str nested_aliases(struct arena *arena, int anchors, int depth, int width)
{
	struct buf out;
	buf_init(&out, arena);
	for (int a = 0; a < anchors; a++) {
		buf_printf(&out, "k%d: &a%d ", a, a);
		for (int i = 0; i < depth; i++)
			buf_add_char(&out, '[');
		for (int i = 0; a > 0 && i < width; i++)
			buf_printf(&out, "%s*a%d", i > 0 ? ", " : "", a - 1);
		for (int i = 0; i < depth; i++)
			buf_add_char(&out, ']');
		buf_add_char(&out, '\n');
	}
	return buf_text(&out);
}

static const struct row {
	const char *name;
	int anchors, depth, width;
	const char *want; /* the sentence; NULL: it loads */
} ROWS[] = {
	{"aliases of a usual size load", 3, 100, 1, NULL},
	{"what is written out nests to a limit", 1, 500, 1,
         "MalformedYAMLError: yaml: line 1: exceeded max depth of nested collections"},
	{"aliases do not nest beyond the limit of what is written", 2, 400, 1,
         "MalformedYAMLError: yaml: exceeded max depth of nested collections"},
	{"aliases of aliases do not add up to any size", 20, 1, 10,
         "MalformedYAMLError: yaml: document contains excessive aliasing"},
};

static void keeps_to_limits(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct diags diags;
	struct documents documents;
	diags_init(&diags, arena);
	struct source *source = ARENA_NEW(arena, struct source);
	source->text = nested_aliases(arena, row->anchors, row->depth, row->width);
	const bool ok =
		load_documents(arena, source->text, origin_of_source(source), &documents, &diags);
	assert_int_equal(ok, row->want == NULL);
	assert_int_equal(diags.errors, row->want != NULL);
	if (row->want)
		ASSERT_STR(diags.last->sentence, row->want);
	else
		assert_int_equal(documents.len, 1);
	arena_destroy(arena);
}

static const struct twice {
	const char *name, *text;
	bool is_json;
} TWICE[] = {
	{"of a key given twice in YAML the last value counts", "b: 1\na: 2\nb: 3\n", false},
	{"of a key given twice in JSON the last value counts", "{\"b\":1,\"a\":2,\"b\":3}", true},
};

static void keeps_the_last(void **state)
{
	const struct twice *row = *state;
	struct arena *arena = arena_create();
	struct diags diags;
	struct node *value;
	diags_init(&diags, arena);
	struct source *source = ARENA_NEW(arena, struct source);
	source->text = str_of(row->text);
	const struct origin origin = origin_of_source(source);
	assert_true(row->is_json ? value_from_json(arena, source->text, origin, &value, &diags)
	                         : load_value(arena, source->text, origin, &value, &diags));
	assert_int_equal(node_count(value), 2);
	ASSERT_STR(value->first->key.text, "b");
	ASSERT_STR(value->first->value->text, "3");
	ASSERT_STR(value->last->key.text, "a");
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("yaml/load_limits", ROWS, keeps_to_limits) +
	       TABLE_RUN("yaml/load keys", TWICE, keeps_the_last);
}
