/* rule.h - the rules as a table */
#ifndef LINT_RULE_H
#define LINT_RULE_H

#include "base/diag.h"

struct rule_check;

struct lint_rule {
	str code; /* "OCI203" */
	str name; /* "filter-unanchored"; a few rules share one: unknown-field */
	enum diag_severity severity;
	bool is_off; /* unless asked for by its name: not everybody's policy */
	/* Both NULL: reported elsewhere. */
	void (*check)(struct rule_check *check); /* in one overlay */
	void (*late)(struct rule_check *check);  /* with all overlays of the run at hand */
	str summary;
};

/* All of them, by code. */
struct lint_rules {
	const struct lint_rule *at;
	size_t len;
};
/* The table, sorted by code; it is constant. */
struct lint_rules lint_rules_all(void);
/* Is this its code or its name, whatever the case? */
bool lint_rule_is_called(const struct lint_rule *rule, str code_or_name);
/* The first that is called so; NULL when there is none. */
const struct lint_rule *lint_rule_find(str code_or_name);
/* The rule whose code or name is spelt most alike, NULL when none is near. */
const struct lint_rule *lint_rule_closest(str code_or_name);
/* Reports that there is none of that name, and which was perhaps meant. */
bool lint_rule_unknown(str code_or_name, struct diags *diags);
/* What `kustoc explain CODE` shows: Markdown, from pages/. */
str lint_rule_page(const struct lint_rule *rule);

/* Does `kustoc lint` mend what it finds? Its page says how, and so whether. */
enum lint_rule_fix { RULE_FIX_NONE, RULE_FIX_UNSAFE, RULE_FIX_SAFE };
enum lint_rule_fix lint_rule_fix(const struct lint_rule *rule);

#endif
