/* misread_test.c - values that YAML takes for something else, and how they are to be written */
#include "yaml/misread.h"

#include "testing/table.h"
#include "yaml/load.h"

/* clang-format off */
static const struct row {
	const char *name, *text, *message, *fix; /* "" for a message of the reader's own */
	uint32_t line, col;
} ROWS[] = {
	{"a bound", "a:\n  b: >=1.0.0 # up\n", "'>' begins a text of several lines: the value needs quotes",
	 "\">=1.0.0\"", 2, 6},
	{"a bar", "- b: |x\n", "'|' begins a text of several lines: the value needs quotes", "\"|x\"", 1, 6},
	{"a star", "b: *\n", "'*' stands for what an '&' has named: the value needs quotes", "\"*\"", 1, 4},
	{"an alias that is misspelt", "b: *base\n", "", "", 1, 4},
	{"a class of characters", "b: [0-9]+\n", "'[' begins a list: the value needs quotes", "\"[0-9]+\"", 1, 4},
	{"a list that has an error of its own", "b: [1, *x]\n", "", "", 1, 8},
	{"a repetition", "b: {2}x\n", "'{' begins a mapping: the value needs quotes", "\"{2}x\"", 1, 4},
	{"a handle", "b: @x\n", "no value may begin like this: the value needs quotes", "\"@x\"", 1, 4},
	{"an item", "b: - x\n", "'- ' begins an item of a list: the value needs quotes", "\"- x\"", 1, 4},
	{"a colon", "b: a: \"x\"\n", "a ':' before white space ends a key: the value needs quotes", "'a: \"x\"'", 1, 4},
	{"an escape", "b: \"^\\d+'\" # x\n",
	 "in double quotes a backslash is YAML's, and this escape is none: the value needs quotes", "'^\\d+'''", 1, 4},
	{"quotes that nobody closes", "b: \"1.2\nc: x\n", "a '\"' that nothing closes: the value needs quotes",
	 "\"1.2\"", 1, 4},
	{"quotes around a part", "b: \"1.x\" || 2\n", "what follows the quotes is not part of the text", "", 1, 4},
	{"columns are characters", "- ä\n- é: >1.0\n", "'>' begins a text of several lines: the value needs quotes",
	 "\">1.0\"", 2, 6},
	{"indentation is something else", "a:\n  b: x\n c: y\n", "", "", 3, 2},
};
/* clang-format on */

static void explains(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const struct source source = {.path = STR("x.yaml"), .text = str_of(row->text)};
	struct documents documents = {0};
	struct diags diags;
	diags_init(&diags, arena);
	assert_false(
		load_documents(arena, source.text, origin_of_source(&source), &documents, &diags));
	const struct diag *diag = diags.last;
	assert_true(str_starts_with(diag->sentence, STR("yaml: ")) || diag->sentence.len > 0);
	if (*row->message)
		ASSERT_STR(diag->message, row->message);
	ASSERT_STR(diag->fix ? diag->fix->edits->text : STR(""), row->fix);
	assert_int_equal(diag->at.line, row->line);
	assert_int_equal(diag->at.col, row->col);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("yaml/misread", ROWS, explains);
}
