/* help.c - see help.h */
#include "cli/help.h"

#include <string.h>

#include "base/wrap.h"
#include "cli/globals.h"

/* A terminal that is narrower has texts below what they are about. */
enum {
	COMMAND_COLUMN = 14,
	TEXT_COLUMN = 36,
	BELOW_COLUMN = 10,
	NARROW = 64,
	USUAL = 80,
	AUTHORS = 84,
	WIDEST = 100
};

/* Help is read through a pager, too: then the terminal is where errors go. */
static size_t width_of(const struct invocation *invocation)
{
	const struct look *out = &invocation->out_look, *err = &invocation->err_look;
	const size_t width = out->is_paged ? out->width : err->is_paged ? err->width : USUAL;
	return width > WIDEST && invocation->globals.width == 0 ? WIDEST : width;
}

/*
 * A text at `column`, where the line is `used` wide by now; on the next line when it is too wide.
 */
static void add_text(struct invocation *invocation, size_t used, size_t column, const char *text)
{
	struct buf *out = &invocation->out;
	const size_t width = width_of(invocation);
	if (width < NARROW)
		column = column < BELOW_COLUMN ? column : BELOW_COLUMN;
	if (used + 2 > column)
		buf_printf(out, "\n%*s", (int)column, "");
	else
		buf_printf(out, "%*s", (int)(column - used), "");
	wrap_add(out, (struct wrap){width, column}, column, str_of(text));
	buf_add_char(out, '\n');
}

/* As wide as its author has it, where there is room for that. */
static void add_paragraph(struct invocation *invocation, const char *text)
{
	if (width_of(invocation) >= AUTHORS)
		buf_add(&invocation->out, str_of(text));
	else
		wrap_add_paragraphs(&invocation->out, (struct wrap){width_of(invocation), 0},
		                    str_of(text));
}

/* "  -o, --output PATH              write to PATH" */
static void add_option(struct invocation *invocation, const struct cli_option *option)
{
	struct buf *out = &invocation->out;
	const size_t start = out->len;
	if (option->letter)
		buf_printf(out, "  -%c%s", option->letter, option->name[0] ? ", " : "");
	else
		buf_add(out, STR("      "));
	if (option->name[0])
		buf_printf(out, "--%s", option->name);
	if (option->value)
		buf_printf(out, " %s", option->value);
	add_text(invocation, out->len - start, TEXT_COLUMN, option->text);
}

static void add_options(struct invocation *invocation, const struct cli_option *options,
                        bool is_long)
{
	for (; options && options->name; options++)
		if ((options->help == HELP_ALWAYS || (options->help == HELP_LONG && is_long)) &&
		    !(options->own && invocation->as_kustomize))
			add_option(invocation, options);
}

static void add_globals(struct invocation *invocation, bool is_long)
{
	buf_add(&invocation->out, STR("\nflags of every command:\n"));
	add_options(invocation, invocation->as_kustomize ? KUSTOMIZE_GLOBALS : GLOBAL_OPTIONS,
	            is_long);
}

/* A row, not a column. */
/* clang-format off */
const struct help_convention HELP_CONVENTIONS[] = {
	{"environment", "KUSTOC_FLAG", "what --flag says, where the command line does not say it"},
	{"environment", "KUSTOC_COLORS", "colours by role, as in error=1;31:warning=33"},
	{"environment", "NO_COLOR", "no colour; CLICOLOR_FORCE and FORCE_COLOR: always colour"},
	{"exit status", "0", "nothing found"},
	{"exit status", "1", "something found: a build that fails, a finding, a difference"},
	{"exit status", "2", "wrong usage, or input or output that fails: the run is incomplete"},
	{"exit status", "130", "interrupted"},
	{0},
};
/* clang-format on */

/* Terms are as wide as the widest of their section. */
static size_t term_width(const struct help_convention *first)
{
	size_t width = 0;
	for (const struct help_convention *row = first; help_is_same_section(first, row); row++)
		if (strlen(row->term) > width)
			width = strlen(row->term);
	return width;
}

bool help_is_same_section(const struct help_convention *a, const struct help_convention *b)
{
	return a && b->section && strcmp(a->section, b->section) == 0;
}

static void add_conventions(struct invocation *invocation)
{
	struct buf *out = &invocation->out;
	const struct help_convention *before = NULL;
	size_t width = 0;
	for (const struct help_convention *row = HELP_CONVENTIONS; row->term; before = row++) {
		if (!help_is_same_section(before, row)) {
			buf_printf(out, "\n%s:\n", row->section);
			width = term_width(row);
		}
		buf_printf(out, "  %s", row->term);
		add_text(invocation, 2 + strlen(row->term), 5 + width, row->text);
	}
}

void help_program(struct invocation *invocation, bool is_long)
{
	struct buf *out = &invocation->out;
	if (!invocation->as_kustomize)
		add_paragraph(invocation, HELP_PURPOSE "\n\n");
	buf_printf(out, "usage: %s COMMAND [flags] [arguments]\n\ncommands:\n",
	           invocation->program);
	for (const struct command *command = COMMANDS; command->name; command++) {
		if (command->is_hidden || (!command->in_kustomize && invocation->as_kustomize))
			continue;
		buf_printf(out, "  %s", command->name);
		add_text(invocation, 2 + strlen(command->name), COMMAND_COLUMN, command->summary);
	}
	add_globals(invocation, is_long);
	if (is_long && !invocation->as_kustomize)
		add_conventions(invocation);
	buf_printf(out, "\nMore: %s COMMAND --help\n", invocation->program);
}

void help_command(struct invocation *invocation, const struct command *command, bool is_long)
{
	struct buf *out = &invocation->out;
	buf_printf(out, "%s %s: %s\n\nusage: %s %s%s%s%s\n", invocation->program, command->name,
	           command->summary, invocation->program, command->name,
	           command->options[0] ? " [flags]" : "", *command->operands ? " " : "",
	           command->operands);
	if (is_long && command->description) {
		buf_add_char(out, '\n');
		add_paragraph(invocation, command->description);
	}
	if (command->options[0])
		buf_add(out, STR("\nflags:\n"));
	for (size_t i = 0; i < 2; i++)
		add_options(invocation, command->options[i], is_long);
	add_globals(invocation, is_long);
	if (is_long && !invocation->as_kustomize) {
		add_conventions(invocation);
		if (command->examples)
			buf_printf(out, "\nexamples:\n%s", command->examples);
	} else if (!is_long) {
		buf_printf(out, "\nMore: %s %s --help\n", invocation->program, command->name);
	}
}
