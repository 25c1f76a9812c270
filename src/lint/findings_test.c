/* findings_test.c - what is merged, and in which order the rest comes */
#include "lint/findings.h"

#include "base/buf.h"
#include "base/file.h"
#include "testing/table.h"

struct report {
	const char *overlay, *path;
	uint32_t line;
	const char *code;
};

/* clang-format off */
/* `want`: a line a finding, "path:line CODE = note overlays… @environments…". */
static const struct row {
	const char *name;
	struct report reports[12];
	const char *want;
} ROWS[] = {
	{"nothing found",			       {{0}},				  ""},
	{"by file, line and code",
         {{"o", "b.yaml", 1, "OCI101"},
          {"o", "a.yaml", 12, "OCI101"},
          {"o", "a.yaml", 9, "SCH001"},
          {"o", "a.yaml", 9, "OCI202"}},
         "a.yaml:9 OCI202\na.yaml:9 SCH001\na.yaml:12 OCI101\nb.yaml:1 OCI101\n"                  },
	{"the same place in two overlays is said once",
         {{"x/staging", "base.yaml", 3, "SCH002"}, {"x/production", "base.yaml", 3, "SCH002"}},
         "base.yaml:3 SCH002 x/staging x/production\n"                                            },
	{"environments are named once",
         {{"a/overlays/staging", "base.yaml", 3, "SCH002"},
          {"b/overlays/staging", "base.yaml", 3, "SCH002"},
          {"clusters/production/apps", "base.yaml", 3, "SCH002"}},
         "base.yaml:3 SCH002 a/overlays/staging b/overlays/staging clusters/production/apps "
         "@staging @production\n"                                                                 },
	{"what nine objects lack, nine lack",
	 {{"o", "a", 1, "SCH003"}, {"o", "a", 2, "SCH003"}, {"o", "a", 3, "SCH003"},
	  {"o", "a", 4, "SCH003"}, {"o", "a", 5, "SCH003"}, {"o", "a", 6, "SCH003"},
	  {"o", "a", 7, "SCH003"}, {"o", "a", 8, "SCH003"}, {"o", "a", 9, "SCH003"}},
	 "a:1 SCH003\na:2 SCH003\na:3 SCH003\na:4 SCH003\na:5 SCH003\na:6 SCH003\na:7 SCH003\n"
	 "a:8 SCH003\na:9 SCH003\n"},
	{"what ten objects lack, something supplies",
	 {{"o", "a", 2, "SCH003"}, {"o", "a", 1, "SCH003"}, {"o", "a", 3, "SCH003"},
	  {"o", "a", 4, "SCH003"}, {"o", "a", 5, "SCH003"}, {"o", "a", 6, "SCH003"},
	  {"o", "a", 7, "SCH003"}, {"o", "a", 8, "SCH003"}, {"o", "a", 9, "SCH003"},
	  {"o", "b", 1, "SCH003"}},
	 "a:1 SCH003 = also: in 9 more objects: does a webhook or a patch of Flux's supply it?\n"},
	{"twice in one overlay is one overlay",
         {{"a", "b", 1, "X"}, {"a", "b", 1, "X"}},
         "b:1 X\n"										},
};
/* clang-format on */

static void add_line(struct buf *out, const struct finding *finding)
{
	const struct diag *diag = finding->diag;
	buf_printf(out, "%.*s:%u %s", STR_ARG(diag->at.source->path), diag->at.line, diag->code);
	if (diag->notes)
		buf_printf(out, " = %s: %.*s", diag->notes->key, STR_ARG(diag->notes->text));
	for (size_t i = 0; finding->overlays.len > 1 && i < finding->overlays.len; i++)
		buf_printf(out, " %.*s", STR_ARG(finding->overlays.at[i]));
	for (size_t i = 0; i < finding->environments.len; i++)
		buf_printf(out, " @%.*s", STR_ARG(finding->environments.at[i]));
	buf_add_char(out, '\n');
}

static void merges(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct findings findings;
	findings_init(&findings, arena);
	for (const struct report *report = row->reports; report->path; report++) {
		struct source *source = ARENA_NEW(arena, struct source);
		source->path = str_of(report->path);
		struct diags diags;
		diags_init(&diags, arena);
		diag_add(&diags, DIAG_ERROR, report->code, (struct mark){source, report->line, 1},
		         "message");
		assert_true(
			findings_add(&findings, &diags, NULL, str_of(report->overlay), STR("")));
	}
	const struct finding_list out = findings_finish(&findings);
	struct buf got;
	buf_init(&got, arena);
	for (size_t i = 0; i < out.len; i++)
		add_line(&got, out.at[i]);
	ASSERT_STR(buf_text(&got), row->want);
	arena_destroy(arena);
}

/* ---- sentences ---- */

/* '@' stands for the current directory. */
static const struct sentence_row {
	const char *name, *sentence, *want;
} SENTENCE_ROWS[] = {
	{"no place is named", "no matches for Id X", "no matches for Id X"},
	{"a file below is named from here", "lstat @/a/b.yaml: none", "lstat a/b.yaml: none"},
	{"so are several", "'@/a' contains '@/a/b'", "'a' contains 'a/b'"},
	{"this directory is a dot", "root '@' has no file", "root '.' has no file"},
	{"also at the end", "visited root @", "visited root ."},
	{"a neighbour is not this directory", "lstat @-2/a: none", "lstat @-2/a: none"},
	{"what lies elsewhere stays absolute", "lstat /nowhere/a: none", "lstat /nowhere/a: none"},
};

static str with_here(struct arena *arena, const char *text)
{
	struct buf buf;
	buf_init(&buf, arena);
	for (const char *c = text; *c; c++)
		if (*c == '@')
			buf_add(&buf, file_current_dir(arena));
		else
			buf_add_char(&buf, *c);
	return buf_text(&buf);
}

static void names_places_from_here(void **state)
{
	const struct sentence_row *row = *state;
	struct arena *arena = arena_create();
	struct findings findings;
	struct diags diags;
	findings_init(&findings, arena);
	diags_init(&diags, arena);
	diag_add(&diags, DIAG_ERROR, "KUS001", NO_MARK, "message");
	diag_sentence(&diags, "%.*s", STR_ARG(with_here(arena, row->sentence)));
	findings_add(&findings, &diags, NULL, STR("overlay"), STR(""));
	const struct finding_list out = findings_finish(&findings);
	assert_int_equal(out.len, 1);
	ASSERT_STR(out.at[0]->diag->sentence, arena_cstr(arena, with_here(arena, row->want)));
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("lint/findings", ROWS, merges) |
	       TABLE_RUN("lint/findings", SENTENCE_ROWS, names_places_from_here);
}
