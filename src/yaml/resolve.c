/*
 * resolve.c - see resolve.h
 *
 * The tables and the order of attempts are those of go-yaml's resolve():
 * a word looked up first, then, by the first character, a time, an integer, a
 * float. What fails everywhere is a string.
 */
#include "yaml/resolve.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "yaml/timestamp.h"

enum { NUMBER_MAX = 400 }; /* bytes; longer digits overflow every type but a float's fraction */

static const struct word {
	const char *text;
	enum scalar_type type;
	double value;
} WORDS[] = {
	{"", SCALAR_NULL, 0},
	{"~", SCALAR_NULL, 0},
	{"null", SCALAR_NULL, 0},
	{"Null", SCALAR_NULL, 0},
	{"NULL", SCALAR_NULL, 0},
	{"true", SCALAR_BOOL, 1},
	{"True", SCALAR_BOOL, 1},
	{"TRUE", SCALAR_BOOL, 1},
	{"false", SCALAR_BOOL, 0},
	{"False", SCALAR_BOOL, 0},
	{"FALSE", SCALAR_BOOL, 0},
	{".nan", SCALAR_FLOAT, (double)NAN},
	{".NaN", SCALAR_FLOAT, (double)NAN},
	{".NAN", SCALAR_FLOAT, (double)NAN},
	{".inf", SCALAR_FLOAT, (double)INFINITY},
	{".Inf", SCALAR_FLOAT, (double)INFINITY},
	{".INF", SCALAR_FLOAT, (double)INFINITY},
	{"+.inf", SCALAR_FLOAT, (double)INFINITY},
	{"+.Inf", SCALAR_FLOAT, (double)INFINITY},
	{"+.INF", SCALAR_FLOAT, (double)INFINITY},
	{"-.inf", SCALAR_FLOAT, -(double)INFINITY},
	{"-.Inf", SCALAR_FLOAT, -(double)INFINITY},
	{"-.INF", SCALAR_FLOAT, -(double)INFINITY},
};

/* What YAML 1.1 has on top: go-yaml v2 reads them, and quotes them when it writes. */
static const struct word OLD_WORDS[] = {
	{"y", SCALAR_BOOL, 1},   {"Y", SCALAR_BOOL, 1},   {"yes", SCALAR_BOOL, 1},
	{"Yes", SCALAR_BOOL, 1}, {"YES", SCALAR_BOOL, 1}, {"on", SCALAR_BOOL, 1},
	{"On", SCALAR_BOOL, 1},  {"ON", SCALAR_BOOL, 1},  {"n", SCALAR_BOOL, 0},
	{"N", SCALAR_BOOL, 0},   {"no", SCALAR_BOOL, 0},  {"No", SCALAR_BOOL, 0},
	{"NO", SCALAR_BOOL, 0},  {"off", SCALAR_BOOL, 0}, {"Off", SCALAR_BOOL, 0},
	{"OFF", SCALAR_BOOL, 0},
};

static bool find_word(const struct word *words, size_t count, str text, struct scalar *out)
{
	for (size_t i = 0; i < count; i++) {
		if (!str_eq(text, str_of(words[i].text)))
			continue;
		out->type = words[i].type;
		if (out->type == SCALAR_BOOL)
			out->b = words[i].value != 0;
		if (out->type == SCALAR_FLOAT)
			out->f = words[i].value;
		return true;
	}
	return false;
}

static bool is_word(str text, enum yaml_dialect dialect, struct scalar *out)
{
	enum { LONGEST = 5 };
	static const char FIRST[] = "~.+-nNtTfFyYoO";
	if (text.len > LONGEST || (text.len > 0 && !memchr(FIRST, text.at[0], sizeof FIRST - 1)))
		return false;
	return find_word(WORDS, sizeof WORDS / sizeof *WORDS, text, out) ||
	       (dialect == YAML_11 &&
	        find_word(OLD_WORDS, sizeof OLD_WORDS / sizeof *OLD_WORDS, text, out));
}

/* Takes the prefix that strconv.ParseInt(…, 0, …) understands off *text. */
static int take_base(str *text)
{
	if (text->len < 2 || text->at[0] != '0')
		return 10;
	const char letter = (char)(text->at[1] | 0x20);
	const int base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
	*text = str_from(*text, base ? 2 : 1);
	return base ? base : 8;
}

static bool parse_digits(str text, int base, uint64_t *out)
{
	uint64_t value = 0;
	if (text.len == 0)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		const int digit = ascii_hex_value(text.at[i]);
		if (digit < 0 || digit >= base ||
		    __builtin_mul_overflow(value, (uint64_t)base, &value) ||
		    __builtin_add_overflow(value, (uint64_t)digit, &value))
			return false;
	}
	*out = value;
	return true;
}

/* strconv.ParseInt, then ParseUint, both in base 0. `text` has no underscores any more. */
static bool is_integer(str text, struct scalar *out)
{
	const bool has_sign = text.len > 0 && (text.at[0] == '-' || text.at[0] == '+');
	const bool negative = has_sign && text.at[0] == '-';
	str digits = str_from(text, has_sign);
	const int base = take_base(&digits);
	uint64_t value;
	if (!parse_digits(digits, base, &value))
		return false;
	if (value <= INT64_MAX || (negative && value == (uint64_t)INT64_MAX + 1)) {
		out->type = SCALAR_INT;
		out->i = negative ? (int64_t)(0 - value) : (int64_t)value;
		return true;
	}
	if (has_sign)
		return false;
	out->type = SCALAR_UINT;
	out->u = value;
	return true;
}

/* [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)? */
static bool has_float_shape(str text)
{
	if (text.len > 0 && (text.at[0] == '-' || text.at[0] == '+'))
		text = str_from(text, 1);
	const size_t whole = ascii_count_digits(text);
	text = str_from(text, whole);
	if (text.len > 0 && text.at[0] == '.') {
		const size_t fraction = ascii_count_digits(str_from(text, 1));
		if (whole == 0 && fraction == 0)
			return false;
		text = str_from(text, 1 + fraction);
	} else if (whole == 0) {
		return false;
	}
	if (text.len == 0)
		return true;
	if ((text.at[0] | 0x20) != 'e')
		return false;
	text = str_from(text, 1);
	if (text.len > 0 && (text.at[0] == '-' || text.at[0] == '+'))
		text = str_from(text, 1);
	return text.len > 0 && ascii_count_digits(text) == text.len;
}

static bool is_float(str text, struct scalar *out)
{
	char copy[NUMBER_MAX + 1];
	if (text.len > NUMBER_MAX || !has_float_shape(text))
		return false;
	memcpy(copy, text.at, text.len);
	copy[text.len] = '\0';
	const double value = strtod(copy, NULL);
	if (isinf(value)) /* strconv.ParseFloat: out of range; too small is not an error */
		return false;
	out->type = SCALAR_FLOAT;
	out->f = value;
	return true;
}

static bool is_number(str text, struct scalar *out)
{
	char plain[NUMBER_MAX];
	if (text.len > NUMBER_MAX)
		return false;
	size_t len = 0;
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] != '_')
			plain[len++] = text.at[i];
	const str digits = {plain, len};
	return is_integer(digits, out) || is_float(digits, out);
}

struct scalar resolve_plain(struct arena *arena, str text, enum yaml_dialect dialect)
{
	struct scalar out = {.type = SCALAR_STR, .text = text};
	const char first = text.len > 0 ? text.at[0] : '\0';
	if (is_word(text, dialect, &out))
		return out;
	if (first == '.' && is_float(text, &out))
		return out;
	if (first != '+' && first != '-' && (first < '0' || first > '9'))
		return out;
	/* go-yaml v2's reader keeps times as strings; kustomize never asks it for a time.Time. */
	str time;
	if (timestamp_parse(arena, text, &time)) {
		if (dialect == YAML_NODES)
			return (struct scalar){.type = SCALAR_TIMESTAMP, .text = time};
		return out;
	}
	is_number(text, &out);
	return out;
}

static const enum node_tag TAG_OF_TYPE[] = {
	[SCALAR_STR] = TAG_STR,
	[SCALAR_INT] = TAG_INT,
	[SCALAR_UINT] = TAG_INT,
	[SCALAR_FLOAT] = TAG_FLOAT,
	[SCALAR_BOOL] = TAG_BOOL,
	[SCALAR_NULL] = TAG_NULL,
	[SCALAR_TIMESTAMP] = TAG_TIMESTAMP,
};

enum node_tag resolve_tag(str text, enum yaml_dialect dialect)
{
	if (str_eq(text, STR("<<")))
		return TAG_MERGE;
	return TAG_OF_TYPE[resolve_plain(NULL, text, dialect).type];
}

static const char *tag_name(enum node_tag tag)
{
	static const char *const NAMES[] = {
		[TAG_NONE] = "",
		[TAG_STR] = "!!str",
		[TAG_INT] = "!!int",
		[TAG_FLOAT] = "!!float",
		[TAG_BOOL] = "!!bool",
		[TAG_NULL] = "!!null",
		[TAG_TIMESTAMP] = "!!timestamp",
		[TAG_BINARY] = "!!binary",
		[TAG_MERGE] = "!!merge",
		[TAG_MAP] = "!!map",
		[TAG_SEQ] = "!!seq",
		[TAG_OTHER] = "!",
	};
	return NAMES[tag];
}

static int base64_value(char c)
{
	static const char ALPHABET[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *found = c ? strchr(ALPHABET, c) : NULL;
	return found ? (int)(found - ALPHABET) : -1;
}

/* Go's base64.StdEncoding: line breaks are skipped, padding is demanded. */
static bool decode_base64(struct arena *arena, str text, str *out)
{
	struct buf bytes;
	buf_init(&bytes, arena);
	uint32_t bits = 0;
	size_t digits = 0, padding = 0;
	for (size_t i = 0; i < text.len; i++) {
		const char c = text.at[i];
		if (c == '\n' || c == '\r')
			continue;
		const int value = base64_value(c);
		if (c == '=' && ++padding <= 2)
			bits <<= 6;
		else if (value < 0 || padding > 0)
			return false;
		else
			bits = bits << 6 | (uint32_t)value;
		if (++digits % 4 == 0)
			for (size_t k = 0; k < 3 - padding; k++)
				buf_add_char(&bytes, (char)(bits >> (16 - 8 * k)));
	}
	*out = buf_text(&bytes);
	return digits % 4 == 0;
}

/* What is no UTF-8 becomes U+FFFD on the way through JSON. */
static str replace_invalid(struct arena *arena, str text)
{
	if (utf8_is_valid(text))
		return text;
	struct buf out;
	buf_init(&out, arena);
	while (text.len > 0) {
		size_t len;
		utf8_encode(&out, utf8_decode(text, &len));
		text = str_from(text, len);
	}
	return buf_text(&out);
}

static bool resolve_binary(struct arena *arena, str text, struct scalar *out, str *problem)
{
	*problem = STR("!!binary value contains invalid base64 data");
	out->type = SCALAR_STR;
	if (!decode_base64(arena, text, &out->text))
		return false;
	out->text = replace_invalid(arena, out->text);
	return true;
}

bool resolve_scalar(struct arena *arena, const struct node *node, struct scalar *out, str *problem)
{
	*out = (struct scalar){.type = SCALAR_STR, .text = node->text};
	const bool quoted = node->style != STYLE_PLAIN;
	if (node->tag == TAG_BINARY)
		return resolve_binary(arena, node->text, out, problem);
	if (node->tag == TAG_STR || node->tag == TAG_OTHER || node->tag == TAG_MERGE ||
	    (quoted && node->tag == TAG_NONE))
		return true;
	const struct scalar typed = resolve_plain(arena, node->text, YAML_NODES);
	const enum node_tag found = TAG_OF_TYPE[typed.type];
	/* A tag that goes without saying is not written, and then the quotes decide. */
	if (quoted && !node->explicit_tag && node->tag == found)
		return true;
	*out = typed;
	if (node->tag == TAG_NONE || node->tag == found)
		return true;
	if (node->tag == TAG_FLOAT && found == TAG_INT) {
		out->f = out->type == SCALAR_INT ? (double)out->i : (double)out->u;
		out->type = SCALAR_FLOAT;
		return true;
	}
	/* Where a tag is given, times are looked for under that of a time only. */
	const enum node_tag seen = found == TAG_TIMESTAMP ? TAG_STR : found;
	*problem = arena_printf(arena, "cannot decode %s `%.*s` as a %s", tag_name(seen),
	                        STR_ARG(node->text), tag_name(node->tag));
	return false;
}
