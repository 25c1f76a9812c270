/*
 * select.c - see select.h
 *
 * From the general to the particular, the last word wins: the rule's own default, the file's
 * `rules`, its `per-path` in order, then the command line. Within one of them `ignore` beats
 * `select`. A rule that is off wants to be called by its own name at each of these, so that asking
 * for a family, or for ALL, never switches on what is a matter of policy.
 */
#include "lint/select.h"

#include "lint/rule.h"

/* "OCI2" and "OCI" stand for a family, "ALL" for everything. */
static bool word_fits(str text, const struct lint_rule *rule)
{
	return str_eq_nocase(text, STR("all")) || lint_rule_is_called(rule, text) ||
	       (text.len >= 3 && text.len <= rule->code.len &&
	        str_eq_nocase(text, str_slice(rule->code, 0, text.len)));
}

/* A rule that is off is switched on by its own name only, not along with its family. */
static bool word_selects(str text, const struct lint_rule *rule)
{
	return rule->is_off ? lint_rule_is_called(rule, text) : word_fits(text, rule);
}

/* ---- the command line ---- */

typedef bool word_test(str word, const struct lint_rule *rule);

/* One of "OCI203,KUS007". */
static bool fits(str text, const struct lint_rule *rule, word_test *test)
{
	str word;
	while (text.len > 0) {
		str_cut(text, ',', &word, &text);
		if (test(word, rule))
			return true;
	}
	return false;
}

static bool any_fits(const str *texts, size_t len, const struct lint_rule *rule, word_test *test)
{
	for (size_t i = 0; i < len; i++)
		if (fits(texts[i], rule, test))
			return true;
	return false;
}

/* ---- the file ---- */

static bool list_fits(const struct node *list, const struct lint_rule *rule, word_test *test)
{
	if (node_is_seq(list))
		NODE_EACH_ITEM (item, list)
			if (test(item->value->text, rule))
				return true;
	return false;
}

/* What holds so far; a more particular setting may change it. */
struct verdict {
	bool is_selected;
	enum diag_severity severity;
};

static const char *const SEVERITIES[] = {
	[DIAG_ERROR] = "error", [DIAG_WARNING] = "warning", [DIAG_NOTE] = "note"};

/* The word that says most about the rule counts: OCI203 before OCI2 before OCI. */
static void apply_severity(const struct node *severities, const struct lint_rule *rule,
                           struct verdict *verdict)
{
	const struct node *value = NULL;
	size_t best = 0;
	if (!node_is_map(severities))
		return;
	NODE_EACH_PAIR (pair, severities) {
		const str word = pair->key.text;
		if (!word_selects(word, rule) || word.len < best)
			continue;
		best = lint_rule_is_called(rule, word) ? SIZE_MAX : word.len;
		value = pair->value;
	}
	if (!value)
		return;
	verdict->is_selected &= !str_eq(value->text, STR("off"));
	for (int i = 0; i < (int)(sizeof SEVERITIES / sizeof *SEVERITIES); i++) {
		if (!str_eq(value->text, str_of(SEVERITIES[i])))
			continue;
		verdict->severity = (enum diag_severity)i;
		verdict->is_selected |= rule->is_off;
	}
}

static void apply_rules(const struct node *rules, const struct lint_rule *rule, bool may_select,
                        struct verdict *verdict)
{
	const struct node *select = node_get(rules, STR("select"));
	if (select && may_select)
		verdict->is_selected = list_fits(select, rule, word_selects);
	apply_severity(node_get(rules, STR("severity")), rule, verdict);
	if (list_fits(node_get(rules, STR("ignore")), rule, word_fits))
		verdict->is_selected = false;
}

static void apply_config(const struct config *config, const struct lint_rule *rule, str path,
                         bool may_select, struct verdict *verdict)
{
	const struct node *paths = node_get(config->fields, STR("per-path"));
	apply_rules(node_get(config->fields, STR("rules")), rule, may_select, verdict);
	if (node_is_map(paths) && path.len > 0)
		NODE_EACH_PAIR (pair, paths)
			if (config_covers(config, pair->key.text, path))
				apply_rules(pair->value, rule, may_select, verdict);
}

/* ---- both ---- */

static bool word_names(str text, const struct lint_rule *rule)
{
	return lint_rule_is_called(rule, text);
}

bool lint_is_rule_named(const char *code, const struct lint_options *options)
{
	const struct lint_rule *rule = lint_rule_find(str_of(code));
	const struct node *fields = options->config ? options->config->fields : NULL;
	const struct node *select = node_get(node_get(fields, STR("rules")), STR("select"));
	return any_fits(options->select, options->select_len, rule, word_names) ||
	       list_fits(select, rule, word_names);
}

static struct verdict judge(const struct lint_rule *rule, str path, enum diag_severity severity,
                            const struct lint_options *options)
{
	struct verdict verdict = {!rule->is_off, severity};
	if (options->config)
		apply_config(options->config, rule, path, options->select_len == 0, &verdict);
	if (options->select_len > 0)
		verdict.is_selected =
			any_fits(options->select, options->select_len, rule, word_selects);
	if (any_fits(options->ignore, options->ignore_len, rule, word_fits))
		verdict.is_selected = false;
	return verdict;
}

bool lint_is_selected(struct diag *diag, const struct lint_options *options)
{
	const struct lint_rule *rule = diag->code ? lint_rule_find(str_of(diag->code)) : NULL;
	if (!rule)
		return true;
	const str path = diag->at.source ? diag->at.source->path : STR("");
	const struct verdict verdict = judge(rule, path, diag->severity, options);
	diag->severity = verdict.severity;
	return verdict.is_selected;
}

bool lint_is_rule_selected(const char *code, str path, const struct lint_options *options)
{
	const struct lint_rule *rule = lint_rule_find(str_of(code));
	return !rule || judge(rule, path, rule->severity, options).is_selected;
}

/* ---- words that mean nothing ---- */

bool lint_expect_rule(str word, struct mark at, struct diags *diags)
{
	const struct lint_rules rules = lint_rules_all();
	for (size_t i = 0; i < rules.len; i++)
		if (word_fits(word, &rules.at[i]))
			return true;
	lint_rule_unknown(word, diags);
	return diag_place(diags, at);
}

/* A rule that is not there must not look like a rule that finds nothing. */
static bool expect_rules(const str *texts, size_t len, struct diags *diags)
{
	for (size_t i = 0; i < len; i++) {
		str rest = texts[i], word;
		while (rest.len > 0) {
			str_cut(rest, ',', &word, &rest);
			if (!lint_expect_rule(word, NO_MARK, diags))
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
