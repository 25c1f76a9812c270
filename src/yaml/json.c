/*
 * json.c - JSON text as a value, strictly; see value_from_json()
 *
 * Numbers and strings keep the text they were written with, because a JSON
 * patch's `test` compares by it.
 */
#include "base/ascii.h"
#include "base/quote.h"
#include "base/utf8.h"
#include "yaml/parse.h"
#include "yaml/value.h"

enum { JSON_DEPTH_MAX = 500 };

struct reader {
	struct arena *arena;
	str text;
	size_t at;
	struct origin origin;
	struct diags *diags;
	int depth;
	size_t counted, line, col; /* the place that here() has come to */
};

/* The place of the next character. Reading only moves on, so what was counted stays counted. */
static struct mark here(struct reader *reader)
{
	while (reader->counted < reader->at && reader->counted < reader->text.len) {
		size_t len;
		utf8_decode(str_from(reader->text, reader->counted), &len);
		const bool newline = reader->text.at[reader->counted] == '\n';
		reader->line += newline;
		reader->col = newline ? 0 : reader->col + 1;
		reader->counted += len;
	}
	return parse_mark(reader->origin, reader->line, reader->col);
}

/* A character as encoding/json quotes it: a byte is a code point there. */
static str quoted(struct arena *arena, char c)
{
	struct buf byte;
	if (c == '\'')
		return STR("'\\''");
	if (c == '"')
		return STR("'\"'");
	buf_init(&byte, arena);
	utf8_encode(&byte, (unsigned char)c);
	const str text = quote_go_new(arena, buf_text(&byte));
	return arena_printf(arena, "'%.*s'", STR_ARG(str_slice(text, 1, text.len - 1)));
}

/* `where` is encoding/json's word for the place: "looking for beginning of value". */
static struct node *fail(struct reader *reader, const char *expected, const char *where)
{
	if (reader->at >= reader->text.len) {
		diag_error(reader->diags, here(reader), "unexpected end of JSON input");
		return NULL;
	}
	const str found = quoted(reader->arena, reader->text.at[reader->at]);
	diag_error(reader->diags, here(reader), "%.*s cannot stand here in JSON: expected %s",
	           STR_ARG(found), expected);
	diag_sentence(reader->diags, "invalid character %.*s %s", STR_ARG(found), where);
	return NULL;
}

static char peek(const struct reader *reader)
{
	return reader->at < reader->text.len ? reader->text.at[reader->at] : '\0';
}

static void skip_space(struct reader *reader)
{
	while (peek(reader) == ' ' || peek(reader) == '\t' || peek(reader) == '\n' ||
	       peek(reader) == '\r')
		reader->at++;
}

/* Takes `c` after white space. */
static bool take(struct reader *reader, char c)
{
	skip_space(reader);
	if (peek(reader) != c || reader->at >= reader->text.len)
		return false;
	reader->at++;
	return true;
}

/* Four hexadecimal digits, or -1. */
static long take_hex(struct reader *reader)
{
	long code = 0;
	for (int i = 0; i < 4; i++, reader->at++) {
		const int digit = ascii_hex_value(peek(reader));
		if (digit < 0)
			return -1;
		code = code * 16 + digit;
	}
	return code;
}

/* What follows "\u": a pair of surrogates is one code point, half a pair none. */
static bool take_unicode(struct reader *reader, struct buf *out)
{
	long code = take_hex(reader);
	if (code < 0)
		return false;
	if (code >= 0xD800 && code < 0xDC00 &&
	    str_starts_with(str_from(reader->text, reader->at), STR("\\u"))) {
		const size_t back = reader->at;
		reader->at += 2;
		const long low = take_hex(reader);
		if (low >= 0xDC00 && low < 0xE000)
			code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
		else
			reader->at = back;
	}
	const bool half = code >= 0xD800 && code < 0xE000;
	utf8_encode(out, half ? UTF8_INVALID : (uint32_t)code);
	return true;
}

static bool take_escape(struct reader *reader, struct buf *out)
{
	static const char LETTERS[] = "\"\\/bfnrt", MEANINGS[] = "\"\\/\b\f\n\r\t";
	const char c = peek(reader);
	if (reader->at < reader->text.len)
		reader->at++;
	if (c == 'u')
		return take_unicode(reader, out);
	for (size_t i = 0; LETTERS[i]; i++) {
		if (LETTERS[i] == c) {
			buf_add_char(out, MEANINGS[i]);
			return true;
		}
	}
	return false;
}

static bool take_string(struct reader *reader, str *text)
{
	struct buf out;
	buf_init(&out, reader->arena);
	reader->at++;
	while (reader->at < reader->text.len && peek(reader) != '"') {
		const char c = peek(reader);
		if ((unsigned char)c < 0x20)
			return fail(reader, "no control character in a string",
			            "in string literal");
		const size_t behind = ++reader->at;
		if (c != '\\') {
			buf_add_char(&out, c);
		} else if (!take_escape(reader, &out)) {
			reader->at = behind;
			return fail(reader, "an escape", "in string escape code");
		}
	}
	if (!take(reader, '"'))
		return fail(reader, "'\"'", "in string literal");
	*text = buf_text(&out);
	return true;
}

static struct node *new_scalar(struct reader *reader, enum node_tag tag, size_t from,
                               struct mark at)
{
	struct node *node =
		node_new_scalar(reader->arena, str_slice(reader->text, from, reader->at), at);
	node->tag = tag;
	return node;
}

static bool take_digits(struct reader *reader)
{
	const size_t from = reader->at;
	while (ascii_is_digit(peek(reader)))
		reader->at++;
	return reader->at > from;
}

static struct node *read_number(struct reader *reader)
{
	const size_t from = reader->at;
	const struct mark at = here(reader);
	bool is_float = false;
	reader->at += peek(reader) == '-';
	if (peek(reader) == '0')
		reader->at++;
	else if (!take_digits(reader))
		return fail(reader, "a value",
		            reader->at > from ? "in numeric literal"
		                              : "looking for beginning of value");
	if (peek(reader) == '.') {
		is_float = true;
		reader->at++;
		if (!take_digits(reader))
			return fail(reader, "a digit", "after decimal point in numeric literal");
	}
	if (peek(reader) == 'e' || peek(reader) == 'E') {
		is_float = true;
		reader->at++;
		reader->at += peek(reader) == '-' || peek(reader) == '+';
		if (!take_digits(reader))
			return fail(reader, "a digit", "in exponent of numeric literal");
	}
	return new_scalar(reader, is_float ? TAG_FLOAT : TAG_INT, from, at);
}

static struct node *read_word(struct reader *reader)
{
	static const struct {
		str text;
		enum node_tag tag;
	} WORDS[] = {{STR_INIT("true"), TAG_BOOL},
	             {STR_INIT("false"), TAG_BOOL},
	             {STR_INIT("null"), TAG_NULL}};
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
		if (str_starts_with(str_from(reader->text, reader->at), WORDS[i].text)) {
			const size_t from = reader->at;
			const struct mark at = here(reader);
			reader->at += WORDS[i].text.len;
			return new_scalar(reader, WORDS[i].tag, from, at);
		}
	}
	return read_number(reader);
}

static struct node *read_value(struct reader *reader);

static struct node *read_array(struct reader *reader)
{
	struct node *seq = node_new_seq(reader->arena, here(reader));
	reader->at++;
	if (take(reader, ']'))
		return seq;
	do {
		struct node *value = read_value(reader);
		if (!value)
			return NULL;
		node_add(reader->arena, seq, value);
	} while (take(reader, ','));
	return take(reader, ']') ? seq : fail(reader, "',' or ']'", "after array element");
}

static struct node *read_object(struct reader *reader)
{
	struct node *map = node_new_map(reader->arena, here(reader));
	reader->at++;
	if (take(reader, '}'))
		return map;
	do {
		skip_space(reader);
		const struct mark at = here(reader);
		str key;
		if (peek(reader) != '"')
			return fail(reader, "a key in double quotes",
			            "looking for beginning of object key string");
		if (!take_string(reader, &key))
			return NULL;
		if (!take(reader, ':'))
			return fail(reader, "':'", "after object key");
		struct node *value = read_value(reader);
		if (!value)
			return NULL;
		node_add_pair(reader->arena, map, *node_new_str(reader->arena, key, at), value);
	} while (take(reader, ','));
	value_drop_overridden(reader->arena, map);
	return take(reader, '}') ? map : fail(reader, "',' or '}'", "after object key:value pair");
}

static struct node *read_value(struct reader *reader)
{
	skip_space(reader);
	if (reader->depth >= JSON_DEPTH_MAX)
		return fail(reader, "less nesting", "exceeded max depth");
	reader->depth++;
	struct node *value = NULL;
	if (peek(reader) == '{') {
		value = read_object(reader);
	} else if (peek(reader) == '[') {
		value = read_array(reader);
	} else if (peek(reader) == '"') {
		str text = STR("");
		const struct mark at = here(reader);
		value = take_string(reader, &text) ? node_new_str(reader->arena, text, at) : NULL;
	} else {
		value = read_word(reader);
	}
	reader->depth--;
	return value;
}

bool value_from_json(struct arena *arena, str text, struct origin origin, struct node **out,
                     struct diags *diags)
{
	struct reader reader = {.arena = arena, .text = text, .origin = origin, .diags = diags};
	*out = read_value(&reader);
	if (!*out)
		return false;
	skip_space(&reader);
	return reader.at >= text.len ||
	       fail(&reader, "nothing after the value", "after top-level value");
}
