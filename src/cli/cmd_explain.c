/* cmd_explain.c - kustoc explain */
#include "cli/commands.h"
#include "flux/explain.h"
#include "lint/rule.h"

/* A word without any of these is more likely a misspelt rule than a pattern. */
static bool looks_like_pattern(str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (str_find_char(STR("\\.*+?()[]{}|^$"), text.at[i]) != STR_NONE)
			return true;
	return false;
}

static bool looks_like_range(str text)
{
	return text.len > 0 && str_find_char(STR("<>=~!,0123456789"), text.at[0]) != STR_NONE;
}

/* What nobody accepts is explained as what it looks like: the explanation says why. */
static enum exit_status explain_reference(struct invocation *invocation, str text)
{
	struct arena *arena = invocation->arena;
	const bool is_range = explain_is_range(arena, text);
	const bool is_filter = looks_like_pattern(text) && explain_is_filter(arena, text);
	if (is_range || (!is_filter && looks_like_range(text)))
		explain_range(arena, text, &invocation->out);
	else
		explain_filter(arena, text, &invocation->out);
	return is_range || is_filter ? EXIT_CLEAN : EXIT_FOUND;
}

enum exit_status cmd_explain(struct invocation *invocation, const void *values,
                             const struct texts *operands)
{
	(void)values;
	if (operands->len != 1) {
		diag_error(&invocation->diags, NO_MARK,
		           "explain takes the code or the name of a rule, a range or a filter; "
		           "'kustoc rules' lists the rules");
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
	if (looks_like_range(wanted) || looks_like_pattern(wanted) ||
	    explain_is_range(invocation->arena, wanted))
		return explain_reference(invocation, wanted);
	lint_rule_unknown(wanted, &invocation->diags);
	return EXIT_BROKEN;
}
