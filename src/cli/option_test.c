/* option_test.c - flags as people and scripts write them */
#include "cli/option.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "testing/table.h"

struct values {
	bool helm, debug, none;
	str output;
	struct texts mounts;
	int order;
	size_t width;
};

static const char *const ORDERS[] = {"legacy", "none", NULL};

#define VALUE(field) offsetof(struct values, field)
/* clang-format off: a flag is a row, not a column */
static const struct cli_option OPTIONS[] = {
	{.name = "enable-helm", .letter = 'H', .kind = OPTION_FLAG, .offset = VALUE(helm)},
	{.name = "debug", .letter = 'd', .kind = OPTION_FLAG, .offset = VALUE(debug)},
	{.name = "output",
         .letter = 'o',
         .kind = OPTION_TEXT,
         .offset = VALUE(output),
         .value = "P"},
	{.name = "mount", .kind = OPTION_LIST, .offset = VALUE(mounts), .value = "M"},
	{.name = "reorder",
         .kind = OPTION_CHOICE,
         .offset = VALUE(order),
         .value = "O",
         .choices = ORDERS,
         .deprecated = "use another."},
	{.name = "code",
         .kind = OPTION_LIST,
         .offset = VALUE(mounts),
         .value = "C",
         .commas = true},
	{.name = "width", .kind = OPTION_NUMBER, .offset = VALUE(width), .value = "N"},
	{.name = NULL},
};
/* clang-format on */

static const struct row {
	const char *name;
	const char *args[8];
	const char *want; /* values and operands, or the message */
	const char *sentence;
	const char *variable; /* NAME=VALUE in the environment */
} ROWS[] = {
	{"nothing keeps the defaults",
         {NULL},
         "helm=0 debug=0 out= mounts= order=0 width=0 :",
         NULL,
         NULL},
	{"a value may follow or be joined",
         {"--output", "a", "--mount=b", "--mount", "c"},
         "helm=0 debug=0 out=a mounts=b,c, order=0 width=0 :",
         NULL,
         NULL},
	{"commas separate codes, not paths",
         {"--mount=a,b", "--code=c, d", "--code", "e"},
         "helm=0 debug=0 out= mounts=a,b,c,d,e, order=0 width=0 :",
         NULL,
         NULL},
	{"letters cluster, the last may have a value",
         {"-Hdoa", "x"},
         "helm=1 debug=1 out=a mounts= order=0 width=0 : x",
         NULL,
         NULL},
	{"a letter's value may follow an equals sign",
         {"-o=a"},
         "helm=0 debug=0 out=a mounts= order=0 width=0 :",
         NULL,
         NULL},
	{"operands may stand between flags",
         {"x", "-H", "y"},
         "helm=1 debug=0 out= mounts= order=0 width=0 : x y",
         NULL,
         NULL},
	{"two dashes end the flags",
         {"-H", "--", "-d", "--"},
         "helm=1 debug=0 out= mounts= order=0 width=0 : -d --",
         NULL,
         NULL},
	{"one dash is an operand",
         {"-"},
         "helm=0 debug=0 out= mounts= order=0 width=0 : -",
         NULL,
         NULL},
	{"a boolean takes Go's words",
         {"--enable-helm=T", "-d", "--debug=0"},
         "helm=1 debug=0 out= mounts= order=0 width=0 :",
         NULL,
         NULL},
	{"no- negates",
         {"--debug", "--no-debug"},
         "helm=0 debug=0 out= mounts= order=0 width=0 :",
         NULL,
         NULL},
	{"a choice",
         {"--reorder=none"},
         "helm=0 debug=0 out= mounts= order=1 width=0 :",
         NULL,
         NULL},
	{"the environment fills what is left open",
         {"-d"},
         "helm=1 debug=1 out= mounts= order=0 width=0 :",
         NULL,
         "KUSTOC_ENABLE_HELM=true"},
	{"the command line wins",
         {"--enable-helm=false"},
         "helm=0 debug=0 out= mounts= order=0 width=0 :",
         NULL,
         "KUSTOC_ENABLE_HELM=true"},
	{"a wrong flag names the nearest",
         {"--ouput", "a"},
         "unknown flag --ouput; did you mean --output?",
         "unknown flag: --ouput",
         NULL},
	{"or none", {"--zzzzzz"}, "unknown flag --zzzzzz", "unknown flag: --zzzzzz", NULL},
	{"a wrong letter", {"-dx"}, "unknown flag -x", "unknown shorthand flag: 'x' in -dx", NULL},
	{"a value that is missing",
         {"--output"},
         "flag --output needs a value",
         "flag needs an argument: --output",
         NULL},
	{"a boolean that is none",
         {"--debug=maybe"},
         "--debug must be true or false, not 'maybe'",
         "invalid argument \"maybe\" for \"--debug\" flag: strconv.ParseBool: parsing \"maybe\": "
         "invalid syntax",
         NULL},
	{"a choice that is none",
         {"--reorder", "nome"},
         "--reorder must be one of legacy, none, not 'nome'; did you mean 'none'?",
         "illegal flag value --reorder nome; legal values: [legacy none]",
         NULL},
	{"a number that is none", {"--width=1x"}, "--width must be a number, not '1x'", NULL, NULL},
	{"a wrong value in the environment",
         {NULL},
         "--width must be a number, not 'wide'",
         NULL,
         "KUSTOC_WIDTH=wide"},
	{"negation takes no value", {"--no-debug=1"}, "--no-debug takes no value", NULL, NULL},
};

static str show(struct arena *arena, const struct values *values, const struct texts *operands)
{
	struct buf out;
	buf_init(&out, arena);
	buf_printf(&out, "helm=%d debug=%d out=%.*s mounts=", values->helm, values->debug,
	           STR_ARG(values->output));
	for (size_t i = 0; i < values->mounts.len; i++)
		buf_printf(&out, "%.*s,", STR_ARG(values->mounts.at[i]));
	buf_printf(&out, " order=%d width=%zu :", values->order, values->width);
	for (size_t i = 0; i < operands->len; i++)
		buf_printf(&out, " %.*s", STR_ARG(operands->at[i]));
	return buf_text(&out);
}

static void reads(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct values values = {0};
	struct texts operands = {0};
	struct diags diags;
	diags_init(&diags, arena);
	const struct option_set set = {OPTIONS, &values};
	struct option_parser parser = {.arena = arena, .sets = &set, .count = 1, .own_ways = true};
	str name = {0}, value;
	if (row->variable && str_cut(str_of(row->variable), '=', &name, &value))
		setenv(arena_cstr(arena, name), arena_cstr(arena, value), 1);
	char *args[9] = {NULL};
	memcpy(args, row->args, sizeof row->args);
	const bool ok = options_parse(&parser, args, &operands, NULL, &diags);
	if (row->variable)
		unsetenv(arena_cstr(arena, name));
	ASSERT_STR(ok ? show(arena, &values, &operands) : diags.last->message, row->want);
	parser.own_ways = false;
	if (row->sentence && !options_parse(&parser, args, &operands, NULL, &diags))
		ASSERT_STR(diags.last->sentence, row->sentence);
	arena_destroy(arena);
}

static void deprecation_is_said_once_in_kustomizes_words(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct values values = {0};
	struct texts operands = {0};
	struct diags diags;
	diags_init(&diags, arena);
	const struct option_set set = {OPTIONS, &values};
	const struct option_parser parser = {.arena = arena, .sets = &set, .count = 1};
	char flag[] = "--reorder=none", *args[] = {flag, NULL};
	assert_true(options_parse(&parser, args, &operands, NULL, &diags));
	assert_int_equal(diags.len, 1);
	ASSERT_STR(diags.first->sentence, "Flag --reorder has been deprecated, use another.");
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest others[] = {
		cmocka_unit_test(deprecation_is_said_once_in_kustomizes_words)};
	return TABLE_RUN("cli/option", ROWS, reads) |
	       cmocka_run_group_tests_name("cli/option others", others, NULL, NULL);
}
