/*
 * regex_linear.c - see regex_linear.h
 *
 * The tree becomes a program of few instructions; counts are written out, which Go's limit on the
 * size of a pattern keeps in bounds. A step takes the set of places in the program where a match
 * may stand to those where it may stand after the next character.
 */
#include "base/regex_linear.h"

#include "base/ascii.h"
#include "base/regex_pcre.h"
#include "base/utf8.h"

enum opcode { OP_CHAR, OP_SET, OP_ASSERT, OP_SPLIT, OP_JUMP, OP_MATCH };

/* What stands before the start and behind the end of a text; no character. */
static const uint32_t NO_CODE = UINT32_MAX;
/* The end of a chain of jumps. */
static const uint32_t NOWHERE = UINT32_MAX;

struct instruction {
	enum opcode op : 8;
	unsigned value : 24; /* the character, or which assertion, or the set's index */
	uint32_t to;         /* a split's and a jump's goal; a split goes on behind itself too */
};

/* A set of places that can be emptied at once: place p is in when dense[sparse[p]] is p. */
struct places {
	uint32_t *dense, *sparse;
	size_t len;
};

/* A set, and what is asked about characters above ASCII when it holds properties. */
struct member {
	const struct regex_set *set;
	struct regex_pcre *pcre;
};

struct regex_linear {
	struct arena *arena;
	ARRAY(struct instruction) program;
	ARRAY(struct member) sets;
	struct places now, next;
	uint32_t *stack; /* places still to be followed */
};

/* ---- the program ---- */

static size_t emit(struct regex_linear *linear, enum opcode op, uint32_t value)
{
	struct instruction *instruction = ARRAY_ADD(linear->arena, &linear->program);
	*instruction = (struct instruction){.op = op, .value = value & 0xFFFFFF};
	return linear->program.len - 1;
}

/* The instruction at `at` goes to whatever is emitted next. */
static void land(struct regex_linear *linear, size_t at)
{
	linear->program.at[at].to = (uint32_t)linear->program.len;
}

static void emit_node(struct regex_linear *linear, const struct regex_node *node);

static void emit_set(struct regex_linear *linear, struct regex_set *set)
{
	struct member *member = ARRAY_ADD(linear->arena, &linear->sets);
	member->set = set;
	member->pcre = set->properties.len ? regex_pcre_new_for_set(linear->arena, set) : NULL;
	emit(linear, OP_SET, (uint32_t)(linear->sets.len - 1));
}

/* a|b|c: all but the last behind a split that may skip to the next, and before a jump to the end */
static void emit_alternatives(struct regex_linear *linear, const struct regex_node *node)
{
	uint32_t last_jump = NOWHERE; /* each jump leads to the one before until the end is known */
	for (const struct regex_node *part = node->first; part != node->last; part = part->next) {
		const size_t split = emit(linear, OP_SPLIT, 0);
		emit_node(linear, part);
		const size_t jump = emit(linear, OP_JUMP, 0);
		linear->program.at[jump].to = last_jump;
		last_jump = (uint32_t)jump;
		land(linear, split);
	}
	emit_node(linear, node->last);
	while (last_jump != NOWHERE) {
		const uint32_t before = linear->program.at[last_jump].to;
		land(linear, last_jump);
		last_jump = before;
	}
}

/* A part of the program that stands for a node. */
struct block {
	size_t first, len;
	bool is_there;
};

/* Emits `node`, or copies what it became the last time. */
static void emit_again(struct regex_linear *linear, const struct regex_node *node,
                       struct block *block)
{
	const size_t first = linear->program.len;
	if (!block->is_there) {
		emit_node(linear, node);
		*block = (struct block){first, linear->program.len - first, true};
		return;
	}
	for (size_t i = 0; i < block->len; i++) {
		struct instruction copy = linear->program.at[block->first + i];
		if (copy.op == OP_SPLIT || copy.op == OP_JUMP)
			copy.to += (uint32_t)(first - block->first);
		*ARRAY_ADD(linear->arena, &linear->program) = copy;
	}
}

/* x{2,4} is xx(x(x)?)?, x{2,} is xxx* */
static void emit_repeat(struct regex_linear *linear, const struct regex_node *node)
{
	struct block block = {0};
	for (int i = 0; i < node->min; i++)
		emit_again(linear, node->first, &block);
	const size_t first = linear->program.len;
	if (node->max == REGEX_ENDLESS) {
		emit(linear, OP_SPLIT, 0);
		emit_again(linear, node->first, &block);
		const size_t jump = emit(linear, OP_JUMP, 0);
		linear->program.at[jump].to = (uint32_t)first;
		land(linear, first);
		return;
	}
	const int optional = node->max - node->min;
	for (int i = 0; i < optional; i++) {
		emit(linear, OP_SPLIT, 0);
		emit_again(linear, node->first, &block);
	}
	for (int i = 0; i < optional; i++)
		land(linear, first + (size_t)i * (1 + block.len));
}

static void emit_node(struct regex_linear *linear, const struct regex_node *node)
{
	switch (node->op) {
	case REGEX_EMPTY: break;
	case REGEX_CHAR: emit(linear, OP_CHAR, node->code); break;
	case REGEX_SET: emit_set(linear, node->set); break;
	case REGEX_ASSERT: emit(linear, OP_ASSERT, node->assert); break;
	case REGEX_CONCAT:
		for (const struct regex_node *part = node->first; part; part = part->next)
			emit_node(linear, part);
		break;
	case REGEX_ALTERNATE: emit_alternatives(linear, node); break;
	case REGEX_REPEAT: emit_repeat(linear, node); break;
	}
}

/* `sparse` need not be cleared for every step: what it says is checked against `dense`. */
static struct places new_places(struct arena *arena, size_t count)
{
	return (struct places){
		.dense = ARENA_ARRAY(arena, uint32_t, count),
		.sparse = ARENA_ARRAY(arena, uint32_t, count),
	};
}

struct regex_linear *regex_linear_new(struct arena *arena, const struct regex_node *tree)
{
	struct regex_linear *linear = ARENA_NEW(arena, struct regex_linear);
	linear->arena = arena;
	emit_node(linear, tree);
	emit(linear, OP_MATCH, 0);
	const size_t count = linear->program.len;
	linear->now = new_places(arena, count);
	linear->next = new_places(arena, count);
	linear->stack = ARENA_ARRAY(arena, uint32_t, count);
	return linear;
}

/* ---- running it ---- */

static bool places_has(const struct places *places, uint32_t place)
{
	const uint32_t index = places->sparse[place];
	return index < places->len && places->dense[index] == place;
}

/* True when `place` is new. */
static bool places_add(struct places *places, uint32_t place)
{
	if (places_has(places, place))
		return false;
	places->sparse[place] = (uint32_t)places->len;
	places->dense[places->len++] = place;
	return true;
}

static bool is_word(uint32_t code)
{
	return ascii_is_alnum(code) || code == '_';
}

static bool assert_holds(enum regex_assert assert, uint32_t before, uint32_t after)
{
	switch (assert) {
	case REGEX_BEGIN_TEXT: return before == NO_CODE;
	case REGEX_END_TEXT: return after == NO_CODE;
	case REGEX_BEGIN_LINE: return before == NO_CODE || before == '\n';
	case REGEX_END_LINE: return after == NO_CODE || after == '\n';
	case REGEX_WORD_BOUNDARY: return is_word(before) != is_word(after);
	case REGEX_NO_WORD_BOUNDARY: return is_word(before) == is_word(after);
	}
	return false;
}

/* Adds `start` and all places reached from it without a character. True when a match is reached. */
static bool follow(struct regex_linear *linear, struct places *places, uint32_t start,
                   uint32_t before, uint32_t after)
{
	size_t len = 0;
	bool matched = false;
	if (places_add(places, start))
		linear->stack[len++] = start;
	while (len > 0) {
		const uint32_t place = linear->stack[--len];
		const struct instruction *instruction = &linear->program.at[place];
		const bool passes =
			instruction->op == OP_SPLIT ||
			(instruction->op == OP_ASSERT &&
		         assert_holds((enum regex_assert)instruction->value, before, after));
		const bool jumps = instruction->op == OP_SPLIT || instruction->op == OP_JUMP;
		matched = matched || instruction->op == OP_MATCH;
		if (passes && places_add(places, place + 1))
			linear->stack[len++] = place + 1;
		if (jumps && places_add(places, instruction->to))
			linear->stack[len++] = instruction->to;
	}
	return matched;
}

static bool member_has(const struct member *member, uint32_t code)
{
	char bytes[UTF8_LONGEST];
	if (!member->pcre || code < REGEX_ASCII)
		return regex_set_has(member->set, code);
	return regex_pcre_matches(member->pcre, (str){bytes, utf8_put(bytes, code)}) == REGEX_YES;
}

/* Does the instruction stand for a character, and for this one? */
static bool takes(const struct regex_linear *linear, const struct instruction *instruction,
                  uint32_t code)
{
	if (instruction->op == OP_CHAR)
		return instruction->value == code;
	return instruction->op == OP_SET && member_has(&linear->sets.at[instruction->value], code);
}

/* The character at the start of `rest` and its length, or NO_CODE. */
static uint32_t decode(str rest, size_t *len)
{
	*len = 0;
	return rest.len > 0 ? utf8_decode(rest, len) : NO_CODE;
}

bool regex_linear_matches(struct regex_linear *linear, str subject)
{
	uint32_t before = NO_CODE;
	size_t len;
	uint32_t code = decode(subject, &len);
	linear->now.len = 0;
	for (;;) {
		/* A match may begin anywhere. */
		if (follow(linear, &linear->now, 0, before, code))
			return true;
		if (code == NO_CODE)
			return false;
		size_t next_len;
		subject = str_from(subject, len);
		const uint32_t after = decode(subject, &next_len);
		linear->next.len = 0;
		for (size_t i = 0; i < linear->now.len; i++) {
			const uint32_t place = linear->now.dense[i];
			if (takes(linear, &linear->program.at[place], code) &&
			    follow(linear, &linear->next, place + 1, code, after))
				return true;
		}
		const struct places swap = linear->now;
		linear->now = linear->next;
		linear->next = swap;
		before = code;
		code = after;
		len = next_len;
	}
}
