/* pattern.c - see pattern.h */
#include "lint/rules/pattern.h"

static bool is_allowed(const uint64_t allowed[2], uint32_t code)
{
	return code < REGEX_ASCII && (allowed[code / 64] >> (code % 64) & 1) != 0;
}

static bool all_demand(const struct regex_node *node, const uint64_t allowed[2])
{
	for (const struct regex_node *part = node->first; part; part = part->next)
		if (!pattern_demands_other(part, allowed))
			return false;
	return node->first != NULL;
}

static bool any_demands(const struct regex_node *node, const uint64_t allowed[2])
{
	for (const struct regex_node *part = node->first; part; part = part->next)
		if (pattern_demands_other(part, allowed))
			return true;
	return false;
}

bool pattern_demands_other(const struct regex_node *node, const uint64_t allowed[2])
{
	switch (node->op) {
	case REGEX_EMPTY:
	case REGEX_ASSERT: return false;
	case REGEX_CHAR: return !is_allowed(allowed, node->code);
	case REGEX_SET:
		return (node->set->ascii[0] & allowed[0]) == 0 &&
		       (node->set->ascii[1] & allowed[1]) == 0;
	case REGEX_CONCAT: return any_demands(node, allowed);
	case REGEX_ALTERNATE: return all_demand(node, allowed);
	case REGEX_REPEAT: return node->min > 0 && pattern_demands_other(node->first, allowed);
	}
	return false;
}

/* ---- how it begins ---- */

struct beginning {
	struct arena *arena;
	struct pattern_prefixes prefixes;
	bool is_anchored;
	bool is_over; /* what comes next is no literal */
};

static void append(struct beginning *beginning, uint32_t code)
{
	for (size_t i = 0; i < beginning->prefixes.len; i++)
		beginning->prefixes.at[i] = arena_printf(
			beginning->arena, "%.*s%c", STR_ARG(beginning->prefixes.at[i]), (int)code);
}

/* "v?": every beginning with it and without it. */
static void fork(struct beginning *beginning, const struct regex_node *part)
{
	struct pattern_prefixes *prefixes = &beginning->prefixes;
	const struct pattern_prefixes without = *prefixes;
	if (part->op != REGEX_CHAR || part->code >= REGEX_ASCII ||
	    without.len * 2 > PATTERN_PREFIXES) {
		beginning->is_over = true;
		return;
	}
	append(beginning, part->code);
	for (size_t i = 0; i < without.len; i++)
		prefixes->at[prefixes->len++] = without.at[i];
}

static void begin(struct beginning *beginning, const struct regex_node *node)
{
	switch (node->op) {
	case REGEX_EMPTY: break;
	case REGEX_ASSERT:
		if (node->assert == REGEX_BEGIN_TEXT)
			beginning->is_anchored = true;
		else
			beginning->is_over = true;
		break;
	case REGEX_CHAR:
		if (beginning->is_anchored && node->code < REGEX_ASCII)
			append(beginning, node->code);
		else
			beginning->is_over = true;
		break;
	case REGEX_CONCAT:
		for (const struct regex_node *part = node->first; part && !beginning->is_over;
		     part = part->next)
			begin(beginning, part);
		break;
	case REGEX_REPEAT:
		if (node->min == 1 && node->max == 1)
			begin(beginning, node->first);
		else if (node->min == 0 && node->max == 1 && beginning->is_anchored)
			fork(beginning, node->first);
		else
			beginning->is_over = true;
		break;
	case REGEX_SET:
	case REGEX_ALTERNATE: beginning->is_over = true; break;
	}
}

struct pattern_prefixes pattern_prefixes(struct arena *arena, const struct regex_node *root)
{
	struct beginning beginning = {
		.arena = arena, .prefixes = {.at = {STR("")}, .len = 1}
        };
	begin(&beginning, root);
	return beginning.is_anchored ? beginning.prefixes : (struct pattern_prefixes){.len = 0};
}
