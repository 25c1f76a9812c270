/* cmd_explain.c - kustoc explain */
#include "cli/commands.h"
#include "lint/rule.h"

enum exit_status cmd_explain(struct invocation *invocation, const void *values,
                             const struct texts *operands)
{
	(void)values;
	if (operands->len != 1) {
		diag_error(
			&invocation->diags, NO_MARK,
			"explain takes the code or the name of a rule; 'kustoc rules' lists them");
		return EXIT_BROKEN;
	}
	const str wanted = operands->at[0];
	const struct lint_rule *rule = lint_rule_find(wanted);
	if (rule) {
		buf_add(&invocation->out, lint_rule_page(rule));
		return EXIT_CLEAN;
	}
	lint_rule_unknown(wanted, &invocation->diags);
	return EXIT_BROKEN;
}
