/* rules.c - see rules.h */
#include "lint/rules/rules.h"

void rules_check(struct arena *arena, const struct resmap *resources,
                 const struct rules_context *context, struct diags *diags)
{
	const struct lint_rules rules = lint_rules_all();
	for (size_t i = 0; i < rules.len; i++) {
		struct rule_check check = {.arena = arena,
		                           .rule = &rules.at[i],
		                           .resources = resources,
		                           .schemas = context->schemas,
		                           .memo = context->memo,
		                           .environment = context->environment,
		                           .diags = diags};
		if (check.rule->check)
			check.rule->check(&check);
	}
}

void rules_check_late(struct arena *arena, const struct resmap *resources,
                      struct json_schemas *schemas, struct diags *diags)
{
	struct rule_check check = {.arena = arena,
	                           .rule = lint_rule_find(STR("SCH005")),
	                           .resources = resources,
	                           .schemas = schemas,
	                           .diags = diags};
	check_met_schema(&check);
}
