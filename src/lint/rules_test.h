/*
 * rules_test.h - what the tests of rules share: objects in, findings out
 *
 * A row holds the objects as one file and what shall be found in it, a line a finding,
 * "line:col severity CODE message". Every rule runs on every row, but for those that are off, so a
 * row also says what is not found.
 */
#ifndef LINT_RULES_TEST_H
#define LINT_RULES_TEST_H

#include "base/buf.h"
#include "lint/rules/rules.h"
#include "testing/table.h"

struct rules_row {
	const char *name, *yaml, *want;
};

static inline struct resmap rules_load(struct arena *arena, str path, str yaml)
{
	struct source *source = ARENA_NEW(arena, struct source);
	*source = (struct source){.path = path, .text = yaml};
	struct resources resources = {0};
	struct resmap map;
	struct diags diags;
	diags_init(&diags, arena);
	resmap_init(&map, arena, merge_schemas_new(arena));
	assert_true(
		resources_load(arena, source->text, origin_of_source(source), &resources, &diags));
	for (size_t i = 0; i < resources.len; i++)
		assert_true(resmap_add(&map, member_new(arena, resources.at[i].root), &diags));
	return map;
}

/* As a run of one overlay, which is all that there is. */
static inline void rules_run(struct arena *arena, str yaml, str environment, struct diags *diags)
{
	const struct resmap map = rules_load(arena, STR("x.yaml"), yaml);
	const struct rules_context context = {json_schemas_new(arena), prove_memo_new(arena),
	                                      environment};
	diags_init(diags, arena);
	rules_check(arena, &map, &context, diags);
	struct rules_overlay overlay = {
		.resources = &map, .dir = STR("overlay"), .environment = environment};
	const struct rules_overlays all = {.at = &overlay, .len = 1, .is_whole = true};
	rules_check_late(rules_run_new(arena, &all, &context), &overlay, diags);
}

/* `only`: the code of the one rule that counts; "": all that are on. */
static inline void rules_find_in(const struct rules_row *row, str environment, str only)
{
	struct arena *arena = arena_create();
	struct diags diags;
	struct buf got;
	rules_run(arena, str_of(row->yaml), environment, &diags);
	buf_init(&got, arena);
	for (const struct diag *diag = diags.first; diag; diag = diag->next) {
		const struct lint_rule *rule = lint_rule_find(str_of(diag->code));
		/* Of kinds without a schema those are told who ask. */
		const bool is_told = !rule->is_off && !str_eq(rule->code, STR("SCH005"));
		if (only.len > 0 ? str_eq(rule->code, only) : is_told)
			buf_printf(&got, "%u:%u %d %s %.*s\n", diag->at.line, diag->at.col,
			           (int)diag->severity, diag->code, STR_ARG(diag->message));
	}
	ASSERT_STR(buf_text(&got), row->want);
	arena_destroy(arena);
}

static inline void rules_find(void **state)
{
	rules_find_in(*state, STR(""), STR(""));
}

static inline void rules_find_in_production(void **state)
{
	rules_find_in(*state, STR("production"), STR(""));
}

/* A row is named after the rule that is asked for. */
static inline void rules_find_named(void **state)
{
	const struct rules_row *row = *state;
	rules_find_in(row, STR(""), str_of(row->name));
}

#endif
