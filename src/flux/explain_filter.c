/*
 * explain_filter.c - explain_filter() and what belongs to it; see explain.h
 *
 * The pattern's tree is read aloud: first where in the tag it must stand, then its pieces in order.
 */
#include "base/quote.h"
#include "base/regex_syntax.h"
#include "base/utf8.h"
#include "flux/explain.h"
#include "flux/explain_lines.h"

enum {
	MAX_WORDS = 600, /* bytes; a pattern that needs more is not made plain by words */
	MAX_DEPTH = 8,
	SHOWN_EXAMPLES = 5,
};

/* ---- pieces ---- */

static const struct named_set {
	const char *chars; /* ranges as pairs */
	const char *one, *many;
} SETS[] = {
	{"09", "a digit", "digits"},
	{"az", "a small letter", "small letters"},
	{"AZ", "a capital letter", "capital letters"},
	{"AZaz", "a letter", "letters"},
	{"09az", "a small letter or digit", "small letters and digits"},
	{"09AZaz", "a letter or digit", "letters and digits"},
	{"09af", "a hexadecimal digit", "hexadecimal digits"},
	{"09AFaf", "a hexadecimal digit", "hexadecimal digits"},
	{"09AZ__az", "a letter, digit or _", "letters, digits and _"},
};

static bool holds_pairs(const struct regex_set *set, const char *pairs)
{
	uint64_t bits[2] = {0, 0};
	for (; *pairs; pairs += 2)
		for (unsigned c = (unsigned char)pairs[0]; c <= (unsigned char)pairs[1]; c++)
			bits[c / 64] |= UINT64_C(1) << c % 64;
	return bits[0] == set->ascii[0] && bits[1] == set->ascii[1];
}

static unsigned count_bits(uint64_t bits)
{
	unsigned count = 0;
	for (; bits; bits &= bits - 1)
		count++;
	return count;
}

/* Every character, or, as `.` without (?s), every one but the line end. */
static bool is_any(const struct regex_set *set)
{
	const uint64_t newline = UINT64_C(1) << '\n';
	return set->ascii[1] == UINT64_MAX && (set->ascii[0] | newline) == UINT64_MAX;
}

/* The characters of a set as in a class: "0-9a-f._". Control characters are left out. */
static void add_set_chars(struct buf *out, uint64_t low, uint64_t high)
{
	const uint64_t bits[2] = {low, high};
	for (unsigned c = 0; c < REGEX_ASCII; c++) {
		unsigned last = c;
		while (last < REGEX_ASCII && bits[last / 64] >> last % 64 & 1)
			last++;
		if (last == c)
			continue;
		if (c >= ' ' && last <= '\x7f')
			buf_printf(out,
			           last - c > 2   ? "%c-%c"
			           : last - c > 1 ? "%c%c"
			                          : "%c",
			           (int)c, (int)last - 1);
		c = last;
	}
}

/* Only ASCII is looked at: a tag has nothing else. */
static void add_set(struct buf *out, const struct regex_set *set, bool many)
{
	const unsigned count = count_bits(set->ascii[0]) + count_bits(set->ascii[1]);
	for (size_t i = 0; i < sizeof SETS / sizeof *SETS; i++) {
		if (holds_pairs(set, SETS[i].chars)) {
			buf_add(out, str_of(many ? SETS[i].many : SETS[i].one));
			return;
		}
	}
	if (is_any(set)) {
		buf_add(out, many ? STR("characters") : STR("a character"));
		return;
	}
	const bool rather_not = count > REGEX_ASCII / 2;
	buf_add(out, many ? STR("characters ") : STR("a character "));
	buf_add(out, rather_not ? STR("other than '") : STR("of '"));
	add_set_chars(out, rather_not ? ~set->ascii[0] : set->ascii[0],
	              rather_not ? ~set->ascii[1] : set->ascii[1]);
	buf_add_char(out, '\'');
}

static void add_node(struct buf *out, const struct regex_node *node, int depth);

/* Parts in order; characters in a row are one text in quotes. */
static void add_sequence(struct buf *out, const struct regex_node *first, int depth)
{
	for (const struct regex_node *part = first; part; part = part->next) {
		if (part != first)
			buf_add(out, STR(", then "));
		if (part->op != REGEX_CHAR) {
			add_node(out, part, depth);
			continue;
		}
		buf_add_char(out, '\'');
		utf8_encode(out, part->code);
		for (; part->next && part->next->op == REGEX_CHAR; part = part->next)
			utf8_encode(out, part->next->code);
		buf_add_char(out, '\'');
	}
}

/* "'a' or 'b'" */
static void add_alternatives(struct buf *out, const struct regex_node *node, int depth)
{
	for (const struct regex_node *part = node->first; part; part = part->next) {
		if (part != node->first)
			buf_add(out, STR(" or "));
		add_node(out, part, depth);
	}
}

static void add_count(struct buf *out, const struct regex_node *node)
{
	if (node->max == REGEX_ENDLESS && node->min == 0)
		buf_add(out, STR("any number of "));
	else if (node->max == REGEX_ENDLESS && node->min == 1)
		buf_add(out, STR("one or more "));
	else if (node->max == REGEX_ENDLESS)
		buf_printf(out, "%d or more ", node->min);
	else if (node->min == node->max)
		buf_printf(out, "%d ", node->min);
	else
		buf_printf(out, "%d to %d ", node->min, node->max);
}

/* "one or more digits", "perhaps 'v'", "2 to 5 times ('a', then 'b')" */
static void add_repeat(struct buf *out, const struct regex_node *node, int depth)
{
	const struct regex_node *what = node->first;
	const bool optional = node->min == 0 && node->max == 1;
	if (node->min == 1 && node->max == 1) {
		add_node(out, what, depth);
		return;
	}
	if (optional)
		buf_add(out, STR("perhaps "));
	else
		add_count(out, node);
	if (what->op == REGEX_SET && !optional) {
		add_set(out, what->set, true);
		return;
	}
	const bool simple = what->op == REGEX_CHAR || what->op == REGEX_SET;
	buf_add(out, simple ? STR("") : optional ? STR("(") : STR("times ("));
	add_node(out, what, depth);
	buf_add(out, simple ? STR("") : STR(")"));
}

static const char *const ASSERTS[] = {
	[REGEX_BEGIN_TEXT] = "the start of the tag",
	[REGEX_END_TEXT] = "the end of the tag",
	[REGEX_BEGIN_LINE] = "the start of the tag",
	[REGEX_END_LINE] = "the end of the tag",
	[REGEX_WORD_BOUNDARY] = "the edge of a word",
	[REGEX_NO_WORD_BOUNDARY] = "no edge of a word",
};

static void add_node(struct buf *out, const struct regex_node *node, int depth)
{
	if (depth == 0) {
		buf_add(out, STR("..."));
		return;
	}
	switch (node->op) {
	case REGEX_EMPTY: buf_add(out, STR("nothing")); break;
	case REGEX_CHAR:
		add_sequence(out, &(struct regex_node){.op = REGEX_CHAR, .code = node->code},
		             depth);
		break;
	case REGEX_SET: add_set(out, node->set, false); break;
	case REGEX_ASSERT: buf_add(out, str_of(ASSERTS[node->assert])); break;
	case REGEX_CONCAT: add_sequence(out, node->first, depth - 1); break;
	case REGEX_ALTERNATE: add_alternatives(out, node, depth - 1); break;
	case REGEX_REPEAT: add_repeat(out, node, depth - 1); break;
	}
}

/* ---- the whole ---- */

static bool is_assert(const struct regex_node *node, enum regex_assert assert)
{
	return node->op == REGEX_ASSERT && node->assert == assert;
}

/* `.*`, which at an end of an unanchored pattern says nothing */
static bool is_anything(const struct regex_node *node)
{
	return node->op == REGEX_REPEAT && node->min == 0 && node->max == REGEX_ENDLESS &&
	       node->first->op == REGEX_SET && is_any(node->first->set);
}

/* The parts between the anchors, as a list of their own. */
struct body {
	const struct regex_node *first;
	bool from_start, to_end;
};

/* Copies the list of parts without those at the ends that only say where it stands. */
static struct body find_body(struct arena *arena, const struct regex_node *tree)
{
	struct body body = {.first = NULL};
	const bool list = tree->op == REGEX_CONCAT;
	struct regex_node *last = NULL;
	bool at_start = true;
	for (const struct regex_node *part = list ? tree->first : tree; part;
	     part = list ? part->next : NULL) {
		const bool is_last = !list || !part->next;
		if (at_start && is_assert(part, REGEX_BEGIN_TEXT)) {
			body.from_start = true;
			continue;
		}
		if (is_last && is_assert(part, REGEX_END_TEXT)) {
			body.to_end = true;
			break;
		}
		if (is_anything(part) && (is_last || (at_start && !body.first))) {
			body.from_start = body.from_start && !at_start;
			continue;
		}
		at_start = false;
		struct regex_node *copy = ARENA_NEW(arena, struct regex_node);
		*copy = *part;
		copy->next = NULL;
		if (last)
			last->next = copy;
		else
			body.first = copy;
		last = copy;
	}
	return body;
}

str explain_filter_words(struct arena *arena, const struct tagfilter *filter)
{
	static const char *const WHERE[2][2] = {{"contains ", "ends with "},
	                                        {"begins with ", "is "}};
	const struct body body = find_body(arena, regex_tree(filter->regex));
	struct buf out;
	if (!body.first)
		return body.from_start && body.to_end
		               ? STR("is empty, which no tag is")
		               : STR("is any: the filter lets every tag pass");
	buf_init(&out, arena);
	buf_add(&out, str_of(WHERE[body.from_start][body.to_end]));
	add_sequence(&out, body.first, MAX_DEPTH);
	if (out.len > MAX_WORDS)
		return STR("is matched by a pattern too long for words");
	return buf_text(&out);
}

/* The usual kinds of tags, as far as the filter takes them, or refuses them. */
static str list_examples(struct arena *arena, const struct tagfilter *filter, bool taken)
{
	static const char *const TAGS[] = {
		"v1.2.3",        "1.2.3",  "v1.3.0-rc.1", "1.3.0-rc.1", "v0.0.0-staging-1c9d04e",
		"1.3.0-beta.2",  "latest", "main",        "v1.2",       "10.0.0",
		"1.2.3_build.5",
	};
	struct buf out;
	size_t shown = 0;
	buf_init(&out, arena);
	for (size_t i = 0; i < sizeof TAGS / sizeof *TAGS && shown < SHOWN_EXAMPLES; i++)
		if (tagfilter_passes(filter, str_of(TAGS[i])) == taken)
			buf_printf(&out, "%s%s", shown++ ? ", " : "", TAGS[i]);
	return shown ? buf_text(&out) : STR("none of the usual ones");
}

bool explain_is_filter(struct arena *arena, str text)
{
	struct tagfilter filter;
	struct regex_error error;
	return tagfilter_parse(arena, text, flux_release_newest(), &filter, &error);
}

/* As explain_range(); before Flux 2.3 there was nothing to explain. */
void explain_filter(struct arena *arena, str text, struct buf *out)
{
	str answers[FLUX_MAX_RELEASES];
	struct tagfilter newest = {0};
	for (size_t i = 0; i < FLUX_RELEASE_COUNT; i++) {
		struct tagfilter filter;
		struct regex_error error;
		if (!FLUX_RELEASES[i].has_filter) {
			answers[i] = STR("has no semverFilter");
		} else if (tagfilter_parse(arena, text, &FLUX_RELEASES[i], &filter, &error)) {
			const str words = explain_filter_words(arena, &filter);
			answers[i] = arena_printf(arena, "the tag %.*s", STR_ARG(words));
			newest = filter;
		} else {
			answers[i] = arena_printf(arena, "refused: %.*s (at character %zu)",
			                          STR_ARG(error.message),
			                          utf8_count(str_slice(text, 0, error.at)) + 1);
		}
	}
	explain_releases(arena, answers, out);
	if (!newest.regex)
		return;
	explain_line(out, STR("takes"), list_examples(arena, &newest, true));
	explain_line(out, STR("refuses"), list_examples(arena, &newest, false));
}
