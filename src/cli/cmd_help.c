/* cmd_help.c - kustoc help, kustoc version */
#include "cli/commands.h"
#include "cli/help.h"

enum exit_status cmd_help(struct invocation *invocation, const void *values,
                          const struct texts *operands)
{
	(void)values;
	if (operands->len == 0) {
		help_program(invocation, true);
		return EXIT_CLEAN;
	}
	const struct command *command = command_find(operands->at[0]);
	if (!command) {
		command_unknown(invocation, operands->at[0]);
		return EXIT_BROKEN;
	}
	help_command(invocation, command, true);
	return EXIT_CLEAN;
}

enum exit_status cmd_version(struct invocation *invocation, const void *values,
                             const struct texts *operands)
{
	(void)values;
	(void)operands;
	/* As kustomize, just the version: scripts compare it. */
	if (invocation->as_kustomize)
		buf_add(&invocation->out, STR("v5.7.1\n"));
	else
		buf_add(&invocation->out, STR("kustoc " KUSTOC_VERSION " (kustomize v5.7.1)\n"));
	return EXIT_CLEAN;
}
