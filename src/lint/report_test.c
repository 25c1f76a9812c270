/*
 * report_test.c - every format, to the byte
 *
 * Two reports: what is found in overlays-examples/broken, and one made up of
 * all that is strange. KUSTOC_UPDATE_GOLDEN=1 writes testdata/lint/ anew; its
 * changes are reviewed like code. report_schema_test.c holds the same files
 * against the schemas of their formats.
 */
#include "lint/report.h"

#include <stdlib.h>

#include "base/file.h"
#include "testing/table.h"

#define EXAMPLES "overlays-examples/broken"

/* ---- what is reported ---- */

static struct report broken(struct arena *arena)
{
	const str path = STR(EXAMPLES);
	const struct lint_options options = {0};
	struct lint_result *result = ARENA_NEW(arena, struct lint_result);
	struct diags diags;
	diags_init(&diags, arena);
	assert_true(lint_run(arena, &path, 1, &options, result, &diags));
	assert_true(result->findings.len > 20);
	return report_of(arena, result);
}

/* Two files: a character outside the BMP before a value, and a block of several lines. */
static struct source WIDE = {.path = STR_INIT("a b/100%, [wide]:1.yaml"),
                             .text = STR_INIT("k: [\xf0\x9f\x9a\x80, 'x']\nl: 2\n")};
static struct source BLOCK = {.path = STR_INIT("/tmp/block.yaml"),
                              .text = STR_INIT("b: |-\n  one\n  two\nc: 3\n")};

static struct finding *add(struct arena *arena, struct diags *diags, struct lint_result *result,
                           str fingerprint)
{
	struct finding *finding = ARENA_NEW(arena, struct finding);
	*finding = (struct finding){.diag = diags->last, .fingerprint = fingerprint};
	*ARRAY_ADD(arena, &finding->overlays) = STR("overlays/<staging>");
	*ARRAY_ADD(arena, &result->findings) = finding;
	return finding;
}

static void add_with_fix(struct arena *arena, struct diags *diags, struct lint_result *result)
{
	const struct mark at = {.source = &WIDE, .line = 1, .col = 8};
	diag_add(diags, DIAG_ERROR, "OCI203", at, "a <tag> | a `tick` & \"quotes\", 100%%");
	diag_label(diags, "here");
	diag_note(diags, NO_MARK, "witness", "1.0.0-rc.1");
	diag_note(diags, (struct mark){.source = &BLOCK, .line = 1, .col = 4}, "base", "the block");
	diag_edit(
		diags, true,
		(struct diag_edit){.source = &WIDE, .start = 10, .end = 13, .text = STR("\"y\"")});
	diag_edit(
		diags, false,
		(struct diag_edit){.source = &BLOCK, .start = 0, .end = 0, .text = STR("# new\n")});
	diag_edit(diags, true,
	          (struct diag_edit){.source = &WIDE, .start = 18, .end = 19, .text = STR("3")});
	struct finding *finding =
		add(arena, diags, result, STR("00000000000000000000000000000001"));
	finding->subject = (struct finding_subject){STR("v1"), STR("ConfigMap"), STR("ns"),
	                                            STR("name"), STR("/data/a~1b")};
	*ARRAY_ADD(arena, &finding->overlays) = STR("overlays/production");
	*ARRAY_ADD(arena, &finding->environments) = STR("staging");
}

static void add_without_file(struct arena *arena, struct diags *diags, struct lint_result *result)
{
	diag_add(diags, DIAG_WARNING, "KUS009", NO_MARK, "bytes \xff, \x1b[2J and\nlines");
	diag_note(diags, NO_MARK, "fix", "none");
	diag_sentence(diags, "upstream's words");
	add(arena, diags, result, STR("00000000000000000000000000000002"));
}

static void add_suppressed(struct arena *arena, struct diags *diags, struct lint_result *result)
{
	static const struct finding_suppression comment = {
		.reason = STR_INIT("on purpose"), .at = {.source = &WIDE, .line = 2, .col = 1}};
	static const struct finding_suppression baseline = {.reason = STR_INIT("")};
	diag_add(diags, DIAG_NOTE, "KUS011", (struct mark){.source = &BLOCK, .line = 1, .col = 4},
	         "seen");
	add(arena, diags, result, STR("00000000000000000000000000000003"))->suppression = &comment;
	diag_add(diags, DIAG_NOTE, NULL, (struct mark){.source = &BLOCK}, "seen before");
	add(arena, diags, result, STR("00000000000000000000000000000004"))->suppression = &baseline;
}

static struct report strange(struct arena *arena)
{
	struct lint_result *result = ARENA_NEW(arena, struct lint_result);
	struct diags diags;
	diags_init(&diags, arena);
	add_with_fix(arena, &diags, result);
	add_without_file(arena, &diags, result);
	add_suppressed(arena, &diags, result);
	*ARRAY_ADD(arena, &result->overlays) =
		(struct lint_overlay){STR("overlays/<staging>"), true, true};
	*ARRAY_ADD(arena, &result->overlays) =
		(struct lint_overlay){STR("overlays/production"), false, true};
	return report_of(arena, result);
}

/* ---- goldens ---- */

static void compare(struct arena *arena, const struct report_format *format,
                    const struct report *report, const char *name)
{
	struct buf got;
	str want = STR("");
	buf_init(&got, arena);
	format->write(&got, report);
	const str text = buf_text(&got);
	const str path = arena_printf(arena, "testdata/lint/%s.%s", name, format->name);
	if (getenv("KUSTOC_UPDATE_GOLDEN"))
		file_write(arena, path, text);
	assert_int_equal(file_read(arena, path, &want), 0);
	ASSERT_STR(text, arena_cstr(arena, want));
}

static void reports_the_examples(void **state)
{
	struct arena *arena = arena_create();
	const struct report report = broken(arena);
	compare(arena, *state, &report, "broken");
	arena_destroy(arena);
}

static void reports_what_is_strange(void **state)
{
	struct arena *arena = arena_create();
	const struct report report = strange(arena);
	compare(arena, *state, &report, "strange");
	arena_destroy(arena);
}

/* ---- every finding is in every format ---- */

static const struct count_row {
	const char *name;   /* of the format */
	const char *needle; /* once for every finding */
	int besides;        /* and so often besides */
} COUNT_ROWS[] = {
	{"concise", "]: ", 0},
	{"text", "]: ", 0},
	{"json", "\"fingerprint\": \"", 0},
	{"jsonl", "\"fingerprint\":\"", 0},
	{"yaml", "  fingerprint: ", 0},
	{"gitlab", "\"check_name\": ", 0},
	{"sarif", "\"kustoc/v1\": ", 0},
	{"rdjson", "\"severity\": ", 0},
	{"markdown", "\n| ", 1}, /* the table's head */
};

static int count(str text, str needle)
{
	int count = 0;
	for (size_t at; (at = str_find(text, needle)) != STR_NONE;
	     text = str_from(text, at + needle.len))
		count++;
	return count;
}

static void leaves_nothing_out(void **state)
{
	const struct count_row *row = *state;
	struct arena *arena = arena_create();
	const struct report report = broken(arena);
	struct buf got;
	buf_init(&got, arena);
	report_format_find(str_of(row->name))->write(&got, &report);
	assert_int_equal(count(buf_text(&got), str_of(row->needle)),
	                 (int)report.findings.len + row->besides);
	arena_destroy(arena);
}

static int run_formats(const char *group, void (*test)(void **state))
{
	size_t count = 0;
	while (REPORT_FORMATS[count].name)
		count++;
	return table_run(group, REPORT_FORMATS, count, sizeof *REPORT_FORMATS, test);
}

int main(void)
{
	return run_formats("lint/report of the examples", reports_the_examples) +
	       run_formats("lint/report of what is strange", reports_what_is_strange) +
	       TABLE_RUN("lint/report has every finding", COUNT_ROWS, leaves_nothing_out);
}
