/*
 * rules.c - see rules.h
 *
 * Rules that nobody asked for run all the same: what is reported is decided later, by file and by
 * line, and a rule takes microseconds where its answer is remembered.
 */
#include "lint/rules/rules.h"

#include "lint/rules/run.h"

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

void rules_check_late(const struct rules_run *run, const struct rules_overlay *overlay,
                      struct diags *diags)
{
	const struct lint_rules rules = lint_rules_all();
	for (size_t i = 0; i < rules.len; i++) {
		struct rule_check check = {.arena = run->arena,
		                           .rule = &rules.at[i],
		                           .resources = overlay->resources,
		                           .schemas = run->context.schemas,
		                           .memo = run->context.memo,
		                           .environment = overlay->environment,
		                           .run = run,
		                           .overlay = overlay,
		                           .diags = diags};
		if (check.rule->late)
			check.rule->late(&check);
	}
}
