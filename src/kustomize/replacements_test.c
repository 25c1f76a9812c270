/* replacements_test.c - copies of a resource into itself come to an end */
#include "kustomize/replacements.h"

#include "base/buf.h"
#include "testing/table.h"

/* `count` replacements, each of which copies all data into a new field of the data. */
static str doubling(struct arena *arena, int count)
{
	struct buf out;
	buf_init(&out, arena);
	for (int i = 0; i < count; i++)
		buf_printf(&out,
		           "- source: {kind: ConfigMap, fieldPath: data}\n"
		           "  targets:\n"
		           "  - {select: {kind: ConfigMap}, fieldPaths: [data.k%d], "
		           "options: {create: true}}\n",
		           i);
	return buf_text(&out);
}

static const struct row {
	const char *name;
	int count;
	const char *want; /* the sentence; NULL: it works */
} ROWS[] = {
	{"a resource may be copied into itself", 3, NULL},
	{"copies that double each time come to an end", 60, "the replacements add too much"},
};

static void come_to_an_end(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct diags diags;
	struct resmap map;
	struct resources read = {0};
	struct node *list;
	diags_init(&diags, arena);
	resmap_init(&map, arena, merge_schemas_new(arena));
	struct source *source = ARENA_NEW(arena, struct source);
	source->text =
		STR("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: {y: 1}}\n");
	const struct origin origin = origin_of_source(source);
	assert_true(resources_load(arena, source->text, origin, &read, &diags));
	assert_true(resmap_add(&map, member_new(arena, read.at[0].root), &diags));
	assert_true(load_value(arena, doubling(arena, row->count), origin, &list, &diags));
	const bool ok = replacements_apply(&map, list, NO_MARK, &diags);
	assert_int_equal(ok, row->want == NULL);
	assert_int_equal(diags.errors, row->want != NULL);
	if (row->want)
		ASSERT_STR(diags.last->sentence, row->want);
	else
		assert_int_equal(node_count(node_get(read.at[0].root, STR("data"))), 4);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("kustomize/replacements", ROWS, come_to_an_end);
}
