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
	const struct lint_rules rules = lint_rules_all();
	for (size_t i = 0; i < rules.len; i++) {
		if (!lint_rule_is_called(&rules.at[i], wanted))
			continue;
		if (invocation->out.len > 0)
			buf_add_char(&invocation->out, '\n');
		buf_add(&invocation->out, lint_rule_page(&rules.at[i]));
	}
	if (invocation->out.len > 0)
		return EXIT_CLEAN;
	lint_rule_unknown(wanted, &invocation->diags);
	return EXIT_BROKEN;
}
