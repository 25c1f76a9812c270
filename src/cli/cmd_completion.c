/* cmd_completion.c - kustoc completion, kustoc __complete */
#include "cli/commands.h"
#include "cli/complete.h"

enum exit_status cmd_completion(struct invocation *invocation, const void *values,
                                const struct texts *operands)
{
	(void)values;
	const str shell = operands->len ? operands->at[0] : STR("");
	const struct completion_script *script = COMPLETION_SCRIPTS;
	for (; script->shell; script++)
		if (str_eq(str_of(script->shell), shell)) {
			buf_add(&invocation->out, script->text);
			return EXIT_CLEAN;
		}
	diag_error(&invocation->diags, NO_MARK, "completion takes 'bash', 'zsh' or 'fish'%s%.*s%s",
	           shell.len ? ", not '" : "", STR_ARG(shell), shell.len ? "'" : "");
	return EXIT_BROKEN;
}

enum exit_status cmd_complete(struct invocation *invocation, const void *values,
                              const struct texts *operands)
{
	(void)values;
	complete_words(invocation, operands);
	return EXIT_CLEAN;
}
