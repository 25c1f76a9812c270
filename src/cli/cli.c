/*
 * cli.c - see cli.h
 *
 * An invocation reads the flags before the command's name, finds the command,
 * reads its flags, runs it, and turns what was reported into text.
 */
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/interrupt.h"
#include "base/path.h"
#include "base/trace.h"
#include "cli/command.h"
#include "cli/globals.h"
#include "cli/help.h"
#include "lint/report_text.h"

/* ---- who we are ---- */

/* As a plug-in of flux or kubectl only the usage differs; as kustomize everything does. */
static void take_name(struct invocation *invocation, const char *argv0)
{
	const str name = path_base(str_of(argv0 ? argv0 : "kustoc"));
	invocation->as_kustomize = str_eq(name, STR("kustomize"));
	invocation->program = "kustoc";
	if (invocation->as_kustomize)
		invocation->program = "kustomize";
	else if (str_eq(name, STR("flux-kustoc")))
		invocation->program = "flux kustoc";
	else if (str_eq(name, STR("kubectl-kustoc")))
		invocation->program = "kubectl kustoc";
}

/* ---- running ---- */

static struct option_set global_set(struct invocation *invocation)
{
	return (struct option_set){invocation->as_kustomize ? KUSTOMIZE_GLOBALS : GLOBAL_OPTIONS,
	                           &invocation->globals};
}

/* Reads the flags that stand before the command; *args is left at its name. */
static bool read_globals(struct invocation *invocation, char *const **args)
{
	const struct option_set set = global_set(invocation);
	const struct option_parser parser = {
		.arena = invocation->arena, .sets = &set, .count = 1, .stop_at_operand = true};
	struct texts none = {0};
	size_t read;
	if (!options_parse(&parser, *args, &none, &read, &invocation->diags))
		return false;
	*args += read;
	return true;
}

static bool read_options(struct invocation *invocation, const struct command *command,
                         char *const *args, void *values, struct texts *operands)
{
	struct option_set sets[3];
	size_t count = 0;
	for (size_t i = 0; i < 2; i++)
		if (command->options[i])
			sets[count++] = (struct option_set){command->options[i], values};
	sets[count++] = global_set(invocation);
	const struct option_parser parser = {.arena = invocation->arena,
	                                     .sets = sets,
	                                     .count = count,
	                                     .own_ways = !invocation->as_kustomize};
	return options_parse(&parser, args, operands, NULL, &invocation->diags);
}

/* At once, so that it is seen what a run that hangs is waiting for. */
static void tell_trace(str line)
{
	dprintf(STDERR_FILENO, "kustoc: %.*s\n", STR_ARG(line));
}

static bool make_cache(struct invocation *invocation)
{
	const str dir = globals_temp_dir(invocation->arena);
	const int error =
		file_make_scratch(invocation->arena, dir, "kustoc-cache", &invocation->cache);
	return error == 0 ||
	       diag_error(&invocation->diags, NO_MARK, "cannot make a directory in '%.*s': %s",
	                  STR_ARG(dir), strerror(error));
}

static bool prepare(struct invocation *invocation)
{
	const struct globals *globals = &invocation->globals;
	trace_set(globals->verbose ? tell_trace : NULL);
	if (globals->no_cache && !make_cache(invocation))
		return false;
	const char *directory = arena_cstr(invocation->arena, globals->directory);
	if (globals->directory.len > 0 && chdir(directory) != 0)
		return diag_error(&invocation->diags, NO_MARK, "cannot enter '%s': %s", directory,
		                  strerror(errno));
	return globals_look(globals, STDOUT_FILENO, &invocation->out_look, &invocation->diags) &&
	       globals_look(globals, STDERR_FILENO, &invocation->err_look, &invocation->diags);
}

static void take_words(struct invocation *invocation, char *const *args, struct texts *words)
{
	for (; *args; args++)
		*ARRAY_ADD(invocation->arena, words) = str_of(*args);
}

static enum exit_status run_command(struct invocation *invocation, const struct command *command,
                                    char *const *args)
{
	void *values = command->new_values ? command->new_values(invocation->arena) : NULL;
	struct texts operands = {0};
	if (command->takes_words)
		take_words(invocation, args, &operands);
	else if (!read_options(invocation, command, args, values, &operands))
		return EXIT_BROKEN;
	if (!prepare(invocation))
		return EXIT_BROKEN;
	if (invocation->globals.help || invocation->globals.long_help) {
		help_command(invocation, command, invocation->globals.long_help);
		return EXIT_CLEAN;
	}
	if (operands.len > command->max_operands) {
		diag_error(&invocation->diags, NO_MARK, "%s takes no argument '%.*s'",
		           command->name, STR_ARG(operands.at[command->max_operands]));
		return EXIT_BROKEN;
	}
	return command->run(invocation, values, &operands);
}

static enum exit_status run(struct invocation *invocation, char *const *args)
{
	if (!read_globals(invocation, &args))
		return EXIT_BROKEN;
	if (invocation->globals.version)
		return run_command(invocation, command_find(STR("version")), args);
	if (!*args) {
		help_program(invocation, invocation->globals.long_help);
		return EXIT_CLEAN;
	}
	const struct command *command = command_find(str_of(*args));
	if (command && (command->in_kustomize || !invocation->as_kustomize))
		return run_command(invocation, command, args + 1);
	command_unknown(invocation, str_of(*args));
	return EXIT_BROKEN;
}

/* ---- saying what went wrong ---- */

/* kustomize's own lines, "# Warning: …", before everything else as it prints them. */
static void print_notices(struct invocation *invocation)
{
	for (const struct diag *diag = invocation->diags.first; diag; diag = diag->next)
		if (diag->severity == DIAG_WARNING && diag->sentence.len > 0)
			buf_printf(&invocation->err, "%.*s\n", STR_ARG(diag->sentence));
}

static void print_as_kustomize(struct invocation *invocation)
{
	for (const struct diag *diag = invocation->diags.first; diag; diag = diag->next)
		if (diag->severity == DIAG_ERROR)
			buf_printf(&invocation->err, "Error: %.*s\n", STR_ARG(diag->sentence));
}

static void print_own(struct invocation *invocation, enum exit_status status)
{
	struct diags shown;
	diags_init(&shown, invocation->arena);
	for (struct diag *diag = invocation->diags.first, *next; diag; diag = next) {
		next = diag->next;
		const bool is_notice = diag->severity == DIAG_WARNING && diag->sentence.len > 0;
		if (!is_notice && (diag->severity == DIAG_ERROR || !invocation->globals.quiet))
			diags_take(&shown, diag);
		if (status == EXIT_BROKEN && !diag->at.source)
			diag->code = NULL; /* wrong usage is no rule's finding */
	}
	report_text(&invocation->err, &shown, &invocation->err_look, REPORT_FULL,
	            str_of(invocation->program));
}

static void print_diags(struct invocation *invocation, enum exit_status status)
{
	if (!invocation->globals.quiet)
		print_notices(invocation);
	if (invocation->as_kustomize)
		print_as_kustomize(invocation);
	else
		print_own(invocation, status);
}

struct cli_result cli_execute(struct arena *arena, char *const *argv)
{
	struct invocation invocation = {.arena = arena};
	buf_init(&invocation.out, arena);
	buf_init(&invocation.err, arena);
	buf_init(&invocation.summary, arena);
	diags_init(&invocation.diags, arena);
	take_name(&invocation, argv[0]);
	const int here = open(".", O_RDONLY | O_CLOEXEC); /* -C must not outlive the call */
	enum exit_status status = run(&invocation, argv[0] ? argv + 1 : argv);
	print_diags(&invocation, status);
	trace_set(NULL);
	if (invocation.cache.len > 0)
		file_remove_scratch(arena, invocation.cache);
	if (here >= 0) {
		if (invocation.globals.directory.len > 0 && fchdir(here) != 0)
			status = EXIT_BROKEN;
		close(here);
	}
	if (invocation.as_kustomize && status != EXIT_CLEAN)
		status = EXIT_FOUND; /* kustomize knows no other */
	return (struct cli_result){.status = (int)status,
	                           .err = buf_text(&invocation.err),
	                           .out = buf_text(&invocation.out),
	                           .summary = buf_text(&invocation.summary)};
}

/* ---- as a program ---- */

/* 0, or an errno. */
static int write_all(int stream, str text)
{
	while (text.len > 0) {
		const ssize_t put = write(stream, text.at, text.len);
		if (put < 0 && errno != EINTR)
			return errno;
		text = str_from(text, put > 0 ? (size_t)put : 0);
	}
	return 0;
}

int cli_run(char *const *argv)
{
	struct arena *arena = arena_create();
	interrupt_catch();
	struct cli_result result = cli_execute(arena, argv);
	write_all(STDERR_FILENO, result.err);
	const int error = write_all(STDOUT_FILENO, result.out);
	if (error) {
		const str problem =
			arena_printf(arena, "kustoc: error: cannot write to standard output: %s\n",
		                     strerror(error));
		write_all(STDERR_FILENO, problem);
		result.status = EXIT_BROKEN;
	}
	write_all(STDERR_FILENO, result.summary);
	arena_destroy(arena);
	return result.status;
}
