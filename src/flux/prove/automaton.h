/*
 * automaton.h - a set of tags as a machine that reads them once, from the left
 *
 * Deterministic, and made only as far as somebody walks: a state is a handful of bytes that mean
 * something to the language alone, equal states have equal bytes, and each is kept once.
 */
#ifndef FLUX_PROVE_AUTOMATON_H
#define FLUX_PROVE_AUTOMATON_H

#include "base/buf.h"
#include "base/map.h"
#include "flux/prove/alphabet.h"

/* What is known of all tags that go on from a state. */
enum automaton_fate {
	AUTOMATON_OPEN,
	AUTOMATON_NEVER,  /* none is in the language */
	AUTOMATON_ALWAYS, /* all are */
};

/* What a question may cost. When it is used up every step leads nowhere and nothing is proved. */
struct budget {
	size_t work;   /* bytes and places that may still be looked at */
	size_t memory; /* bytes that states may still take */
	bool is_used_up;
};
/* False when there is less left. */
bool budget_spend(struct budget *budget, size_t work, size_t memory);

struct automaton_state {
	str key;
	uint32_t index; /* from 1, in the order in which states were met */
	bool accepts;   /* is the tag in the language when it ends here? */
	enum automaton_fate fate;
	const struct automaton_state **next; /* by class; NULL: nobody went there yet */
};

struct automaton {
	struct arena *arena;
	const struct alphabet *alphabet;
	struct budget *budget;
	/* Writes the state behind `key` when `c` is read; nothing else may be in `out`. */
	void (*step)(struct automaton *automaton, str key, char c, struct buf *out);
	/* Fills in `accepts` and `fate`. */
	void (*judge)(struct automaton *automaton, struct automaton_state *state);
	str first; /* the key of the start state */
	struct map states;
	struct buf scratch;
	uint32_t count;
	const struct automaton_state *start;
};

/* Makes the start state. To be called when the alphabet will not be split any more. */
void automaton_begin(struct automaton *automaton, const struct alphabet *alphabet,
                     struct budget *budget);
/*
 * The state behind `state` when a character of `class` is read; made when nobody has been there.
 * Once the budget is used up it goes on making states, so who loops looks at the budget.
 */
const struct automaton_state *automaton_step(struct automaton *automaton,
                                             const struct automaton_state *state, unsigned class);

/* The one text `word`. Lives in `arena`, as the automata below do. */
struct automaton *automaton_new_word(struct arena *arena, str word, struct alphabet *alphabet);

#endif
