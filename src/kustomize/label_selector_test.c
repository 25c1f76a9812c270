/* label_selector_test.c - selectors as Kubernetes reads them */
#include "kustomize/label_selector.h"

#include "testing/table.h"

/* Matched against the labels a: b, n: "5", empty: "", example.com/x: y, in: z. */
static const struct row {
	const char *name, *selector;
	bool matches;
	const char *problem; /* "" when it is valid */
} ROWS[] = {
	{"nothing matches all", "", true, ""},
	{"a value", "a=b", true, ""},
	{"a value, doubled", "a==b", true, ""},
	{"another value", "a=c", false, ""},
	{"white space", " a = b ", true, ""},
	{"not a value", "a!=c", true, ""},
	{"what is missing is not a value", "zz!=c", true, ""},
	{"a key", "a", true, ""},
	{"no key", "!zz", true, ""},
	{"no such key", "!a", false, ""},
	{"a set", "a in (x,b)", true, ""},
	{"not in a set", "a notin (x, y)", true, ""},
	{"a missing key is in no set", "zz notin (x)", true, ""},
	{"the empty value is in an empty set", "empty in ()", true, ""},
	{"an empty part of a set", "empty in (x,)", true, ""},
	{"the empty value", "empty=", true, ""},
	{"a greater number", "n>4", true, ""},
	{"a smaller number", "n<5", false, ""},
	{"a label that is no number", "a>1", false, ""},
	{"all must be met", "a=b,n=6", false, ""},
	{"a prefixed key", "example.com/x=y", true, ""},
	{"a key called in", "in=z", true, ""},
	{"no parenthesis", "a in y", false, "unable to parse requirement: found 'y' expected: '('"},
	{"two words", "a b", false,
         "unable to parse requirement: found 'b', expected: '=', '!=', '==', 'in', notin'"},
	{"something behind a value", "a=b b", false, "found 'b', expected: ',' or 'end of string'"},
	{"an operator first", "=a", false,
         "found '=', expected: !, identifier, or 'end of string'"},
	{"a comma last", "a,", false, "found '', expected: identifier after ','"},
	{"a bad value", "x=@", false,
         "unable to parse requirement: invalid label value: \"@\": at key: \"x\": a valid label "
         "must "
         "be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must "
         "start and "
         "end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex "
         "used "
         "for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"},
	{"a number is wanted", "n>x", false,
         "unable to parse requirement: for 'Gt', 'Lt' operators, the value must be an integer"},
	{"an empty prefix", "/a", false,
         "unable to parse requirement: invalid label key \"/a\": prefix part must be non-empty"},
};

static struct node *labels_new(struct arena *arena)
{
	static const struct {
		str key, value;
	} LABELS[] = {
		{STR_INIT("a"), STR_INIT("b")},
		{STR_INIT("n"), STR_INIT("5")},
		{STR_INIT("empty"), STR_INIT("")},
		{STR_INIT("in"), STR_INIT("z")},
		{STR_INIT("example.com/x"), STR_INIT("y")},
	};
	struct node *labels = node_new_map(arena, NO_MARK);
	for (size_t i = 0; i < sizeof LABELS / sizeof *LABELS; i++)
		node_set(arena, labels, LABELS[i].key,
		         node_new_str(arena, LABELS[i].value, NO_MARK));
	return labels;
}

static void selects(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct label_selector *selector;
	struct diags diags;
	diags_init(&diags, arena);
	if (label_selector_parse(arena, str_of(row->selector), NO_MARK, &selector, &diags)) {
		ASSERT_STR(STR(""), row->problem);
		assert_int_equal(label_selector_matches(selector, labels_new(arena)), row->matches);
	} else {
		ASSERT_STR(diags.last->sentence, row->problem);
	}
	arena_destroy(arena);
}

static void matches_without_labels(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct label_selector *selector;
	struct diags diags;
	diags_init(&diags, arena);
	assert_true(label_selector_parse(arena, STR("!a"), NO_MARK, &selector, &diags));
	assert_true(label_selector_matches(selector, NULL));
	assert_true(label_selector_parse(arena, STR("a"), NO_MARK, &selector, &diags));
	assert_false(label_selector_matches(selector, NULL));
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest others[] = {cmocka_unit_test(matches_without_labels)};
	return TABLE_RUN("kustomize/label_selector", ROWS, selects) +
	       cmocka_run_group_tests_name("kustomize/label_selector", others, NULL, NULL);
}
