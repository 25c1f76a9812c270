/* substitute_test.c - what Flux's postBuild makes of a text */
#include "flux/substitute.h"

#include "testing/table.h"

static enum variable_state find(const void *context, str name, str *value)
{
	(void)context;
	static const struct {
		const char *name, *value;
	} SET[] = {
		{"ENV", "production"},
		{"RANGE", ">=1.0.0"},
		{"EMPTY", ""},
		{"PATH_", "a/b/c.tar.gz"},
	};
	if (str_starts_with(name, STR("UNKNOWN")))
		return VARIABLE_UNKNOWN;
	for (size_t i = 0; i < sizeof SET / sizeof *SET; i++) {
		*value = str_of(SET[i].value);
		if (str_eq(name, str_of(SET[i].name)))
			return VARIABLE_SET;
	}
	*value = STR("");
	return VARIABLE_UNSET;
}

/* `open` NULL: Flux refuses it. */
static const struct row {
	const char *name, *text, *want, *open;
} ROWS[] = {
	{"text without variables stays", "a $b {c} d$", "a $b {c} d$", ""},
	{"a variable is replaced by its value", "x-${ENV}-y", "x-production-y", ""},
	{"a value is not looked at again", "${ENV}${EMPTY}", "production", ""},
	{"two dollars are one, and nothing else", "$${ENV} $$HOME $$$$", "${ENV} $HOME $$", ""},
	{"a third dollar begins a variable", "$$${ENV}", "$production", ""},
	{"what nobody knows stays as written", "${UNKNOWN} ${ENV}", "${UNKNOWN} production",
         "UNKNOWN"},
	{"so does its default", "${UNKNOWN:-1.x}", "${UNKNOWN:-1.x}", "UNKNOWN"},
	{"what is not set has no value, either", "${NOWHERE}", "${NOWHERE}", "NOWHERE"},
	{"unless there is a default", "${NOWHERE:-1.x}", "1.x", ""},
	{"':=' is a default", "${NOWHERE:=1.x}", "1.x", ""},
	{"'=' is a default", "${NOWHERE=1.x}", "1.x", ""},
	{"':+' is a default, unlike in a shell", "${NOWHERE:+1.x}", "1.x", ""},
	{"':?' is a default, unlike in a shell", "${NOWHERE:?1.x}", "1.x", ""},
	{"an empty default is none", "${NOWHERE:-}", "${NOWHERE:-}", "NOWHERE"},
	{"an empty value takes the default", "${EMPTY:-1.x}", "1.x", ""},
	{"an empty value is a value", "a${EMPTY}b", "ab", ""},
	{"a value goes before the default", "${RANGE:-1.x}", ">=1.0.0", ""},
	{"a default may hold variables", "${NOWHERE:-v${ENV}!}", "vproduction!", ""},
	{"and wait for one of them", "${NOWHERE:-v${UNKNOWN}}", "${NOWHERE:-v${UNKNOWN}}",
         "UNKNOWN"},
	{"which does not matter if it is not used", "${RANGE:-${UNKNOWN}}", ">=1.0.0", ""},
	{"the first brace closes a default", "${NOWHERE:-a{2}}", "a{2}", ""},
	{"bytes are counted from the start", "${ENV:0:4}", "prod", ""},
	{"from the end when negative", "${ENV:-4}${ENV:(4)}", "productionproduction", ""},
	{"up to the end without a length", "${ENV:7}", "ion", ""},
	{"past the end there is nothing", "[${ENV:20}]", "[]", ""},
	{"all letters upper", "${ENV^^}", "PRODUCTION", ""},
	{"the first letter upper", "${ENV^}", "Production", ""},
	{"the length", "${#ENV}", "10", ""},
	{"the shortest beginning goes", "${PATH_#a*/}", "b/c.tar.gz", ""},
	{"the longest end goes", "${PATH_%%.*}", "a/b/c", ""},
	{"the shortest end goes", "${PATH_%.*}", "a/b/c.tar", ""},
	{"a star takes slashes, too", "${PATH_##*/c}", ".tar.gz", ""},
	{"so does a question mark", "${PATH_%?c.tar*}", "a/b", ""},
	{"a pattern is a text or a variable, not both", "${PATH_#a${EMPTY}}", NULL, NULL},
	{"a variable may be the pattern", "${PATH_#${NOWHERE:-a/}}", "b/c.tar.gz", ""},
	{"backslashes go in front of a slash and of themselves", "a\\/b \\\\ \\n", "a/b \\ \\n",
         ""},
	{"nothing is found at the start", "${ENV/${EMPTY}/x-}", "x-production", ""},
	{"what is no function does nothing", "${ENV,^}", "production", ""},
	{"slashes between are one", "${ENV/p///P}", "Production", ""},
	{"classes of characters are not followed", "${ENV#[a-z]}", "${ENV#[a-z]}", "ENV"},
	{"the first is replaced", "${PATH_/a/x}", "x/b/c.tar.gz", ""},
	{"all are replaced", "${PATH_//\\//-}", "a-b-c.tar.gz", ""},
	{"the beginning is replaced", "${ENV/#prod/dev}", "devuction", ""},
	{"the end is replaced", "${ENV/%ion/ed}", "producted", ""},
	{"an open brace is refused", "${ENV", "", NULL},
	{"a name is needed", "${}", "", NULL},
	{"a shell's '-' is refused", "${ENV-1.x}", "", NULL},
	{"what runs in a shell is refused", "${!ENV}", "", NULL},
};

static void substitutes(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const struct variables variables = {.find = find};
	struct substituted out;
	str problem;
	const bool ok = substitute(arena, str_of(row->text), &variables, &out, &problem);
	assert_int_equal(ok, row->open != NULL);
	ASSERT_STR(problem, ok ? "" : "bad substitution");
	if (ok) {
		ASSERT_STR(out.text, row->want);
		ASSERT_STR(out.open, row->open);
	}
	arena_destroy(arena);
}

static void one_variable_is_all_of_a_text(void **state)
{
	(void)state;
	str name;
	assert_true(substitute_is_whole(STR("${RANGE:-1.x}"), &name));
	ASSERT_STR(name, "RANGE");
	assert_true(substitute_is_whole(STR("${RANGE}"), &name));
	assert_false(substitute_is_whole(STR("${A}${B}"), &name));
	assert_false(substitute_is_whole(STR("v${A}"), &name));
	assert_false(substitute_is_whole(STR("${A:0:3}"), &name));
}

static void names_are_those_of_a_shell(void **state)
{
	(void)state;
	assert_true(substitute_is_name(STR("_a1")));
	assert_false(substitute_is_name(STR("1a")));
	assert_false(substitute_is_name(STR("a-b")));
	assert_false(substitute_is_name(STR("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_variable_is_all_of_a_text),
		cmocka_unit_test(names_are_those_of_a_shell),
	};
	return TABLE_RUN("flux/substitute", ROWS, substitutes) +
	       cmocka_run_group_tests_name("flux/substitute words", tests, NULL, NULL);
}
