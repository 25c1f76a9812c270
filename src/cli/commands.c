/* commands.c - the commands as a table */
#include "cli/commands.h"

/* In the order in which help shows them. */
const struct command COMMANDS[] = {
	{
         .name = "build",
         .summary = "render one kustomization as kustomize does",
         .operands = "[DIR]",
         .description =
			"Prints the resources of the kustomization in DIR, by default the current\n"
			"directory, byte for byte as `kustomize build` prints them. Nothing is\n"
			"printed when the build fails; what is wrong is said on standard error.\n", .examples =
			"  kustoc build overlays/production                 # to standard output\n"
			"  kustoc build -o out overlays/production          # a file a resource\n"
			"  kustoc build --format=jsonl . | jq .kind         # a resource a line\n", .options = BUILD_OPTIONS,
         .own_options = BUILD_OWN_OPTIONS,
         .new_values = build_new_values,
         .max_operands = SIZE_MAX, /* kustomize has words of its own for too many */
		.run = cmd_build,
         .in_kustomize = true,
	 },
	{
         .name = "version",
         .summary = "say which version this is",
         .operands = "",
         .description = "Prints the version of kustoc and the version of kustomize whose "
			       "output it gives.\n", .run = cmd_version,
         .in_kustomize = true,
	 },
	{
         .name = "help",
         .summary = "explain kustoc or one of its commands",
         .operands = "[COMMAND]",
         .description = "Prints what `kustoc COMMAND --help` prints.\n",
         .max_operands = 1,
         .run = cmd_help,
         .in_kustomize = true,
	 },
	{.name = NULL								  },
};

const struct command *command_find(str name)
{
	for (const struct command *command = COMMANDS; command->name; command++)
		if (str_eq(str_of(command->name), name))
			return command;
	return NULL;
}

static const char *next_command(void *context)
{
	const struct command **command = context;
	return (*command)->name ? (*command)++->name : NULL;
}

bool command_unknown(struct invocation *invocation, str name)
{
	const struct command *first = COMMANDS;
	const char *closest = option_closest(name, next_command, &first);
	usage_error(&invocation->diags, "unknown command '%.*s'%s%s%s", STR_ARG(name),
	            closest ? "; did you mean '" : "", closest ? closest : "", closest ? "'?" : "");
	if (!invocation->as_kustomize)
		return false;
	return diag_sentence(&invocation->diags, "unknown command \"%.*s\" for \"%s\"",
	                     STR_ARG(name), invocation->program);
}
