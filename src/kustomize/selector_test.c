/* selector_test.c - which of a few resources a target selects */
#include "kustomize/selector.h"

#include "testing/table.h"

static const char RESOURCES[] =
	"apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, labels: {app: web}}\n"
	"---\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: front}\n"
	"---\napiVersion: v1\nkind: Namespace\nmetadata: {name: front, annotations: {n: '5'}}\n"
	"---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web-2}\n";

static const struct row {
	const char *name, *target;
	const char *want; /* the selected by position, "0 3"; "!…": the error */
} ROWS[] = {
	{"nothing said selects all", "{}", "0 1 2 3"},
	{"a plain name is the whole name", "{name: web}", "0 1"},
	{"a pattern is anchored", "{name: eb}", ""},
	{"a pattern fits the whole name", "{name: web.*}", "0 1 3"},
	{"all parts must fit", "{kind: Deployment, name: web}", "0"},
	{"the group is a pattern too", "{group: app.}", "0 3"},
	{"an unset namespace is 'default'", "{namespace: default}", "0 3"},
	{"cluster kinds have a namespace of their own", "{namespace: _non_namespaceable_}", "2"},
	{"a name that it had counts", "{name: old}", "3"},
	{"a namespace that it had counts", "{namespace: was}", "3"},
	{"labels", "{labelSelector: 'app in (web, x)'}", "0"},
	{"absent labels", "{labelSelector: '!app', kind: Dep.*}", "3"},
	{"annotations", "{annotationSelector: n>4}", "2"},
	{"a pattern must be one", "{name: (}",
         "!error parsing regexp: missing closing ): `^(?:()$`"},
	{"a selector must be one", "{labelSelector: x in y}",
         "!unable to parse requirement: found 'y' expected: '('"},
	{"nobody minds a selector that nobody reaches", "{name: z, labelSelector: x in y}", ""},
};

/* The last was called was/old before. */
static void fill(struct arena *arena, struct resmap *map, struct diags *diags)
{
	struct source *source = ARENA_NEW(arena, struct source);
	struct resources read = {0};
	source->text = str_of(RESOURCES);
	resmap_init(map, arena, merge_schemas_new(arena));
	assert_true(resources_load(arena, source->text, origin_of_source(source), &read, diags));
	for (size_t i = 0; i < read.len; i++) {
		struct member *member = member_new(arena, read.at[i].root);
		if (i == 3)
			*ARRAY_ADD(arena, &member->past) =
				(struct past_id){STR("old"), STR("was"), STR("Deployment")};
		assert_true(resmap_add(map, member, diags));
	}
}

static str positions(struct arena *arena, const struct resmap *map, const struct members *selected)
{
	str text = STR("");
	for (size_t i = 0; i < selected->len; i++)
		for (size_t k = 0; k < map->len; k++)
			if (map->at[k] == selected->at[i])
				text = arena_printf(arena, "%.*s%s%zu", STR_ARG(text),
				                    text.len > 0 ? " " : "", k);
	return text;
}

static void selects(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct diags diags;
	struct resmap map;
	struct members selected = {0};
	struct node *target;
	struct source *source = ARENA_NEW(arena, struct source);
	diags_init(&diags, arena);
	fill(arena, &map, &diags);
	source->text = str_of(row->target);
	assert_true(load_value(arena, source->text, origin_of_source(source), &target, &diags));
	if (selector_find(&map, target, &selected, &diags)) {
		ASSERT_STR(positions(arena, &map, &selected), row->want);
	} else {
		ASSERT_STR(diags.last->sentence, row->want + 1);
		assert_int_equal(diags.last->at.line, 1);
	}
	arena_destroy(arena);
}

static void target_has_a_text(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct node *target = node_new_map(arena, NO_MARK);
	node_set(arena, target, STR("name"), node_new_str(arena, STR("a"), NO_MARK));
	node_set(arena, target, STR("labelSelector"), node_new_str(arena, STR("x=y"), NO_MARK));
	ASSERT_STR(selector_to_text(arena, target), "[noKind].[noVer].[noGrp]/a.[noNs]:a=:l=x=y");
	ASSERT_STR(selector_for_people(arena, target), "name 'a', labelSelector 'x=y'");
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(target_has_a_text)};
	return TABLE_RUN("kustomize/selector", ROWS, selects) +
	       cmocka_run_group_tests_name("kustomize/selector text", tests, NULL, NULL);
}
