/*
 * rule.c - see rule.h
 *
 * rules.def is read once more here, into the table. That each rule has a page, and that the page
 * says what the rule does, tests see to (rule_test.c, pages_test.c).
 */
#include "lint/rule.h"

#include "lint/pages.h"
#include "lint/rules/rules.h"

#define ROW(code, name, severity, is_off, check, late, summary)                                    \
	{STR_INIT(#code), STR_INIT(name), severity, is_off, check, late, STR_INIT(summary)},
#define RULE(code, name, severity, function, summary)                                              \
	ROW(code, name, severity, false, function, NULL, summary)
#define RULE_OFF(code, name, severity, function, summary)                                          \
	ROW(code, name, severity, true, function, NULL, summary)
#define LATE(code, name, severity, function, summary)                                              \
	ROW(code, name, severity, false, NULL, function, summary)
#define LATE_OFF(code, name, severity, function, summary)                                          \
	ROW(code, name, severity, true, NULL, function, summary)
#define FOUND(code, name, severity, summary) ROW(code, name, severity, false, NULL, NULL, summary)
#define FOUND_OFF(code, name, severity, summary)                                                   \
	ROW(code, name, severity, true, NULL, NULL, summary)
static const struct lint_rule RULES[] = {
#include "lint/rules.def"
};
#undef ROW
#undef RULE
#undef RULE_OFF
#undef LATE
#undef LATE_OFF
#undef FOUND
#undef FOUND_OFF

enum { RULES_LEN = sizeof RULES / sizeof *RULES, FAR = 4 };

struct lint_rules lint_rules_all(void)
{
	return (struct lint_rules){RULES, RULES_LEN};
}

bool lint_rule_is_called(const struct lint_rule *rule, str code_or_name)
{
	return str_eq_nocase(rule->code, code_or_name) || str_eq_nocase(rule->name, code_or_name);
}

const struct lint_rule *lint_rule_find(str code_or_name)
{
	for (size_t i = 0; i < RULES_LEN; i++)
		if (lint_rule_is_called(&RULES[i], code_or_name))
			return &RULES[i];
	return NULL;
}

const struct lint_rule *lint_rule_closest(str code_or_name)
{
	const struct lint_rule *closest = NULL;
	/* What shares next to nothing with a name was not meant for it. */
	const size_t half = code_or_name.len / 2 + 1;
	size_t least = half < FAR ? half : FAR;
	for (size_t i = 0; i < RULES_LEN; i++) {
		const size_t code = str_distance(RULES[i].code, code_or_name, FAR);
		const size_t name = str_distance(RULES[i].name, code_or_name, FAR);
		const size_t distance = code < name ? code : name;
		if (distance < least) {
			least = distance;
			closest = &RULES[i];
		}
	}
	return closest;
}

bool lint_rule_unknown(str code_or_name, struct diags *diags)
{
	const struct lint_rule *closest = lint_rule_closest(code_or_name);
	diag_error(diags, NO_MARK, "no rule '%.*s'", STR_ARG(code_or_name));
	diag_code(diags, NULL); /* wrong usage is no rule's business */
	return closest ? diag_note(diags, NO_MARK, "closest", "%.*s %.*s", STR_ARG(closest->code),
	                           STR_ARG(closest->name))
	               : false;
}

str lint_rule_page(const struct lint_rule *rule)
{
	for (size_t i = 0; i < LINT_PAGES_LEN; i++)
		if (str_eq(LINT_PAGES[i].code, rule->code))
			return LINT_PAGES[i].text;
	return STR("");
}

/* Where it depends on the case, some of them are safe. */
enum lint_rule_fix lint_rule_fix(const struct lint_rule *rule)
{
	const str page = lint_rule_page(rule);
	const size_t at = str_find(page, STR("\n## Fix\n"));
	if (at == STR_NONE)
		return RULE_FIX_NONE;
	return str_contains(str_from(page, at), STR("`--fix`")) ? RULE_FIX_SAFE : RULE_FIX_UNSAFE;
}
