/* label_selector.c - see label_selector.h; label_syntax.c knows what keys and values look like */
#include "kustomize/label_selector.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/quote.h"
#include "kustomize/label_syntax.h"

enum token {
	TOKEN_END,
	TOKEN_ERROR,
	TOKEN_WORD,
	TOKEN_IN,
	TOKEN_NOT_IN,
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_COMMA,
	TOKEN_NOT,
	TOKEN_EQUALS,
	TOKEN_DOUBLE_EQUALS,
	TOKEN_NOT_EQUALS,
	TOKEN_GREATER,
	TOKEN_LESS,
};

static const struct {
	const char *text;
	enum token token;
} SYMBOLS[] = {
	{")", TOKEN_CLOSE},      {",", TOKEN_COMMA},
	{"!", TOKEN_NOT},        {"==", TOKEN_DOUBLE_EQUALS},
	{"=", TOKEN_EQUALS},     {">", TOKEN_GREATER},
	{"<", TOKEN_LESS},       {"!=", TOKEN_NOT_EQUALS},
	{"(", TOKEN_OPEN},       {"in", TOKEN_IN},
	{"notin", TOKEN_NOT_IN},
};

/* One of the parts between commas. */
struct requirement {
	str key;
	enum token relation; /* TOKEN_WORD: the key must be there; TOKEN_NOT: must not */
	ARRAY(str) values;
};

struct label_selector {
	ARRAY(struct requirement) requirements;
};

struct parser {
	struct arena *arena;
	str rest; /* behind the token */
	enum token token;
	str text; /* of the token */
	struct mark at;
	struct diags *diags;
};

/* ---- tokens ---- */

static enum token symbol_of(str text)
{
	for (size_t i = 0; i < sizeof SYMBOLS / sizeof *SYMBOLS; i++)
		if (str_eq(text, str_of(SYMBOLS[i].text)))
			return SYMBOLS[i].token;
	return TOKEN_ERROR;
}

static bool is_special(char c)
{
	return c != '\0' && strchr("=!(),><", c);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The longest run of special characters of which every part is a symbol, as the original has it. */
static void read_symbol(struct parser *parser)
{
	size_t len = 0, known = 0;
	while (len < parser->rest.len && is_special(parser->rest.at[len])) {
		len++;
		if (symbol_of(str_slice(parser->rest, 0, len)) != TOKEN_ERROR)
			known = len;
		else if (known > 0)
			break;
	}
	parser->text = str_slice(parser->rest, 0, known > 0 ? known : len);
	parser->token = symbol_of(parser->text);
}

static void read_word(struct parser *parser)
{
	size_t len = 0;
	while (len < parser->rest.len && !is_special(parser->rest.at[len]) &&
	       !is_space(parser->rest.at[len]))
		len++;
	parser->text = str_slice(parser->rest, 0, len);
	parser->token = symbol_of(parser->text);
	if (parser->token == TOKEN_ERROR)
		parser->token = TOKEN_WORD;
}

static void next(struct parser *parser)
{
	while (parser->rest.len > 0 && is_space(parser->rest.at[0]))
		parser->rest = str_from(parser->rest, 1);
	parser->text = STR("");
	if (parser->rest.len == 0)
		parser->token = TOKEN_END;
	else if (is_special(parser->rest.at[0]))
		read_symbol(parser);
	else
		read_word(parser);
	parser->rest = str_from(parser->rest, parser->text.len);
}

/* "in" and "notin" are ordinary words wherever no operator can stand. */
static bool is_word(const struct parser *parser)
{
	return parser->token == TOKEN_WORD || parser->token == TOKEN_IN ||
	       parser->token == TOKEN_NOT_IN;
}

static bool unexpected(struct parser *parser, const char *expected)
{
	return diag_error(parser->diags, parser->at, "found '%.*s'%s", STR_ARG(parser->text),
	                  expected);
}

/* ---- requirements ---- */

static bool check_key(struct parser *parser, str key)
{
	const str problem = label_key_problem(parser->arena, key);
	return problem.len == 0 ||
	       diag_error(parser->diags, parser->at, "invalid label key %.*s: %.*s",
	                  STR_ARG(quote_go_new(parser->arena, key)), STR_ARG(problem));
}

static bool check_value(struct parser *parser, str key, str value)
{
	const str problem = label_value_problem(value);
	return problem.len == 0 ||
	       diag_error(parser->diags, parser->at,
	                  "invalid label value: %.*s: at key: %.*s: %.*s",
	                  STR_ARG(quote_go_new(parser->arena, value)),
	                  STR_ARG(quote_go_new(parser->arena, key)), STR_ARG(problem));
}

static bool parse_number(str text, int64_t *out)
{
	char copy[32] = "";
	char *end;
	if (text.len == 0 || text.len >= sizeof copy || is_space(text.at[0]))
		return false;
	memcpy(copy, text.at, text.len);
	errno = 0;
	*out = strtoll(copy, &end, 10);
	return errno == 0 && *end == '\0';
}

static void add_value(struct parser *parser, struct requirement *requirement, str value)
{
	*ARRAY_ADD(parser->arena, &requirement->values) = value;
}

/* "(a,b)": a missing word counts as an empty value. */
static bool parse_list(struct parser *parser, struct requirement *requirement)
{
	if (parser->token != TOKEN_OPEN)
		return unexpected(parser, " expected: '('");
	next(parser);
	if (!is_word(parser) && parser->token != TOKEN_COMMA && parser->token != TOKEN_CLOSE)
		return unexpected(parser, ", expected: ',', ')' or identifier");
	for (;;) {
		if (is_word(parser)) {
			add_value(parser, requirement, parser->text);
			next(parser);
		} else {
			add_value(parser, requirement, STR(""));
		}
		if (parser->token == TOKEN_CLOSE)
			break;
		if (parser->token != TOKEN_COMMA)
			return unexpected(parser, requirement->values.len > 0
			                                  ? ", expected: ',' or ')'"
			                                  : ", expected: ',', or identifier");
		next(parser);
	}
	next(parser);
	return true;
}

/* The one value of an operator like '='; nothing is the empty value. */
static bool parse_value(struct parser *parser, struct requirement *requirement)
{
	if (parser->token == TOKEN_END || parser->token == TOKEN_COMMA) {
		add_value(parser, requirement, STR(""));
		return true;
	}
	if (!is_word(parser))
		return unexpected(parser, ", expected: identifier");
	add_value(parser, requirement, parser->text);
	next(parser);
	return true;
}

static bool parse_operation(struct parser *parser, struct requirement *requirement)
{
	requirement->relation = parser->token;
	switch (parser->token) {
	case TOKEN_IN:
	case TOKEN_NOT_IN: next(parser); return parse_list(parser, requirement);
	case TOKEN_EQUALS:
	case TOKEN_DOUBLE_EQUALS:
	case TOKEN_NOT_EQUALS:
	case TOKEN_GREATER:
	case TOKEN_LESS: next(parser); return parse_value(parser, requirement);
	case TOKEN_END:
	case TOKEN_ERROR:
	case TOKEN_WORD:
	case TOKEN_OPEN:
	case TOKEN_CLOSE:
	case TOKEN_COMMA:
	case TOKEN_NOT: break;
	}
	return unexpected(parser, ", expected: '=', '!=', '==', 'in', notin'");
}

static bool check_values(struct parser *parser, const struct requirement *requirement)
{
	int64_t number;
	const bool compares =
		requirement->relation == TOKEN_GREATER || requirement->relation == TOKEN_LESS;
	for (size_t i = 0; i < requirement->values.len; i++) {
		const str value = requirement->values.at[i];
		if (compares && !parse_number(value, &number))
			return diag_error(parser->diags, parser->at,
			                  "for 'Gt', 'Lt' operators, the value must be an integer");
		if (!check_value(parser, requirement->key, value))
			return false;
	}
	return true;
}

static bool parse_requirement(struct parser *parser, struct requirement *out)
{
	const bool negated = parser->token == TOKEN_NOT;
	if (negated)
		next(parser);
	if (!is_word(parser))
		return unexpected(parser, ", expected: identifier");
	*out = (struct requirement){.key = parser->text};
	if (!check_key(parser, out->key))
		return false;
	next(parser);
	out->relation = negated ? TOKEN_NOT : TOKEN_WORD;
	if (parser->token == TOKEN_END || parser->token == TOKEN_COMMA || negated)
		return true;
	return parse_operation(parser, out) && check_values(parser, out);
}

bool label_selector_parse(struct arena *arena, str text, struct mark at,
                          struct label_selector **out, struct diags *diags)
{
	struct parser parser = {.arena = arena, .rest = text, .at = at, .diags = diags};
	*out = ARENA_NEW(arena, struct label_selector);
	for (next(&parser); parser.token != TOKEN_END;) {
		if (!is_word(&parser) && parser.token != TOKEN_NOT)
			return unexpected(&parser,
			                  (*out)->requirements.len == 0
			                          ? ", expected: !, identifier, or 'end of string'"
			                          : ", expected: identifier after ','");
		if (!parse_requirement(&parser, ARRAY_ADD(arena, &(*out)->requirements)))
			return diag_prefix(diags, "unable to parse requirement: ");
		if (parser.token == TOKEN_END)
			break;
		if (parser.token != TOKEN_COMMA)
			return unexpected(&parser, ", expected: ',' or 'end of string'");
		next(&parser);
		if (parser.token == TOKEN_END)
			return unexpected(&parser, ", expected: identifier after ','");
	}
	return true;
}

/* ---- matching ---- */

static bool has_value(const struct requirement *requirement, str value)
{
	for (size_t i = 0; i < requirement->values.len; i++)
		if (str_eq(requirement->values.at[i], value))
			return true;
	return false;
}

/* How a label compares with the number of the requirement; 0 when it is no number. */
static int compare(const struct requirement *requirement, str value)
{
	int64_t label, limit;
	if (!parse_number(value, &label) || !parse_number(requirement->values.at[0], &limit))
		return 0;
	return (label > limit) - (label < limit);
}

static bool is_met(const struct requirement *requirement, const struct node *labels)
{
	const struct pair *pair = node_find_pair(labels, requirement->key);
	const str value = pair ? node_text(pair->value) : STR("");
	switch (requirement->relation) {
	case TOKEN_IN:
	case TOKEN_EQUALS:
	case TOKEN_DOUBLE_EQUALS: return pair && has_value(requirement, value);
	case TOKEN_NOT_IN:
	case TOKEN_NOT_EQUALS: return !pair || !has_value(requirement, value);
	case TOKEN_WORD: return pair;
	case TOKEN_NOT: return !pair;
	case TOKEN_GREATER: return pair && compare(requirement, value) > 0;
	case TOKEN_LESS: return pair && compare(requirement, value) < 0;
	case TOKEN_END:
	case TOKEN_ERROR:
	case TOKEN_OPEN:
	case TOKEN_CLOSE:
	case TOKEN_COMMA: break;
	}
	return false;
}

bool label_selector_matches(const struct label_selector *selector, const struct node *labels)
{
	for (size_t i = 0; i < selector->requirements.len; i++)
		if (!is_met(&selector->requirements.at[i], labels))
			return false;
	return true;
}
