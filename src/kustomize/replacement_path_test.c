/*
 * replacement_path_test.c - where the paths of replacements lead, as kustomize 5.7.1 follows them
 */
#include "kustomize/replacement_path.h"

#include "base/buf.h"
#include "testing/table.h"
#include "yaml/emit.h"
#include "yaml/load.h"

static const char DOCUMENT[] = "s: text\n"
			       "empty: \"\"\n"
			       "nothing: null\n"
			       "map: {a.b/c: dotted, k: v}\n"
			       "list: [one, \"two\", 3]\n"
			       "items:\n"
			       "- {name: a, v: 1}\n"
			       "- {name: \"b\", v: 2}\n"
			       "- name: ab # the third\n"
			       "  v: 3\n"
			       "- plain\n";

static struct node *document_new(struct arena *arena)
{
	static const struct source SOURCE = {.path = STR_INIT("test.yaml"),
	                                     .text = {DOCUMENT, sizeof DOCUMENT - 1}};
	struct documents documents = {0};
	struct diags diags;
	diags_init(&diags, arena);
	assert_true(
		load_documents(arena, SOURCE.text, origin_of_source(&SOURCE), &documents, &diags));
	return documents.at[0];
}

static const struct split_row {
	const char *name, *path, *parts; /* with '|' between */
} SPLIT_ROWS[] = {
	{"dots part", "a.b.c", "a|b|c"},
	{"a dot behind a backslash", "a.b\\.c.d", "a|b.c|d"},
	{"dots in brackets", "a.[b.c/d].e", "a|b.c/d|e"},
	{"a selection keeps its brackets", "a.[name=b.c].d", "a|[name=b.c]|d"},
	{"brackets without a dot stay", "a.[b].c", "a|[b]|c"},
	{"an open bracket takes the rest", "a.[b.c", "a|b.c"},
	{"nothing is one empty part", "", ""},
};

static void splits(void **state)
{
	const struct split_row *row = *state;
	struct arena *arena = arena_create();
	const struct replacement_path path = replacement_path_split(arena, str_of(row->path));
	struct buf parts;
	buf_init(&parts, arena);
	for (size_t i = 0; i < path.len; i++)
		buf_printf(&parts, "%s%.*s", i > 0 ? "|" : "", STR_ARG(path.at[i]));
	ASSERT_STR(buf_text(&parts), row->parts);
	arena_destroy(arena);
}

static const struct get_row {
	const char *name, *path;
	const char *want; /* as written; "-" when missing; "error: " and the sentence */
} GET_ROWS[] = {
	{"a field", "s", "text"},
	{"a key with dots", "map.[a.b/c]", "dotted"},
	{"spaces and empty parts do not count", " map..k", "v"},
	{"an index", "list.1", "\"two\""},
	{"an index past the end", "list.9", "-"},
	{"the last", "list.-", "3"},
	{"an element by a field", "items.[name=b].v", "2"},
	{"an element by its text", "list.[=two]", "\"two\""},
	{"no pattern here", "items.[name=^b$].v", "-"},
	{"below a null", "nothing.x", "-"},
	{"an index below zero", "list.-1", "error: array index -1 cannot be negative"},
	{"no star", "items.*.v", "error: wildcard is not supported in PathGetter"},
	{"a field of a scalar", "s.x",
         "error: wrong node kind: expected MappingNode but got ScalarNode: node contents:\ntext\n"},
	{"brackets without =", "items.[b]",
         "error: list path element must contain fieldName=fieldValue for element to match"},
};

static void gets(void **state)
{
	const struct get_row *row = *state;
	struct arena *arena = arena_create();
	struct diags diags;
	struct node *found;
	struct buf text;
	diags_init(&diags, arena);
	buf_init(&text, arena);
	const struct replacement_path path = replacement_path_split(arena, str_of(row->path));
	if (!replacement_path_get(arena, &path, document_new(arena), NO_MARK, &found, &diags)) {
		buf_printf(&text, "error: %.*s", STR_ARG(diags.last->sentence));
		ASSERT_STR(buf_text(&text), row->want);
	} else {
		if (found)
			emit_node(&text, found);
		ASSERT_STR(found ? str_trim(buf_text(&text)) : STR("-"), row->want);
	}
	arena_destroy(arena);
}

static const struct find_row {
	const char *name, *path;
	bool create;
	const char *want; /* each as written and with ';' behind, or "error: " and the sentence */
} FIND_ROWS[] = {
	{"a field", "s", false, "text;"},
	{"a missing field", "zz", false, ""},
	{"a null is a field", "nothing", false, "null;"},
	{"an index", "list.0", false, "one;"},
	{"an index past the end", "list.9", false,
         "error: index 9 specified but only 3 elements found"},
	{"every element", "list.*", false, "one;\"two\";3;"},
	{"a pattern matches anywhere", "items.[name=a].v", false, "1;3;"},
	{"quotes count", "items.[name=^\"b].v", false, "2;"},
	{"so does a comment", "items.[name=third$].v", false, "3;"},
	{"elements by their text", "list.[=o]", false, "one;\"two\";"},
	{"what is not a map has no field", "items.[name=.].v", false, "1;2;3;"},
	{"a bad pattern", "items.[name=(].v", false,
         "error: error parsing regexp: missing closing ): `(`"},
	{"a new field", "map.new.deep", true, ";"},
	{"a new element", "items.[name=z].v", true, ";"},
	{"one behind the last", "list.3", true, ";"},
	{"two behind the last", "list.4", true,
         "error: index 4 specified but only 3 elements found"},
	{"a new list", "map.new.0.x", true, ";"},
	{"below a null it is lost", "nothing.x.y", true, ";"},
};

static void finds(void **state)
{
	const struct find_row *row = *state;
	struct arena *arena = arena_create();
	struct replacement_targets found = {0};
	struct diags diags;
	struct buf text;
	diags_init(&diags, arena);
	buf_init(&text, arena);
	const enum node_kind kind = NODE_SCALAR;
	const struct replacement_path path = replacement_path_split(arena, str_of(row->path));
	if (!replacement_path_find(arena, &path, document_new(arena), row->create ? &kind : NULL,
	                           NO_MARK, &found, &diags))
		buf_printf(&text, "error: %.*s", STR_ARG(diags.last->sentence));
	for (size_t i = 0; diags.errors == 0 && i < found.len; i++) {
		struct buf one;
		buf_init(&one, arena);
		emit_node(&one, found.at[i]);
		buf_printf(&text, "%.*s;", STR_ARG(str_trim(buf_text(&one))));
	}
	ASSERT_STR(buf_text(&text), row->want);
	arena_destroy(arena);
}

static void loses_what_is_below_a_null(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct node *root = document_new(arena);
	struct replacement_targets found = {0};
	struct diags diags;
	diags_init(&diags, arena);
	const enum node_kind kind = NODE_SCALAR;
	const struct replacement_path path = replacement_path_split(arena, STR("nothing.x"));
	assert_true(replacement_path_find(arena, &path, root, &kind, NO_MARK, &found, &diags));
	assert_true(node_is_null(node_get(root, STR("nothing"))));
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest others[] = {cmocka_unit_test(loses_what_is_below_a_null)};
	return TABLE_RUN("kustomize/replacement_path split", SPLIT_ROWS, splits) +
	       TABLE_RUN("kustomize/replacement_path get", GET_ROWS, gets) +
	       TABLE_RUN("kustomize/replacement_path find", FIND_ROWS, finds) +
	       cmocka_run_group_tests_name("kustomize/replacement_path", others, NULL, NULL);
}
