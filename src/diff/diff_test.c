/* diff_test.c - two streams in, the report out */
#include "diff/diff.h"

#include "diff/pair.h"
#include "diff/text.h"
#include "testing/table.h"

#define CM(name, data) "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " name "}\n" data
#define HEAD           "a \xe2\x86\x92 b   1 resource changed\n"

/* clang-format off */
static const struct row {
	const char *name, *before, *after, *want;
} ROWS[] = {
	{"equal lists have no difference", CM("x", "data: {a: b}\n"), CM("x", "data: {a: b}\n"),
	 "a \xe2\x86\x92 b   no difference\n"},
	{"spelling and the order of keys do not count", CM("x", "data: {a: b, n: 1.0}\n"),
	 CM("x", "data: {n: 1, a: \"b\"}\n"), "a \xe2\x86\x92 b   no difference\n"},
	{"a string is not the number that looks like it", CM("x", "data: {a: \"1\"}\n"),
	 CM("x", "data: {a: 1}\n"),
	 HEAD "ConfigMap x\n  ~ data.a  \"1\" \xe2\x86\x92 1  b.yaml:4\n"},
	{"changed, removed and added fields",
	 CM("x", "data:\n  a: one\n  b: two\n"), CM("x", "data:\n  a: uno\n  c: three\n"),
	 HEAD "ConfigMap x\n  ~ data.a  \"one\" \xe2\x86\x92 \"uno\"  b.yaml:5\n"
	      "  - data.b  \"two\"          a: a.yaml:6\n"
	      "  + data.c  \"three\"        b.yaml:6\n"},
	{"an added mapping shows its values", CM("x", ""), CM("x", "data: {a: {b: [1, {}]}}\n"),
	 HEAD "ConfigMap x\n  + data.a.b[0]  1   b.yaml:4\n  + data.a.b[1]  {}  b.yaml:4\n"},
	{"list elements are found by name", CM("x", "l: [{name: p, v: 1}, {name: q, v: 2}]\n"),
	 CM("x", "l: [{name: q, v: 3}, {name: p, v: 1}]\n"),
	 HEAD "ConfigMap x\n  ~ l[name=q].v  2 \xe2\x86\x92 3  b.yaml:4\n"},
	{"values of a list come and go", CM("x", "l: [a, b, c]\n"), CM("x", "l: [a, c, d]\n"),
	 HEAD "ConfigMap x\n  - l[]  \"b\"  a: a.yaml:4\n  + l[]  \"d\"  b.yaml:4\n"},
	{"a list in another order", CM("x", "l: [a, b]\n"), CM("x", "l: [b, a]\n"),
	 HEAD "ConfigMap x\n  ~ l  [\"a\", \"b\"] \xe2\x86\x92 [\"b\", \"a\"]  b.yaml:4\n"},
	{"resources come and go", CM("x", ""), CM("y", ""),
	 "a \xe2\x86\x92 b   1 resource added, 1 removed\n+ ConfigMap y  b.yaml:1\n"
	 "- ConfigMap x  a: a.yaml:1\n"},
	{"a new hash is a change and no new resource", CM("x-2456789bcd", "data: {a: b}\n"),
	 CM("x-bcdfghkmt2", "data: {a: b}\n"),
	 HEAD "ConfigMap x-2456789bcd \xe2\x86\x92 x-bcdfghkmt2\n"
	      "  ~ metadata.name  \"x-2456789bcd\" \xe2\x86\x92 \"x-bcdfghkmt2\"  b.yaml:3\n"},
	{"another namespace is a change", "apiVersion: v1\nkind: X\nmetadata: {name: n, namespace: p}\n",
	 "apiVersion: v1\nkind: X\nmetadata: {name: n, namespace: q}\n",
	 HEAD "X p/n \xe2\x86\x92 q/n\n  ~ metadata.namespace  \"p\" \xe2\x86\x92 \"q\"  b.yaml:3\n"},
	{"a rename is found by what stayed", CM("old", "data: {a: 1, b: 2, c: 3}\n"),
	 CM("new", "data: {a: 1, b: 2, c: 3}\n"),
	 HEAD "ConfigMap old \xe2\x86\x92 new\n"
	      "  ~ metadata.name  \"old\" \xe2\x86\x92 \"new\"  b.yaml:3\n"},
	{"an object in a newer version keeps its identity",
	 "apiVersion: g/v1beta1\nkind: X\nmetadata: {name: n}\n",
	 "apiVersion: g/v1\nkind: X\nmetadata: {name: n}\n",
	 HEAD "X n\n  ~ apiVersion  \"g/v1beta1\" \xe2\x86\x92 \"g/v1\"  b.yaml:1\n"},
	{"a Secret's values are masked",
	 "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: b}\n",
	 "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: c, d: e}\n",
	 HEAD "Secret s\n  ~ data.a  \xc2\xabmasked, changed\xc2\xbb  b.yaml:4\n"
	      "  + data.d  \xc2\xabmasked\xc2\xbb           b.yaml:4\n"},
	{"a long string is a hunk", CM("x", "data:\n  a: |\n    1\n    2\n    3\n    4\n    5\n"),
	 CM("x", "data:\n  a: |\n    1\n    2\n    3\n    four\n    5\n"),
	 HEAD "ConfigMap x\n  ~ data.a    b.yaml:5\n        2\n        3\n      - 4\n"
	      "      + four\n        5\n"},
};
/* clang-format on */

static struct resources load(struct arena *arena, const char *path, const char *yaml)
{
	struct source *source = ARENA_NEW(arena, struct source);
	*source = (struct source){.path = str_of(path), .text = str_of(yaml)};
	struct resources resources = {0};
	struct diags diags;
	diags_init(&diags, arena);
	assert_true(
		resources_load(arena, source->text, origin_of_source(source), &resources, &diags));
	return resources;
}

static void differs(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const struct resources before = load(arena, "a/a.yaml", row->before);
	const struct resources after = load(arena, "b/b.yaml", row->after);
	const struct diff diff = diff_new(arena, (struct diff_side){STR("a"), STR("a"), &before},
	                                  (struct diff_side){STR("b"), STR("b"), &after});
	const struct look look = look_standard(false, true);
	struct buf out;
	buf_init(&out, arena);
	diff_to_text(&out, &diff, &(struct diff_text){.look = &look});
	ASSERT_STR(buf_text(&out), row->want);
	arena_destroy(arena);
}

static void only_a_hash_is_cut_from_a_name(void **state)
{
	(void)state;
	ASSERT_STR(pair_stem(STR("app-h29d89cmmt")), "app");
	ASSERT_STR(pair_stem(STR("app-h29d89cmma")), "app-h29d89cmma");
	ASSERT_STR(pair_stem(STR("-h29d89cmmt")), "-h29d89cmmt");
	ASSERT_STR(pair_stem(STR("app")), "app");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(only_a_hash_is_cut_from_a_name)};
	return TABLE_RUN("diff", ROWS, differs) +
	       cmocka_run_group_tests_name("diff/pair", tests, NULL, NULL);
}
