/* complete.c - see complete.h */
#include "cli/complete.h"

#include <unistd.h>

#include "base/ascii.h"
#include "base/git.h"
#include "cli/globals.h"
#include "cli/settings.h"
#include "lint/environments.h"
#include "lint/find.h"
#include "lint/report.h"
#include "lint/rule.h"

/* What Cobra calls a directive: what the shell may add of its own. */
enum directive { FILES_TOO = 0, NOTHING_ELSE = 4, DIRECTORIES_TOO = 16 };

struct completion {
	struct invocation *invocation;
	const struct command *command; /* NULL as long as none is named */
	str before;                    /* part of the word that stays: "--select=OCI1," */
	str word;                      /* the rest, which candidates begin with */
	size_t operands;               /* that stand before the word */
	size_t found;
	enum directive directive;
};

/* `text`: for the shells that show one; "" for none. */
static void add(struct completion *completion, str value, str text)
{
	if (!str_starts_with(value, completion->word))
		return;
	completion->found++;
	buf_printf(&completion->invocation->out, "%.*s%.*s%s%.*s\n", STR_ARG(completion->before),
	           STR_ARG(value), text.len ? "\t" : "", STR_ARG(text));
}

/* ---- by placeholder ---- */

static void add_commands(struct completion *completion)
{
	for (const struct command *command = COMMANDS; command->name; command++)
		if (!command->is_hidden)
			add(completion, str_of(command->name), str_of(command->summary));
}

static void add_directories(struct completion *completion)
{
	completion->directive = DIRECTORIES_TOO;
}

static void add_files(struct completion *completion)
{
	completion->directive = FILES_TOO;
}

/* Names of rules are offered to whoever begins to write one: codes are few enough to look at. */
static void add_rules(struct completion *completion)
{
	const struct lint_rules rules = lint_rules_all();
	const bool wants_name = completion->word.len > 0 && completion->word.at[0] >= 'a';
	for (size_t i = 0; i < rules.len; i++)
		add(completion, wants_name ? rules.at[i].name : rules.at[i].code,
		    rules.at[i].summary);
}

static bool is_among(const struct texts *texts, str text)
{
	for (size_t i = 0; i < texts->len; i++)
		if (str_eq(texts->at[i], text))
			return true;
	return false;
}

static void add_once(struct completion *completion, struct texts *seen, str name)
{
	if (name.len == 0 || is_among(seen, name))
		return;
	*ARRAY_ADD(completion->invocation->arena, seen) = name;
	add(completion, name, STR("environment"));
}

/* Those of the config, and those that the folders make. */
static void add_environments(struct completion *completion)
{
	struct invocation *invocation = completion->invocation;
	struct texts seen = {0};
	struct config config;
	struct candidates candidates;
	if (!settings_load(invocation, STR("."), &config))
		config = (struct config){.arena = invocation->arena};
	const struct node *environments = node_get(config.fields, STR("environments"));
	if (node_is_map(environments))
		NODE_EACH_PAIR (pair, environments)
			add_once(completion, &seen, pair->key.text);
	candidates_init(&candidates, invocation->arena);
	if (!candidates_find(&candidates, STR("."), &invocation->diags))
		return;
	for (size_t i = 0; i < candidates.len; i++)
		add_once(completion, &seen, environment_of(&config, candidates.at[i].dir));
}

/* What diff compares: two environments, or two directories. */
static void add_sides(struct completion *completion)
{
	add_environments(completion);
	add_directories(completion);
}

static void add_revisions(struct completion *completion)
{
	struct invocation *invocation = completion->invocation;
	struct arena *arena = invocation->arena;
	const str path = globals_remote(invocation).search_path;
	struct git git;
	str names;
	if (!git_open(arena, path, &git, &invocation->diags) ||
	    !git_branches_and_tags(&git, &names, &invocation->diags))
		return;
	for (str name; names.len > 0;) {
		str_cut(names, '\n', &name, &names);
		add(completion, name, STR(""));
	}
}

/* "sarif=out.sarif": what stands behind the sign is a file. */
static void add_formats(struct completion *completion)
{
	if (str_find_char(completion->word, '=') != STR_NONE)
		completion->directive = FILES_TOO;
	for (const struct report_format *format = REPORT_FORMATS; format->name; format++)
		add(completion, str_of(format->name), STR(""));
}

/* By name. What is not here (a tag, a number) nobody can offer. */
static const struct {
	const char *name;
	void (*add)(struct completion *completion);
} PLACEHOLDERS[] = {
	{"A", add_sides},         {"B", add_sides},
	{"CODE", add_rules},      {"COMMAND", add_commands},
	{"DIR", add_directories}, {"ENV", add_environments},
	{"FILE", add_files},      {"FORMAT[=FILE]", add_formats},
	{"PATH", add_files},      {"REV", add_revisions},
	{"RULES", add_rules},
};

static void add_placeholder(struct completion *completion, str name)
{
	for (size_t i = 0; i < sizeof PLACEHOLDERS / sizeof *PLACEHOLDERS; i++)
		if (str_eq(name, str_of(PLACEHOLDERS[i].name)))
			PLACEHOLDERS[i].add(completion);
}

/* ---- flags ---- */

/* The tables that hold, one after the other; NULL at the end. */
static const struct cli_option *option_table(const struct completion *completion, size_t index)
{
	const struct command *command = completion->command;
	const struct cli_option *tables[4] = {GLOBAL_OPTIONS};
	size_t count = 1;
	for (size_t i = 0; command && i < 2; i++)
		if (command->options[i])
			tables[count++] = command->options[i];
	return tables[index];
}

/* By its name, or by its letter when that is not 0. */
static const struct cli_option *find_option(const struct completion *completion, str name,
                                            char letter)
{
	const struct cli_option *option;
	for (size_t i = 0; (option = option_table(completion, i)); i++)
		for (; option->name; option++)
			if (letter ? option->letter == letter
			           : option->name[0] && str_eq(str_of(option->name), name))
				return option;
	return NULL;
}

/* The negative form of a boolean is offered to whoever asks for it. */
static void add_option(struct completion *completion, const struct cli_option *option)
{
	struct arena *arena = completion->invocation->arena;
	const str text = str_of(option->text);
	if (option->help == HELP_NEVER || option->deprecated)
		return;
	if (!option->name[0])
		add(completion, arena_printf(arena, "-%c", option->letter), text);
	else
		add(completion, arena_printf(arena, "--%s", option->name), text);
	if (option->kind == OPTION_FLAG && option->name[0] &&
	    str_starts_with(completion->word, STR("--no-")))
		add(completion, arena_printf(arena, "--no-%s", option->name),
		    arena_printf(arena, "not: %s", option->text));
}

static void add_options(struct completion *completion)
{
	const struct cli_option *option;
	for (size_t i = 0; (option = option_table(completion, i)); i++)
		for (; option->name; option++)
			add_option(completion, option);
}

/* Moves what ends at the last `c` of the word to what stays. */
static void keep_until(struct completion *completion, char c)
{
	const size_t last = str_find_last_char(completion->word, c);
	if (last == STR_NONE)
		return;
	completion->before = arena_concat(completion->invocation->arena, completion->before,
	                                  str_slice(completion->word, 0, last + 1));
	completion->word = str_from(completion->word, last + 1);
}

static void add_values(struct completion *completion, const struct cli_option *option)
{
	if (option->commas)
		keep_until(completion, ',');
	for (size_t i = 0; option->choices && option->choices[i]; i++)
		if (*option->choices[i])
			add(completion, str_of(option->choices[i]), STR(""));
	if (!option->choices && option->value)
		add_placeholder(completion, str_of(option->value));
}

/* "--name=value", of which the value is asked for. */
static void add_values_behind(struct completion *completion)
{
	str name, value;
	str_cut(str_from(completion->word, 2), '=', &name, &value);
	const struct cli_option *option = find_option(completion, name, 0);
	completion->before = str_slice(completion->word, 0, completion->word.len - value.len);
	completion->word = value;
	if (option)
		add_values(completion, option);
}

/* ---- operands ---- */

/* "ENV|DIR" or "run|install": a placeholder is in capitals, a word stands for itself. */
static void add_alternatives(struct completion *completion, str alternatives)
{
	for (str one; alternatives.len > 0;) {
		str_cut(alternatives, '|', &one, &alternatives);
		if (one.len > 0 && ascii_is_lower(one.at[0]))
			add(completion, one, STR(""));
		else
			add_placeholder(completion, one);
	}
	/* Names first: a shell that completes directories asks for nothing else. */
	if (completion->directive == DIRECTORIES_TOO && completion->found > 0)
		completion->directive = FILES_TOO;
}

/* "[ENV|DIR...]" and "check|show [PATH]": usage says what comes where. */
static void add_operands(struct completion *completion)
{
	str rest = str_of(completion->command->operands), one = STR("");
	bool repeats = false;
	for (size_t i = 0; i <= completion->operands && !repeats; i++) {
		str_cut(rest, ' ', &one, &rest);
		if (str_starts_with(one, STR("[")))
			one = str_slice(one, 1, one.len - 1);
		repeats = str_ends_with(one, STR("..."));
	}
	add_alternatives(completion, repeats ? str_slice(one, 0, one.len - 3) : one);
}

/* ---- what was typed ---- */

/* Is the value of this flag the next word? */
static const struct cli_option *wants_next(const struct completion *completion, str word)
{
	const struct cli_option *option = NULL;
	if (str_starts_with(word, STR("--"))) {
		option = find_option(completion, str_from(word, 2), 0);
		return option && option->kind != OPTION_FLAG ? option : NULL;
	}
	for (size_t i = 1; i < word.len; i++) {
		option = find_option(completion, STR(""), word.at[i]);
		if (!option || option->kind != OPTION_FLAG)
			return option && i + 1 == word.len ? option : NULL;
	}
	return NULL;
}

static bool is_flag(str word)
{
	return word.len > 1 && word.at[0] == '-';
}

/* Environments and revisions are those of the place where the command would run. */
static void go_there(struct invocation *invocation, const struct cli_option *option, str value)
{
	if (option->letter == 'C' && chdir(arena_cstr(invocation->arena, value)) == 0)
		invocation->globals.directory = value;
}

/* Reads the words before the last. Returns the flag whose value the last one is, or NULL. */
static const struct cli_option *read_words(struct completion *completion, const struct texts *words,
                                           bool *flags_ended)
{
	const struct cli_option *pending = NULL;
	for (size_t i = 0; i + 1 < words->len; i++) {
		const str word = words->at[i];
		if (pending) {
			go_there(completion->invocation, pending, word);
			pending = NULL;
		} else if (!*flags_ended && str_eq(word, STR("--"))) {
			*flags_ended = true;
		} else if (!*flags_ended && is_flag(word)) {
			pending = wants_next(completion, word);
		} else if (!completion->command) {
			completion->command = command_find(word);
			if (!completion->command)
				return NULL;
		} else {
			completion->operands++;
		}
	}
	return pending;
}

static void add_candidates(struct completion *completion, const struct texts *words)
{
	bool flags_ended = false;
	const struct cli_option *pending = read_words(completion, words, &flags_ended);
	const str word = completion->word;
	if (pending)
		add_values(completion, pending);
	else if (!flags_ended && str_starts_with(word, STR("--")) &&
	         str_find_char(word, '=') != STR_NONE)
		add_values_behind(completion);
	else if (!flags_ended && str_starts_with(word, STR("-")))
		add_options(completion);
	else if (completion->command)
		add_operands(completion);
	else if (words->len <= 1 || is_flag(words->at[0]))
		add_commands(completion);
}

void complete_words(struct invocation *invocation, const struct texts *words)
{
	struct completion completion = {.invocation = invocation, .directive = NOTHING_ELSE};
	if (words->len > 0)
		completion.word = words->at[words->len - 1];
	add_candidates(&completion, words);
	buf_printf(&invocation->out, ":%d\n", (int)completion.directive);
	/* A config that is broken is no news to somebody who types. */
	diags_init(&invocation->diags, invocation->arena);
}
