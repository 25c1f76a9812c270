/* select.c - see select.h */
#include "lint/select.h"

#include "lint/rule.h"

/* "OCI2" and "OCI" stand for a family, "ALL" for everything. */
static bool word_fits(str text, const struct lint_rule *rule)
{
	return str_eq_nocase(text, STR("all")) || lint_rule_is_called(rule, text) ||
	       (text.len >= 3 && text.len <= rule->code.len &&
	        str_eq_nocase(text, str_slice(rule->code, 0, text.len)));
}

/* One of "OCI203,KUS007". */
static bool fits(str text, const struct lint_rule *rule)
{
	str word;
	while (text.len > 0) {
		str_cut(text, ',', &word, &text);
		if (word_fits(word, rule))
			return true;
	}
	return false;
}

static bool any_fits(const str *texts, size_t len, const struct lint_rule *rule)
{
	for (size_t i = 0; i < len; i++)
		if (fits(texts[i], rule))
			return true;
	return false;
}

/* What --ignore takes away, --select does not bring back. */
bool lint_is_selected(const char *code, const void *options)
{
	const struct lint_options *given = options;
	const struct lint_rule *rule = lint_rule_find(str_of(code));
	if (!rule)
		return true;
	return (given->select_len == 0 || any_fits(given->select, given->select_len, rule)) &&
	       !any_fits(given->ignore, given->ignore_len, rule);
}

/* A rule that is not there must not look like a rule that finds nothing. */
static bool expect_rule(str word, struct diags *diags)
{
	const struct lint_rules rules = lint_rules_all();
	for (size_t i = 0; i < rules.len; i++)
		if (word_fits(word, &rules.at[i]))
			return true;
	return lint_rule_unknown(word, diags);
}

static bool expect_rules(const str *texts, size_t len, struct diags *diags)
{
	for (size_t i = 0; i < len; i++) {
		str rest = texts[i], word;
		while (rest.len > 0) {
			str_cut(rest, ',', &word, &rest);
			if (!expect_rule(word, diags))
				return false;
		}
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
