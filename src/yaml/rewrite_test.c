/* rewrite_test.c - pairs that come from two files are changed where their value stands */
#include "yaml/rewrite.h"

#include "testing/table.h"
#include "yaml/load.h"

/* clang-format off */
static const struct row {
	const char *name, *base, *patch; /* the value of the patch's key takes the place of the base's */
	const char *added;               /* the patch with "b: null" in front; NULL: nothing can be done */
} ROWS[] = {
	{"a key of its own", "x: 1\n", "# here\na: 2\n", "# here\nb: null\na: 2\n"},
	{"the base's key", "a: 1\n", "# here\na: 2 # two\n", "# here\nb: null\na: 2 # two\n"},
	{"a key in a list", "a: 1\n", "- a: 2\n", "- b: null\n  a: 2\n"},
	{"a key in quotes", "a: 1\n", "'a': 2\n", "b: null\n'a': 2\n"},
	{"a key in braces", "a: 1\n", "{c: 3, a: 2}\n", "{c: 3, b: null, a: 2}\n"},
	{"a value on the next line", "a: 1\n", "a:\n  2\n", NULL},
	{"a longer key that ends so", "a: 1\n", "ba: 2\n", NULL},
};
/* clang-format on */

static struct node *read(struct arena *arena, const char *path, const char *text)
{
	struct source *source = ARENA_NEW(arena, struct source);
	struct documents documents = {0};
	struct diags diags;
	diags_init(&diags, arena);
	*source = (struct source){.path = str_of(path), .text = str_of(text)};
	assert_true(
		load_documents(arena, source->text, origin_of_source(source), &documents, &diags));
	struct node *root = documents.at[0];
	return node_is_seq(root) ? root->head->value : root;
}

/* As a merge leaves it: the key of the base, if it has it, with the patch's last value. */
static struct pair *merged(struct arena *arena, const struct row *row)
{
	struct node *base = read(arena, "base.yaml", row->base);
	const struct node *patch = read(arena, "patch.yaml", row->patch);
	struct pair *pair = node_find_pair(base, STR("a"));
	if (!pair)
		return node_add_pair(arena, base, patch->last->key, patch->last->value);
	pair->value = patch->last->value;
	return pair;
}

static void adds(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct diags diags;
	diags_init(&diags, arena);
	diag_add(&diags, DIAG_ERROR, "X", NO_MARK, "x");
	rewrite_add_pair(&diags, true, merged(arena, row), STR("b: null"));
	const struct diag_fix *fix = diags.last->fix;
	assert_int_equal(fix != NULL, row->added != NULL);
	if (fix) {
		const str text = str_of(row->patch);
		const struct diag_edit *edit = fix->edits;
		ASSERT_STR(arena_printf(arena, "%.*s%.*s%.*s",
		                        STR_ARG(str_slice(text, 0, edit->start)),
		                        STR_ARG(edit->text), STR_ARG(str_from(text, edit->end))),
		           row->added);
	}
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("yaml/rewrite", ROWS, adds);
}
