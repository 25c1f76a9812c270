/* cmd_rules.c - kustoc rules */
#include "base/wrap.h"
#include "cli/commands.h"
#include "lint/json_out.h"
#include "lint/report.h"
#include "lint/rule.h"

enum rules_format { RULES_TEXT, RULES_JSON };
static const char *const FORMATS[] = {[RULES_TEXT] = "text", [RULES_JSON] = "json", NULL};

struct rules_values {
	int format;
};

/* A flag is a row, not a column. */
/* clang-format off */
const struct cli_option RULES_OPTIONS[] = {
	{.name = "output", .letter = 'o', .kind = OPTION_CHOICE,
	 .offset = offsetof(struct rules_values, format), .value = "FORMAT",
	 .text = "text or json", .choices = FORMATS, .no_variable = true, .own = true},
	{.name = NULL},
};
/* clang-format on */

void *rules_new_values(struct arena *arena)
{
	return ARENA_NEW(arena, struct rules_values);
}

static const enum look_role ROLES[] = {
	[DIAG_ERROR] = LOOK_ERROR, [DIAG_WARNING] = LOOK_WARNING, [DIAG_NOTE] = LOOK_NOTE};

/* A line a rule is for programs; who looks at it has lines that end where the terminal does. */
static void add_words(struct invocation *invocation, const struct lint_rule *rule)
{
	enum { COLUMN = 51, BELOW = 8, ROOM = 24 };
	const struct look *look = &invocation->out_look;
	struct buf *out = &invocation->out;
	const size_t width = look->is_paged ? look->width : 0;
	if (width > 0 && width < COLUMN + ROOM) {
		buf_printf(out, "%.*s\n%*s", STR_ARG(rule->name), BELOW, "");
		wrap_add(out, (struct wrap){width, BELOW}, BELOW, rule->summary);
	} else {
		buf_printf(out, "%-25.*s  ", STR_ARG(rule->name));
		wrap_add(out, (struct wrap){width, COLUMN}, COLUMN, rule->summary);
	}
	buf_add_char(out, '\n');
}

static void add_line(struct invocation *invocation, const struct lint_rule *rule)
{
	static const char *const FIXES[] = {
		[RULE_FIX_NONE] = "", [RULE_FIX_UNSAFE] = "(fix)", [RULE_FIX_SAFE] = "fix"};
	struct buf *out = &invocation->out;
	buf_printf(out, "%.*s  ", STR_ARG(rule->code));
	look_begin(out, &invocation->out_look, ROLES[rule->severity]);
	buf_printf(out, "%-7s", rule->is_off ? "off" : report_severity_name(rule->severity));
	look_end(out, &invocation->out_look, ROLES[rule->severity]);
	buf_printf(out, "  %-5s  ", FIXES[lint_rule_fix(rule)]);
	add_words(invocation, rule);
}

static void add_json(struct json_out *list, const struct lint_rule *rule)
{
	static const char *const FIXES[] = {
		[RULE_FIX_NONE] = "none", [RULE_FIX_UNSAFE] = "unsafe", [RULE_FIX_SAFE] = "safe"};
	struct json_out *out = json_out_object(list, NULL);
	json_out_text(out, "code", rule->code);
	json_out_text(out, "name", rule->name);
	json_out_text(out, "severity", str_of(report_severity_name(rule->severity)));
	json_out_flag(out, "default", !rule->is_off);
	json_out_text(out, "fix", str_of(FIXES[lint_rule_fix(rule)]));
	json_out_text(out, "summary", rule->summary);
}

enum exit_status cmd_rules(struct invocation *invocation, const void *values,
                           const struct texts *operands)
{
	(void)operands;
	const struct rules_values *given = values;
	const struct lint_rules rules = lint_rules_all();
	struct json_out *list = json_out_create(JSON_OUT_ARRAY);
	for (size_t i = 0; i < rules.len; i++)
		if (given->format == RULES_JSON)
			add_json(list, &rules.at[i]);
		else
			add_line(invocation, &rules.at[i]);
	if (given->format == RULES_JSON)
		json_out_print(&invocation->out, list, JSON_OUT_PRETTY);
	json_out_destroy(list);
	return EXIT_CLEAN;
}
