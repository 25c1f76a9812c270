/* prove.c - see prove.h */
#include "flux/prove/prove.h"

#include "flux/prove/filter_language.h"
#include "flux/prove/product.h"
#include "flux/prove/version_language.h"

/* About a second of work, and what fits the memory of a small container. */
enum { MOST_WORK = 60 * 1000 * 1000, MOST_MEMORY = 48 * 1024 * 1024 };

static struct prove_answer undecided(const char *reason)
{
	return (struct prove_answer){.outcome = PROVE_UNDECIDED, .reason = str_of(reason)};
}

/* ---- terms as automata ---- */

static bool add_automaton(struct product_term *term, struct automaton *automaton)
{
	if (automaton)
		term->automata[term->count++] = automaton;
	return automaton != NULL;
}

static bool add_filter(struct arena *arena, const struct tagfilter *filter,
                       struct alphabet *alphabet, struct product_term *out)
{
	return add_automaton(out, filter_language_new(arena, regex_tree(filter->regex), alphabet));
}

/* False when one of the automata would be too large. A digest takes no tag at all. */
static bool add_selector(struct arena *arena, const struct selector *selector,
                         struct alphabet *alphabet, struct product_term *out)
{
	switch (selector->kind) {
	case OCI_REF_DIGEST:
		return add_automaton(out, automaton_new_word(arena, STR(""), alphabet));
	case OCI_REF_LATEST:
		return add_automaton(out, automaton_new_word(arena, STR("latest"), alphabet));
	case OCI_REF_TAG:
		return add_automaton(out, automaton_new_word(arena, selector->ref.tag, alphabet));
	case OCI_REF_SEMVER: break;
	}
	return add_automaton(out, version_language_new(arena, &selector->range, selector->is_helm,
	                                               alphabet)) &&
	       (!selector->has_filter || add_filter(arena, &selector->filter, alphabet, out));
}

static bool add_term(struct arena *arena, const struct prove_term *term, struct alphabet *alphabet,
                     struct product_term *out)
{
	*out = (struct product_term){.negated = term->negated};
	if (term->selector)
		return add_selector(arena, term->selector, alphabet, out);
	return add_filter(arena, term->pattern, alphabet, out);
}

/* ---- the search ---- */

static struct prove_answer search(struct arena *arena, const struct prove_term *terms, size_t count)
{
	struct alphabet alphabet;
	struct product_term product[PRODUCT_MOST_TERMS];
	struct budget budget = {.work = MOST_WORK, .memory = MOST_MEMORY};
	alphabet_init(&alphabet);
	for (size_t i = 0; i < count; i++)
		if (!add_term(arena, &terms[i], &alphabet, &product[i]))
			return undecided("the range or a pattern is too large");
	const struct product_result result =
		product_search(arena, product, count, &alphabet, &budget);
	struct prove_answer answer = {.states = result.states};
	switch (result.outcome) {
	case PRODUCT_EMPTY: answer.outcome = PROVE_NO_TAG; break;
	case PRODUCT_FOUND:
		answer.outcome = PROVE_TAG;
		answer.witness = result.witness;
		break;
	case PRODUCT_GAVE_UP:
		answer.outcome = PROVE_UNDECIDED;
		answer.reason = arena_printf(arena, "given up after %zu states", result.states);
		break;
	}
	return answer;
}

static bool takes(struct arena *arena, const struct selector *selector, str tag)
{
	const enum tag_fate fate = selector_judge(arena, selector, tag).fate;
	return fate == TAG_SELECTED || fate == TAG_TIED || fate == TAG_LOWER;
}

/* The same question about one tag, without automata. */
static bool fits(struct arena *arena, const struct prove_term *terms, size_t count, str tag)
{
	for (size_t i = 0; i < count; i++) {
		const bool taken = terms[i].selector ? takes(arena, terms[i].selector, tag)
		                                     : tagfilter_passes(terms[i].pattern, tag);
		if (taken == terms[i].negated)
			return false;
	}
	return true;
}

struct prove_answer prove_find(struct arena *arena, const struct prove_term *terms, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!terms[i].selector || terms[i].selector->error.len == 0)
			continue;
		struct prove_answer refused = {.outcome = PROVE_UNDECIDED};
		refused.reason = arena_printf(arena, "Flux refuses the reference: %.*s",
		                              STR_ARG(terms[i].selector->error));
		return refused;
	}
	if (count > PROVE_MOST_TERMS)
		return undecided("too many patterns for one question");
	/* States by the thousand, of no use to anybody later. */
	struct arena *scratch = arena_create();
	struct prove_answer answer = search(scratch, terms, count);
	answer.witness = arena_copy(arena, answer.witness);
	answer.reason = arena_copy(arena, answer.reason);
	arena_destroy(scratch);
	if (answer.outcome == PROVE_TAG && !fits(arena, terms, count, answer.witness)) {
		answer.outcome = PROVE_UNDECIDED;
		answer.reason = arena_printf(arena, "a fault of kustoc: '%.*s' is not selected",
		                             STR_ARG(answer.witness));
	}
	return answer;
}

/* ---- for people ---- */

/* How tags look that nobody has to think about, best first. */
#define NUMBER  "(0|[1-9][0-9]*)"
#define NUMBERS NUMBER "\\." NUMBER "\\." NUMBER
#define TAIL    "(-[0-9A-Za-z-]*[0-9A-Za-z](\\.[0-9A-Za-z-]*[0-9A-Za-z])*)?"
static const char *const SHAPES[] = {"^v" NUMBERS TAIL "$", "^" NUMBERS TAIL "$", "[0-9A-Za-z]$"};
enum { SHAPE_COUNT = sizeof SHAPES / sizeof *SHAPES };

/* What a version of a range becomes a tag with. */
static const char *const PREFIXES[] = {"v", ""};
static const char *const TAILS[] = {"", "-rc.1"};

/* The greatest constant of the ranges that makes a tag which fits; "" when none does. */
static void try_constant(struct arena *arena, const struct prove_term *terms, size_t count,
                         const struct semver *constant, struct semver *best, str *example)
{
	if (example->len > 0 && semver_compare(constant, best) <= 0)
		return;
	for (size_t p = 0; p < 2; p++) {
		for (size_t t = 0; t < 2; t++) {
			const str tag = arena_printf(arena, "%s%llu.%llu.%llu%s", PREFIXES[p],
			                             (unsigned long long)constant->major,
			                             (unsigned long long)constant->minor,
			                             (unsigned long long)constant->patch, TAILS[t]);
			if (!fits(arena, terms, count, tag))
				continue;
			*best = *constant;
			*example = tag;
			return;
		}
	}
}

static str example_of_constants(struct arena *arena, const struct prove_term *terms, size_t count)
{
	str example = {"", 0};
	struct semver best;
	for (size_t i = 0; i < count; i++) {
		const struct selector *selector = terms[i].selector;
		if (!selector || terms[i].negated || selector->kind != OCI_REF_SEMVER)
			continue;
		for (size_t g = 0; g < selector->range.groups.len; g++) {
			const struct range_group *group = &selector->range.groups.at[g];
			for (size_t c = 0; c < group->comparators.len; c++)
				try_constant(arena, terms, count,
				             &group->comparators.at[c].constant, &best, &example);
		}
	}
	return example;
}

str prove_example(struct arena *arena, const struct prove_term *terms, size_t count, str witness)
{
	const str example = example_of_constants(arena, terms, count);
	if (example.len > 0 || count >= PROVE_MOST_TERMS)
		return example.len > 0 ? example : witness;
	struct prove_term shaped[PROVE_MOST_TERMS];
	for (size_t i = 0; i < count; i++)
		shaped[i] = terms[i];
	for (size_t i = 0; i < SHAPE_COUNT; i++) {
		struct tagfilter shape;
		struct regex_error error;
		if (!tagfilter_parse(arena, str_of(SHAPES[i]), flux_release_newest(), &shape,
		                     &error))
			continue;
		shaped[count] = (struct prove_term){.pattern = &shape};
		const struct prove_answer answer = prove_find(arena, shaped, count + 1);
		if (answer.outcome == PROVE_TAG)
			return answer.witness;
	}
	return witness;
}
