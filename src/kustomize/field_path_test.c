/* field_path_test.c - paths that name one field */
#include "kustomize/field_path.h"

#include "testing/table.h"
#include "yaml/load.h"

static const struct row {
	const char *name, *path;
	const char *want; /* the text found, NULL for nothing */
} ROWS[] = {
	{"fields", "a.b", "x"},
	{"an index behind a field", "l[1].n", "two"},
	{"an index of its own", "l.0.n", "one"},
	{"the last item", "l.-.n", "two"},
	{"an item by a field's text", "l.[n=two].v", "2"},
	{"a dot in brackets does not split", "d.[a.b=c].v", "dotted"},
	{"an escaped dot does not split", "e\\.f", "y"},
	{"an index past the end leads nowhere", "l.9", NULL},
	{"no field of a scalar", "a.b.c", NULL},
};

static void finds(void **state)
{
	static const char TEXT[] = "{a: {b: x}, l: [{n: one}, {n: two, v: 2}], e.f: y, "
				   "d: [{a.b: c, v: dotted}]}";
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct diags diags;
	diags_init(&diags, arena);
	struct source *source = ARENA_NEW(arena, struct source);
	*source = (struct source){.path = STR("test.yaml"), .text = str_of(TEXT)};
	struct documents documents;
	assert_true(load_documents(arena, str_of(TEXT), origin_of_source(source), &documents,
				   &diags));
	const struct field_path path = field_path_split(arena, str_of(row->path));
	struct node *node = documents.at[0];
	for (size_t i = 0; node && i < path.len; i++)
		node = field_path_step(node, path.at[i]);
	assert_int_equal(node != NULL, row->want != NULL);
	if (node)
		ASSERT_STR(node->text, row->want);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("kustomize/field_path", ROWS, finds);
}
