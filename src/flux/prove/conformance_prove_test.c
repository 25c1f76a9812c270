/* conformance_prove_test.c - can a tag satisfy one reference, or two? */
#include "flux/prove/prove.h"
#include "testing/conformance.h"
#include "yaml/value.h"

static str verdict_of(const struct prove_answer *answer, bool is_pair)
{
	switch (answer->outcome) {
	case PROVE_NO_TAG: return is_pair ? STR("disjoint") : STR("empty");
	case PROVE_TAG: return is_pair ? STR("overlap") : STR("non-empty");
	case PROVE_UNDECIDED: break;
	}
	return answer->reason;
}

/* By the rules of the pick cases: a list with only this tag gives it. */
static bool is_picked(struct arena *arena, const struct selector *selector, str tag)
{
	const struct selection selection = select_tag(arena, selector, &tag, 1);
	return selection.error.len == 0 && str_eq(selection.pick, tag);
}

struct scores {
	struct conformance_score verdicts, witnesses, shortest, examples;
};

static void check_case(struct arena *arena, str line, struct scores *scores)
{
	struct node *value;
	struct diags diags;
	diags_init(&diags, arena);
	assert_true(value_from_json(arena, line, (struct origin){0}, &value, &diags));
	const struct node *want = node_get(value, STR("want"));
	const bool is_pair = node_get(value, STR("b")) != NULL;
	struct selector selectors[2];
	struct prove_term terms[2] = {{.selector = &selectors[0]}, {.selector = &selectors[1]}};
	for (size_t i = 0; i < 1U + is_pair; i++) {
		const struct oci_ref ref =
			oci_ref_get(node_get(value, i == 0 ? STR("a") : STR("b")));
		assert_true(selector_init(arena, &ref, node_get_text(value, STR("mediaType")),
		                          flux_release_newest(), &selectors[i]));
	}
	const struct prove_answer answer = prove_find(arena, terms, 1U + is_pair);
	const str verdict = verdict_of(&answer, is_pair);
	conformance_count(&scores->verdicts, str_eq(verdict, node_get_text(want, STR("verdict"))),
	                  line, verdict, node_get_text(want, STR("verdict")));
	if (answer.outcome != PROVE_TAG)
		return;
	const str known = node_get_text(want, STR("witness"));
	const str example = prove_example(arena, terms, 1U + is_pair, answer.witness);
	bool picked = true, example_picked = true;
	for (size_t i = 0; i < 1U + is_pair; i++) {
		picked = picked && is_picked(arena, &selectors[i], answer.witness);
		example_picked = example_picked && is_picked(arena, &selectors[i], example);
	}
	conformance_count(&scores->witnesses, picked, line, answer.witness, known);
	conformance_count(&scores->shortest, answer.witness.len == known.len, line, answer.witness,
	                  known);
	conformance_count(&scores->examples, example_picked, line, example, known);
}

static void decides_as_an_exhausted_search_does(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct conformance_lines lines = conformance_load(arena, "prove/cases.jsonl");
	struct scores scores = {{.name = "verdicts"},
	                        {.name = "witnesses that are selected"},
	                        {.name = "witnesses as short as can be"},
	                        {.name = "examples that are selected"}};
	for (size_t i = 0; i < lines.len; i++)
		check_case(arena, lines.at[i], &scores);
	conformance_finish(&scores.verdicts);
	conformance_finish(&scores.witnesses);
	conformance_finish(&scores.shortest);
	conformance_finish(&scores.examples);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(decides_as_an_exhausted_search_does)};
	return cmocka_run_group_tests_name("conformance/prove", tests, NULL, NULL);
}
