/* cmd_rules.c - kustoc rules */
#include "cli/commands.h"
#include "lint/rule.h"

static const struct {
	const char *name;
	enum look_role role;
} SEVERITIES[] = {
	[DIAG_ERROR] = {"error",   LOOK_ERROR  },
	[DIAG_WARNING] = {"warning", LOOK_WARNING},
	[DIAG_NOTE] = {"note",    LOOK_NOTE   },
};

enum exit_status cmd_rules(struct invocation *invocation, const void *values,
                           const struct texts *operands)
{
	(void)values;
	(void)operands;
	struct buf *out = &invocation->out;
	const struct lint_rules rules = lint_rules_all();
	for (size_t i = 0; i < rules.len; i++) {
		const struct lint_rule *rule = &rules.at[i];
		buf_printf(out, "%.*s  ", STR_ARG(rule->code));
		look_begin(out, &invocation->out_look, SEVERITIES[rule->severity].role);
		buf_printf(out, "%-7s", rule->is_off ? "off" : SEVERITIES[rule->severity].name);
		look_end(out, &invocation->out_look, SEVERITIES[rule->severity].role);
		buf_printf(out, "  %-25.*s  %.*s\n", STR_ARG(rule->name), STR_ARG(rule->summary));
	}
	return EXIT_CLEAN;
}
