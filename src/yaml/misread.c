/*
 * misread.c - see misread.h
 *
 * The line is looked at as its author does: indentation, a key, a colon, a value. What YAML's own
 * reader made of it is not asked, since it gave up. In doubt nothing is said: the reader's sentence
 * is then all there is.
 */
#include "yaml/misread.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "yaml/rewrite.h"

/* ---- the line ---- */

/* Without the indentation and the dashes of a list's items. */
static str without_lead(str line)
{
	line = str_trim_left(line);
	while (str_starts_with(line, STR("- ")))
		line = str_trim_left(str_from(line, 2));
	return line;
}

/* A key has no spaces in front of its colon here, and may stand in quotes. */
static bool is_key(str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!ascii_is_alnum(text.at[i]) && (unsigned char)text.at[i] < 0x80 &&
		    str_find_char(STR("_-./$\"'"), text.at[i]) == STR_NONE)
			return false;
	return text.len > 0;
}

/* The end of a quoted text that begins the value; 0 when it has none. */
static size_t quotes_end(str value)
{
	const char quote = value.at[0];
	for (size_t i = 1; i < value.len; i++) {
		if (value.at[i] == '\\' && quote == '"')
			i++;
		else if (value.at[i] == quote)
			return i + 1;
	}
	return 0;
}

static bool is_quoted(str value)
{
	return value.len > 0 && (value.at[0] == '"' || value.at[0] == '\'');
}

/* White space and a '#' begin a comment, but not in quotes. */
static str without_comment(str value)
{
	const size_t from = is_quoted(value) ? quotes_end(value) : 1;
	for (size_t i = from ? from : value.len; i < value.len; i++)
		if (value.at[i] == '#' && ascii_is_space(value.at[i - 1]))
			return str_trim_right(str_slice(value, 0, i));
	return str_trim_right(value);
}

/* ---- causes ---- */

/* "\d": only a few letters may follow a backslash in double quotes. */
static bool has_unknown_escape(str value)
{
	static const str KNOWN = STR_INIT("0abt\tnvfre \"\\N_LPxuU");
	for (size_t i = 1; i + 1 < value.len && value.at[i] != '"'; i++)
		if (value.at[i] == '\\' && str_find_char(KNOWN, value.at[++i]) == STR_NONE)
			return true;
	return false;
}

/* Quotes that go wrong do so at their end, or at a backslash. */
static const char *cause_in_quotes(str value)
{
	const size_t end = quotes_end(value);
	if (end == 0)
		return value.at[0] == '"' ? "a '\"' that nothing closes"
		                          : "a \"'\" that nothing closes";
	if (value.at[0] == '"' && has_unknown_escape(value))
		return "in double quotes a backslash is YAML's, and this escape is none";
	return end < value.len ? "what follows the quotes is not part of the text" : NULL;
}

/* ">", "|-", ">2+": a header and nothing else. */
static bool is_block_header(str value)
{
	for (size_t i = 1; i < value.len; i++)
		if (value.at[i] != '-' && value.at[i] != '+' && !ascii_is_digit(value.at[i]))
			return false;
	return true;
}

/* Is there more behind the bracket that closes the first one? Else it may well be a list. */
static bool goes_on(str value, char open, char close)
{
	int depth = 0;
	for (size_t i = 0; i < value.len; i++) {
		depth += (value.at[i] == open) - (value.at[i] == close);
		if (depth == 0)
			return i + 1 < value.len;
	}
	return false;
}

/* Who writes "*base" means what "&base" names, and has misspelt it. */
static bool is_alias(str value)
{
	return value.len > 1 && (ascii_is_alnum(value.at[1]) || value.at[1] == '_');
}

static const char *cause_of(str value)
{
	const bool is_alone = value.len == 1 || ascii_is_space(value.at[1]);
	if (is_quoted(value))
		return cause_in_quotes(value);
	switch (value.at[0]) {
	case '>': return is_block_header(value) ? NULL : "'>' begins a text of several lines";
	case '|': return is_block_header(value) ? NULL : "'|' begins a text of several lines";
	case '*': return is_alias(value) ? NULL : "'*' stands for what an '&' has named";
	case '&': return "'&' names what follows it";
	case '!': return "'!' begins a tag, which says what type a value is of";
	case '%':
	case '@':
	case '`': return "no value may begin like this";
	case '[': return goes_on(value, '[', ']') ? "'[' begins a list" : NULL;
	case '{': return goes_on(value, '{', '}') ? "'{' begins a mapping" : NULL;
	case '-':
		if (is_alone)
			return "'- ' begins an item of a list";
		break;
	case '?':
		if (is_alone)
			return "'? ' begins a key";
		break;
	default: break;
	}
	return str_contains(value, STR(": ")) || str_ends_with(value, STR(":"))
	               ? "a ':' before white space ends a key"
	               : NULL;
}

static struct mark mark_of(const struct source *source, uint32_t line, str value)
{
	const str text = source_from_line(source, line);
	const str before = str_slice(text, 0, (size_t)(value.at - text.at));
	return (struct mark){source, line, (uint32_t)utf8_count(before) + 1};
}

/* A value that stands on the lines below, or none at all, is nothing to explain. */
struct misread misread_at(const struct source *source, uint32_t line)
{
	str text, rest, key, value;
	struct misread misread = {.value = STR("")};
	str_cut(source_from_line(source, line), '\n', &text, &rest);
	text = without_lead(text);
	if (!str_cut(text, ':', &key, &value) || !is_key(key) || value.len == 0 ||
	    !ascii_is_space(value.at[0]))
		return misread;
	value = without_comment(str_trim(value));
	if (value.len == 0 || value.at[0] == '#')
		return misread;
	misread.value = value;
	misread.at = mark_of(source, line, value);
	misread.cause = cause_of(value);
	return misread;
}

/* ---- the way out ---- */

/* Quotes that are there already, and went wrong, are not part of the text. */
static str bare(str value)
{
	const size_t end = is_quoted(value) ? quotes_end(value) : 0;
	if (!is_quoted(value))
		return value;
	return end == value.len ? str_slice(value, 1, end - 1) : str_from(value, 1);
}

str misread_quoted(struct arena *arena, str value)
{
	return rewrite_in_quotes(arena, bare(value));
}

/* Where something follows the quotes, only its author knows what was meant to be in them. */
static bool is_clear(str value)
{
	return !is_quoted(value) || quotes_end(value) == value.len || quotes_end(value) == 0;
}

void misread_explain(struct diags *diags)
{
	struct diag *diag = diags->last;
	const struct source *source = diag->at.source;
	if (!source || diag->at.line == 0)
		return;
	const struct misread misread = misread_at(source, diag->at.line);
	if (!misread.cause)
		return;
	const bool clear = is_clear(misread.value);
	diag->at = misread.at;
	diag->message = arena_printf(diags->arena, "%s%s", misread.cause,
	                             clear ? ": the value needs quotes" : "");
	if (!clear)
		return;
	const size_t start = (size_t)(misread.value.at - source->text.at);
	const str quoted = misread_quoted(diags->arena, misread.value);
	diag_note(diags, NO_MARK, "fix", "%.*s", STR_ARG(quoted));
	diag_edit(diags, false,
	          (struct diag_edit){.source = source,
	                             .start = start,
	                             .end = start + misread.value.len,
	                             .text = quoted});
}
