/*
 * regex_pcre.c - see regex_pcre.h
 *
 * PCRE2 never sees a user's pattern, only one written from the tree, in which nothing is left of
 * what Go and PCRE2 read differently: \d \s \b $ are ASCII classes and assertions with one
 * meaning, flags and captures are gone.
 */
#include "base/regex_pcre.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/regex_tables.h"
#include "base/utf8.h"

enum {
	MATCH_LIMIT = 100000, /* steps of backtracking: about a millisecond */
	HEAP_LIMIT = 8 << 10, /* KiB */
	PARENS_LIMIT = 4000,  /* Go allows 1000 levels; ours may take two parentheses each */
	SURROGATE_FIRST = 0xD800,
	SURROGATE_LAST = 0xDFFF,
};

struct regex_pcre {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *limits;
};

/* ---- writing ---- */

static void write_char(struct buf *out, uint32_t code)
{
	if (ascii_is_alnum(code))
		buf_add_char(out, (char)code);
	else
		buf_printf(out, "\\x{%x}", (unsigned)code);
}

/* Surrogates are left out: no valid text holds one and PCRE2 refuses to hear of them. */
static void write_range(struct buf *out, uint32_t first, uint32_t last)
{
	if (first < SURROGATE_FIRST && last > SURROGATE_LAST) {
		write_range(out, first, SURROGATE_FIRST - 1);
		write_range(out, SURROGATE_LAST + 1, last);
		return;
	}
	if (first >= SURROGATE_FIRST && first <= SURROGATE_LAST)
		first = SURROGATE_LAST + 1;
	if (last >= SURROGATE_FIRST && last <= SURROGATE_LAST)
		last = SURROGATE_FIRST - 1;
	if (first > last)
		return;
	write_char(out, first);
	if (last > first) {
		buf_add_char(out, '-');
		write_char(out, last);
	}
}

static bool is_everything_but(const struct regex_set *set, const struct regex_range *ranges,
                              size_t count)
{
	if (set->properties.len > 0 || set->ranges.len != count)
		return false;
	for (size_t i = 0; i < count; i++)
		if (set->ranges.at[i].first != ranges[i].first ||
		    set->ranges.at[i].last != ranges[i].last)
			return false;
	return true;
}

/* PCRE2 is at its best with the two sets behind `.`, so those are not spelled out. */
static bool write_dot(struct buf *out, const struct regex_set *set)
{
	static const struct regex_range ANY[] = {{0, REGEX_LAST_CODE}};
	static const struct regex_range NO_NEWLINE[] = {{0, '\n' - 1}, {'\n' + 1, REGEX_LAST_CODE}};
	if (is_everything_but(set, NO_NEWLINE, 2))
		buf_add_char(out, '.');
	else if (is_everything_but(set, ANY, 1))
		buf_add(out, STR("(?s:.)"));
	else
		return false;
	return true;
}

/* A class that names every range; PCRE2 compiles it to a table for ASCII and a list above. */
static void write_set(struct buf *out, const struct regex_set *set)
{
	if (write_dot(out, set))
		return;
	buf_add(out, set->is_negated ? STR("[^") : STR("["));
	const size_t empty = out->len;
	for (size_t i = 0; i < set->ranges.len; i++)
		write_range(out, set->ranges.at[i].first, set->ranges.at[i].last);
	for (size_t i = 0; i < set->properties.len; i++) {
		const struct regex_property_use *use = &set->properties.at[i];
		buf_printf(out, "\\%c{%.*s}", use->is_negated ? 'P' : 'p',
		           STR_ARG(use->property->pcre));
	}
	if (out->len > empty) {
		buf_add_char(out, ']');
	} else { /* "[]" would be no class; a negated set is never empty here */
		out->len = empty - 1;
		buf_add(out, STR("(?!)"));
	}
}

static const char *const ASSERTS[] = {
	[REGEX_BEGIN_TEXT] = "\\A",    [REGEX_END_TEXT] = "\\z",
	[REGEX_BEGIN_LINE] = "(?m:^)", [REGEX_END_LINE] = "(?m:$)",
	[REGEX_WORD_BOUNDARY] = "\\b", [REGEX_NO_WORD_BOUNDARY] = "\\B",
};

static void write_node(struct buf *out, const struct regex_node *node);

static void write_parts(struct buf *out, const struct regex_node *node, bool alternatives)
{
	for (const struct regex_node *part = node->first; part; part = part->next) {
		if (alternatives && part != node->first)
			buf_add_char(out, '|');
		write_node(out, part);
	}
}

/*
 * Always in parentheses: what is repeated may be an assertion, or repeated itself, and "^*" or
 * "a**" mean something else, or nothing, to PCRE2.
 */
static void write_repeat(struct buf *out, const struct regex_node *node)
{
	if (node->min == 1 && node->max == 1) {
		write_node(out, node->first);
		return;
	}
	buf_add(out, STR("(?:"));
	write_node(out, node->first);
	buf_add_char(out, ')');
	if (node->max == REGEX_ENDLESS && node->min <= 1)
		buf_add_char(out, node->min ? '+' : '*');
	else if (node->max == REGEX_ENDLESS)
		buf_printf(out, "{%d,}", node->min);
	else
		buf_printf(out, "{%d,%d}", node->min, node->max);
}

static void write_node(struct buf *out, const struct regex_node *node)
{
	switch (node->op) {
	case REGEX_EMPTY: buf_add(out, STR("(?:)")); break;
	case REGEX_CHAR:
		if (node->code >= SURROGATE_FIRST && node->code <= SURROGATE_LAST)
			buf_add(out, STR("(?!)"));
		else
			write_char(out, node->code);
		break;
	case REGEX_SET: write_set(out, node->set); break;
	case REGEX_ASSERT: buf_add(out, str_of(ASSERTS[node->assert])); break;
	case REGEX_CONCAT: write_parts(out, node, false); break;
	case REGEX_ALTERNATE:
		buf_add(out, STR("(?:"));
		write_parts(out, node, true);
		buf_add_char(out, ')');
		break;
	case REGEX_REPEAT: write_repeat(out, node); break;
	}
}

str regex_pcre_pattern(struct arena *arena, const struct regex_node *tree)
{
	struct buf out;
	buf_init(&out, arena);
	write_node(&out, tree);
	return buf_text(&out);
}

/* ---- running ---- */

/* PCRE2's memory comes from the arena and goes with it. */
static void *take(size_t size, void *arena)
{
	return arena_alloc(arena, size, 16);
}

static void give(void *memory, void *arena)
{
	(void)memory;
	(void)arena;
}

/* The options under which PCRE2 agrees with Go on what the pattern still leaves to it. */
static pcre2_code *compile(pcre2_general_context *memory, str pattern)
{
	pcre2_compile_context *context = must_have(pcre2_compile_context_create(memory));
	pcre2_set_newline(context, PCRE2_NEWLINE_LF);
	pcre2_set_parens_nest_limit(context, PARENS_LIMIT);
	int error;
	PCRE2_SIZE at;
	return pcre2_compile((PCRE2_SPTR)pattern.at, pattern.len,
	                     PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_DOLLAR_ENDONLY |
	                             PCRE2_ALT_CIRCUMFLEX | PCRE2_NEVER_BACKSLASH_C,
	                     &error, &at, context);
}

static struct regex_pcre *new_from_pattern(struct arena *arena, str pattern)
{
	pcre2_general_context *memory = must_have(pcre2_general_context_create(take, give, arena));
	struct regex_pcre *pcre = ARENA_NEW(arena, struct regex_pcre);
	pcre->code = compile(memory, pattern);
	if (!pcre->code)
		return NULL;
	pcre->data = must_have(pcre2_match_data_create(1, memory));
	pcre->limits = must_have(pcre2_match_context_create(memory));
	pcre2_set_match_limit(pcre->limits, MATCH_LIMIT);
	pcre2_set_heap_limit(pcre->limits, HEAP_LIMIT);
	return pcre;
}

struct regex_pcre *regex_pcre_new_for_set(struct arena *arena, const struct regex_set *set)
{
	struct buf pattern;
	buf_init(&pattern, arena);
	write_set(&pattern, set);
	return must_have(new_from_pattern(arena, buf_text(&pattern)));
}

struct regex_pcre *regex_pcre_new(struct arena *arena, const struct regex_node *tree)
{
	return new_from_pattern(arena, regex_pcre_pattern(arena, tree));
}

/* Any error but "no match" is one of the limits: pattern and subject are known to be fine. */
enum regex_answer regex_pcre_matches(struct regex_pcre *pcre, str subject)
{
	const int found = pcre2_match(pcre->code, (PCRE2_SPTR)subject.at, subject.len, 0,
	                              PCRE2_NO_UTF_CHECK, pcre->data, pcre->limits);
	if (found == PCRE2_ERROR_NOMATCH)
		return REGEX_NO;
	return found >= 0 ? REGEX_YES : REGEX_GAVE_UP;
}

/* ---- properties ---- */

static void add_character(struct buf *out, uint32_t code)
{
	if (code >= REGEX_ASCII && (code < SURROGATE_FIRST || code > SURROGATE_LAST))
		utf8_encode(out, code);
}

/* Every character above ASCII, or those that change with case only. */
static str list_characters(struct arena *arena, bool cased)
{
	struct buf list;
	buf_init(&list, arena);
	if (!cased) {
		buf_reserve(&list, (size_t)UTF8_LONGEST * (REGEX_LAST_CODE + 1));
		for (uint32_t code = 0; code <= REGEX_LAST_CODE; code++)
			add_character(&list, code);
		return buf_text(&list);
	}
	for (size_t i = 0; i < REGEX_FOLD_COUNT; i++) {
		const struct regex_fold *fold = &REGEX_FOLDS[i];
		for (uint32_t code = fold->first; code <= fold->last; code += fold->step) {
			add_character(&list, code);
			add_character(&list, (uint32_t)((int32_t)code + fold->delta));
		}
	}
	return buf_text(&list);
}

static void add_characters(struct arena *arena, struct regex_set *out, str text)
{
	while (text.len > 0) {
		size_t len;
		const uint32_t code = utf8_decode(text, &len);
		regex_set_add(arena, out, code, code);
		text = str_from(text, len);
	}
}

void regex_pcre_property(struct arena *arena, const struct regex_property *property, bool cased,
                         struct regex_set *out)
{
	for (uint32_t c = 0; c < REGEX_ASCII; c++)
		if (property->ascii[c / 64] >> c % 64 & 1)
			regex_set_add(arena, out, c, c);
	struct arena *scratch = arena_create();
	const str text = arena_printf(scratch, "\\p{%.*s}++", STR_ARG(property->pcre));
	struct regex_pcre *pcre = must_have(new_from_pattern(scratch, text));
	const str all = list_characters(scratch, cased);
	const PCRE2_SIZE *found = pcre2_get_ovector_pointer(pcre->data);
	for (size_t at = 0; pcre2_match(pcre->code, (PCRE2_SPTR)all.at, all.len, at,
	                                PCRE2_NO_UTF_CHECK, pcre->data, pcre->limits) > 0;
	     at = found[1])
		add_characters(arena, out, str_slice(all, found[0], found[1]));
	arena_destroy(scratch);
}
