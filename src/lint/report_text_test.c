/* report_text_test.c - what a finding looks like */
#include "lint/report_text.h"
#include "testing/table.h"

static const char PATCH[] = "apiVersion: v1\nspec:\n  ref:\n    semver: \">=1.0.0-0 <2.0.0\"\n";

static const struct row {
	const char *name, *text;
	uint32_t line, col;
	const char *label, *note, *sentence;
	size_t width;
	bool color, ascii;
	const char *want;
} ROWS[] = {
	{.name = "headline, parents, carets, notes",
         .text = PATCH,
         .line = 4,
         .col = 13,
         .label = "\"-0\" lets every prerelease in",
         .note = "2.0.0-staging.1 is accepted",
         .sentence = "no matches for Id X",
         .want = "d/f.yaml:4:13: error[KUS001]: it broke\n"
                 "  |\n"
                 "2 | spec:\n"
                 "3 |   ref:\n"
                 "4 |     semver: \">=1.0.0-0 <2.0.0\"\n"
                 "  |             ^^^^^^^^^^^^^^^^^^ \"-0\" lets every prerelease in\n"
                 "  |\n"
                 "  = witness:   2.0.0-staging.1 is accepted  (d/f.yaml:4)\n"
                 "  = kustomize: no matches for Id X\n"},
	{.name = "a sentence of several lines stays unbroken",
         .text = "a: b\n",
         .sentence = "one\ntwo\n",
         .want = "d/f.yaml: error[KUS001]: it broke\n"
                 "  = kustomize: one\ntwo\n"},
	{.name = "a sentence that says the same is left out",
         .text = "a: b\n",
         .sentence = "it broke",
         .want = "d/f.yaml: error[KUS001]: it broke\n"},
	{.name = "siblings above are no context",
         .text = "l:\n- a\n- b\n",
         .line = 3,
         .col = 3,
         .want = "d/f.yaml:3:3: error[KUS001]: it broke\n"
                 "  |\n"
                 "3 | - b\n"
                 "  |   ^\n"},
	{.name = "tabs take four columns, wide characters two",
         .text = "a: [\t\xe4\xbd\xa0, 'x']\n",
         .line = 1,
         .col = 9,
         .want = "d/f.yaml:1:9: error[KUS001]: it broke\n"
                 "  |\n"
                 "1 | a: [    \xe4\xbd\xa0, 'x']\n"
                 "  |             ^^^\n"},
	{.name = "where they cannot be shown, one sign each",
         .text = "a: [\xe4\xbd\xa0\xe4\xbd\xa0, 'x']\n",
         .line = 1,
         .col = 9,
         .ascii = true,
         .want = "d/f.yaml:1:9: error[KUS001]: it broke\n"
                 "  |\n"
                 "1 | a: [??, 'x']\n"
                 "  |         ^^^\n"},
	{.name = "nothing in a label steers the terminal",
         .text = "a: b\n",
         .line = 1,
         .col = 4,
         .label = "\x1b[31m",
         .want = "d/f.yaml:1:4: error[KUS001]: it broke\n"
                 "  |\n"
                 "1 | a: b\n"
                 "  |    ^ ?[31m\n"},
	{.name = "a block shows its first and its last line",
         .text = "p: |-\n  a\n  b\n  cd\nq: 1\n",
         .line = 1,
         .col = 4,
         .label = "here",
         .want = "d/f.yaml:1:4: error[KUS001]: it broke\n"
                 "  |\n"
                 "1 | p: |-\n"
                 "  |    ^^\n"
                 "...\n"
                 "4 |   cd\n"
                 "  |   ^^ here\n"},
	{.name = "a long line is cut around the place",
         .text = "k: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, 'x', "
                 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n",
         .line = 1,
         .col = 50,
         .width = 34,
         .want = "d/f.yaml:1:50: error[KUS001]: it broke\n"
                 "  |\n"
                 "1 | \xe2\x80\xa6"
                 "aaaaaaa, 'x', bbbbbbbbbbbbbb\xe2\x80\xa6\n"
                 "  |           ^^^\n"},
	{.name = "ASCII where the terminal knows no other",
         .text = "k: \xc3\xa4\xc3\xa4\xc3\xa4, 'x', bbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n",
         .line = 1,
         .col = 4,
         .width = 24,
         .ascii = true,
         .want = "d/f.yaml:1:4: error[KUS001]: it broke\n"
                 "  |\n"
                 "1 | k: ???, 'x', bbbb...\n"
                 "  |    ^^^^^^^^^^^^^^^^^\n"},
	{.name = "colour by role, and no escapes from the text",
         .text = "a: \x1b[2J\n",
         .line = 1,
         .col = 4,
         .color = true,
         .want = "\x1b[1md/f.yaml:1:4:\x1b[0m \x1b[1;31merror[KUS001]\x1b[0m: "
                 "\x1b[1mit broke\x1b[0m\n"
                 "\x1b[34m  |\x1b[0m\n"
                 "\x1b[34m1 |\x1b[0m a: \xef\xbf\xbd[2J\n"
                 "\x1b[34m  |\x1b[0m    \x1b[1;31m^^^^\x1b[0m\n"},
	{.name = "a place behind the end has no frame",
         .text = "a: b\n",
         .line = 7,
         .col = 1,
         .want = "d/f.yaml:7:1: error[KUS001]: it broke\n"},
};

static void looks_like(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const struct source source = {.path = STR("d/f.yaml"), .text = str_of(row->text)};
	const struct mark at = {&source, row->line, row->col};
	struct diags diags;
	diags_init(&diags, arena);
	diag_error(&diags, at, "it broke");
	if (row->label)
		diag_label(&diags, "%s", row->label);
	if (row->note)
		diag_note(&diags, at, "witness", "%s", row->note);
	if (row->sentence)
		diag_sentence(&diags, "%s", row->sentence);
	struct look look = look_standard(row->color, !row->ascii);
	look.width = row->width;
	struct buf out;
	buf_init(&out, arena);
	report_text(&out, &diags, &look, REPORT_FULL, STR("kustoc"));
	ASSERT_STR(buf_text(&out), row->want);
	arena_destroy(arena);
}

static const struct summary_row {
	const char *name;
	struct report_summary summary;
	const char *want;
} SUMMARY_ROWS[] = {
	{"counts by severity, then where",
         {.errors = 3,
          .warnings = 1,
          .overlays = 41,
          .overlays_with_findings = 2,
          .seconds = 0.041,
          .fixable = 2},
         "3 errors, 1 warning in 2 of 41 overlays (0.04 s). 2 fixable with --fix.\n"},
	{"nothing found", {.overlays = 1, .seconds = -1}, "no findings in 1 overlay.\n"},
};

static void sums_up(void **state)
{
	const struct summary_row *row = *state;
	struct arena *arena = arena_create();
	struct buf out;
	buf_init(&out, arena);
	report_text_summary(&out, &row->summary);
	ASSERT_STR(buf_text(&out), row->want);
	arena_destroy(arena);
}

/* clang-format off */
static const struct overlays_row {
	const char *name, *overlays[8];
	const char *want; /* the last line; NULL: none */
} OVERLAYS_ROWS[] = {
	{"the place tells of a single overlay", {"x/staging"}, NULL},
	{"several are named", {"x/staging", "x/production"}, "2 overlays (staging, production)"},
	{"overlays of one name are told apart",
	 {"x/staging", "y/staging"}, "2 overlays (x/staging, y/staging)"},
	{"of many a few are named",
	 {"a", "b", "c", "d", "e", "f", "g"}, "7 overlays (a, b, c, d, e, 2 more)"},
};
/* clang-format on */

static void says_where_else(void **state)
{
	const struct overlays_row *row = *state;
	struct arena *arena = arena_create();
	struct lint_result result = {0};
	struct finding finding = {0}, *only = &finding;
	struct diags diags;
	struct buf out;
	diags_init(&diags, arena);
	buf_init(&out, arena);
	finding.diag = diag_add(&diags, DIAG_NOTE, "KUS007", NO_MARK, "it broke");
	for (size_t i = 0; row->overlays[i]; i++)
		*ARRAY_ADD(arena, &finding.overlays) = str_of(row->overlays[i]);
	*ARRAY_ADD(arena, &result.findings) = only;
	const struct report report = report_of(arena, &result);
	report_text_finding(&out, &report, &finding, REPORT_FULL);
	str want = STR("kustoc: note[KUS007]: it broke\n");
	if (row->want)
		want = arena_printf(arena, "%.*s  = in: %s\n", STR_ARG(want), row->want);
	ASSERT_STR(buf_text(&out), arena_cstr(arena, want));
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("lint/report_text", ROWS, looks_like) |
	       TABLE_RUN("lint/report_text overlays", OVERLAYS_ROWS, says_where_else) |
	       TABLE_RUN("lint/report_text summary", SUMMARY_ROWS, sums_up);
}
