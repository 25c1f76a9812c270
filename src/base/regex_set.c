/*
 * regex_set.c - see regex_set.h
 *
 * While a set is built its ranges are in any order and may overlap; what needs them in order makes
 * it so first. Case folding is a table of runs (schemas/unicode/simple-folding.tsv) in which each
 * character leads to the one that stands for all of its kind. Who folds alike is found in two
 * passes: forward to that one, and back from it.
 */
#include "base/regex_set.h"

#include <stdlib.h>

#include "base/regex_tables.h"

/* Characters often come in order, so the last range is made longer when it can be. */
void regex_set_add(struct arena *arena, struct regex_set *set, uint32_t first, uint32_t last)
{
	if (set->ranges.len > 0) {
		struct regex_range *previous = &set->ranges.at[set->ranges.len - 1];
		if (first == previous->last + 1) {
			previous->last = last;
			return;
		}
	}
	*ARRAY_ADD(arena, &set->ranges) = (struct regex_range){first, last};
}

static int compare_ranges(const void *a, const void *b)
{
	const struct regex_range *left = a, *right = b;
	if (left->first != right->first)
		return left->first < right->first ? -1 : 1;
	return left->last < right->last ? -1 : left->last > right->last;
}

/* Ascending, joined where they overlap or touch. */
static void normalise(struct regex_set *set)
{
	if (set->ranges.len == 0)
		return;
	qsort(set->ranges.at, set->ranges.len, sizeof *set->ranges.at, compare_ranges);
	size_t kept = 0;
	for (size_t i = 1; i < set->ranges.len; i++) {
		const struct regex_range range = set->ranges.at[i];
		struct regex_range *last = &set->ranges.at[kept];
		if (range.first <= last->last + 1) {
			if (range.last > last->last)
				last->last = range.last;
		} else {
			set->ranges.at[++kept] = range;
		}
	}
	set->ranges.len = kept + 1;
}

/* Replaces the ranges, which are normal, by what they leave out. */
static void complement(struct arena *arena, struct regex_set *set)
{
	struct regex_set out = {0};
	uint32_t next = 0;
	for (size_t i = 0; i < set->ranges.len; i++) {
		const struct regex_range range = set->ranges.at[i];
		if (range.first > next)
			regex_set_add(arena, &out, next, range.first - 1);
		next = range.last + 1;
	}
	if (next <= REGEX_LAST_CODE)
		regex_set_add(arena, &out, next, REGEX_LAST_CODE);
	set->ranges.at = out.ranges.at;
	set->ranges.len = out.ranges.len;
	set->ranges.cap = out.ranges.cap;
}

void regex_set_add_set(struct arena *arena, struct regex_set *set, struct regex_set *other,
                       bool negated)
{
	normalise(other);
	if (negated)
		complement(arena, other);
	for (size_t i = 0; i < other->ranges.len; i++)
		regex_set_add(arena, set, other->ranges.at[i].first, other->ranges.at[i].last);
}

/* Adds the characters of `fold` between `first` and `last`, each moved by `delta`. */
static void add_moved(struct arena *arena, struct regex_set *set, const struct regex_fold *fold,
                      struct regex_range in, int32_t delta)
{
	uint32_t first = in.first > fold->first ? in.first : fold->first;
	const uint32_t last = in.last < fold->last ? in.last : fold->last;
	first += (fold->step - (first - fold->first) % fold->step) % fold->step;
	if (first > last)
		return;
	const uint32_t moved = (uint32_t)((int32_t)first + delta);
	if (fold->step == 1) {
		regex_set_add(arena, set, moved, moved + (last - first));
		return;
	}
	for (uint32_t i = 0; i <= last - first; i += fold->step)
		regex_set_add(arena, set, moved + i, moved + i);
}

/* Adds what the ranges fold to, or with `back` what folds to them. */
static void fold_ranges(struct arena *arena, struct regex_set *set, bool back)
{
	normalise(set);
	const size_t len = set->ranges.len;
	for (size_t i = 0; i < len; i++) {
		for (size_t k = 0; k < REGEX_FOLD_COUNT; k++) {
			const struct regex_range range = set->ranges.at[i];
			const struct regex_fold *fold = &REGEX_FOLDS[k];
			if (!back) {
				add_moved(arena, set, fold, range, fold->delta);
				continue;
			}
			struct regex_fold moved = *fold;
			moved.first = (uint32_t)((int32_t)fold->first + fold->delta);
			moved.last = (uint32_t)((int32_t)fold->last + fold->delta);
			add_moved(arena, set, &moved, range, -fold->delta);
		}
	}
}

void regex_set_fold(struct arena *arena, struct regex_set *set)
{
	fold_ranges(arena, set, false);
	fold_ranges(arena, set, true);
	normalise(set);
}

/* Tags are ASCII: for them a set is two words, and nobody searches ranges. */
static void set_bits(uint64_t *bits, uint32_t first, uint32_t last)
{
	for (uint32_t c = first; c <= last && c < REGEX_ASCII; c++)
		bits[c / 64] |= UINT64_C(1) << c % 64;
}

/*
 * Without properties a negated set becomes an ordinary one. With them it has to stay as it is:
 * nobody knows here what they hold above ASCII.
 */
void regex_set_finish(struct arena *arena, struct regex_set *set)
{
	normalise(set);
	if (set->is_negated && set->properties.len == 0) {
		complement(arena, set);
		set->is_negated = false;
	}
	uint64_t bits[2] = {0, 0};
	for (size_t i = 0; i < set->ranges.len; i++)
		set_bits(bits, set->ranges.at[i].first, set->ranges.at[i].last);
	for (size_t i = 0; i < 2; i++) {
		for (size_t k = 0; k < set->properties.len; k++) {
			const struct regex_property_use *use = &set->properties.at[k];
			const uint64_t held = use->property->ascii[i];
			bits[i] |= use->is_negated ? ~held : held;
		}
		set->ascii[i] = set->is_negated ? ~bits[i] : bits[i];
	}
}

bool regex_set_has(const struct regex_set *set, uint32_t code)
{
	if (code < REGEX_ASCII)
		return set->ascii[code / 64] >> code % 64 & 1;
	size_t low = 0, high = set->ranges.len;
	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		if (set->ranges.at[middle].last < code)
			low = middle + 1;
		else
			high = middle;
	}
	return low < set->ranges.len && set->ranges.at[low].first <= code;
}
