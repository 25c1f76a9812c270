/*
 * regex_class.c - classes and escapes, as Go's parser reads them; see regex_parser.h
 *
 * The order in which a class is tried matters, because it decides which error a broken one gives:
 * [:name:], then \p and \d, then a range of characters. Where Go quotes a part of the pattern in
 * its error, that part ends where its parser had got to; so does ours, which is why errors are made
 * from parser->at and not from what would look best.
 */
#include "base/ascii.h"
#include "base/regex_parser.h"

const char REGEX_BAD_CLASS[] = "invalid character class range";
const char REGEX_BAD_ESCAPE[] = "invalid escape sequence";

/*
 * Named sets of ASCII characters: ranges as pairs of bytes. Go never widens them to Unicode, unlike
 * most of its cousins: \d is 0-9 whatever the text is written in.
 */
static const struct named_set {
	const char *name;
	const char *pairs;
} POSIX_CLASSES[] =
	{
		{"alnum", "09AZaz"}, {"alpha", "AZaz"}, {"blank", "\t\t  "},  {"digit", "09"},
		{"graph", "!~"},     {"lower", "az"},   {"print", " ~"},      {"punct", "!/:@[`{~"},
		{"space", "\t\r  "}, {"upper", "AZ"},   {"word", "09AZ__az"}, {"xdigit", "09AFaf"},
},
  PERL_CLASSES[] = {
	  {"d", "09"},
	  {"s", "\t\n\f\r  "}, /* no vertical tab, other than [:space:] */
	  {"w", "09AZ__az"},
};

/* Adds a named set, or its complement. */
static void add_pairs(struct regex_parser *parser, const char *pairs, bool negated,
                      struct regex_set *out)
{
	struct regex_set set = {0};
	for (; *pairs; pairs += 2)
		regex_set_add(parser->arena, &set, (unsigned char)pairs[0],
		              (unsigned char)pairs[1]);
	if (parser->flags & REGEX_FLAG_FOLD)
		regex_set_fold(parser->arena, &set); /* before negation: (?i)\W leaves out U+017F */
	regex_set_add_set(parser->arena, out, &set, negated);
}

static const char *find_pairs(const struct named_set *sets, size_t count, str name)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(name, str_of(sets[i].name)))
			return sets[i].pairs;
	return NULL;
}

/* [:ascii:] and [:cntrl:] hold NUL, which ends a list of pairs. */
static bool add_from_nul(struct regex_parser *parser, str name, bool negated, struct regex_set *out)
{
	const bool ascii = str_eq(name, STR("ascii"));
	if (!ascii && !str_eq(name, STR("cntrl")))
		return false;
	struct regex_set set = {0};
	regex_set_add(parser->arena, &set, 0, ascii ? 0x7F : 0x1F);
	regex_set_add(parser->arena, &set, 0x7F, 0x7F);
	if (parser->flags & REGEX_FLAG_FOLD)
		regex_set_fold(parser->arena, &set);
	regex_set_add_set(parser->arena, out, &set, negated);
	return true;
}

/* "[:alpha:]" inside a class. Without ":]" behind it, its bracket is an ordinary character. */
static bool parse_posix_class(struct regex_parser *parser, struct regex_set *out, bool *found)
{
	*found = false;
	const size_t from = parser->at;
	if (regex_peek(parser, 0) != '[' || regex_peek(parser, 1) != ':' ||
	    regex_peek(parser, 2) < 0)
		return true;
	const size_t len = str_find(str_from(parser->pattern, from + 2), STR(":]"));
	if (len == STR_NONE)
		return true;
	str name = str_slice(parser->pattern, from + 2, from + 2 + len);
	parser->at = from + 2 + len + 2;
	const bool negated = str_starts_with(name, STR("^"));
	if (negated)
		name = str_from(name, 1);
	*found = true;
	if (add_from_nul(parser, name, negated, out))
		return true;
	const char *pairs =
		find_pairs(POSIX_CLASSES, sizeof POSIX_CLASSES / sizeof *POSIX_CLASSES, name);
	if (!pairs)
		return regex_fail(parser, REGEX_BAD_CLASS, from, parser->at);
	add_pairs(parser, pairs, negated, out);
	return true;
}

/*
 * Reads the name behind "\p": one character, or what stands in braces. Nothing says yet that it is
 * a name; without a closing brace Go blames the class and quotes all the rest.
 */
static bool parse_property_name(struct regex_parser *parser, size_t from, str *name)
{
	uint32_t code;
	if (!regex_next(parser, &code))
		return false;
	if (code != '{') {
		*name = str_slice(parser->pattern, from + 2, parser->at);
		return true;
	}
	const size_t len = str_find_char(str_from(parser->pattern, parser->at), '}');
	if (len == STR_NONE)
		return regex_check_utf8(parser, from, parser->pattern.len) &&
		       regex_fail(parser, REGEX_BAD_CLASS, from, parser->pattern.len);
	*name = str_slice(parser->pattern, parser->at, parser->at + len);
	parser->at += len + 1;
	return regex_check_utf8(parser, parser->at - len - 1, parser->at - 1);
}

/* "\pL", "\P{Greek}", "\p{^Lu}": two ways to negate, which may cancel out. */
static bool parse_property(struct regex_parser *parser, struct regex_set *out)
{
	const size_t from = parser->at;
	bool negated = regex_peek(parser, 1) == 'P';
	str name = {0};
	parser->at += 2;
	if (!parse_property_name(parser, from, &name))
		return false;
	if (str_starts_with(name, STR("^"))) {
		negated = !negated;
		name = str_from(name, 1);
	}
	return regex_add_property(parser, name, negated, out) ||
	       regex_fail(parser, REGEX_BAD_CLASS, from, parser->at);
}

bool regex_parse_class_escape(struct regex_parser *parser, struct regex_set *out, bool *found)
{
	*found = false;
	const int letter = regex_peek(parser, 1);
	if (regex_peek(parser, 0) != '\\' || letter < 0)
		return true;
	if (letter == 'p' || letter == 'P') {
		*found = true;
		return parse_property(parser, out);
	}
	const bool negated = ascii_is_upper(letter);
	const char lower = ascii_to_lower((char)letter);
	const char *pairs = find_pairs(PERL_CLASSES, sizeof PERL_CLASSES / sizeof *PERL_CLASSES,
	                               (str){&lower, 1});
	if (!pairs)
		return true;
	*found = true;
	parser->at += 2;
	add_pairs(parser, pairs, negated, out);
	return true;
}

/* Any number of digits and the closing brace; *valid is false where they end otherwise. */
static bool parse_hex_in_braces(struct regex_parser *parser, uint32_t *code, bool *valid)
{
	*code = 0;
	*valid = false;
	for (size_t digits = 0; !regex_at_end(parser); digits++) {
		uint32_t c;
		if (!regex_next(parser, &c))
			return false;
		if (c == '}') {
			*valid = digits > 0;
			return true;
		}
		const int value = ascii_hex_value(c);
		if (value < 0)
			return true;
		*code = *code * 16 + (uint32_t)value;
		if (*code > REGEX_LAST_CODE)
			return true;
	}
	return true;
}

/* Behind "\x": exactly two digits, or braces. What was read when it goes wrong is in the error. */
static bool parse_hex(struct regex_parser *parser, uint32_t *code, bool *valid)
{
	uint32_t high, low;
	*valid = false;
	if (regex_at_end(parser))
		return true;
	if (!regex_next(parser, &high))
		return false;
	if (high == '{')
		return parse_hex_in_braces(parser, code, valid);
	if (!regex_next(parser, &low))
		return false;
	*valid = ascii_hex_value(high) >= 0 && ascii_hex_value(low) >= 0;
	if (*valid)
		*code = (uint32_t)(ascii_hex_value(high) * 16 + ascii_hex_value(low));
	return true;
}

static bool is_octal(int byte)
{
	return byte >= '0' && byte <= '7';
}

/* `digit` was read; up to two more belong to it. One alone but 0 is a back reference: refused. */
static bool parse_octal(struct regex_parser *parser, uint32_t digit, uint32_t *code)
{
	if (digit != '0' && !is_octal(regex_peek(parser, 0)))
		return false;
	*code = digit - '0';
	for (int i = 0; i < 2 && is_octal(regex_peek(parser, 0)); i++, parser->at++)
		*code = *code * 8 + (uint32_t)(regex_peek(parser, 0) - '0');
	return true;
}

/* What a letter stands for behind a backslash, 0 when for nothing. */
static uint32_t letter_escape(uint32_t letter)
{
	switch (letter) {
	case 'a': return '\a';
	case 'f': return '\f';
	case 'n': return '\n';
	case 'r': return '\r';
	case 't': return '\t';
	case 'v': return '\v';
	default: return 0;
	}
}

bool regex_parse_escape(struct regex_parser *parser, uint32_t *code)
{
	const size_t from = parser->at++;
	if (regex_at_end(parser))
		return regex_fail(parser, "trailing backslash at end of expression", from, from);
	uint32_t c;
	bool valid = false;
	if (!regex_next(parser, &c))
		return false;
	if (c == 'x') {
		if (!parse_hex(parser, code, &valid))
			return false;
	} else if (c >= '0' && c <= '7') {
		valid = parse_octal(parser, c, code);
	} else if (c < REGEX_ASCII && !ascii_is_alnum(c)) {
		*code = c;
		valid = true;
	} else {
		*code = letter_escape(c);
		valid = *code != 0;
	}
	return valid || regex_fail(parser, REGEX_BAD_ESCAPE, from, parser->at);
}

/* A single character in the class that began at `from`. */
static bool parse_class_char(struct regex_parser *parser, size_t from, uint32_t *code)
{
	if (regex_at_end(parser))
		return regex_fail(parser, "missing closing ]", from, parser->pattern.len);
	return regex_peek(parser, 0) == '\\' ? regex_parse_escape(parser, code)
	                                     : regex_next(parser, code);
}

/* "a" or "a-z". A hyphen before the closing bracket stands for itself. */
static bool parse_class_range(struct regex_parser *parser, size_t from, struct regex_set *out)
{
	const size_t start = parser->at;
	uint32_t first = 0;
	if (!parse_class_char(parser, from, &first))
		return false;
	uint32_t last = first;
	if (regex_peek(parser, 0) == '-' && regex_peek(parser, 1) >= 0 &&
	    regex_peek(parser, 1) != ']') {
		parser->at++;
		if (!parse_class_char(parser, from, &last))
			return false;
		if (last < first)
			return regex_fail(parser, REGEX_BAD_CLASS, start, parser->at);
	}
	regex_set_add(parser->arena, out, first, last);
	return true;
}

/* One member of a class. What is no named set is a character, whatever it would mean outside. */
static bool parse_class_item(struct regex_parser *parser, size_t from, struct regex_set *out)
{
	bool found;
	if (!parse_posix_class(parser, out, &found))
		return false;
	if (found)
		return true;
	if (!regex_parse_class_escape(parser, out, &found))
		return false;
	return found || parse_class_range(parser, from, out);
}

bool regex_parse_class(struct regex_parser *parser, struct regex_set *out)
{
	const size_t from = parser->at++;
	if (regex_peek(parser, 0) == '^') {
		out->is_negated = true;
		parser->at++;
	}
	/* In a class a property may stand beside others, which limits how it can be negated. */
	parser->in_class = true;
	/* The first "]" is an ordinary character. */
	for (bool first = true; first || regex_peek(parser, 0) != ']'; first = false)
		if (!parse_class_item(parser, from, out))
			return false;
	parser->in_class = false;
	parser->at++;
	if (parser->flags & REGEX_FLAG_FOLD)
		regex_set_fold(parser->arena, out);
	regex_set_finish(parser->arena, out);
	return true;
}
