/*
 * version_language.c - see version_language.h
 *
 * A state says where in the version the reader is, what it must remember of the number or
 * identifier at hand, and how things stand with each constant: settled, or so far the same and in
 * the part at hand shorter, smaller or greater. As soon as the range's answer is known the
 * constants are forgotten, which keeps the states few.
 */
#include "flux/prove/version_language.h"

#include <string.h>

#include "base/ascii.h"
#include "flux/prove/range_outcomes.h"

enum phase {
	AT_START,
	AT_NUMBER, /* a digit must follow */
	IN_NUMBER,
	IN_PRERELEASE,
	IN_METADATA,
	NO_VERSION,
};

/* What the number or identifier at hand is, so far. */
enum kind {
	KIND_NONE,         /* nothing was read of it */
	KIND_ZERO,         /* "0", where a second digit would make a leading zero */
	KIND_LEADING_ZERO, /* "01": wrong, unless it turns out to be no number */
	KIND_DIGITS,
	KIND_TEXT, /* also digits that do not fit 64 bits */
};

/* The standing of a constant: an outcome, or one of these. */
enum {
	STANDS_EVEN = OUTCOME_COUNT, /* the same, up to here */
	STANDS_BEHIND,               /* the part at hand is smaller, if not longer in the end */
	STANDS_AHEAD,
};

enum { MOST_CONSTANTS = 256, MOST_DIGITS = 20, ENOUGH_DOTS = 2, SETTLED_FOR_GOOD = 0 };
static const char LARGEST[] = "18446744073709551615";

/* A state's bytes. What has no meaning any more is 0, so that equal states look equal. */
struct reading {
	unsigned char phase, part, kind;
	unsigned char dots;      /* up to two: Flux asks for so many */
	unsigned char len;       /* of the number, without leading zeros, or of the identifier */
	unsigned char limit;     /* how digits stand against 2^64-1 */
	unsigned char index;     /* of the identifier */
	unsigned char answer[2]; /* of the range to a release and to a prerelease */
	unsigned char stands[MOST_CONSTANTS];
};

struct version_language {
	struct automaton base;
	const struct range_outcomes *outcomes;
	bool strict, is_helm;
};

/* ---- constants ---- */

static void settle(unsigned char *stands, enum outcome_part part, bool greater)
{
	*stands = (unsigned char)outcome_of(part, greater);
}

static bool is_settled(unsigned char stands)
{
	return stands < OUTCOME_COUNT;
}

static bool all_settled(const struct version_language *language, const struct reading *reading)
{
	for (size_t i = 0; i < language->outcomes->constants.len; i++)
		if (!is_settled(reading->stands[i]))
			return false;
	return true;
}

/* Compares one more character with the one at the same place of what it is measured by. */
static void compare(unsigned char *stands, char c, char with)
{
	if (*stands == STANDS_EVEN && c != with)
		*stands = (unsigned char)c < (unsigned char)with ? STANDS_BEHIND : STANDS_AHEAD;
}

/* What the outcome against constant i may still be. */
static outcome_set may_be(const struct version_language *language, const struct reading *reading,
                          size_t i)
{
	const unsigned char stands = reading->stands[i];
	if (is_settled(stands))
		return (outcome_set)(1U << stands);
	const unsigned part =
		reading->phase >= IN_PRERELEASE ? PART_PRERELEASE : (unsigned)reading->part;
	const outcome_set from_here = OUTCOME_ALL & ~((1U << 2 * part) - 1);
	return from_here & language->outcomes->constants.at[i].possible;
}

static enum outcome_verdict ask_range(const struct version_language *language,
                                      const struct reading *reading, bool is_prerelease)
{
	outcome_set sets[MOST_CONSTANTS];
	for (size_t i = 0; i < language->outcomes->constants.len; i++)
		sets[i] = may_be(language, reading, i);
	return range_outcomes_judge(language->outcomes, sets, is_prerelease);
}

/* Sets the range's answers when they are known; then nobody asks about constants any more. */
static void find_answers(const struct version_language *language, struct reading *reading)
{
	if (reading->answer[1] != OUTCOME_OPEN)
		return;
	const enum outcome_verdict to_prerelease = ask_range(language, reading, true);
	const enum outcome_verdict to_release = reading->phase < IN_PRERELEASE
	                                                ? ask_range(language, reading, false)
	                                                : to_prerelease;
	if (to_prerelease == OUTCOME_OPEN || to_release == OUTCOME_OPEN)
		return;
	reading->answer[0] = (unsigned char)to_release;
	reading->answer[1] = (unsigned char)to_prerelease;
	memset(reading->stands, SETTLED_FOR_GOOD, sizeof reading->stands);
}

/* Forgets what can no more make a difference. */
static void simplify(const struct version_language *language, struct reading *reading)
{
	if (reading->phase != NO_VERSION)
		find_answers(language, reading);
	if (reading->answer[0] == OUTCOME_NO && reading->answer[1] == OUTCOME_NO)
		reading->phase = NO_VERSION;
	if (reading->phase == NO_VERSION)
		*reading = (struct reading){.phase = NO_VERSION};
	if (reading->phase != IN_PRERELEASE || !all_settled(language, reading))
		return;
	reading->index = reading->len = 0;
	reading->limit = STANDS_EVEN;
	if (reading->kind == KIND_DIGITS)
		reading->kind = KIND_TEXT;
}

/* ---- numbers ---- */

static void begin_part(struct reading *reading, enum phase phase)
{
	reading->phase = (unsigned char)phase;
	reading->kind = KIND_NONE;
	reading->len = 0;
	reading->limit = STANDS_EVEN;
}

static void refuse(struct reading *reading)
{
	reading->phase = NO_VERSION;
}

/* Does the number at hand not matter to the constant, or no more? */
static bool is_passed_over(const struct version_language *language, const struct reading *reading,
                           size_t i)
{
	return is_settled(reading->stands[i]) ||
	       (reading->part == PART_PATCH && language->outcomes->constants.at[i].any_patch);
}

/* One more digit that counts: the number's digit `len`. */
static void count_digit(const struct version_language *language, struct reading *reading, char c)
{
	const size_t at = reading->len;
	for (size_t i = 0; i < language->outcomes->constants.len; i++) {
		const str digits = language->outcomes->constants.at[i].numbers[reading->part];
		if (is_passed_over(language, reading, i))
			continue;
		if (at >= digits.len)
			settle(&reading->stands[i], (enum outcome_part)reading->part, true);
		else
			compare(&reading->stands[i], c, digits.at[at]);
	}
	if (at < MOST_DIGITS)
		compare(&reading->limit, c, LARGEST[at]);
	reading->len++;
	if (reading->len < MOST_DIGITS)
		return;
	if (reading->len > MOST_DIGITS || reading->limit == STANDS_AHEAD)
		refuse(reading);
	reading->limit = STANDS_EVEN; /* it fits, and one more digit will not */
}

static void read_digit(const struct version_language *language, struct reading *reading, char c)
{
	reading->phase = IN_NUMBER;
	if (language->strict && reading->kind == KIND_ZERO)
		refuse(reading);
	else if (reading->len == 0 && c == '0')
		reading->kind = language->strict ? KIND_ZERO : KIND_DIGITS;
	else {
		reading->kind = KIND_DIGITS;
		count_digit(language, reading, c);
	}
}

/* The number is at its end; a missing one is 0. */
static void end_number(const struct version_language *language, struct reading *reading)
{
	const enum outcome_part part = (enum outcome_part)reading->part;
	for (size_t i = 0; i < language->outcomes->constants.len; i++) {
		const str digits = language->outcomes->constants.at[i].numbers[part];
		unsigned char *stands = &reading->stands[i];
		if (is_passed_over(language, reading, i))
			continue;
		if (reading->len < digits.len || *stands == STANDS_BEHIND)
			settle(stands, part, false);
		else if (*stands == STANDS_AHEAD)
			settle(stands, part, true);
	}
	begin_part(reading, AT_NUMBER);
}

/* All numbers are there: releases now differ from prereleases. */
static void end_numbers(const struct version_language *language, struct reading *reading)
{
	if (language->strict && reading->part < PART_PATCH) {
		refuse(reading);
		return;
	}
	for (;;) {
		end_number(language, reading);
		if (reading->part == PART_PATCH)
			break;
		reading->part++;
	}
	reading->part = 0;
}

static void count_dot(const struct version_language *language, struct reading *reading)
{
	if (!language->strict && reading->dots < ENOUGH_DOTS)
		reading->dots++;
}

static void next_number(const struct version_language *language, struct reading *reading)
{
	if (reading->part == PART_PATCH) {
		refuse(reading);
		return;
	}
	end_number(language, reading);
	reading->part++;
	count_dot(language, reading);
}

/* The range's answer to a version that ends here. */
static enum outcome_verdict answer_to(const struct version_language *language,
                                      const struct reading *reading, bool is_prerelease)
{
	if (reading->answer[is_prerelease] != OUTCOME_OPEN)
		return (enum outcome_verdict)reading->answer[is_prerelease];
	return ask_range(language, reading, is_prerelease);
}

static enum outcome_verdict end_release(const struct version_language *language,
                                        struct reading *reading)
{
	end_numbers(language, reading);
	for (size_t i = 0; i < language->outcomes->constants.len; i++) {
		const bool has_prerelease = language->outcomes->constants.at[i].identifier_len > 0;
		unsigned char *stands = &reading->stands[i];
		if (is_settled(*stands))
			continue;
		if (has_prerelease)
			settle(stands, PART_PRERELEASE, true);
		else
			*stands = OUTCOME_EQUAL;
	}
	return answer_to(language, reading, false);
}

/* ---- prereleases ---- */

static void begin_prerelease(const struct version_language *language, struct reading *reading)
{
	end_numbers(language, reading);
	if (reading->phase == NO_VERSION)
		return;
	begin_part(reading, IN_PRERELEASE);
	reading->answer[0] = reading->answer[1];
	for (size_t i = 0; i < language->outcomes->constants.len; i++)
		if (!is_settled(reading->stands[i]) &&
		    language->outcomes->constants.at[i].identifier_len == 0)
			settle(&reading->stands[i], PART_PRERELEASE, false);
}

static enum kind next_kind(enum kind kind, char c)
{
	if (!ascii_is_digit(c) || kind == KIND_TEXT)
		return KIND_TEXT;
	switch (kind) {
	case KIND_NONE: return c == '0' ? KIND_ZERO : KIND_DIGITS;
	case KIND_ZERO:
	case KIND_LEADING_ZERO: return KIND_LEADING_ZERO;
	case KIND_DIGITS:
	case KIND_TEXT: break;
	}
	return kind;
}

/* Digits that do not fit 64 bits are text to the library. */
static bool is_too_large(struct reading *reading, char c)
{
	if (reading->len < MOST_DIGITS)
		compare(&reading->limit, c, LARGEST[reading->len]);
	return reading->len + 1 > MOST_DIGITS ||
	       (reading->len + 1 == MOST_DIGITS && reading->limit == STANDS_AHEAD);
}

/* Compares with identifier `text` of a constant when `c` is read. */
static void compare_identifier(const struct reading *reading, unsigned char *stands, str text,
                               bool is_number, char c)
{
	const bool will_be_text = reading->kind == KIND_TEXT || reading->kind == KIND_LEADING_ZERO;
	const size_t at = reading->len;
	if (is_number) { /* text is above it, and so is a longer number */
		if (will_be_text || at >= text.len)
			settle(stands, PART_PRERELEASE, true);
		else
			compare(stands, c, text.at[at]);
		return;
	}
	if (at < text.len)
		compare(stands, c, text.at[at]);
	else if (*stands == STANDS_EVEN)
		*stands = STANDS_AHEAD;
	if (will_be_text && *stands != STANDS_EVEN)
		settle(stands, PART_PRERELEASE, *stands == STANDS_AHEAD);
}

static void read_identifier(const struct version_language *language, struct reading *reading,
                            char c)
{
	reading->kind = (unsigned char)next_kind((enum kind)reading->kind, c);
	if (reading->kind == KIND_DIGITS && is_too_large(reading, c))
		reading->kind = KIND_TEXT;
	if (reading->kind != KIND_DIGITS)
		reading->limit = STANDS_EVEN;
	for (size_t i = 0; i < language->outcomes->constants.len; i++) {
		const struct outcome_constant *constant = &language->outcomes->constants.at[i];
		if (!is_settled(reading->stands[i]))
			compare_identifier(reading, &reading->stands[i],
			                   constant->identifiers[reading->index],
			                   constant->is_number[reading->index], c);
	}
	reading->len++;
}

/* The identifier is at its end, and another follows or not. */
static void end_identifier(const struct reading *reading, const struct outcome_constant *constant,
                           unsigned char *stands, bool more)
{
	const bool is_number = constant->is_number[reading->index];
	const bool more_constant = reading->index + 1U < constant->identifier_len;
	if (!is_number && reading->kind != KIND_TEXT)
		settle(stands, PART_PRERELEASE, false);
	else if (reading->len < constant->identifiers[reading->index].len ||
	         *stands == STANDS_BEHIND)
		settle(stands, PART_PRERELEASE, false);
	else if (*stands == STANDS_AHEAD)
		settle(stands, PART_PRERELEASE, true);
	else if (more != more_constant)
		settle(stands, PART_PRERELEASE, more);
	else if (!more)
		*stands = OUTCOME_EQUAL;
}

static void end_identifiers(const struct version_language *language, struct reading *reading,
                            bool more)
{
	if (reading->kind == KIND_NONE || reading->kind == KIND_LEADING_ZERO) {
		refuse(reading);
		return;
	}
	for (size_t i = 0; i < language->outcomes->constants.len; i++)
		if (!is_settled(reading->stands[i]))
			end_identifier(reading, &language->outcomes->constants.at[i],
			               &reading->stands[i], more);
}

static void next_identifier(const struct version_language *language, struct reading *reading)
{
	end_identifiers(language, reading, true);
	if (reading->phase == NO_VERSION)
		return;
	begin_part(reading, IN_PRERELEASE);
	reading->index++;
	count_dot(language, reading);
}

/* ---- metadata ---- */

/* All is said about the version; what follows must have the right shape, and dots. */
static void begin_metadata(const struct version_language *language, struct reading *reading)
{
	enum outcome_verdict verdict;
	if (reading->phase == IN_NUMBER) {
		verdict = end_release(language, reading);
	} else {
		end_identifiers(language, reading, false);
		verdict = answer_to(language, reading, true);
	}
	if (reading->phase == NO_VERSION)
		return;
	const unsigned char dots = reading->dots;
	*reading = (struct reading){.dots = dots};
	begin_part(reading, IN_METADATA);
	reading->answer[0] = reading->answer[1] = (unsigned char)verdict;
}

static void read_metadata(const struct version_language *language, struct reading *reading, char c)
{
	if (c != '.') {
		reading->kind = KIND_TEXT;
		return;
	}
	if (reading->kind == KIND_NONE)
		refuse(reading);
	reading->kind = KIND_NONE;
	count_dot(language, reading);
}

/* ---- the automaton ---- */

static void read_in_number(const struct version_language *language, struct reading *reading, char c)
{
	if (ascii_is_digit(c))
		read_digit(language, reading, c);
	else if (c == '.')
		next_number(language, reading);
	else if (c == '-')
		begin_prerelease(language, reading);
	else if (c == '_' && language->is_helm)
		begin_metadata(language, reading);
	else
		refuse(reading);
}

static void read_in_prerelease(const struct version_language *language, struct reading *reading,
                               char c)
{
	if (c == '.')
		next_identifier(language, reading);
	else if (c != '_')
		read_identifier(language, reading, c);
	else if (language->is_helm)
		begin_metadata(language, reading);
	else
		refuse(reading);
}

static void read_char(const struct version_language *language, struct reading *reading, char c)
{
	switch ((enum phase)reading->phase) {
	case AT_START:
	case AT_NUMBER:
		if (ascii_is_digit(c))
			read_digit(language, reading, c);
		else if (c == 'v' && reading->phase == AT_START)
			reading->phase = AT_NUMBER;
		else
			refuse(reading);
		break;
	case IN_NUMBER: read_in_number(language, reading, c); break;
	case IN_PRERELEASE: read_in_prerelease(language, reading, c); break;
	case IN_METADATA:
		if (c == '_')
			refuse(reading);
		else
			read_metadata(language, reading, c);
		break;
	case NO_VERSION: break;
	}
}

static str key_of(const struct version_language *language, const struct reading *reading)
{
	return (str){(const char *)reading,
	             offsetof(struct reading, stands) + language->outcomes->constants.len};
}

static void step(struct automaton *automaton, str key, char c, struct buf *out)
{
	const struct version_language *language = (const struct version_language *)automaton;
	struct reading reading = {0};
	memcpy(&reading, key.at, key.len);
	read_char(language, &reading, c);
	simplify(language, &reading);
	buf_add(out, key_of(language, &reading));
}

static bool has_enough_dots(const struct version_language *language, const struct reading *reading)
{
	return language->strict || reading->dots == ENOUGH_DOTS;
}

static bool accepts(const struct version_language *language, struct reading reading)
{
	if (!has_enough_dots(language, &reading))
		return false;
	switch ((enum phase)reading.phase) {
	case IN_NUMBER: {
		const enum outcome_verdict verdict = end_release(language, &reading);
		return reading.phase != NO_VERSION && verdict == OUTCOME_YES;
	}
	case IN_PRERELEASE:
		end_identifiers(language, &reading, false);
		return reading.phase != NO_VERSION &&
		       answer_to(language, &reading, true) == OUTCOME_YES;
	case IN_METADATA: return reading.kind != KIND_NONE && reading.answer[0] == OUTCOME_YES;
	case AT_START:
	case AT_NUMBER:
	case NO_VERSION: break;
	}
	return false;
}

static void judge(struct automaton *automaton, struct automaton_state *state)
{
	const struct version_language *language = (const struct version_language *)automaton;
	struct reading reading = {0};
	memcpy(&reading, state->key.at, state->key.len);
	state->accepts = accepts(language, reading);
	state->fate = reading.phase == NO_VERSION ? AUTOMATON_NEVER : AUTOMATON_OPEN;
}

/* What the reader tells apart: the digits, what joins parts, and the characters of constants. */
static void split_alphabet(const struct version_language *language, struct alphabet *alphabet)
{
	static const char CHARS[] = "0123456789v.-_";
	for (const char *c = CHARS; *c; c++)
		alphabet_split_char(alphabet, *c);
	for (size_t i = 0; i < language->outcomes->constants.len; i++) {
		const str text = language->outcomes->constants.at[i].version.prerelease;
		for (size_t k = 0; k < text.len; k++) {
			struct charset below = {{0, 0}};
			charset_add(&below, 0, text.at[k]);
			alphabet_split(alphabet, &below);
			alphabet_split_char(alphabet, text.at[k]);
		}
	}
}

struct automaton *version_language_new(struct arena *arena, const struct range *range, bool is_helm,
                                       struct alphabet *alphabet)
{
	struct version_language *language = ARENA_NEW(arena, struct version_language);
	language->base = (struct automaton){.arena = arena, .step = step, .judge = judge};
	language->outcomes = range_outcomes_new(arena, range);
	language->strict = range->release->strict_tags;
	language->is_helm = is_helm;
	const size_t count = language->outcomes->constants.len;
	if (count > MOST_CONSTANTS)
		return NULL;
	split_alphabet(language, alphabet);
	struct reading reading = {.phase = AT_START, .limit = STANDS_EVEN};
	memset(reading.stands, STANDS_EVEN, count);
	simplify(language, &reading);
	language->base.first = arena_copy(arena, key_of(language, &reading));
	return &language->base;
}
