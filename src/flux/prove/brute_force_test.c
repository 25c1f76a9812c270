/*
 * brute_force_test.c - every verdict against every short tag
 *
 * Random ranges and filters over a small alphabet, and all tags over it up to a length: where a
 * tag fits, the proof must find one that is no longer; where it finds none, none may fit.
 */
#include "base/buf.h"
#include "flux/prove/prove.h"
#include "testing/table.h"

enum { QUESTIONS = 3000, LONGEST = 7, LONGEST_ANY = 4 };
static const char LETTERS[] = "01.-av_";

static uint64_t seed = 20260101;
static unsigned left_open; /* a random pattern may well be hostile */

static unsigned random_below(unsigned limit)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)(seed >> 33) % limit;
}

#define PICK(list) (list)[random_below(sizeof(list) / sizeof *(list))]

/* ---- questions ---- */

static void add_range(struct buf *out)
{
	static const char *const OPERATORS[] = {
		"", "=", "!=", ">", "<", ">=", "<=", "~", "^", ">=", "<"};
	static const char *const NUMBERS[] = {"0",     "1",     "0.0",   "0.1",   "1.0",   "0.0.0",
	                                      "0.0.1", "0.1.0", "1.0.0", "1.0.1", "1.1.1", "10.0.0",
	                                      "1.x",   "0.1.x", "*",     "11.1.0"};
	static const char *const TAILS[] = {"",     "",    "",     "-0",  "-a",  "-1", "-a.0",
	                                    "-0.a", "-aa", "-1.1", "-10", "-a-", "--", "-a.a"};
	static const char *const JOINS[] = {" ", ", ", " || "};
	const unsigned count = 1 + random_below(3);
	for (unsigned i = 0; i < count; i++) {
		buf_add(out, str_of(i ? PICK(JOINS) : ""));
		buf_add(out, str_of(PICK(OPERATORS)));
		buf_add(out, str_of(PICK(NUMBERS)));
		buf_add(out, str_of(PICK(TAILS)));
	}
}

static void add_pattern(struct buf *out, unsigned depth)
{
	static const char *const ATOMS[] = {"0", "1", "a",   "v",    "-",    "\\.", ".",
	                                    "^", "$", "\\b", "\\B",  "\\d",  "\\w", "[^a-z]",
	                                    "_", "",  "1",   "[01]", "\\d+", "-a",  "(?i:A)"};
	static const char *const REPEATS[] = {"", "", "", "*", "+", "?", "{2}", "{1,3}", "{2,}"};
	const unsigned count = 1 + random_below(3);
	for (unsigned i = 0; i < count; i++) {
		if (depth > 0 && random_below(3) == 0) {
			buf_add(out, STR("("));
			add_pattern(out, depth - 1);
			buf_add(out, random_below(2) ? STR("|") : STR(""));
			add_pattern(out, depth - 1);
			buf_add(out, STR(")"));
			buf_add(out, str_of(PICK(REPEATS)));
		} else {
			buf_add(out, str_of(PICK(ATOMS)));
		}
	}
}

static str random_text(struct arena *arena, bool is_range)
{
	struct buf out;
	buf_init(&out, arena);
	if (is_range)
		add_range(&out);
	else
		add_pattern(&out, 2);
	return buf_text(&out);
}

static void random_selector(struct arena *arena, struct selector *out)
{
	static const char *const RELEASES[] = {"2.6", "2.7", "2.9", "2.9"};
	struct oci_ref ref;
	do {
		ref = (struct oci_ref){.semver = random_text(arena, true)};
		if (random_below(3))
			ref.filter = random_text(arena, false);
	} while (!selector_init(arena, &ref, random_below(3) ? STR("") : STR(HELM_LAYER),
	                        flux_release_find(str_of(PICK(RELEASES))), out));
}

/* ---- tags ---- */

struct tags {
	str *at; /* the shortest first */
	size_t len, cap;
};

/* Adds to `tags` all over LETTERS of up to `longest` characters; versions only, or any. */
static struct tags all_tags(struct arena *arena, size_t longest, bool any)
{
	struct tags tags = {0};
	const struct flux_release *newest = flux_release_newest();
	for (size_t len = 1; len <= longest; len++) {
		size_t count = 1;
		for (size_t i = 0; i < len; i++)
			count *= sizeof LETTERS - 1;
		for (size_t number = 0; number < count; number++) {
			char text[LONGEST + 1], plus[LONGEST + 1];
			size_t rest = number;
			for (size_t i = 0; i < len; i++, rest /= sizeof LETTERS - 1)
				text[i] = LETTERS[rest % (sizeof LETTERS - 1)];
			if (text[0] == '.' || text[0] == '-' || (!any && text[0] == '_') ||
			    (!any && text[0] == 'a'))
				continue;
			for (size_t i = 0; i < len; i++)
				plus[i] = text[i] == '_' ? '+' : text[i];
			struct semver version;
			str problem;
			if (any ||
			    semver_parse_tag(arena, (str){plus, len}, newest, &version, &problem))
				*ARRAY_ADD(arena, &tags) = arena_copy(arena, (str){text, len});
		}
	}
	return tags;
}

static bool fits(struct arena *arena, const struct prove_term *terms, size_t count, str tag)
{
	for (size_t i = 0; i < count; i++) {
		bool taken;
		if (terms[i].selector) {
			const enum tag_fate fate =
				selector_judge(arena, terms[i].selector, tag).fate;
			taken = fate == TAG_LOWER;
		} else {
			taken = tagfilter_passes(terms[i].pattern, tag);
		}
		if (taken == terms[i].negated)
			return false;
	}
	return true;
}

static void describe(const struct prove_term *terms, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct selector *selector = terms[i].selector;
		const str filter = selector ? selector->ref.filter : terms[i].pattern->text;
		const str range = selector ? selector->ref.semver : STR("");
		print_error("%s '%.*s' '%.*s' Flux %s%s\n", terms[i].negated ? "not" : "in",
		            STR_ARG(range), STR_ARG(filter),
		            selector ? selector->release->name : "-",
		            selector && selector->is_helm ? " helm" : "");
	}
}

/* Compares one verdict with all tags. `longest` is their length. */
static void check(const struct prove_term *terms, size_t count, const struct tags *tags,
                  size_t longest)
{
	struct arena *arena = arena_create();
	const struct prove_answer answer = prove_find(arena, terms, count);
	str shortest = {"", 0};
	bool is_small = answer.outcome == PROVE_TAG && answer.witness.len <= longest;
	for (size_t i = 0; i < tags->len && shortest.len == 0; i++)
		if (fits(arena, terms, count, tags->at[i]))
			shortest = tags->at[i];
	for (size_t i = 0; i < answer.witness.len; i++)
		is_small = is_small &&
		           str_find_char(str_of(LETTERS), answer.witness.at[i]) != STR_NONE;
	left_open += answer.outcome == PROVE_UNDECIDED;
	const bool agrees =
		answer.outcome == PROVE_UNDECIDED ||
		(shortest.len == 0 ? !is_small
	                           : answer.outcome == PROVE_TAG &&
	                                     (is_small ? answer.witness.len == shortest.len
	                                               : answer.witness.len <= shortest.len));
	if (!agrees) {
		describe(terms, count);
		print_error("witness '%.*s' %.*s, but '%.*s' fits\n", STR_ARG(answer.witness),
		            STR_ARG(answer.reason), STR_ARG(shortest));
	}
	assert_true(agrees);
	arena_destroy(arena);
}

static void agrees_about_references(void **state)
{
	(void)state;
	struct arena *all = arena_create();
	const struct tags tags = all_tags(all, LONGEST, false);
	for (unsigned i = 0; i < QUESTIONS; i++) {
		struct arena *arena = arena_create();
		struct selector a, b;
		random_selector(arena, &a);
		random_selector(arena, &b);
		const struct prove_term both[] = {{.selector = &a}, {.selector = &b}};
		const struct prove_term one[] = {{.selector = &a},
		                                 {.selector = &b, .negated = true}};
		check(both, 1, &tags, LONGEST);
		check(both, 2, &tags, LONGEST);
		check(one, 2, &tags, LONGEST);
		arena_destroy(arena);
	}
	arena_destroy(all);
}

static void agrees_about_patterns(void **state)
{
	(void)state;
	struct arena *all = arena_create();
	const struct tags tags = all_tags(all, LONGEST_ANY, true);
	for (unsigned i = 0; i < QUESTIONS; i++) {
		struct arena *arena = arena_create();
		struct tagfilter patterns[2];
		struct regex_error error;
		for (size_t k = 0; k < 2;)
			k += tagfilter_parse(arena, random_text(arena, false),
			                     flux_release_newest(), &patterns[k], &error);
		const struct prove_term terms[] = {{.pattern = &patterns[0]},
		                                   {.pattern = &patterns[1], .negated = true}};
		check(terms, 1, &tags, LONGEST_ANY);
		check(terms, 2, &tags, LONGEST_ANY);
		arena_destroy(arena);
	}
	arena_destroy(all);
}

static void leaves_hardly_a_question_open(void **state)
{
	(void)state;
	assert_true(left_open < QUESTIONS / 500);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_about_references),
		cmocka_unit_test(agrees_about_patterns),
		cmocka_unit_test(leaves_hardly_a_question_open),
	};
	return cmocka_run_group_tests_name("flux/prove: all short tags", tests, NULL, NULL);
}
