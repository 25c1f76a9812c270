/* cmd_explain.c - kustoc explain */
#include "base/wrap.h"
#include "cli/commands.h"
#include "flux/explain.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "schema/field_page.h"

/* ---- a rule ---- */

/* What stands in no page, since the table of rules says it. */
static void add_facts(struct buf *out, const struct lint_rule *rule)
{
	static const char *const FIXES[] = {[RULE_FIX_NONE] = "",
	                                    [RULE_FIX_UNSAFE] =
	                                            ", mended by `kustoc lint --unsafe-fixes`",
	                                    [RULE_FIX_SAFE] = ", mended by `kustoc lint --fix`"};
	const str code = rule->code;
	const char *severity = report_severity_name(rule->severity);
	buf_printf(out, "\n## Severity\n\n%s%s", severity, FIXES[lint_rule_fix(rule)]);
	if (rule->is_off)
		buf_printf(out,
		           "; off unless it is asked for: `--select ALL,%.*s`, or\n`severity: "
		           "{%.*s: %s}` under `rules:` in `.kustoc.yaml`",
		           STR_ARG(code), STR_ARG(code), severity);
	buf_printf(out,
	           ".\n\n## To ignore it\n\nAt one place: `# kustoc: ignore[%.*s] reason`, at the "
	           "end of the line or alone above it;\nfor a file: `ignore-file[%.*s]`. "
	           "Everywhere: `--ignore %.*s`, or `ignore: [%.*s]` under `rules:` in\n"
	           "`.kustoc.yaml`.\n",
	           STR_ARG(code), STR_ARG(code), STR_ARG(code), STR_ARG(code));
}

/* The lines of a page up to the next that opens or closes a block of code. */
static str take_until_fence(str *page)
{
	const str fence = STR("\n```");
	const size_t at = str_find(*page, fence);
	const str text = str_slice(*page, 0, at == STR_NONE ? page->len : at + 1);
	*page = str_from(*page, text.len);
	return text;
}

/* Headings stand out, and paragraphs are as wide as the terminal. */
static void add_prose(struct invocation *invocation, struct wrap wrap, str text)
{
	struct buf *out = &invocation->out;
	while (text.len > 0) {
		const size_t at = str_starts_with(text, STR("#")) ? 0 : str_find(text, STR("\n#"));
		const size_t end = at == STR_NONE ? text.len : at == 0 ? 0 : at + 1;
		str line;
		wrap_add_paragraphs(out, wrap, str_slice(text, 0, end));
		text = str_from(text, end);
		if (text.len == 0 || !str_cut(text, '\n', &line, &text))
			break;
		while (line.len > 0 && (line.at[0] == '#' || line.at[0] == ' '))
			line = str_from(line, 1);
		look_add(out, &invocation->out_look, LOOK_MESSAGE, line);
		buf_add_char(out, '\n');
	}
}

/* A page as a terminal shows it; to programs it is Markdown. */
static void add_page(struct invocation *invocation, str page)
{
	enum { WIDEST = 100, CODE_INDENT = 4 };
	const size_t width = invocation->out_look.width;
	const struct wrap wrap = {width < WIDEST ? width : WIDEST, 0};
	for (bool is_code = false; page.len > 0; is_code = !is_code) {
		str fence, line, text = take_until_fence(&page);
		if (!is_code)
			add_prose(invocation, wrap, text);
		while (is_code && str_cut(text, '\n', &line, &text))
			buf_printf(&invocation->out, "%*s%.*s\n", line.len ? CODE_INDENT : 0, "",
			           STR_ARG(line));
		str_cut(page, '\n', &fence, &page);
	}
}

static void explain_rule(struct invocation *invocation, const struct lint_rule *rule)
{
	struct buf page;
	buf_init(&page, invocation->arena);
	buf_add(&page, lint_rule_page(rule));
	add_facts(&page, rule);
	if (invocation->out_look.is_paged)
		add_page(invocation, buf_text(&page));
	else
		buf_add(&invocation->out, buf_text(&page));
}

/* ---- a field ---- */

/* False when it is none; then nothing is said. */
static bool explain_field(struct invocation *invocation, str text, enum exit_status *status)
{
	struct json_schemas *schemas = json_schemas_new(invocation->arena);
	struct field_page page;
	*status = EXIT_CLEAN;
	if (!field_page_find(invocation->arena, schemas, text, &page))
		return false;
	if (page.is_there)
		field_page_add(schemas, &page, &invocation->out);
	else if (!field_page_unknown(&page, &invocation->diags))
		*status = EXIT_BROKEN;
	return true;
}

/* ---- a range, a filter ---- */

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
		           "explain takes the code or the name of a rule, a field, a range or a "
		           "filter; "
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
		explain_rule(invocation, &rules.at[i]);
	}
	if (invocation->out.len > 0)
		return EXIT_CLEAN;
	enum exit_status status;
	if (explain_field(invocation, wanted, &status))
		return status;
	if (looks_like_range(wanted) || looks_like_pattern(wanted) ||
	    explain_is_range(invocation->arena, wanted))
		return explain_reference(invocation, wanted);
	lint_rule_unknown(wanted, &invocation->diags);
	return EXIT_BROKEN;
}
