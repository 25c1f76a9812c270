/*
 * automaton.c - see automaton.h
 *
 * States are made when a step first leads to them, and never for those that nothing reaches: a
 * version has more states than memory, and a range asks for few of them. The budget is spent here,
 * by what a state costs, so that a hostile filter ends in "undecided" and not in the machine.
 */
#include "flux/prove/automaton.h"

#include <string.h>

bool budget_spend(struct budget *budget, size_t work, size_t memory)
{
	if (budget->work < work || budget->memory < memory)
		budget->is_used_up = true;
	if (budget->is_used_up)
		return false;
	budget->work -= work;
	budget->memory -= memory;
	return true;
}

/* The one state of this key. */
static const struct automaton_state *intern(struct automaton *automaton, str key)
{
	struct automaton_state *state = map_get(&automaton->states, key);
	if (state)
		return state;
	const size_t classes = automaton->alphabet->count;
	budget_spend(automaton->budget, key.len,
	             sizeof *state + key.len + classes * sizeof *state->next +
	                     2 * sizeof(struct map_slot));
	state = ARENA_NEW(automaton->arena, struct automaton_state);
	state->key = arena_copy(automaton->arena, key);
	state->index = ++automaton->count;
	state->next = ARENA_ARRAY(automaton->arena, const struct automaton_state *, classes);
	automaton->judge(automaton, state);
	map_set(automaton->arena, &automaton->states, state->key, state);
	return state;
}

void automaton_begin(struct automaton *automaton, const struct alphabet *alphabet,
                     struct budget *budget)
{
	automaton->alphabet = alphabet;
	automaton->budget = budget;
	buf_init(&automaton->scratch, automaton->arena);
	automaton->start = intern(automaton, automaton->first);
}

const struct automaton_state *automaton_step(struct automaton *automaton,
                                             const struct automaton_state *state, unsigned class)
{
	const struct automaton_state **next = &state->next[class];
	if (!*next) {
		struct buf *out = &automaton->scratch;
		out->len = 0;
		automaton->step(automaton, state->key, automaton->alphabet->samples[class], out);
		budget_spend(automaton->budget, state->key.len + out->len, 0);
		*next = intern(automaton, buf_text(out));
	}
	return *next;
}

/* ---- one word ---- */

/* A state is what is left to be read behind a '!'; "" when something else was read. */
static void step_word(struct automaton *automaton, str key, char c, struct buf *out)
{
	(void)automaton;
	if (key.len < 2 || key.at[1] != c)
		return;
	buf_add_char(out, '!');
	buf_add(out, str_from(key, 2));
}

static void judge_word(struct automaton *automaton, struct automaton_state *state)
{
	(void)automaton;
	state->accepts = str_eq(state->key, STR("!"));
	state->fate = state->key.len == 0 ? AUTOMATON_NEVER : AUTOMATON_OPEN;
}

struct automaton *automaton_new_word(struct arena *arena, str word, struct alphabet *alphabet)
{
	struct automaton *automaton = ARENA_NEW(arena, struct automaton);
	for (size_t i = 0; i < word.len; i++)
		alphabet_split_char(alphabet, word.at[i]);
	*automaton = (struct automaton){
		.arena = arena,
		.step = step_word,
		.judge = judge_word,
		.first = arena_printf(arena, "!%.*s", STR_ARG(word)),
	};
	return automaton;
}
