/*
 * report_agreement_test.c - every format tells the same findings
 *
 * Each folder of overlays-examples/broken is linted and reported in every
 * format. What a reader of that format finds, by code, file and line, must be
 * what was found: no more, no less. What the examples should give stands in
 * their want.txt, which examples_test.c holds them to.
 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "lint/lint_files.h"
#include "lint/report.h"
#include "lint/report_place.h"
#include "testing/table.h"
#include "yaml/load.h"
#include "yaml/value.h"

#define EXAMPLES "overlays-examples/broken"

/* ---- what is told ---- */

struct told {
	struct arena *arena;
	ARRAY(str) lines; /* "OCI101 dir/file.yaml:7" */
};

static void tell(struct told *told, str code, str path, size_t line)
{
	*ARRAY_ADD(told->arena, &told->lines) =
		arena_printf(told->arena, "%.*s %.*s:%zu", STR_ARG(code), STR_ARG(path),
	                     line ? line : 1); /* GitLab knows no file without a line */
}

static size_t number(str text)
{
	size_t value = 0;
	for (size_t i = 0; i < text.len; i++)
		value = value * 10 + (size_t)(text.at[i] - '0');
	return value;
}

static int by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const str *)a, *(const str *)b);
}

/* Each once: formats repeat what is found in several overlays, or do not. */
static str sorted(struct told *told)
{
	struct buf out;
	buf_init(&out, told->arena);
	if (told->lines.len > 1)
		qsort(told->lines.at, told->lines.len, sizeof *told->lines.at, by_bytes);
	for (size_t i = 0; i < told->lines.len; i++)
		if (i == 0 || !str_eq(told->lines.at[i], told->lines.at[i - 1]))
			buf_printf(&out, "%.*s\n", STR_ARG(told->lines.at[i]));
	return buf_text(&out);
}

/* ---- text, and what holds it ---- */

/* "dir/file.yaml:7:10", or a path alone. */
static void tell_place(struct told *told, str code, str place)
{
	const size_t column = str_find_last_char(place, ':');
	const str rest = column == STR_NONE ? place : str_slice(place, 0, column);
	const size_t line = str_find_last_char(rest, ':');
	if (column == STR_NONE || line == STR_NONE)
		tell(told, code, place, 0);
	else
		tell(told, code, str_slice(rest, 0, line), number(str_from(rest, line + 1)));
}

/* "PLACE: error[CODE]: message" */
static void read_headline(struct told *told, str line)
{
	static const str SEVERITIES[] = {STR_INIT(": error["), STR_INIT(": warning["),
	                                 STR_INIT(": note[")};
	for (size_t i = 0; i < sizeof SEVERITIES / sizeof *SEVERITIES; i++) {
		const size_t at = str_find(line, SEVERITIES[i]);
		if (at == STR_NONE)
			continue;
		str code, rest;
		str_cut(str_from(line, at + SEVERITIES[i].len), ']', &code, &rest);
		tell_place(told, code, str_slice(line, 0, at));
		return;
	}
}

static void read_text(struct told *told, str text)
{
	str line;
	while (text.len > 0) {
		str_cut(text, '\n', &line, &text);
		read_headline(told, line);
	}
}

static str replaced(struct arena *arena, str text, const char *what, const char *with)
{
	struct buf out;
	buf_init(&out, arena);
	for (size_t at; (at = str_find(text, str_of(what))) != STR_NONE;
	     text = str_from(text, at + strlen(what)))
		buf_printf(&out, "%.*s%s", (int)at, text.at, with);
	buf_add(&out, text);
	return buf_text(&out);
}

static void read_junit(struct told *told, str text)
{
	/* A headline follows the tag that it stands in. */
	text = replaced(told->arena, text, ">", "\n");
	text = replaced(told->arena, text, "&lt;", "<");
	text = replaced(told->arena, text, "&gt;", ">");
	text = replaced(told->arena, text, "&quot;", "\"");
	read_text(told, replaced(told->arena, text, "&amp;", "&"));
}

/* ---- lines of their own ---- */

static str property(str line, const char *name)
{
	str value;
	const size_t at = str_find(line, str_of(name));
	if (at == STR_NONE)
		return STR("");
	line = str_from(line, at + strlen(name));
	value = str_slice(line, 0, str_find_char(line, ','));
	return str_slice(value, 0, str_find(value, STR("::")));
}

static void read_github(struct told *told, str text)
{
	str line, code, name;
	while (text.len > 0) {
		str_cut(text, '\n', &line, &text);
		if (!str_starts_with(line, STR("::"))) {
			read_headline(told, line);
		} else if (!str_starts_with(line, STR("::notice::"))) {
			str_cut(property(line, ",title="), ' ', &code, &name);
			tell(told, code, property(line, " file="),
			     number(property(line, ",line=")));
		}
	}
}

/* "| error | CODE | PLACE | message |" */
static void read_markdown(struct told *told, str text)
{
	str line, cells[4], rest;
	text = replaced(told->arena, text, "\\", "");
	while (text.len > 0) {
		str_cut(text, '\n', &line, &text);
		if (!str_starts_with(line, STR("| ")) || str_starts_with(line, STR("| |")))
			continue;
		rest = line;
		for (size_t i = 0; i < 4; i++)
			str_cut(rest, '|', &cells[i], &rest);
		tell_place(told, str_trim(cells[2]), str_trim(cells[3]));
	}
}

/* ---- JSON ---- */

static struct node *parse(struct told *told, str text)
{
	struct source *source = ARENA_NEW(told->arena, struct source);
	struct node *value = NULL;
	struct diags diags;
	*source = (struct source){.path = STR("report"), .text = text};
	diags_init(&diags, told->arena);
	assert_true(value_from_json(told->arena, text, origin_of_source(source), &value, &diags));
	return value;
}

static str text_at(struct node *node, const char *path)
{
	return node_text(node_at_path(node, path));
}

static void tell_node(struct told *told, struct node *node, const char *code, const char *path,
                      const char *line)
{
	const struct node *number_node = node_at_path(node, line);
	tell(told, text_at(node, code), text_at(node, path),
	     number_node ? number(node_text(number_node)) : 0);
}

static void read_findings(struct told *told, const struct node *report)
{
	NODE_EACH_ITEM (item, node_get(report, STR("findings")))
		tell_node(told, item->value, "code", "location/path", "location/line");
}

static void read_json(struct told *told, str text)
{
	read_findings(told, parse(told, text));
}

static void read_jsonl(struct told *told, str text)
{
	str line;
	while (text.len > 0) {
		str_cut(text, '\n', &line, &text);
		tell_node(told, parse(told, line), "code", "location/path", "location/line");
	}
}

static void read_yaml(struct told *told, str text)
{
	const struct source source = {.path = STR("report"), .text = text};
	struct node *value = NULL;
	struct diags diags;
	diags_init(&diags, told->arena);
	assert_true(load_value(told->arena, text, origin_of_source(&source), &value, &diags));
	read_findings(told, value);
}

static void read_gitlab(struct told *told, str text)
{
	NODE_EACH_ITEM (item, parse(told, text))
		tell_node(told, item->value, "check_name", "location/path", "location/lines/begin");
}

static void read_rdjson(struct told *told, str text)
{
	NODE_EACH_ITEM (item, node_get(parse(told, text), STR("diagnostics")))
		tell_node(told, item->value, "code/value", "location/path",
		          "location/range/start/line");
}

static void read_sarif(struct told *told, str text)
{
	const struct node *run = node_item(node_get(parse(told, text), STR("runs")), 0);
	NODE_EACH_ITEM (item, node_get(run, STR("results"))) {
		struct node *place = node_item(node_get(item->value, STR("locations")), 0);
		const struct node *line = node_at_path(place, "physicalLocation/region/startLine");
		tell(told, text_at(item->value, "ruleId"),
		     text_at(place, "physicalLocation/artifactLocation/uri"),
		     line ? number(node_text(line)) : 0);
	}
}

static const struct {
	const char *format;
	void (*read)(struct told *told, str text);
} READERS[] = {
	{"text", read_text},     {"concise", read_text},      {"json", read_json},
	{"jsonl", read_jsonl},   {"yaml", read_yaml},         {"github", read_github},
	{"gitlab", read_gitlab}, {"sarif", read_sarif},       {"junit", read_junit},
	{"rdjson", read_rdjson}, {"markdown", read_markdown},
};
enum { READERS_LEN = sizeof READERS / sizeof *READERS };

/* ---- the examples ---- */

static void agree(struct arena *arena, const struct lint_result *result)
{
	const struct report report = report_of(arena, result);
	struct told want = {.arena = arena};
	for (size_t i = 0; i < result->findings.len; i++) {
		const struct finding *finding = result->findings.at[i];
		assert_null(finding->suppression);
		tell(&want, str_of(finding->diag->code), report_path(finding),
		     finding->diag->at.line);
	}
	const str expected = sorted(&want);
	for (size_t i = 0; i < READERS_LEN; i++) {
		struct told told = {.arena = arena};
		struct buf out;
		buf_init(&out, arena);
		report_format_find(str_of(READERS[i].format))->write(&out, &report);
		READERS[i].read(&told, buf_text(&out));
		const str got = sorted(&told);
		if (!str_eq(got, expected))
			print_message("in %s\n", READERS[i].format);
		ASSERT_STR(got, arena_cstr(arena, expected));
	}
}

struct row {
	const char *name; /* a folder */
};

static void is_told_in_every_format(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const str folder = str_of(row->name);
	struct lint_options options = {0};
	struct lint_result result;
	struct config config;
	struct diags diags;
	diags_init(&diags, arena);
	const str policy = path_join(arena, folder, STR(CONFIG_FILE));
	if (file_kind(arena, policy) == FILE_REGULAR) {
		assert_true(config_load(arena, policy, &config, &diags));
		assert_true(taglists_load(arena, &config, &options.tags, &diags));
		options.config = &config;
	}
	assert_true(lint_run(arena, &folder, 1, &options, &result, &diags));
	assert_true(result.findings.len > 0);
	agree(arena, &result);
	assert_true(lint_files(arena, &folder, 1, &options, &result, &diags));
	agree(arena, &result);
	arena_destroy(arena);
}

static void every_format_has_a_reader(void **state)
{
	(void)state;
	size_t count = 0;
	for (const struct report_format *format = REPORT_FORMATS; format->name; format++)
		count++;
	assert_int_equal(count, READERS_LEN);
}

int main(void)
{
	struct arena *arena = arena_create();
	struct file_entries entries;
	ARRAY(struct row) rows = {0};
	int failed = file_list_entries(arena, STR(EXAMPLES), &entries) != 0;
	for (size_t i = 0; i < entries.len; i++)
		if (entries.at[i].kind == FILE_DIRECTORY)
			ARRAY_ADD(arena, &rows)->name = arena_cstr(
				arena, path_join(arena, STR(EXAMPLES), entries.at[i].name));
	const struct CMUnitTest tests[] = {cmocka_unit_test(every_format_has_a_reader)};
	failed += rows.len < 20; /* looked in the wrong place */
	failed += table_run("lint/report_agreement", rows.at, rows.len, sizeof *rows.at,
	                    is_told_in_every_format);
	failed += cmocka_run_group_tests_name("formats", tests, NULL, NULL);
	arena_destroy(arena);
	return failed;
}
