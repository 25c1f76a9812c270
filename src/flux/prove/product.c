/* product.c - see product.h */
#include "flux/prove/product.h"

#include <string.h>

enum {
	LONGEST_TAG = 128,
	MOST_AUTOMATA = 2 * PRODUCT_MOST_TERMS,
	FIRST_SLOTS = 1024, /* a power of two */
};

/* A place in the walk. */
struct step {
	uint32_t from; /* the place before; 0 is the start */
	unsigned char depth;
	char c;
};

struct product {
	struct arena *arena;
	const struct product_term *terms;
	size_t count, width; /* terms, automata */
	const struct alphabet *alphabet;
	struct budget *budget;
	ARRAY(struct step) steps;
	ARRAY(const struct automaton_state *)
	states;          /* `width` a step; NULL: has no say any more */
	uint32_t *slots; /* index + 1 of a step, by its states; 0: free */
	size_t slot_count;
};

/* ---- terms ---- */

/* What is known of a term in these states. */
static enum automaton_fate term_fate(const struct product_term *term,
                                     const struct automaton_state *const *states)
{
	bool all_always = true;
	for (size_t i = 0; i < term->count; i++) {
		if (!states[i] || states[i]->fate == AUTOMATON_ALWAYS)
			continue;
		if (states[i]->fate == AUTOMATON_NEVER)
			return term->negated ? AUTOMATON_ALWAYS : AUTOMATON_NEVER;
		all_always = false;
	}
	if (!all_always)
		return AUTOMATON_OPEN;
	return term->negated ? AUTOMATON_NEVER : AUTOMATON_ALWAYS;
}

static bool term_accepts(const struct product_term *term,
                         const struct automaton_state *const *states)
{
	for (size_t i = 0; i < term->count; i++)
		if (!states[i]->accepts)
			return term->negated;
	return !term->negated;
}

/*
 * False when no tag that goes on from here is in all terms. Forgets the states of terms that hold
 * whatever follows: then more places look the same.
 */
static bool can_go_on(const struct product *product, const struct automaton_state **states)
{
	for (size_t i = 0; i < product->count; i++) {
		const struct product_term *term = &product->terms[i];
		if (term->count == 0 || states[0]) {
			const enum automaton_fate fate = term_fate(term, states);
			if (fate == AUTOMATON_NEVER)
				return false;
			if (fate == AUTOMATON_ALWAYS)
				memset(states, 0, term->count * sizeof *states);
		}
		states += term->count;
	}
	return true;
}

static bool all_accept(const struct product *product, const struct automaton_state *const *states)
{
	for (size_t i = 0; i < product->count; i++) {
		const struct product_term *term = &product->terms[i];
		if (term->count > 0 && states[0] && !term_accepts(term, states))
			return false;
		states += term->count;
	}
	return true;
}

/* ---- places met before ---- */

static uint64_t hash_states(const struct product *product,
                            const struct automaton_state *const *states)
{
	uint64_t hash = 0;
	for (size_t i = 0; i < product->width; i++) {
		hash ^= states[i] ? states[i]->index : 0;
		hash *= UINT64_C(0x9E3779B97F4A7C15);
		hash ^= hash >> 29;
	}
	return hash;
}

static const struct automaton_state **states_of(const struct product *product, size_t step)
{
	return &product->states.at[step * product->width];
}

/* The slot of these states, or the free one where they belong. */
static uint32_t *find_slot(const struct product *product,
                           const struct automaton_state *const *states)
{
	size_t i = hash_states(product, states) & (product->slot_count - 1);
	while (product->slots[i] && memcmp(states_of(product, product->slots[i] - 1), states,
	                                   product->width * sizeof(void *)) != 0)
		i = (i + 1) & (product->slot_count - 1);
	return &product->slots[i];
}

static void grow_slots(struct product *product)
{
	product->slot_count = product->slot_count ? product->slot_count * 2 : FIRST_SLOTS;
	product->slots = ARENA_ARRAY(product->arena, uint32_t, product->slot_count);
	for (size_t i = 1; i < product->steps.len; i++)
		*find_slot(product, states_of(product, i)) = (uint32_t)(i + 1);
}

static void add_step(struct product *product, const struct automaton_state *const *states,
                     struct step step)
{
	/* Arrays and slots double: what is given away in all is about twice what is used. */
	budget_spend(product->budget, product->width,
	             2 * (product->width * sizeof(void *) + sizeof step + 4 * sizeof(uint32_t)));
	*ARRAY_ADD(product->arena, &product->steps) = step;
	for (size_t i = 0; i < product->width; i++)
		*ARRAY_ADD(product->arena, &product->states) = states[i];
}

/* True when nobody was here before. */
static bool add_new_step(struct product *product, const struct automaton_state *const *states,
                         struct step step)
{
	if (product->steps.len * 2 >= product->slot_count)
		grow_slots(product);
	uint32_t *slot = find_slot(product, states);
	if (*slot)
		return false;
	add_step(product, states, step);
	*slot = (uint32_t)product->steps.len;
	return true;
}

/* ---- the walk ---- */

static str read_back(const struct product *product, size_t at)
{
	const size_t len = product->steps.at[at].depth;
	char *text = arena_alloc(product->arena, len + 1, 1);
	for (size_t i = len; i > 0; i--) {
		text[i - 1] = product->steps.at[at].c;
		at = product->steps.at[at].from;
	}
	return (str){text, len};
}

static struct product_result result_of(const struct product *product, enum product_outcome outcome,
                                       str witness)
{
	return (struct product_result){outcome, witness, product->steps.len};
}

/* Goes from place `at` by every class. True when a tag is found: it ends at the last place. */
static bool expand(struct product *product, size_t at)
{
	const struct step here = product->steps.at[at];
	for (unsigned class = 0; class < product->alphabet->count; class ++) {
		const char c = product->alphabet->samples[class];
		if (here.depth == 0 && !alphabet_begins_tag(c))
			continue;
		const struct automaton_state *states[MOST_AUTOMATA] = {0};
		size_t i = 0;
		for (size_t k = 0; k < product->count; k++) {
			for (size_t m = 0; m < product->terms[k].count; m++, i++) {
				const struct automaton_state *from = states_of(product, at)[i];
				if (from)
					states[i] = automaton_step(product->terms[k].automata[m],
					                           from, class);
			}
		}
		const struct step step = {(uint32_t)at, (unsigned char)(here.depth + 1), c};
		if (can_go_on(product, states) && add_new_step(product, states, step) &&
		    all_accept(product, states))
			return true;
	}
	return false;
}

static bool begin(struct product *product)
{
	const struct automaton_state *states[MOST_AUTOMATA] = {0};
	for (size_t i = 0; i < product->count; i++) {
		for (size_t k = 0; k < product->terms[i].count; k++) {
			struct automaton *automaton = product->terms[i].automata[k];
			automaton_begin(automaton, product->alphabet, product->budget);
			states[product->width++] = automaton->start;
		}
	}
	if (!can_go_on(product, states))
		return false;
	/* Not to be found again: a tag may not begin with what it may go on with. */
	add_step(product, states, (struct step){0});
	return true;
}

struct product_result product_search(struct arena *arena, const struct product_term *terms,
                                     size_t count, const struct alphabet *alphabet,
                                     struct budget *budget)
{
	struct product product = {.arena = arena,
	                          .terms = terms,
	                          .count = count,
	                          .alphabet = alphabet,
	                          .budget = budget};
	const str none = {"", 0};
	if (!begin(&product))
		return result_of(&product, PRODUCT_EMPTY, none);
	for (size_t at = 0; at < product.steps.len; at++) {
		if (budget->is_used_up || product.steps.len > PRODUCT_MOST_STATES)
			return result_of(&product, PRODUCT_GAVE_UP, none);
		if (product.steps.at[at].depth == LONGEST_TAG)
			continue;
		if (expand(&product, at))
			return result_of(&product, PRODUCT_FOUND,
			                 read_back(&product, product.steps.len - 1));
	}
	/* What a step found out after the budget was used up is worth nothing. */
	return result_of(&product, budget->is_used_up ? PRODUCT_GAVE_UP : PRODUCT_EMPTY, none);
}
