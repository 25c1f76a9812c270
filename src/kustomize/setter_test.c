/* setter_test.c - what is kept of a node that is overwritten */
#include "kustomize/setter.h"

#include "testing/table.h"
#include "yaml/emit.h"
#include "yaml/load.h"

enum way { WAY_TEXT, WAY_STR, WAY_INT, WAY_FIELD, WAY_FIELD_STR };

static const struct row {
	const char *name, *text; /* of the mapping {a: text}, or without "a" when NULL */
	enum way way;
	const char *value, *want; /* the printed line, or the sentence of the error */
} ROWS[] = {
	{"plain text may become a number", "x", WAY_TEXT, "1e5", "a: 100000\n"},
	{"quoted text stays text", "\"x\"", WAY_TEXT, "1e5", "a: \"1e5\"\n"},
	{"empty text changes nothing", "x", WAY_TEXT, "", "a: x\n"},
	{"a mapping takes no text", "{b: c}", WAY_TEXT, "x",
         "wrong node kind: expected ScalarNode but got MappingNode: node contents:\n{b: c}\n"},
	{"a string tag makes text of anything", "5", WAY_STR, "true", "a: \"true\"\n"},
	{"an int tag makes a number", "x", WAY_INT, "7", "a: 7\n"},
	{"quotes are stronger than an int tag", "\"5\"", WAY_INT, "7", "a: \"7\"\n"},
	{"a null takes text", "null", WAY_TEXT, "x", "a: x\n"},
	{"a field keeps the quotes it had", "\"5\"", WAY_FIELD, "6", "a: \"6\"\n"},
	{"a plain field takes the new type", "\n  x", WAY_FIELD, "6", "a: 6\n"},
	{"a new field that looks like a boolean is quoted", NULL, WAY_FIELD, "yes", "a: \"yes\"\n"},
	{"a new field that looks like a list is quoted", NULL, WAY_FIELD, "[b]", "a: '[b]'\n"},
	{"a new string is a string", NULL, WAY_FIELD_STR, "1.50", "a: \"1.50\"\n"},
};

static struct node *load(struct arena *arena, const char *value, struct diags *diags)
{
	struct source *source = ARENA_NEW(arena, struct source);
	struct documents documents;
	if (!value)
		return node_new_map(arena, NO_MARK);
	*source = (struct source){.path = STR("test.yaml"),
	                          .text = arena_printf(arena, "a: %s\n", value)};
	assert_true(
		load_documents(arena, source->text, origin_of_source(source), &documents, diags));
	return documents.at[0];
}

static bool set(struct arena *arena, const struct row *row, struct node *map, struct diags *diags)
{
	struct node *field = node_get(map, STR("a"));
	const str value = str_of(row->value);
	switch (row->way) {
	case WAY_TEXT: return setter_text(arena, field, value, diags);
	case WAY_STR: return setter_tagged(arena, field, value, TAG_STR, diags);
	case WAY_INT: return setter_tagged(arena, field, value, TAG_INT, diags);
	case WAY_FIELD:
		return setter_field(arena, map, STR("a"), node_new_scalar(arena, value, NO_MARK),
		                    diags);
	case WAY_FIELD_STR:
		return setter_field(arena, map, STR("a"), node_new_str(arena, value, NO_MARK),
		                    diags);
	}
	return false;
}

static void sets(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct diags diags;
	diags_init(&diags, arena);
	struct node *map = load(arena, row->text, &diags);
	struct buf out;
	buf_init(&out, arena);
	if (!set(arena, row, map, &diags))
		buf_add(&out, diags.last->sentence);
	else
		assert_true(emit_resource(&out, map, &diags));
	ASSERT_STR(buf_text(&out), row->want);
	arena_destroy(arena);
}

static void a_shared_value_changes_everywhere(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct diags diags;
	diags_init(&diags, arena);
	struct node *one = node_new_map(arena, NO_MARK), *other = node_new_map(arena, NO_MARK);
	struct node *value = node_new_str(arena, STR("x"), NO_MARK);
	assert_true(setter_field(arena, one, STR("k"), value, &diags));
	assert_true(setter_field(arena, other, STR("k"), value, &diags));
	assert_true(
		setter_field(arena, one, STR("k"), node_new_str(arena, STR("y"), NO_MARK), &diags));
	ASSERT_STR(node_get_text(other, STR("k")), "y");
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(a_shared_value_changes_everywhere)};
	return TABLE_RUN("kustomize/setter", ROWS, sets) +
	       cmocka_run_group_tests(tests, NULL, NULL);
}
