/* source_test.c - where words end, and which words are comments */
#include "base/buf.h"
#include "testing/table.h"
#include "yaml/source.h"

/* `at` is where the token starts; its text must be `want`. */
static const struct row {
	const char *name, *text;
	uint32_t line, col;
	const char *want;
} ROWS[] = {
	{"a plain scalar ends before its comment", "a: b c # d\n", 1, 4, "b c"},
	{"a key ends before its colon", "abc: d\n", 1, 1, "abc"},
	{"quotes belong to the scalar", "a: \"b \\\" c\" # d\n", 1, 4, "\"b \\\" c\""},
	{"single quotes too", "- 'it''s'\n", 1, 3, "'it''s'"},
	{"an alias has its star", "a: &x 1\nb: *x\n", 2, 4, "*x"},
	{"a flow map reaches to its bracket", "a: {b: [1, 2], c: 3} # d\n", 1, 4,
         "{b: [1, 2], c: 3}"},
	{"a literal block begins at its indicator", "a: |- # c\n  x\n  y\n\nb: 1\n", 1, 4,
         "|- # c\n  x\n  y"},
	{"a folded one after an anchor", "a: &k !!str >\n  x\nb: 1\n", 1, 13, ">\n  x"},
	{"a plain scalar may take several lines", "a: b\n  c\nd: e\n", 1, 4, "b\n  c"},
	{"columns count characters", "\xc3\xa4: \"\xc3\xb6\" # x\n", 1, 4, "\"\xc3\xb6\""},
	{"a byte order mark is no column",
         "\xef\xbb\xbf"
         "ab: c\n",
         1, 1, "ab"},
	{"CRLF ends a line", "a: b\r\nc: d\r\n", 2, 4, "d"},
	{"inside an inline patch the look decides", "patch: |-\n  spec:\n    ref: \"x\" # y\n", 3,
         10, "\"x\""},
	{"behind an error too", "a: [b\nc: 'd' # e\n", 2, 4, "'d'"},
	{"a place behind the end is empty", "a: b\n", 9, 9, ""},
	{"a tab that YAML forbids", "a:\n\tb: c\n", 2, 2, "b"},
};

static void finds_the_end(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const struct source source = {.path = STR("f.yaml"), .text = str_of(row->text)};
	struct source_view *view = source_view_new(arena, &source);
	const size_t offset = source_offset(view, row->line, row->col);
	const struct source_token token = source_token_at(view, offset);
	ASSERT_STR(str_slice(source.text, token.span.start, token.span.end), row->want);
	arena_destroy(arena);
}

static const struct comment_row {
	const char *name, *text, *want;
} COMMENT_ROWS[] = {
	{"a comment at a line's end", "a: b # c d\n", "1:6 c d\n"},
	{"alone on its line", "  # c\na: b\n", "1:3 c alone\n"},
	{"a hash inside a word is none", "a: b#c\nd: \"e # f\"\n", ""},
	{"nor one inside a block", "a: |\n  # no\n  x # no\nb: 1 # yes\n", "4:6 yes\n"},
	{"but a block's header may have one", "a: |- # yes\n  x\n", "1:7 yes\n"},
	{"inside a flow list", "a: [b, # one\n  c] # two\n", "1:8 one\n2:6 two\n"},
	{"behind a quoted key", "\"a # b\": c #d\n", "1:12 d\n"},
	{"behind an error lines are looked at", "a: [b\nc: d # e\n# f\n", "2:6 e\n3:1 f alone\n"},
	{"in a file without anything else", "# a\n# b", "1:1 a alone\n2:1 b alone\n"},
};

static void finds_comments(void **state)
{
	const struct comment_row *row = *state;
	struct arena *arena = arena_create();
	const struct source source = {.path = STR("f.yaml"), .text = str_of(row->text)};
	const struct source_comments *comments = source_comments(source_view_new(arena, &source));
	struct buf found;
	buf_init(&found, arena);
	for (size_t i = 0; i < comments->len; i++) {
		const struct source_comment *comment = &comments->at[i];
		buf_printf(&found, "%u:%u %.*s%s\n", comment->at.line, comment->at.col,
		           STR_ARG(comment->text), comment->alone ? " alone" : "");
	}
	ASSERT_STR(buf_text(&found), row->want);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("yaml/source tokens", ROWS, finds_the_end) |
	       TABLE_RUN("yaml/source comments", COMMENT_ROWS, finds_comments);
}
