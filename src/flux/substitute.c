/*
 * substitute.c - see substitute.h
 *
 * A recursive descent over the text that writes the result as it goes. Every
 * expression remembers where it began: when it turns out to hang on a variable
 * that nobody knows, what was written for it is taken back and its own text
 * copied instead.
 */
#include "flux/substitute.h"

#include <string.h>

#include "base/buf.h"

/* Of ${A:-${B:-…}}, and of ${A#*…*}: more is an attack, not a manifest. */
enum { DEPTH_MAX = 64, STARS_MAX = 2, TRIM_MAX = 500 };

struct reader {
	struct arena *arena;
	const struct variables *variables;
	str text;
	size_t at;
	unsigned depth;
	str open;
	bool is_refused;
};

/* The operands of an expression, each with whatever was nested in it filled in. */
struct operands {
	str at[2];
	size_t len;
};

/* What an expression comes to. */
struct value {
	str text;
	bool is_open;
};

static struct value read_expression(struct reader *reader);

/* ---- characters ---- */

static char peek(const struct reader *reader, size_t ahead)
{
	const size_t at = reader->at + ahead;
	return at < reader->text.len ? reader->text.at[at] : '\0';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool substitute_is_name(str name)
{
	if (name.len == 0 || !is_letter(name.at[0]))
		return false;
	for (size_t i = 1; i < name.len; i++)
		if (!is_letter(name.at[i]) && !is_digit(name.at[i]))
			return false;
	return true;
}

static str read_name(struct reader *reader)
{
	const size_t start = reader->at;
	while (is_letter(peek(reader, 0)) || is_digit(peek(reader, 0)))
		reader->at++;
	return str_slice(reader->text, start, reader->at);
}

static bool opens(const struct reader *reader)
{
	return peek(reader, 0) == '$' && peek(reader, 1) == '{';
}

/* ---- functions ---- */

/* Go's strconv.Atoi for what may be a place in a text. */
static bool to_number(str text, long *out)
{
	const bool is_negative = text.len > 0 && text.at[0] == '-';
	long value = 0;
	if (text.len > 0 && (text.at[0] == '-' || text.at[0] == '+'))
		text = str_from(text, 1);
	if (text.len == 0 || text.len > 9)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (!is_digit(text.at[i]))
			return false;
		value = value * 10 + (text.at[i] - '0');
	}
	*out = is_negative ? -value : value;
	return true;
}

/* Bytes, not characters, and a place that is no number is none: both are the library's. */
static str cut_out(str text, const struct operands *operands)
{
	const long len = (long)text.len;
	long start, count;
	if (!to_number(operands->at[0], &start))
		return text;
	if (start < 0)
		start = start + len < 0 ? 0 : start + len;
	if (operands->len < 2)
		return str_from(text, (size_t)start);
	if (!to_number(operands->at[1], &count))
		return text;
	return count < 0 ? STR("") : str_slice(text, (size_t)start, (size_t)(start + count));
}

static str change_case(struct arena *arena, str text, char how, bool all)
{
	char *out = arena_alloc(arena, text.len + 1, 1);
	for (size_t i = 0; i < text.len; i++) {
		const char c = text.at[i];
		const bool is_lower = c >= 'a' && c <= 'z', is_upper = c >= 'A' && c <= 'Z';
		out[i] = c;
		if (i > 0 && !all)
			continue;
		if (how == '^' && is_lower)
			out[i] = (char)(c - 'a' + 'A');
		else if (how == ',' && is_upper)
			out[i] = (char)(c - 'A' + 'a');
	}
	return (str){out, text.len};
}

/* Nothing is found once, at the start: see is_beyond_us(). */
static str replace(struct arena *arena, str text, str what, str with, bool all)
{
	struct buf out;
	buf_init(&out, arena);
	if (what.len == 0)
		return arena_concat(arena, with, text);
	for (size_t at; (at = str_find(text, what)) != STR_NONE;) {
		buf_add(&out, str_slice(text, 0, at));
		buf_add(&out, with);
		text = str_from(text, at + what.len);
		if (!all)
			break;
	}
	buf_add(&out, text);
	return buf_text(&out);
}

/* `mode`: what stands between the name and the pattern: "/", "//", "/#", "/%". */
static str replace_by(struct arena *arena, str text, str mode, const struct operands *operands)
{
	const str what = operands->at[0], with = operands->len > 1 ? operands->at[1] : STR("");
	const char where = mode.len > 1 ? mode.at[1] : '\0';
	if (where != '#' && where != '%')
		return replace(arena, text, what, with, where == '/');
	/* At an end something must be put in its place. */
	if (operands->len < 2 ||
	    !(where == '#' ? str_starts_with(text, what) : str_ends_with(text, what)))
		return text;
	if (where == '#')
		return arena_concat(arena, with, str_from(text, what.len));
	return arena_concat(arena, str_slice(text, 0, text.len - what.len), with);
}

/*
 * The library's own path.Match, whose '*' and '?' take slashes, too; without classes and escapes.
 */
static bool fits(str pattern, str text)
{
	if (pattern.len == 0)
		return text.len == 0;
	const char c = pattern.at[0];
	const str rest = str_from(pattern, 1);
	if (c == '*') {
		for (size_t i = 0;; i++) {
			if (fits(rest, str_from(text, i)))
				return true;
			if (i >= text.len)
				return false;
		}
	}
	return text.len > 0 && (c == text.at[0] || c == '?') && fits(rest, str_from(text, 1));
}

/* Takes the shortest or the longest end off that the pattern fits, if it is not empty. */
static str trim(str text, str pattern, bool at_end, bool longest)
{
	for (size_t i = 1; i <= text.len; i++) {
		const size_t len = longest ? text.len + 1 - i : i;
		const str part = at_end ? str_from(text, text.len - len) : str_slice(text, 0, len);
		if (fits(pattern, part))
			return at_end ? str_slice(text, 0, text.len - len) : str_from(text, len);
	}
	return text;
}

/* ---- operands ---- */

/*
 * "\\/", "\\\\" and "$$" are one byte each, in the text around expressions and where something is
 * replaced.
 */
static bool is_escape(const struct reader *reader)
{
	const char c = peek(reader, 0), next = peek(reader, 1);
	return (c == '\\' && (next == '/' || next == '\\')) || (c == '$' && next == '$');
}

/* Text up to an expression, or to one of the bytes in `ends`. */
static void read_text(struct reader *reader, const char *ends, bool escapes, struct buf *out)
{
	while (reader->at < reader->text.len && !opens(reader) && !strchr(ends, peek(reader, 0))) {
		reader->at += escapes && is_escape(reader);
		buf_add_char(out, peek(reader, 0));
		reader->at++;
	}
}

/* A word of texts and expressions, up to the brace. False when a part of it is not known. */
static bool read_default(struct reader *reader, str *out)
{
	struct buf text;
	bool is_known = true;
	buf_init(&text, reader->arena);
	while (!reader->is_refused && reader->at < reader->text.len && peek(reader, 0) != '}') {
		if (opens(reader)) {
			const struct value nested = read_expression(reader);
			buf_add(&text, nested.text);
			is_known = is_known && !nested.is_open;
		} else {
			read_text(reader, "}", false, &text);
		}
	}
	*out = buf_text(&text);
	return is_known;
}

static void expect(struct reader *reader, char c)
{
	if (peek(reader, 0) == c)
		reader->at++;
	else
		reader->is_refused = true;
}

static str read_mode(struct reader *reader, size_t len)
{
	const str mode = str_slice(reader->text, reader->at, reader->at + len);
	reader->at += len;
	return mode;
}

/*
 * An operand that must not be missing: a text or one expression, no word of several, which only a
 * default may be.
 */
static bool read_required(struct reader *reader, const char *ends, bool escapes,
                          struct operands *out)
{
	str *operand = &out->at[out->len++];
	if (opens(reader)) {
		const struct value nested = read_expression(reader);
		*operand = nested.text;
		return !nested.is_open;
	}
	struct buf text;
	buf_init(&text, reader->arena);
	read_text(reader, ends, escapes, &text);
	*operand = buf_text(&text);
	reader->is_refused |= operand->len == 0;
	return true;
}

/* One of them or more: to the library's scanner that is all the same. */
static void skip_all(struct reader *reader, char c)
{
	while (peek(reader, 0) == c)
		reader->at++;
}

/* ---- expressions ---- */

/* What is between a name and the closing brace. */
struct call {
	str mode; /* "", ":-", "//", "^^", … */
	struct operands operands;
	bool is_known; /* its operands are */
};

static bool is_default(str mode)
{
	return str_eq(mode, STR("=")) || (mode.len == 2 && mode.at[0] == ':');
}

static void read_call(struct reader *reader, struct call *call)
{
	const char c = peek(reader, 0), next = peek(reader, 1);
	*call = (struct call){.is_known = true};
	if (c == '=' || (c == ':' && next != '\0' && strchr("=-?+", next))) {
		/* To the library all of them are defaults. */
		call->mode = read_mode(reader, c == '=' ? 1 : 2);
		call->is_known = read_default(reader, &call->operands.at[0]);
		call->operands.len = 1;
	} else if (c == ':') {
		call->mode = read_mode(reader, 1);
		call->is_known = read_required(reader, ":}", false, &call->operands);
		if (peek(reader, 0) == ':') {
			skip_all(reader, ':');
			call->is_known &= read_required(reader, "}", false, &call->operands);
		}
	} else if (c == ',' || c == '^') {
		call->mode = read_mode(reader, next == ',' || next == '^' ? 2 : 1);
	} else if (c == '#' || c == '%') {
		call->mode = read_mode(reader, next == c ? 2 : 1);
		call->is_known = read_required(reader, "}", false, &call->operands);
	} else if (c == '/') {
		call->mode = read_mode(reader, next == '/' || next == '#' || next == '%' ? 2 : 1);
		call->is_known = read_required(reader, "/", true, &call->operands);
		expect(reader, '/');
		skip_all(reader, '/');
		if (peek(reader, 0) != '}')
			call->is_known &= read_required(reader, "}", true, &call->operands);
	}
}

static bool is_ascii(str text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.at[i] >= 0x80)
			return false;
	return true;
}

/*
 * Character classes and escapes of Go's patterns, patterns that take too long, nothing in place of
 * nothing everywhere, and letters that no table here knows.
 */
static bool is_beyond_us(const struct call *call, str text)
{
	const char c = call->mode.len > 0 ? call->mode.at[0] : '\0';
	const str pattern = call->operands.at[0];
	if (c == '/')
		return pattern.len == 0 && str_eq(call->mode, STR("//"));
	if (c == '#' || c == '%') {
		size_t stars = 0;
		for (size_t i = 0; i < pattern.len; i++)
			stars += pattern.at[i] == '*';
		return stars > STARS_MAX || text.len > TRIM_MAX || !is_ascii(text) ||
		       str_find_char(pattern, '[') != STR_NONE ||
		       str_find_char(pattern, '\\') != STR_NONE;
	}
	return (c == ',' || c == '^') && !is_ascii(text);
}

static str apply(struct arena *arena, const struct call *call, str text)
{
	const char c = call->mode.len > 0 ? call->mode.at[0] : '\0';
	const bool twice = call->mode.len > 1 && call->mode.at[1] == c;
	switch (c) {
	case ':': return cut_out(text, &call->operands);
	case ',':
	case '^': /* ",^" is no function, which does nothing */
		return call->mode.len == 1 || twice ? change_case(arena, text, c, twice) : text;
	case '#':
	case '%': return trim(text, call->operands.at[0], c == '%', twice);
	case '/': return replace_by(arena, text, call->mode, &call->operands);
	default: return text;
	}
}

static struct value evaluate(struct reader *reader, str name, const struct call *call)
{
	str text = STR("");
	const enum variable_state state =
		reader->variables->find(reader->variables->context, name, &text);
	const bool has_default = is_default(call->mode) && call->operands.at[0].len > 0;
	struct value value = {.is_open = true};
	if (state == VARIABLE_SET && text.len > 0 && is_default(call->mode))
		value = (struct value){text, false};
	else if (has_default && state != VARIABLE_UNKNOWN)
		value = (struct value){call->operands.at[0], !call->is_known};
	else if (state == VARIABLE_SET && call->is_known && !is_beyond_us(call, text))
		value = (struct value){
			is_default(call->mode) ? text : apply(reader->arena, call, text), false};
	return value;
}

/* ${#NAME}: how many bytes it has. */
static struct value read_length(struct reader *reader, str *name)
{
	str text = STR("");
	reader->at++;
	*name = read_name(reader);
	if (name->len == 0 ||
	    reader->variables->find(reader->variables->context, *name, &text) != VARIABLE_SET)
		return (struct value){.is_open = true};
	return (struct value){arena_printf(reader->arena, "%zu", text.len), false};
}

/* From "${" to the brace that closes it. */
static struct value read_expression(struct reader *reader)
{
	const size_t start = reader->at;
	const str open_before = reader->open;
	struct value value;
	str name;
	if (++reader->depth > DEPTH_MAX)
		reader->is_refused = true;
	reader->at += 2;
	if (peek(reader, 0) == '#') {
		value = read_length(reader, &name);
	} else {
		struct call call;
		name = read_name(reader);
		read_call(reader, &call);
		value = evaluate(reader, name, &call);
	}
	reader->depth--;
	if (name.len == 0)
		reader->is_refused = true;
	expect(reader, '}');
	if (!value.is_open) {
		reader->open = open_before; /* what a default that was not needed waited for */
		return value;
	}
	if (reader->open.len == 0)
		reader->open = name;
	value.text = str_slice(reader->text, start, reader->at);
	return value;
}

bool substitute(struct arena *arena, str text, const struct variables *variables,
                struct substituted *out, str *problem)
{
	struct reader reader = {
		.arena = arena, .variables = variables, .text = text, .open = STR("")};
	struct buf result;
	buf_init(&result, arena);
	while (reader.at < text.len && !reader.is_refused) {
		if (opens(&reader))
			buf_add(&result, read_expression(&reader).text);
		read_text(&reader, "", true, &result);
	}
	*problem = reader.is_refused ? STR("bad substitution") : STR("");
	*out = (struct substituted){buf_text(&result), reader.open};
	return !reader.is_refused;
}

bool substitute_is_whole(str text, str *name)
{
	if (!str_starts_with(text, STR("${")) || !str_ends_with(text, STR("}")))
		return false;
	const str inner = str_slice(text, 2, text.len - 1);
	size_t len = 0;
	while (len < inner.len && (is_letter(inner.at[len]) || is_digit(inner.at[len])))
		len++;
	*name = str_slice(inner, 0, len);
	const str rest = str_from(inner, len);
	return len > 0 && str_find_char(rest, '}') == STR_NONE &&
	       (rest.len == 0 || str_starts_with(rest, STR(":=")) ||
	        str_starts_with(rest, STR(":-")));
}
