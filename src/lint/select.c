/* select.c - see select.h */
#include "lint/select.h"

#include "lint/rule.h"

/* "OCI2" and "OCI" stand for a family, "ALL" for everything. */
static bool fits(str text, const struct lint_rule *rule)
{
	return str_eq_nocase(text, STR("all")) || str_eq_nocase(text, rule->name) ||
	       (text.len >= 3 && text.len <= rule->code.len &&
	        str_eq_nocase(text, str_slice(rule->code, 0, text.len)));
}

static bool any_fits(const str *texts, size_t len, const struct lint_rule *rule)
{
	for (size_t i = 0; i < len; i++)
		if (fits(texts[i], rule))
			return true;
	return false;
}

bool lint_is_selected(const char *code, const void *options)
{
	const struct lint_options *given = options;
	const struct lint_rule *rule = lint_rule_find(str_of(code));
	if (!rule)
		return true;
	return (given->select_len == 0 || any_fits(given->select, given->select_len, rule)) &&
	       !any_fits(given->ignore, given->ignore_len, rule);
}

static bool expect_rules(const str *texts, size_t len, struct diags *diags)
{
	const struct lint_rules rules = lint_rules_all();
	for (size_t i = 0; i < len; i++) {
		bool found = false;
		for (size_t j = 0; j < rules.len; j++)
			found |= fits(texts[i], &rules.at[j]);
		if (!found)
			return lint_rule_unknown(texts[i], diags);
	}
	return true;
}

bool lint_select(struct lint_options *options, const str *select, size_t select_len,
                 const str *ignore, size_t ignore_len, struct diags *diags)
{
	options->select = select;
	options->select_len = select_len;
	options->ignore = ignore;
	options->ignore_len = ignore_len;
	return expect_rules(select, select_len, diags) && expect_rules(ignore, ignore_len, diags);
}
