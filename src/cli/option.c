/* option.c - see option.h */
#include "cli/option.h"

#include "base/ascii.h"

#include <stdlib.h>

enum { OPTIONS_MAX = 64 };

/* One run over the arguments. */
struct parse {
	const struct option_parser *parser;
	struct diags *diags;
	char *const *next;         /* the argument to be read */
	bool seen[3][OPTIONS_MAX]; /* by set and row: written on the command line */
};

/* A row found, and where. */
struct found {
	const struct cli_option *option;
	size_t set, row;
	bool negated;
};

/*
 * What Go's flag parser says. It adds nothing to our own message, so only those who called us by
 * kustomize's name get to read it.
 */
PRINTF_LIKE(2, 3) static bool words_of_go(struct parse *parse, const char *fmt, ...)
{
	if (parse->parser->own_ways)
		return false;
	va_list args;
	va_start(args, fmt);
	const str words = arena_vprintf(parse->parser->arena, fmt, args);
	va_end(args);
	return diag_sentence(parse->diags, "%.*s", STR_ARG(words));
}

/* ---- looking rows up ---- */

static size_t row_count(const struct option_set *set)
{
	size_t count = 0;
	while (set->options[count].name)
		count++;
	return count;
}

static bool find_where(const struct parse *parse, str name, char letter, struct found *found)
{
	for (size_t set = 0; set < parse->parser->count; set++) {
		const struct cli_option *options = parse->parser->sets[set].options;
		for (size_t row = 0; options[row].name; row++) {
			if (options[row].own && !parse->parser->own_ways)
				continue;
			if (letter ? options[row].letter == letter
			           : name.len > 0 && str_eq(str_of(options[row].name), name)) {
				*found = (struct found){&options[row], set, row, false};
				return true;
			}
		}
	}
	return false;
}

static bool find_name(const struct parse *parse, str name, struct found *found)
{
	if (find_where(parse, name, 0, found))
		return true;
	if (!parse->parser->own_ways || !str_starts_with(name, STR("no-")) ||
	    !find_where(parse, str_from(name, 3), 0, found))
		return false;
	found->negated = true;
	return found->option->kind == OPTION_FLAG;
}

/* The names of all rows, one after the other. */
struct names {
	const struct option_parser *parser;
	size_t set, row;
	bool only_flags; /* what has a --no- form */
};

static const char *next_name(void *context)
{
	struct names *names = context;
	while (names->set < names->parser->count) {
		const struct cli_option *option =
			&names->parser->sets[names->set].options[names->row++];
		if (!option->name)
			names->set++, names->row = 0;
		else if (option->name[0] && option->help != HELP_NEVER &&
		         (!names->only_flags || option->kind == OPTION_FLAG))
			return option->name;
	}
	return NULL;
}

const char *option_closest(str wrong, const char *(*next)(void *context), void *context)
{
	/* A third of the word may be wrong, as in other tools that ask "did you mean". */
	size_t best = wrong.len / 3 + 1;
	const char *closest = NULL;
	for (const char *name; (name = next(context));) {
		const size_t distance = str_distance(wrong, str_of(name), best);
		if (distance < best || (distance == best && !closest)) {
			best = distance;
			closest = name;
		}
	}
	return closest;
}

static bool unknown_name(struct parse *parse, str name)
{
	const bool is_negated = parse->parser->own_ways && str_starts_with(name, STR("no-"));
	struct names names = {.parser = parse->parser};
	struct names flags = {.parser = parse->parser, .only_flags = true};
	const char *negated =
		is_negated ? option_closest(str_from(name, 3), next_name, &flags) : NULL;
	const char *closest = negated ? negated : option_closest(name, next_name, &names);
	diag_error(parse->diags, NO_MARK, "unknown flag --%.*s%s%s%s%s", STR_ARG(name),
	           closest ? "; did you mean --" : "", negated ? "no-" : "", closest ? closest : "",
	           closest ? "?" : "");
	return words_of_go(parse, "unknown flag: --%.*s", STR_ARG(name));
}

/* ---- values ---- */

/* Go's strconv.ParseBool. */
static bool parse_bool(str text, bool *value)
{
	static const char *const words[] = {"1", "t", "T", "true",  "TRUE",  "True",
	                                    "0", "f", "F", "false", "FALSE", "False"};
	enum { WORDS = sizeof words / sizeof *words };
	for (size_t i = 0; i < WORDS; i++) {
		if (str_eq(text, str_of(words[i]))) {
			*value = i < WORDS / 2;
			return true;
		}
	}
	return false;
}

static str choices_text(struct arena *arena, const char *const *choices, const char *between)
{
	str text = {0};
	for (; *choices; choices++)
		if (**choices)
			text = arena_printf(arena, "%.*s%s%s", STR_ARG(text),
			                    text.len > 0 ? between : "", *choices);
	return text;
}

static const char *next_choice(void *context)
{
	const char *const **choice = context;
	return **choice ? *(*choice)++ : NULL;
}

static bool set_choice(struct parse *parse, const struct cli_option *option, str text, int *value)
{
	for (int i = 0; option->choices[i]; i++) {
		if (str_eq(text, str_of(option->choices[i]))) {
			*value = i;
			return true;
		}
	}
	struct arena *arena = parse->parser->arena;
	const char *const *choice = option->choices;
	const char *closest = option_closest(text, next_choice, &choice);
	diag_error(parse->diags, NO_MARK, "--%s must be one of %.*s, not '%.*s'%s%s%s",
	           option->name, STR_ARG(choices_text(arena, option->choices, ", ")), STR_ARG(text),
	           closest ? "; did you mean '" : "", closest ? closest : "", closest ? "'?" : "");
	if (option->own)
		return false;
	return diag_sentence(parse->diags, "illegal flag value --%s %.*s; legal values: [%.*s]",
	                     option->name, STR_ARG(text),
	                     STR_ARG(choices_text(arena, option->choices, " ")));
}

static bool set_number(struct parse *parse, const struct cli_option *option, str text,
                       size_t *value)
{
	size_t number = 0;
	bool good = text.len > 0 && text.len < 10;
	for (size_t i = 0; good && i < text.len; i++) {
		good = ascii_is_digit(text.at[i]);
		number = number * 10 + (size_t)(text.at[i] - '0');
	}
	*value = number;
	return good || diag_error(parse->diags, NO_MARK, "--%s must be a number, not '%.*s'",
	                          option->name, STR_ARG(text));
}

static bool set_flag(struct parse *parse, const struct cli_option *option, str text, bool *value)
{
	if (parse_bool(text, value))
		return true;
	diag_error(parse->diags, NO_MARK, "--%s must be true or false, not '%.*s'", option->name,
	           STR_ARG(text));
	return words_of_go(parse,
	                   "invalid argument \"%.*s\" for \"--%s\" flag: strconv.ParseBool: "
	                   "parsing \"%.*s\": invalid syntax",
	                   STR_ARG(text), option->name, STR_ARG(text));
}

static void add_values(struct parse *parse, const struct cli_option *option, str text,
                       struct texts *values)
{
	str rest = text;
	while (option->commas && str_cut(rest, ',', &text, &rest))
		*ARRAY_ADD(parse->parser->arena, values) = str_trim(text);
	*ARRAY_ADD(parse->parser->arena, values) = option->commas ? str_trim(text) : text;
}

static bool set_value(struct parse *parse, const struct found *found, str text)
{
	const struct cli_option *option = found->option;
	void *field = (char *)parse->parser->sets[found->set].values + option->offset;
	switch (option->kind) {
	case OPTION_FLAG: return set_flag(parse, option, text, field);
	case OPTION_CHOICE: return set_choice(parse, option, text, field);
	case OPTION_NUMBER: return set_number(parse, option, text, field);
	case OPTION_TEXT: *(str *)field = text; return true;
	case OPTION_LIST: add_values(parse, option, text, field); return true;
	}
	return false;
}

/* pflag's notice, word for word: scripts that filter it keep working. */
static void say_deprecated(struct parse *parse, const struct cli_option *option)
{
	if (!option->deprecated)
		return;
	diag_add(parse->diags, DIAG_WARNING, NULL, NO_MARK, "--%s is deprecated", option->name);
	diag_sentence(parse->diags, "Flag --%s has been deprecated, %s", option->name,
	              option->deprecated);
}

/* ---- the command line ---- */

static bool use_option(struct parse *parse, const struct found *found, str text)
{
	parse->seen[found->set][found->row] = true;
	say_deprecated(parse, found->option);
	return set_value(parse, found, text);
}

/* Takes the next argument as the value of the option just read. */
static bool next_value(struct parse *parse, str written, str *value)
{
	if (!*parse->next) {
		diag_error(parse->diags, NO_MARK, "flag %.*s needs a value", STR_ARG(written));
		return words_of_go(parse, "flag needs an argument: %.*s", STR_ARG(written));
	}
	*value = str_of(*parse->next++);
	return true;
}

/* "name" or "name=value", without the dashes in front. */
static bool parse_long(struct parse *parse, str written)
{
	str name, value;
	const bool has_value = str_cut(written, '=', &name, &value);
	struct found found;
	if (!find_name(parse, name, &found))
		return unknown_name(parse, name);
	if (found.negated && has_value)
		return diag_error(parse->diags, NO_MARK, "--%.*s takes no value", STR_ARG(name));
	if (found.option->kind == OPTION_FLAG && !has_value)
		value = found.negated ? STR("false") : STR("true");
	else if (!has_value &&
	         !next_value(parse, arena_printf(parse->parser->arena, "--%.*s", STR_ARG(name)),
	                     &value))
		return false;
	return use_option(parse, &found, value);
}

/* "abc", "ofile" or "o=file": letters without the dash in front. */
static bool parse_letters(struct parse *parse, str letters)
{
	for (size_t i = 0; i < letters.len; i++) {
		struct found found;
		str value = str_from(letters, i + 1);
		if (!find_where(parse, (str){0}, letters.at[i], &found)) {
			diag_error(parse->diags, NO_MARK, "unknown flag -%c", letters.at[i]);
			return words_of_go(parse, "unknown shorthand flag: '%c' in -%.*s",
			                   letters.at[i], STR_ARG(letters));
		}
		if (found.option->kind == OPTION_FLAG && !str_starts_with(value, STR("="))) {
			if (!use_option(parse, &found, STR("true")))
				return false;
			continue;
		}
		if (str_starts_with(value, STR("=")))
			value = str_from(value, 1);
		else if (value.len == 0 &&
		         !next_value(parse,
		                     arena_printf(parse->parser->arena, "-%c", letters.at[i]),
		                     &value))
			return false;
		return use_option(parse, &found, value);
	}
	return true;
}

static bool parse_arguments(struct parse *parse, struct texts *operands)
{
	bool flags_ended = false;
	while (*parse->next) {
		const str arg = str_of(*parse->next);
		const bool is_flag = !flags_ended && arg.len > 1 && arg.at[0] == '-';
		if (!is_flag && parse->parser->stop_at_operand)
			return true;
		parse->next++;
		if (!is_flag)
			*ARRAY_ADD(parse->parser->arena, operands) = arg;
		else if (str_eq(arg, STR("--")))
			flags_ended = true;
		else if (!(arg.at[1] == '-' ? parse_long(parse, str_from(arg, 2))
		                            : parse_letters(parse, str_from(arg, 1))))
			return false;
	}
	return true;
}

/* ---- the environment ---- */

/* "load-restrictor" is KUSTOC_LOAD_RESTRICTOR. */
static const char *variable_name(struct arena *arena, const char *option)
{
	const str text = arena_printf(arena, "KUSTOC_%s", option);
	char *name = arena_alloc(arena, text.len + 1, 1);
	for (size_t i = 0; i < text.len; i++) {
		const char c = text.at[i];
		name[i] = c == '-' ? '_' : ascii_to_upper(c);
	}
	return name;
}

static bool use_variable(struct parse *parse, const struct found *found)
{
	struct arena *arena = parse->parser->arena;
	const char *name = variable_name(arena, found->option->name);
	const char *value = getenv(name);
	if (!value || !*value)
		return true;
	if (set_value(parse, found, arena_copy(arena, str_of(value))))
		return true;
	return diag_note(parse->diags, NO_MARK, "from", "the environment variable %s", name);
}

static bool use_variables(struct parse *parse)
{
	for (size_t set = 0; set < parse->parser->count; set++) {
		const size_t rows = row_count(&parse->parser->sets[set]);
		for (size_t row = 0; row < rows; row++) {
			const struct cli_option *option = &parse->parser->sets[set].options[row];
			const struct found found = {option, set, row, false};
			if (parse->seen[set][row] || option->no_variable || !option->name[0])
				continue;
			if (!use_variable(parse, &found))
				return false;
		}
	}
	return true;
}

bool options_parse(const struct option_parser *parser, char *const *args, struct texts *operands,
                   size_t *read, struct diags *diags)
{
	struct parse parse = {.parser = parser, .diags = diags, .next = args};
	if (!parse_arguments(&parse, operands) || (parser->own_ways && !use_variables(&parse)))
		return false;
	if (read)
		*read = (size_t)(parse.next - args);
	return true;
}
