/*
 * proof_order.c - CHN006: does the newest build come out as the greatest? See proof_ask.h
 */
#include "lint/proof_ask.h"

#include "base/ascii.h"

/* The tag without its last number, with another. */
static str renumber(struct arena *arena, str tag, const char *number)
{
	while (tag.len > 0 && ascii_is_digit(tag.at[tag.len - 1]))
		tag.len--;
	return arena_printf(arena, "%.*s%s", STR_ARG(tag), number);
}

/* Builds that differ in a number at the end: is the tenth above the ninth? */
void proof_ask_order(const struct proof *proof, const struct asked *asked)
{
	struct arena *arena = proof->arena;
	const struct selector *selector = &asked->selectors[proof->releases->len - 1];
	const struct prove_term term = {.selector = selector};
	if (selector->kind != OCI_REF_SEMVER || !selector->has_filter)
		return;
	const struct prove_answer answer = prove_find(arena, &term, 1);
	if (answer.outcome != PROVE_TAG)
		return;
	const str example = prove_example(arena, &term, 1, answer.witness);
	const str ninth = renumber(arena, example, "9");
	const str tenth = renumber(arena, example, "10");
	const struct tag_candidate low = selector_judge(arena, selector, ninth);
	const struct tag_candidate high = selector_judge(arena, selector, tenth);
	if (low.fate != TAG_LOWER || high.fate != TAG_LOWER ||
	    semver_compare(&low.version, &high.version) < 0)
		return;
	proof_add_breach(proof, asked->source,
	                 (struct proof_breach){
				 .code = "CHN006",
				 .what = arena_printf(arena,
	                                              "keeps %.*s ahead of %.*s: compared as text",
	                                              STR_ARG(ninth), STR_ARG(tenth)),
				 .witness = ninth});
}
