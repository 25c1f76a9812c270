/*
 * proof_order.c - CHN006: does the newest build come out as the greatest? See proof_ask.h
 *
 * Flux looks at no date: it takes the greatest version. So builds must differ in something that
 * grows, and is compared as a number: an identifier of digits between dots. Where the filter lets
 * builds end in free text instead, two of them may share everything before it, and then the text
 * decides, for ever. A time of ten digits and more grows as text, too, and is enough.
 */
#include "lint/proof_ask.h"

#include "base/ascii.h"

/* A prerelease that ends in a number of its own, and one with such a number before its end. */
static const str ENDS_COUNTED = STR_INIT("^[^-]*-([^.]+\\.)*[0-9]+$");
static const str COUNTED = STR_INIT("^[^-]*-([^.]+\\.)*[0-9]+\\.");
static const str DATED = STR_INIT("[0-9]{10}");

/* What builds may end in, and two of them of which the newer is the lower. */
struct ending {
	const char *words;
	const char *pattern; /* of such tags; what follows `before` is what varies */
	bool (*varies)(int64_t c);
	const char *older,
		*newer; /* as many bytes of them as the example has, where that is fixed */
	size_t most;
};

static bool is_hexadecimal(int64_t c)
{
	return ascii_is_lower_hex(c);
}

static bool is_digit(int64_t c)
{
	return ascii_is_digit(c);
}

static bool is_lower(int64_t c)
{
	return ascii_is_lower(c);
}

/* Twelve letters: a word of a list, as alpha or rc, is shorter, and in order by intention. */
static const struct ending ENDINGS[] = {
	{"a commit hash", "-(.*[^0-9a-f])?[0-9a-f]{7,40}$", is_hexadecimal,
         "e0be771f3a9c5d2b8e4f6a1c7d0b9e3f5a2c8d41", "1c9d04e7b6f2a8c35d1e9f0a4b7c2d8e6f3a5b90",
         40},
	{"a number that is part of a text", "-.*[A-Za-z-][0-9]+$", is_digit, "9", "10", 0},
	{"a name", "-(.*[^a-z])?[a-z]{12,}$", is_lower, "update", "cleanup", 0},
};

struct order_question {
	const struct proof *proof;
	const struct asked *asked;
	const struct selector *selector;
	struct tagfilter counted, dated, ends_counted;
	struct tagfilter ended; /* the filter, up to the end of a tag */
	bool is_ended;          /* and that is how it is meant */
};

/*
 * Few filters say where a tag ends. One that ends in a number, as "-staging\.[0-9]+", is not meant
 * to be the beginning of a text; one that ends in a hyphen hardly means anything else.
 */
static bool is_meant_to_end(const struct order_question *question)
{
	const struct prove_term terms[] = {{.selector = question->selector},
	                                   {.pattern = &question->ended},
	                                   {.pattern = &question->ends_counted}};
	return prove_find(question->proof->arena, terms, 3).outcome == PROVE_TAG;
}

/* Both can be selected, and the newer is not the greater: by the selection, not by automata. */
static bool stays_ahead(const struct order_question *question, str older, str newer)
{
	struct arena *arena = question->proof->arena;
	const struct tag_candidate low = selector_judge(arena, question->selector, newer);
	const struct tag_candidate high = selector_judge(arena, question->selector, older);
	return low.fate == TAG_LOWER && high.fate == TAG_LOWER &&
	       semver_compare(&high.version, &low.version) > 0;
}

/* A tag of this kind in which nothing grows; "" when there is none. */
static str find_build(const struct order_question *question, const struct ending *ending)
{
	struct arena *arena = question->proof->arena;
	struct tagfilter pattern;
	struct regex_error error;
	if (!tagfilter_parse(arena, str_of(ending->pattern), flux_release_newest(), &pattern,
	                     &error))
		return STR("");
	const struct prove_term terms[] = {
		{.selector = question->selector},
		{.pattern = &pattern},
		{.pattern = &question->counted, .negated = true},
		{.pattern = &question->dated, .negated = true},
		{.pattern = &question->ended},
	};
	const size_t count = sizeof terms / sizeof *terms - !question->is_ended;
	const struct prove_answer answer = prove_find(arena, terms, count);
	return answer.outcome == PROVE_TAG ? prove_example(arena, terms, count, answer.witness)
	                                   : STR("");
}

static bool report_ending(const struct order_question *question, const struct ending *ending)
{
	struct arena *arena = question->proof->arena;
	const str build = find_build(question, ending);
	size_t end = build.len;
	while (end > 0 && ending->varies(build.at[end - 1]))
		end--;
	if (build.len == 0)
		return false;
	const str before = str_slice(build, 0, end);
	const size_t len = ending->most > 0 ? build.len - end : STR_NONE;
	const str older = arena_concat(arena, before, str_slice(str_of(ending->older), 0, len));
	const str newer = arena_concat(arena, before, str_slice(str_of(ending->newer), 0, len));
	if (!stays_ahead(question, older, newer))
		return false;
	const str what = arena_printf(arena, "builds may end in %s: %.*s stays ahead of %.*s",
	                              ending->words, STR_ARG(older), STR_ARG(newer));
	proof_add_breach(question->proof, question->asked->source,
	                 (struct proof_breach){.code = "CHN006", .what = what, .witness = older});
	return true;
}

static bool read_patterns(struct order_question *question)
{
	struct arena *arena = question->proof->arena;
	const str ended = arena_printf(arena, "(?:%.*s)$", STR_ARG(question->selector->ref.filter));
	const struct {
		str text;
		struct tagfilter *out;
	} patterns[] = {
		{COUNTED, &question->counted},
		{DATED, &question->dated},
		{ENDS_COUNTED, &question->ends_counted},
		{ended, &question->ended},
	};
	struct regex_error error;
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
		if (!tagfilter_parse(arena, patterns[i].text, flux_release_newest(),
		                     patterns[i].out, &error))
			return false;
	return true;
}

void proof_ask_order(const struct proof *proof, const struct asked *asked)
{
	const struct selector *selector = &asked->selectors[proof->releases->len - 1];
	struct order_question question = {.proof = proof, .asked = asked, .selector = selector};
	if (selector->kind != OCI_REF_SEMVER || !selector->has_filter || !read_patterns(&question))
		return;
	question.is_ended = is_meant_to_end(&question);
	for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++)
		if (report_ending(&question, &ENDINGS[i]))
			return;
}
