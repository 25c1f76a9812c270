/* manual_test.c - nothing is left out of the manual and of help, and man can read it */
#include "cli/manual.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "base/process.h"
#include "cli/cli.h"
#include "cli/globals.h"
#include "cli/roff.h"
#include "lint/config.h"
#include "lint/rule.h"
#include "schema/json_schema.h"
#include "testing/table.h"

static str page_text(const struct manual *manual, str name)
{
	for (size_t i = 0; i < manual->len; i++)
		if (str_eq(manual->at[i].name, name))
			return manual->at[i].text;
	fail_msg("no page %.*s", STR_ARG(name));
	return STR("");
}

static void expect_in(str text, str part)
{
	if (!str_contains(text, part))
		fail_msg("'%.*s' is not in '%.*s'", STR_ARG(part), STR_ARG(text));
}

/* As the manual writes it. */
static str flag_text(struct arena *arena, const struct cli_option *option)
{
	struct buf buf;
	buf_init(&buf, arena);
	if (option->name[0])
		buf_printf(&buf, "\\fB\\-\\-");
	else
		buf_printf(&buf, "\\fB\\-%c", option->letter);
	roff_text(&buf, str_of(option->name));
	buf_add(&buf, STR("\\fP"));
	return buf_text(&buf);
}

static void check_option(const struct cli_option *option)
{
	assert_non_null(option->text);
	assert_true(strlen(option->text) > 3);
	assert_false(str_ends_with(str_of(option->text), STR(".")));
	if (option->kind != OPTION_FLAG)
		assert_non_null(option->value);
	if (option->kind == OPTION_CHOICE)
		assert_non_null(option->choices);
}

static void check_options(struct arena *arena, const struct cli_option *options, str page, str help)
{
	for (; options && options->name; options++) {
		if (options->help == HELP_NEVER)
			continue;
		check_option(options);
		expect_in(page, flag_text(arena, options));
		expect_in(help, options->name[0] ? arena_printf(arena, "--%s", options->name)
		                                 : arena_printf(arena, "-%c", options->letter));
		expect_in(help, str_of(options->text));
	}
}

static str help_text(struct arena *arena, const char *command)
{
	char program[] = "kustoc", help[] = "--help", wide[] = "--width=500", name[32];
	assert_true(strlen(command) < sizeof name);
	memcpy(name, command, strlen(command) + 1);
	char *argv[] = {program, name, help, wide, NULL}; /* so that no text is broken */
	return cli_execute(arena, argv).out;
}

static void every_command_and_flag_is_explained(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct manual manual;
	manual_make(arena, &manual);
	for (const struct command *command = COMMANDS; command->name; command++) {
		if (command->is_hidden)
			continue;
		assert_true(command->summary && *command->summary);
		assert_true(command->description && *command->description);
		assert_non_null(command->operands);
		const str page =
			page_text(&manual, arena_printf(arena, "kustoc-%s.1", command->name));
		const str shown = help_text(arena, command->name);
		for (size_t i = 0; i < 2; i++)
			check_options(arena, command->options[i], page, shown);
		check_options(arena, GLOBAL_OPTIONS, page, shown);
	}
	arena_destroy(arena);
}

static void the_program_s_page_lists_what_people_call(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct manual manual;
	manual_make(arena, &manual);
	const str page = page_text(&manual, STR("kustoc.1"));
	for (const struct command *command = COMMANDS; command->name; command++) {
		const str entry = arena_printf(arena, "\\fBkustoc\\-%s\\fP(1)\n", command->name);
		assert_true(str_contains(page, entry) == !command->is_hidden);
	}
	assert_false(str_contains(page, STR("__")));
	expect_in(page, STR("KUSTOC_COLORS"));
	arena_destroy(arena);
}

static void every_rule_is_explained(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct manual manual;
	manual_make(arena, &manual);
	const str page = page_text(&manual, STR("kustoc-rules.7"));
	const struct lint_rules rules = lint_rules_all();
	for (size_t i = 0; i < rules.len; i++) {
		struct buf title;
		buf_init(&title, arena);
		roff_subsection(&title, arena_printf(arena, "%.*s %.*s", STR_ARG(rules.at[i].code),
		                                     STR_ARG(rules.at[i].name)));
		expect_in(page, buf_text(&title));
	}
	arena_destroy(arena);
}

static void every_field_of_the_config_is_explained(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct manual manual;
	manual_make(arena, &manual);
	const str page = page_text(&manual, STR("kustoc.yaml.5"));
	const struct node *schema =
		json_schemas_find(json_schemas_new(arena), STR(""), STR(CONFIG_FILE));
	NODE_EACH_PAIR (pair, node_get(schema, STR("properties"))) {
		struct buf name;
		buf_init(&name, arena);
		roff_bold(&name, pair->key.text);
		expect_in(page, buf_text(&name));
		assert_true(node_get_text(pair->value, STR("description")).len > 0);
	}
	expect_in(page, STR("environments.NAME.paths"));
	arena_destroy(arena);
}

/* ---- roff ---- */

static const struct row {
	const char *name, *markdown, *roff;
} ROWS[] = {
	{"a title is left out", "# A\n\nb\n", "b\n"},
	{"paragraphs", "# A\n\na\n\nb\n", "a\n.PP\nb\n"},
	{"code within a line", "# A\na `-b` c\n", "a \\fB\\-b\\fP c\n"},
	{"nothing is a request", "# A\n.a\n'b\n", "\\&.a\n\\&'b\n"},
	{"a backslash is one", "# A\n\\d\n", "\\ed\n"},
	{"a heading breaks by itself", "# A\n## B\n\nc\n", ".PP\n\\fIB\\fP\n.br\nc\n"},
	{"code is as it is", "# A\n```yaml\n- a: '\n\n```\nb\n",
         ".PP\n.RS 4\n.nf\n\\- a: '\n\n.fi\n.RE\nb\n"},
	{"a list", "# A\n- a\n- b\n", ".IP \\(bu 2\na\n.IP \\(bu 2\nb\n"},
};

static void writes(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct buf out;
	buf_init(&out, arena);
	roff_markdown(&out, str_of(row->markdown));
	ASSERT_STR(buf_text(&out), row->roff);
	arena_destroy(arena);
}

/* ---- as man sees it ---- */

/* Pages carry no date, so that the same tables give the same bytes. */
#define MANDOC                                                                                     \
	"find \"$1\" -type f | sort | xargs mandoc -T lint -W warning | grep -v 'missing date'; "  \
	"test \"$(find \"$1\" -type f | wc -l)\" -gt 10"
#define GROFF                                                                                      \
	"for i in \"$1\"/*/*; do MANROFFSEQ= MANWIDTH=80 man --warnings -E UTF-8 -l \"$i\" 2>&1 "  \
	">/dev/null; done"

static const struct checker_row {
	const char *name, *program, *script;
} CHECKERS[] = {
	{"mandoc has nothing to say", "mandoc", MANDOC},
	{"man has nothing to say", "man", GROFF},
};

static void man_has_nothing_to_say(void **state)
{
	const struct checker_row *row = *state;
	struct arena *arena = arena_create();
	if (process_find(arena, str_of(row->program), str_of(getenv("PATH"))).len == 0) {
		print_message("skipped: no %s here\n", row->program);
		arena_destroy(arena);
		skip();
	}
	char template[] = "/tmp/kustoc-man-XXXXXX", program[] = "kustoc", verb[] = "__man";
	char *dir = mkdtemp(template);
	char *argv[] = {program, verb, dir, NULL};
	assert_int_equal(cli_execute(arena, argv).status, 0);
	const str args[] = {STR("/bin/sh"), STR("-c"), str_of(row->script), STR("sh"), str_of(dir)};
	const struct process process = {.args = args, .args_len = 5};
	struct process_result result;
	const bool ok = process_run(arena, &process, &result);
	file_remove_tree(arena, str_of(dir));
	ASSERT_STR(result.out, "");
	assert_true(ok);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_command_and_flag_is_explained),
		cmocka_unit_test(the_program_s_page_lists_what_people_call),
		cmocka_unit_test(every_rule_is_explained),
		cmocka_unit_test(every_field_of_the_config_is_explained),
	};
	return cmocka_run_group_tests_name("cli/manual", tests, NULL, NULL) |
	       TABLE_RUN("cli/manual, roff", ROWS, writes) |
	       TABLE_RUN("cli/manual, readers", CHECKERS, man_has_nothing_to_say);
}
