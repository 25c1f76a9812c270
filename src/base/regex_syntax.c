/*
 * regex_syntax.c - see regex_syntax.h
 *
 * Finished pieces lie on one stack; open groups are frames that remember where theirs begin. So
 * nesting costs no recursion, and an operator finds what it repeats on top of the stack, as in Go.
 */
#include "base/ascii.h"
#include "base/regex_parser.h"
#include "base/utf8.h"

enum {
	GO_NAMES_WITHOUT_P = 22, /* "(?<name>" */
	MAX_HEIGHT = 1000,
	MAX_COUNT = 1000,
	MAX_SIZE = (128 << 20) / 40, /* Go: 128 MiB of instructions of 40 bytes */
};

bool regex_fail(struct regex_parser *parser, const char *kind, size_t from, size_t to)
{
	parser->error->message = arena_printf(parser->arena, "error parsing regexp: %s: `%.*s`",
	                                      kind, STR_ARG(str_slice(parser->pattern, from, to)));
	parser->error->at = from;
	return false;
}

/* A fault about which Go quotes the whole pattern, though it has a place. */
static bool fail_whole(struct regex_parser *parser, const char *kind, size_t at)
{
	regex_fail(parser, kind, 0, parser->pattern.len);
	parser->error->at = at;
	return false;
}

bool regex_at_end(const struct regex_parser *parser)
{
	return parser->at >= parser->pattern.len;
}

int regex_peek(const struct regex_parser *parser, size_t ahead)
{
	const size_t at = parser->at + ahead;
	return at < parser->pattern.len ? (unsigned char)parser->pattern.at[at] : -1;
}

/* Reads a character of the part that ends at `end`. */
static bool next_before(struct regex_parser *parser, size_t end, uint32_t *code)
{
	size_t len;
	*code = UTF8_INVALID;
	if (parser->at >= end)
		return true;
	*code = utf8_decode(str_slice(parser->pattern, parser->at, end), &len);
	if (*code == UTF8_INVALID && len == 1)
		return regex_fail(parser, "invalid UTF-8", parser->at, end);
	parser->at += len;
	return true;
}

bool regex_next(struct regex_parser *parser, uint32_t *code)
{
	return next_before(parser, parser->pattern.len, code);
}

bool regex_check_utf8(struct regex_parser *parser, size_t from, size_t to)
{
	struct regex_parser reader = *parser;
	uint32_t code;
	for (reader.at = from; reader.at < to;)
		if (!next_before(&reader, to, &code))
			return false;
	return true;
}

static struct regex_node *new_node(struct regex_parser *parser, enum regex_op op)
{
	struct regex_node *node = ARENA_NEW(parser->arena, struct regex_node);
	node->op = op;
	node->height = 1;
	node->size = 1;
	return node;
}

/*
 * Go gives up on patterns that nest too deeply or would need too many instructions. Both are
 * checked whenever a node is made, as there, so that of two faults the same one is found first.
 */
static bool check_limits(struct regex_parser *parser, const struct regex_node *node)
{
	if (node->size > MAX_SIZE)
		return fail_whole(parser, "expression too large", 0);
	if (node->height > MAX_HEIGHT)
		return fail_whole(parser, "expression nests too deeply", 0);
	return true;
}

static struct regex_frame *innermost(struct regex_parser *parser)
{
	return &parser->frames.at[parser->frames.len - 1];
}

static bool push(struct regex_parser *parser, struct regex_node *node)
{
	*ARRAY_ADD(parser->arena, &parser->stack) = node;
	return check_limits(parser, node);
}

static bool push_set(struct regex_parser *parser, struct regex_set *set)
{
	struct regex_node *node = new_node(parser, REGEX_SET);
	node->set = set;
	return push(parser, node);
}

/* Under (?i) a character is the set of those that fold alike, if there are others. */
static bool push_char(struct regex_parser *parser, uint32_t code)
{
	if (parser->flags & REGEX_FLAG_FOLD) {
		struct regex_set *set = ARENA_NEW(parser->arena, struct regex_set);
		regex_set_add(parser->arena, set, code, code);
		regex_set_fold(parser->arena, set);
		regex_set_finish(parser->arena, set);
		if (set->ranges.len > 1 || set->ranges.at[0].first != set->ranges.at[0].last) {
			const bool pushed = push_set(parser, set);
			parser->stack.at[parser->stack.len - 1]->is_literal = true;
			return pushed;
		}
	}
	struct regex_node *node = new_node(parser, REGEX_CHAR);
	node->code = code;
	node->is_literal = true;
	return push(parser, node);
}

static bool push_assert(struct regex_parser *parser, enum regex_assert assert)
{
	struct regex_node *node = new_node(parser, REGEX_ASSERT);
	node->assert = assert;
	return push(parser, node);
}

static bool push_dot(struct regex_parser *parser)
{
	struct regex_set *set = ARENA_NEW(parser->arena, struct regex_set);
	if (!(parser->flags & REGEX_FLAG_DOT_ALL)) {
		regex_set_add(parser->arena, set, '\n', '\n');
		set->is_negated = true;
	} else {
		regex_set_add(parser->arena, set, 0, REGEX_LAST_CODE);
	}
	regex_set_finish(parser->arena, set);
	return push_set(parser, set);
}

/* Appends `part`, or when it is of the same kind its parts, to those of `whole`. */
static void add_part(struct regex_node *whole, struct regex_node *part)
{
	struct regex_node *first = part, *last = part;
	uint32_t height = part->height;
	if (part->op == whole->op) {
		first = part->first;
		last = part->last;
		height = part->is_literal ? 1 : part->height - 1;
	}
	if (whole->last)
		whole->last->next = first;
	else
		whole->first = first;
	whole->last = last;
	if (whole->height < height + 1)
		whole->height = height + 1;
	whole->size += part->size;
}

/* Makes one node of all on the stack from `from` on. */
static bool collapse(struct regex_parser *parser, enum regex_op op, size_t from)
{
	const size_t count = parser->stack.len - from;
	if (count == 1)
		return true;
	if (count == 0)
		return push(parser, new_node(parser, REGEX_EMPTY));
	struct regex_node *whole = new_node(parser, op);
	bool literal = true, single = true;
	whole->size = op == REGEX_ALTERNATE ? count - 1 : 0;
	for (size_t i = from; i < parser->stack.len; i++) {
		struct regex_node *part = parser->stack.at[i];
		literal = literal && part->is_literal;
		single = single && (part->op == REGEX_CHAR || part->op == REGEX_SET);
		add_part(whole, part);
	}
	/*
	 * Go keeps characters in a row as one string and alternatives of one character as a class.
	 */
	whole->is_literal = op == REGEX_CONCAT && literal;
	if (op == REGEX_ALTERNATE && single)
		whole->size = 1;
	if (whole->is_literal || (op == REGEX_ALTERNATE && single))
		whole->height = 1;
	parser->stack.len = from;
	return push(parser, whole);
}

/* Ends the alternative being read. */
static bool end_alternative(struct regex_parser *parser)
{
	if (!collapse(parser, REGEX_CONCAT, innermost(parser)->pieces))
		return false;
	innermost(parser)->pieces = parser->stack.len;
	return true;
}

/* Starts a group whose parenthesis is at `at`. The pattern itself is one, which nobody closes. */
static void open_group(struct regex_parser *parser, size_t at, bool captures)
{
	*ARRAY_ADD(parser->arena, &parser->frames) = (struct regex_frame){
		.at = at,
		.first = parser->stack.len,
		.pieces = parser->stack.len,
		.flags = parser->flags,
		.captures = captures,
	};
}

/* Makes one node of the innermost group, and goes back to the flags from before it. */
static bool close_group(struct regex_parser *parser)
{
	if (!end_alternative(parser) ||
	    !collapse(parser, REGEX_ALTERNATE, innermost(parser)->first))
		return false;
	if (parser->frames.len == 1)
		return fail_whole(parser, "unexpected )", parser->at);
	const struct regex_frame frame = *innermost(parser);
	parser->frames.len--;
	parser->flags = frame.flags;
	parser->at++;
	if (!frame.captures)
		return true;
	/* A capture is a node to Go: it counts where height and size are limited. */
	struct regex_node *content = parser->stack.at[parser->stack.len - 1];
	struct regex_node *group = new_node(parser, REGEX_REPEAT);
	group->min = group->max = 1;
	group->first = group->last = content;
	group->height = content->height + 1;
	group->size = content->size + 2;
	parser->stack.at[parser->stack.len - 1] = group;
	return check_limits(parser, group);
}

/* Do counts inside `node` multiply to no more than `limit`? */
static bool counts_are_valid(const struct regex_node *node, int limit)
{
	if (node->op == REGEX_REPEAT) {
		if (node->max == 0)
			return true;
		const int count = node->max == REGEX_ENDLESS ? node->min : node->max;
		if (count > limit)
			return false;
		if (count > 0)
			limit /= count;
	}
	for (const struct regex_node *part = node->first; part; part = part->next)
		if (!counts_are_valid(part, limit))
			return false;
	return true;
}

/* Go writes counts out: x{2,5} is xx(x(x(x)?)?)?. An estimate of what that takes. */
static uint64_t repeat_size(const struct regex_node *node)
{
	const uint64_t size = node->first->size, min = (uint64_t)node->min;
	if (node->max == REGEX_ENDLESS)
		return min == 0 ? size + 2 : min * size + 1;
	const uint64_t max = (uint64_t)node->max;
	return max * size + (max - min) + (max == 0);
}

/* The bounds of a count: a number without leading zeros; -1 when too large to matter. */
static bool parse_number(struct regex_parser *parser, int *out)
{
	const int first = regex_peek(parser, 0), second = regex_peek(parser, 1);
	if (!ascii_is_digit(first))
		return false;
	if (first == '0' && ascii_is_digit(second))
		return false;
	int value = 0;
	for (int c = first; ascii_is_digit(c); c = regex_peek(parser, 0)) {
		if (value >= 0)
			value = value > MAX_COUNT ? -1 : value * 10 + (c - '0');
		parser->at++;
	}
	*out = value;
	return true;
}

/* "{2}", "{2,}", "{2,5}". False, with nothing read, for a brace that stands for itself. */
static bool parse_count(struct regex_parser *parser, int *min, int *max)
{
	const size_t from = parser->at++;
	bool well_formed = parse_number(parser, min);
	*max = *min;
	if (well_formed && regex_peek(parser, 0) == ',') {
		parser->at++;
		if (regex_peek(parser, 0) == '}')
			*max = REGEX_ENDLESS;
		else if ((well_formed = parse_number(parser, max)) && *max < 0)
			*min = -1;
	}
	if (well_formed && regex_peek(parser, 0) == '}') {
		parser->at++;
		return true;
	}
	parser->at = from;
	return false;
}

/* What stood before is repeated; `from` is where the operator began, `previous` where the one that
   it follows at once began. */
static bool repeat(struct regex_parser *parser, int min, int max, size_t from, size_t previous)
{
	if (regex_peek(parser, 0) == '?')
		parser->at++; /* lazy: the same texts match */
	if (previous != STR_NONE)
		return regex_fail(parser, "invalid nested repetition operator", previous,
		                  parser->at);
	if (parser->stack.len == innermost(parser)->pieces)
		return regex_fail(parser, "missing argument to repetition operator", from,
		                  parser->at);
	struct regex_node **top = &parser->stack.at[parser->stack.len - 1];
	struct regex_node *node = new_node(parser, REGEX_REPEAT);
	node->min = min;
	node->max = max;
	node->first = node->last = *top;
	node->height = (*top)->height + 1;
	node->size = repeat_size(node);
	*top = node;
	if (!check_limits(parser, node))
		return false;
	if ((min >= 2 || max >= 2) && !counts_are_valid(node, MAX_COUNT))
		return regex_fail(parser, "invalid repeat count", from, parser->at);
	return true;
}

static bool is_name(str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!ascii_is_alnum(name.at[i]) && name.at[i] != '_')
			return false;
	return name.len > 0;
}

/* "(?P<name>": `name_at` is where the name begins. */
static bool parse_named_group(struct regex_parser *parser, size_t name_at)
{
	static const char BAD_NAME[] = "invalid named capture";
	const size_t from = parser->at, end = parser->pattern.len;
	const size_t len = str_find_char(str_from(parser->pattern, from), '>');
	if (len == STR_NONE)
		return regex_check_utf8(parser, from, end) &&
		       regex_fail(parser, BAD_NAME, from, end);
	const size_t close = from + len;
	if (!regex_check_utf8(parser, name_at, close))
		return false;
	if (!is_name(str_slice(parser->pattern, name_at, close)))
		return regex_fail(parser, BAD_NAME, from, close + 1);
	open_group(parser, from, true);
	parser->at = close + 1;
	return true;
}

static unsigned flag_of(uint32_t letter)
{
	switch (letter) {
	case 'i': return REGEX_FLAG_FOLD;
	case 'm': return REGEX_FLAG_LINES;
	case 's': return REGEX_FLAG_DOT_ALL;
	case 'U': return REGEX_FLAG_UNGREEDY;
	default: return 0;
	}
}

/* "(?i)", "(?i-s:": flags for the rest of the group, or for a new one. */
static bool parse_flags(struct regex_parser *parser)
{
	const size_t from = parser->at;
	unsigned flags = parser->flags;
	bool negative = false, seen = false;
	for (parser->at += 2; !regex_at_end(parser);) {
		uint32_t c;
		if (!regex_next(parser, &c))
			return false;
		const unsigned flag = flag_of(c);
		if (flag) {
			flags = negative ? flags & ~flag : flags | flag;
			seen = true;
		} else if (c == '-' && !negative) {
			negative = true;
			seen = false;
		} else if ((c == ':' || c == ')') && (seen || !negative)) {
			if (c == ':')
				open_group(parser, from, false);
			parser->flags = flags;
			return true;
		} else {
			break;
		}
	}
	return regex_fail(parser, "invalid or unsupported Perl syntax", from, parser->at);
}

/*
 * "(", "(?:", "(?i)", "(?P<name>". What looks like a named group but is too short to be one is read
 * as flags, and refused as such: Go's choice.
 */
static bool parse_group(struct regex_parser *parser)
{
	const str rest = str_from(parser->pattern, parser->at);
	if (!str_starts_with(rest, STR("(?"))) {
		open_group(parser, parser->at, true);
		parser->at++;
		return true;
	}
	if (rest.len > 4 && str_starts_with(rest, STR("(?P<")))
		return parse_named_group(parser, parser->at + 4);
	if (rest.len > 3 && parser->go >= GO_NAMES_WITHOUT_P && str_starts_with(rest, STR("(?<")))
		return parse_named_group(parser, parser->at + 3);
	return parse_flags(parser);
}

/* "\Q...\E": the text between stands for itself. */
static bool parse_quoted(struct regex_parser *parser)
{
	parser->at += 2;
	const size_t len = str_find(str_from(parser->pattern, parser->at), STR("\\E"));
	const size_t end = len == STR_NONE ? parser->pattern.len : parser->at + len;
	while (parser->at < end) {
		uint32_t code;
		if (!next_before(parser, end, &code) || !push_char(parser, code))
			return false;
	}
	if (len != STR_NONE)
		parser->at += 2;
	return true;
}

static bool parse_backslash(struct regex_parser *parser)
{
	static const struct {
		char letter;
		enum regex_assert assert;
	} ASSERTS[] = {
		{'A', REGEX_BEGIN_TEXT},
		{'b', REGEX_WORD_BOUNDARY},
		{'B', REGEX_NO_WORD_BOUNDARY},
		{'z', REGEX_END_TEXT},
	};
	const int letter = regex_peek(parser, 1);
	for (size_t i = 0; i < sizeof ASSERTS / sizeof *ASSERTS; i++) {
		if (letter == ASSERTS[i].letter) {
			parser->at += 2;
			return push_assert(parser, ASSERTS[i].assert);
		}
	}
	if (letter == 'Q')
		return parse_quoted(parser);
	struct regex_set *set = ARENA_NEW(parser->arena, struct regex_set);
	bool found;
	uint32_t code;
	if (!regex_parse_class_escape(parser, set, &found))
		return false;
	if (found) {
		regex_set_finish(parser->arena, set);
		return push_set(parser, set);
	}
	return regex_parse_escape(parser, &code) && push_char(parser, code);
}

/* "[...]" outside of any other. */
static bool parse_class(struct regex_parser *parser)
{
	struct regex_set *set = ARENA_NEW(parser->arena, struct regex_set);
	return regex_parse_class(parser, set) && push_set(parser, set);
}

/* Whatever is nothing else stands for itself: "]", "}", a brace without a count. */
static bool parse_literal(struct regex_parser *parser)
{
	uint32_t code;
	return regex_next(parser, &code) && push_char(parser, code);
}

/* Reads one piece that is no repetition. */
static bool parse_piece(struct regex_parser *parser)
{
	const bool lines = parser->flags & REGEX_FLAG_LINES;
	switch (regex_peek(parser, 0)) {
	case '(': return parse_group(parser);
	case ')': return close_group(parser);
	case '[': return parse_class(parser);
	case '\\': return parse_backslash(parser);
	case '|': parser->at++; return end_alternative(parser);
	case '^':
		parser->at++;
		return push_assert(parser, lines ? REGEX_BEGIN_LINE : REGEX_BEGIN_TEXT);
	case '$': parser->at++; return push_assert(parser, lines ? REGEX_END_LINE : REGEX_END_TEXT);
	case '.': parser->at++; return push_dot(parser);
	default: return parse_literal(parser);
	}
}

/* Is there a repetition at parser->at? Reads it, but for a "?" that makes it lazy. */
static bool parse_repetition(struct regex_parser *parser, int *min, int *max)
{
	const int c = regex_peek(parser, 0);
	if (c == '{')
		return parse_count(parser, min, max);
	if (c != '*' && c != '+' && c != '?')
		return false;
	parser->at++;
	*min = c == '+';
	*max = c == '?' ? 1 : REGEX_ENDLESS;
	return true;
}

/* Adds what comes next to the stack. *previous is where a repetition just before began. */
static bool parse_next(struct regex_parser *parser, size_t *previous)
{
	const size_t from = parser->at;
	int min = 0, max = 0;
	if (!parse_repetition(parser, &min, &max)) {
		*previous = STR_NONE;
		return parse_piece(parser);
	}
	if (min < 0 || min > MAX_COUNT || max > MAX_COUNT || (max >= 0 && min > max))
		return regex_fail(parser, "invalid repeat count", from, parser->at);
	const size_t before = *previous;
	*previous = from;
	return repeat(parser, min, max, from, before);
}

const struct regex_node *regex_parse(struct arena *arena, str pattern, unsigned go,
                                     struct regex_error *error)
{
	struct regex_parser parser = {.arena = arena, .pattern = pattern, .go = go, .error = error};
	size_t previous = STR_NONE;
	open_group(&parser, 0, false);
	while (!regex_at_end(&parser))
		if (!parse_next(&parser, &previous))
			return NULL;
	if (!end_alternative(&parser) ||
	    !collapse(&parser, REGEX_ALTERNATE, innermost(&parser)->first))
		return NULL;
	if (parser.frames.len > 1) {
		fail_whole(&parser, "missing closing )", innermost(&parser)->at);
		return NULL;
	}
	return parser.stack.at[0];
}
