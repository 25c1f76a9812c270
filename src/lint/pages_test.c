/* pages_test.c - the bad example of a rule's page is found by the rule, the good one is not */
#include "lint/pages.h"
#include "lint/rules_test.h"

#define HEAD "apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: app}\n"

/* The block of YAML below a heading; "" when there is none. */
static str example(str page, str heading)
{
	const str fence = STR("```yaml\n");
	size_t at = str_find(page, heading);
	if (at == STR_NONE)
		return STR("");
	page = str_from(page, at);
	at = str_find(page, fence);
	if (at == STR_NONE)
		return STR("");
	page = str_from(page, at + fence.len);
	return str_slice(page, 0, str_find(page, STR("```")));
}

static str indented(struct arena *arena, str text)
{
	struct buf out;
	str line;
	buf_init(&out, arena);
	while (text.len > 0) {
		str_cut(text, '\n', &line, &text);
		buf_printf(&out, "  %.*s\n", STR_ARG(line));
	}
	return buf_text(&out);
}

/* What a page leaves out for brevity; "" for what is no object of one file. */
static str whole(struct arena *arena, str text)
{
	if (str_starts_with(text, STR("apiVersion:")))
		return str_contains(text, STR("\nmetadata:")) ? text : STR("");
	if (str_starts_with(text, STR("spec:")))
		return arena_concat(arena, STR(HEAD), text);
	if (str_starts_with(text, STR("ref:")) && !str_contains(text, STR("\n---\n")))
		return arena_concat(
			arena, STR(HEAD "spec:\n  interval: 5m\n  url: oci://ghcr.io/acme/app\n"),
			indented(arena, text));
	return STR("");
}

/* What a page says of fixes must be so; of several in one example the first speaks. */
static void check_fix(const struct lint_rule *rule, const struct diag *diag)
{
	const enum lint_rule_fix told = lint_rule_fix(rule);
	if (!diag->fix ? told == RULE_FIX_NONE
	               : told == (diag->fix->is_safe ? RULE_FIX_SAFE : RULE_FIX_UNSAFE))
		return;
	fail_msg("%.*s: its page does not say what becomes of it with --fix", STR_ARG(rule->code));
}

static bool fires(struct arena *arena, const struct lint_rule *rule, str text)
{
	struct diags diags;
	rules_run(arena, text, STR(""), &diags);
	for (const struct diag *diag = diags.first; diag; diag = diag->next)
		if (str_eq(str_of(diag->code), rule->code)) {
			check_fix(rule, diag);
			return true;
		}
	return false;
}

static void examples_do_what_they_say(void **state)
{
	(void)state;
	size_t run = 0;
	for (size_t i = 0; i < LINT_PAGES_LEN; i++) {
		struct arena *arena = arena_create();
		const struct lint_rule *rule = lint_rule_find(LINT_PAGES[i].code);
		const str bad = whole(arena, example(LINT_PAGES[i].text, STR("\n## Bad\n")));
		const str good = whole(arena, example(LINT_PAGES[i].text, STR("\n## Good\n")));
		if ((rule->check || rule->late) && bad.len > 0 && good.len > 0) {
			run++;
			if (!fires(arena, rule, bad) || fires(arena, rule, good))
				fail_msg("%.*s", STR_ARG(rule->code));
		}
		arena_destroy(arena);
	}
	assert_true(run > 30);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(examples_do_what_they_say)};
	return cmocka_run_group_tests_name("lint/pages", tests, NULL, NULL);
}
