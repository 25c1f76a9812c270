/* findings_test.c - what is merged, and in which order the rest comes */
#include "lint/findings.h"

#include "base/buf.h"
#include "testing/table.h"

struct report {
	const char *overlay, *path;
	uint32_t line;
	const char *code;
};

/* clang-format off */
/* `want`: a line a finding, "path:line CODE", and " = in: …" when there is such a note. */
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
         "base.yaml:3 SCH002 = in: 2 overlays (staging, production)\n"                            },
	{"overlays of one name are told apart",
         {{"x/staging", "base.yaml", 3, "SCH002"}, {"y/staging", "base.yaml", 3, "SCH002"}},
         "base.yaml:3 SCH002 = in: 2 overlays (x/staging, y/staging)\n"                           },
	{"of many overlays a few are named",
         {{"a", "b", 1, "X"},
          {"c", "b", 1, "X"},
          {"d", "b", 1, "X"},
          {"e", "b", 1, "X"},
          {"f", "b", 1, "X"},
          {"g", "b", 1, "X"},
          {"h", "b", 1, "X"}},
         "b:1 X = in: 7 overlays (a, c, d, e, f, 2 more)\n"                                       },
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
		assert_true(findings_add(&findings, &diags, str_of(report->overlay)));
	}
	struct diags out;
	diags_init(&out, arena);
	findings_to_diags(&findings, &out);
	struct buf got;
	buf_init(&got, arena);
	for (const struct diag *diag = out.first; diag; diag = diag->next) {
		buf_printf(&got, "%.*s:%u %s", STR_ARG(diag->at.source->path), diag->at.line,
		           diag->code);
		if (diag->notes)
			buf_printf(&got, " = %s: %.*s", diag->notes->key,
			           STR_ARG(diag->notes->text));
		buf_add_char(&got, '\n');
	}
	ASSERT_STR(buf_text(&got), row->want);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("lint/findings", ROWS, merges);
}
