/*
 * filter_language.c - see filter_language.h
 *
 * The tree becomes a program, counts written out, every character a set of the tag's characters. A
 * state is the list of places that wait for a character, or for an assertion that needs to know
 * what comes next; in front of it, when there is such an assertion, what the last character was.
 */
#include "flux/prove/filter_language.h"

#include <stdlib.h>
#include <string.h>

enum opcode { OP_SET, OP_ASSERT, OP_SPLIT, OP_MATCH };

struct instruction {
	enum opcode op;
	enum regex_assert assert;
	struct charset set;
	uint32_t to, other; /* what comes next; a split goes to both */
};

/* What stands before a place, or behind it. */
enum neighbour { NEIGHBOUR_NONE, NEIGHBOUR_WORD, NEIGHBOUR_OTHER };

enum { MOST_INSTRUCTIONS = 20000, MATCHED = 'M', WAITING = 'W' };

struct filter_language {
	struct automaton base;
	ARRAY(struct instruction) program;
	bool is_too_large;
	uint32_t *places; /* a set that can be emptied at once: those whose mark is `round` */
	uint32_t *marks;
	size_t len;
	uint32_t *reached; /* where a character leads, before the set is emptied */
	uint32_t round;
	bool has_matched;
};

/* ---- the program, written from its end ---- */

/* Adds an instruction and returns where it is. */
static uint32_t emit(struct filter_language *language, struct instruction instruction)
{
	if (language->program.len >= MOST_INSTRUCTIONS) {
		language->is_too_large = true;
		return 0;
	}
	*ARRAY_ADD(language->base.arena, &language->program) = instruction;
	return (uint32_t)(language->program.len - 1);
}

/* Returns where a match of `node` begins that goes on at `to`. */
static uint32_t emit_node(struct filter_language *language, const struct regex_node *node,
                          uint32_t to);

/* Parts are linked forward and emitted from the last one on. */
static uint32_t emit_concat(struct filter_language *language, const struct regex_node *node,
                            uint32_t to)
{
	ARRAY(const struct regex_node *) parts = {0};
	for (const struct regex_node *part = node->first; part; part = part->next)
		*ARRAY_ADD(language->base.arena, &parts) = part;
	while (parts.len > 0)
		to = emit_node(language, parts.at[--parts.len], to);
	return to;
}

static uint32_t emit_alternatives(struct filter_language *language, const struct regex_node *node,
                                  uint32_t to)
{
	uint32_t begin = emit_node(language, node->first, to);
	for (const struct regex_node *part = node->first->next; part; part = part->next) {
		const uint32_t other = emit_node(language, part, to);
		begin = emit(language,
		             (struct instruction){.op = OP_SPLIT, .to = begin, .other = other});
	}
	return begin;
}

/* x{2,4} is xx(x(x)?)?, x{2,} is xxx* */
static uint32_t emit_repeat(struct filter_language *language, const struct regex_node *node,
                            uint32_t to)
{
	const uint32_t end = to;
	if (node->max == REGEX_ENDLESS) {
		to = emit(language, (struct instruction){.op = OP_SPLIT, .to = end});
		const uint32_t body = emit_node(language, node->first, to);
		language->program.at[to].other = body;
	}
	for (int i = node->min; i < node->max && !language->is_too_large; i++) {
		const uint32_t body = emit_node(language, node->first, to);
		to = emit(language, (struct instruction){.op = OP_SPLIT, .to = body, .other = end});
	}
	for (int i = 0; i < node->min && !language->is_too_large; i++)
		to = emit_node(language, node->first, to);
	return to;
}

static uint32_t emit_set(struct filter_language *language, const struct charset *set, uint32_t to)
{
	return emit(language, (struct instruction){.op = OP_SET, .set = *set, .to = to});
}

static uint32_t emit_node(struct filter_language *language, const struct regex_node *node,
                          uint32_t to)
{
	struct charset set = {{0, 0}};
	switch (node->op) {
	case REGEX_EMPTY: return to;
	case REGEX_CHAR:
		if (node->code < REGEX_ASCII)
			charset_add(&set, (char)node->code, (char)node->code);
		return emit_set(language, &set, to);
	case REGEX_SET:
		memcpy(set.bits, node->set->ascii, sizeof set.bits);
		return emit_set(language, &set, to);
	case REGEX_ASSERT:
		return emit(language, (struct instruction){
					      .op = OP_ASSERT, .assert = node->assert, .to = to});
	case REGEX_CONCAT: return emit_concat(language, node, to);
	case REGEX_ALTERNATE: return emit_alternatives(language, node, to);
	case REGEX_REPEAT: return emit_repeat(language, node, to);
	}
	return to;
}

/* ---- places ---- */

/* Tags hold no line ends: a line is the whole tag. */
static bool assert_holds(enum regex_assert assert, enum neighbour before, enum neighbour after)
{
	const bool at_boundary = (before == NEIGHBOUR_WORD) != (after == NEIGHBOUR_WORD);
	switch (assert) {
	case REGEX_BEGIN_TEXT:
	case REGEX_BEGIN_LINE: return before == NEIGHBOUR_NONE;
	case REGEX_END_TEXT:
	case REGEX_END_LINE: return after == NEIGHBOUR_NONE;
	case REGEX_WORD_BOUNDARY: return at_boundary;
	case REGEX_NO_WORD_BOUNDARY: return !at_boundary;
	}
	return false;
}

static void forget_places(struct filter_language *language)
{
	language->round++;
	language->len = 0;
	language->has_matched = false;
}

static void add_place(struct filter_language *language, uint32_t place)
{
	if (language->marks[place] == language->round)
		return;
	language->marks[place] = language->round;
	language->places[language->len++] = place;
}

/* Can what stands here still hold when `before` is what was read last? */
static bool may_hold(enum regex_assert assert, enum neighbour before)
{
	return (assert != REGEX_BEGIN_TEXT && assert != REGEX_BEGIN_LINE) ||
	       before == NEIGHBOUR_NONE;
}

/* Follows splits from the places there are; assertions wait. */
static void follow_splits(struct filter_language *language)
{
	for (size_t i = 0; i < language->len; i++) {
		const struct instruction *at = &language->program.at[language->places[i]];
		if (at->op == OP_SPLIT) {
			add_place(language, at->to);
			add_place(language, at->other);
		}
		language->has_matched = language->has_matched || at->op == OP_MATCH;
	}
	budget_spend(language->base.budget, language->len, 0);
}

/* The same through the assertions that hold between two characters. */
static void follow_asserts(struct filter_language *language, enum neighbour before,
                           enum neighbour after)
{
	for (size_t i = 0; i < language->len; i++) {
		const struct instruction *at = &language->program.at[language->places[i]];
		if (at->op == OP_SPLIT) {
			add_place(language, at->to);
			add_place(language, at->other);
		} else if (at->op == OP_ASSERT && assert_holds(at->assert, before, after)) {
			add_place(language, at->to);
		}
		language->has_matched = language->has_matched || at->op == OP_MATCH;
	}
	budget_spend(language->base.budget, language->len, 0);
}

static int compare_places(const void *a, const void *b)
{
	const uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
	return left < right ? -1 : left > right;
}

/* Writes the state: WAITING, what was read last, the places in order. */
static void write_state(struct filter_language *language, enum neighbour before, struct buf *out)
{
	size_t kept = 0;
	bool has_asserts = false;
	if (language->has_matched) {
		buf_add_char(out, MATCHED);
		return;
	}
	for (size_t i = 0; i < language->len; i++) {
		const uint32_t place = language->places[i];
		const struct instruction *at = &language->program.at[place];
		if (at->op == OP_SPLIT || (at->op == OP_ASSERT && !may_hold(at->assert, before)))
			continue;
		has_asserts = has_asserts || at->op == OP_ASSERT;
		language->places[kept++] = place;
	}
	qsort(language->places, kept, sizeof *language->places, compare_places);
	buf_add_char(out, WAITING);
	buf_add_char(out, has_asserts ? (char)before : 0);
	buf_add(out, (str){(const char *)language->places, kept * sizeof *language->places});
}

/* Takes the places out of a state; returns what was read last. */
static enum neighbour read_state(struct filter_language *language, str key)
{
	const size_t count = (key.len - 2) / sizeof(uint32_t);
	forget_places(language);
	for (size_t i = 0; i < count; i++) {
		uint32_t place;
		memcpy(&place, key.at + 2 + i * sizeof place, sizeof place);
		add_place(language, place);
	}
	return (enum neighbour)key.at[1];
}

/* ---- the automaton ---- */

static enum neighbour neighbour_of(char c)
{
	struct charset words = {{0, 0}};
	charset_add(&words, '0', '9');
	charset_add(&words, 'A', 'Z');
	charset_add(&words, 'a', 'z');
	charset_add(&words, '_', '_');
	return charset_has(&words, c) ? NEIGHBOUR_WORD : NEIGHBOUR_OTHER;
}

static uint32_t start_of(const struct filter_language *language)
{
	return (uint32_t)(language->program.len - 1);
}

static void step(struct automaton *automaton, str key, char c, struct buf *out)
{
	struct filter_language *language = (struct filter_language *)automaton;
	if (key.at[0] == MATCHED) {
		buf_add(out, key);
		return;
	}
	const enum neighbour before = read_state(language, key), after = neighbour_of(c);
	follow_asserts(language, before, after);
	if (language->has_matched) {
		buf_add_char(out, MATCHED);
		return;
	}
	size_t reached = 0;
	for (size_t i = 0; i < language->len; i++) {
		const struct instruction *at = &language->program.at[language->places[i]];
		if (at->op == OP_SET && charset_has(&at->set, c))
			language->reached[reached++] = at->to;
	}
	forget_places(language);
	for (size_t i = 0; i < reached; i++)
		add_place(language, language->reached[i]);
	add_place(language, start_of(language));
	follow_splits(language);
	write_state(language, after, out);
}

static void judge(struct automaton *automaton, struct automaton_state *state)
{
	struct filter_language *language = (struct filter_language *)automaton;
	if (state->key.at[0] == MATCHED) {
		state->accepts = true;
		state->fate = AUTOMATON_ALWAYS;
		return;
	}
	const enum neighbour before = read_state(language, state->key);
	if (language->len == 0)
		state->fate = AUTOMATON_NEVER;
	follow_asserts(language, before, NEIGHBOUR_NONE);
	state->accepts = language->has_matched;
}

static void split_alphabet(const struct filter_language *language, struct alphabet *alphabet)
{
	for (size_t i = 0; i < language->program.len; i++) {
		const struct instruction *at = &language->program.at[i];
		if (at->op == OP_SET) {
			alphabet_split(alphabet, &at->set);
		} else if (at->op == OP_ASSERT) {
			alphabet_split_char(alphabet, '.');
			alphabet_split_char(alphabet, '-');
		}
	}
}

struct automaton *filter_language_new(struct arena *arena, const struct regex_node *tree,
                                      struct alphabet *alphabet)
{
	struct filter_language *language = ARENA_NEW(arena, struct filter_language);
	language->base = (struct automaton){.arena = arena, .step = step, .judge = judge};
	const uint32_t match = emit(language, (struct instruction){.op = OP_MATCH});
	const uint32_t begin = emit_node(language, tree, match);
	/* The start is the last instruction: one that goes nowhere but to the beginning. */
	emit(language, (struct instruction){.op = OP_SPLIT, .to = begin, .other = begin});
	if (language->is_too_large)
		return NULL;
	split_alphabet(language, alphabet);
	language->places = ARENA_ARRAY(arena, uint32_t, language->program.len);
	language->reached = ARENA_ARRAY(arena, uint32_t, language->program.len);
	language->marks = ARENA_ARRAY(arena, uint32_t, language->program.len);
	struct budget unlimited = {.work = SIZE_MAX, .memory = SIZE_MAX};
	struct buf first;
	buf_init(&first, arena);
	language->base.budget = &unlimited;
	forget_places(language);
	add_place(language, start_of(language));
	follow_splits(language);
	write_state(language, NEIGHBOUR_NONE, &first);
	language->base.first = buf_text(&first);
	language->base.budget = NULL;
	return &language->base;
}
