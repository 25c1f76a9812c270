/* fieldspec_test.c - paths into resources, sets of specs */
#include "kustomize/fieldspec.h"

#include "kustomize/setter.h"
#include "testing/table.h"
#include "yaml/emit.h"
#include "yaml/load.h"

/* ---- walking ---- */

static const struct row {
	const char *name, *text, *path;
	bool create;
	enum field_create what;
	const char *want; /* the resource, or the sentence of the error */
} ROWS[] = {
	{"a field is set", "{a: {b: x}}", "a/b", false, FIELD_CREATE_SCALAR, "{a: {b: new}}\n"},
	{"a missing field stays missing without create", "{a: {}}", "a/b", false,
         FIELD_CREATE_SCALAR, "{a: {}}\n"},
	{"a missing field is created", "{}", "a/b", true, FIELD_CREATE_SCALAR, "{a: {b: new}}\n"},
	{"what a transformer does not make is not created", "{}", "a/b", true, FIELD_CREATE_NOTHING,
         "{}\n"},
	{"a null on the way becomes a mapping", "{a: null}", "a/b", true, FIELD_CREATE_SCALAR,
         "{a: {b: new}}\n"},
	{"a null on the way ends the walk", "{a: null}", "a/b", false, FIELD_CREATE_SCALAR,
         "{a: null}\n"},
	{"a null at the end is set", "{a: null}", "a", false, FIELD_CREATE_SCALAR, "{a: new}\n"},
	{"lists are walked through", "{a: [{b: 1}, {b: 2}, {c: 3}, null]}", "a/b", false,
         FIELD_CREATE_SCALAR, "{a: [{b: new}, {b: new}, {c: 3}, null]}\n"},
	{"fields are created in list items", "{a: [{}]}", "a/b", true, FIELD_CREATE_SCALAR,
         "{a: [{b: new}]}\n"},
	{"a marked list is not created", "{}", "a[]/b", true, FIELD_CREATE_SCALAR, "{}\n"},
	{"a null where a list is marked becomes one", "{a: null}", "a[]/b", false,
         FIELD_CREATE_NOTHING, "{a: []}\n"},
	{"an escaped slash belongs to the name", "{a: {b/c: x}}", "a/b\\/c", false,
         FIELD_CREATE_SCALAR, "{a: {b/c: new}}\n"},
	{"a leading slash does not count", "{a: x}", "/a", false, FIELD_CREATE_SCALAR,
         "{a: new}\n"},
	{"a scalar is no way to a field", "{a: x}", "a/b", false, FIELD_CREATE_SCALAR,
         "considering field 'a/b' of object [noKind].[noVer].[noGrp]/[noName].[noNs]: expected "
         "sequence or mapping node"},
	{"an error in a list tells what is left of the path", "{a: [[x]]}", "a/b/c", false,
         FIELD_CREATE_SCALAR,
         "considering field 'a/b/c' of object [noKind].[noVer].[noGrp]/[noName].[noNs]: visit "
         "traversal on path: [b c]: visit traversal on path: [b c]: expected sequence or mapping "
         "node"},
	{"an empty part is an error", "{a: {b: x}}", "a//b", false, FIELD_CREATE_SCALAR,
         "considering field 'a//b' of object [noKind].[noVer].[noGrp]/[noName].[noNs]: cannot set "
         "or create an empty field name"},
	{"an empty path is an error", "{a: x}", "", false, FIELD_CREATE_SCALAR,
         "considering field '' of object [noKind].[noVer].[noGrp]/[noName].[noNs]: cannot set or "
         "create an empty field name"},
	{"there are no wildcards", "{a: {'*': x}}", "a/*", false, FIELD_CREATE_SCALAR,
         "considering field 'a/*' of object [noKind].[noVer].[noGrp]/[noName].[noNs]: fieldName: "
         "*: wildcard is not supported in PathGetter"},
	{"a number asks for a list", "{a: {'1': x}}", "a/1", false, FIELD_CREATE_SCALAR,
         "considering field 'a/1' of object [noKind].[noVer].[noGrp]/[noName].[noNs]: fieldName: "
         "1: wrong node kind: expected SequenceNode but got MappingNode: node contents:\n"
         "{'1': x}\n"},
	{"an index cannot be negative", "{a: {'-1': x}}", "a/-1", false, FIELD_CREATE_SCALAR,
         "considering field 'a/-1' of object [noKind].[noVer].[noGrp]/[noName].[noNs]: fieldName: "
         "-1: array index -1 cannot be negative"},
};

static struct node *load(struct arena *arena, const char *text, struct diags *diags)
{
	struct source *source = ARENA_NEW(arena, struct source);
	*source = (struct source){.path = STR("test.yaml"), .text = str_of(text)};
	struct documents documents;
	/* An empty mapping vanishes on reading. */
	if (str_eq(source->text, STR("{}"))) {
		struct node *map = node_new_map(arena, NO_MARK);
		map->style = STYLE_FLOW;
		return map;
	}
	assert_true(
		load_documents(arena, source->text, origin_of_source(source), &documents, diags));
	assert_int_equal(documents.len, 1);
	return documents.at[0];
}

static bool set_new(struct node *field, void *context, struct diags *diags)
{
	return setter_text(context, field, STR("new"), diags);
}

static void walks(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct diags diags;
	diags_init(&diags, arena);
	struct node *root = load(arena, row->text, &diags);
	const struct resource resource = {.root = root};
	const struct fieldspec spec = {.path = str_of(row->path), .create = row->create};
	const struct field_visit visit = {arena, set_new, arena, row->what};
	struct buf out;
	buf_init(&out, arena);
	if (fieldspec_apply(&spec, &resource, &visit, &diags))
		emit_node(&out, root);
	else
		buf_add(&out, diags.last->sentence);
	ASSERT_STR(buf_text(&out), row->want);
	arena_destroy(arena);
}

/* ---- sets ---- */

enum outcome { ADDED, COVERED, CONFLICT };

static const struct add_row {
	const char *name;
	struct fieldspec present, added;
	enum outcome want;
} ADD_ROWS[] = {
	{"another path is added", {.path = STR_INIT("a")}, {.path = STR_INIT("b")}, ADDED},
	{"the same spec is there already",
         {.path = STR_INIT("a")},
         {.path = STR_INIT("a")},
         COVERED},
	{"a spec for all kinds is covered by one for a kind",
         {.gvk = {.kind = STR_INIT("Pod")}, .path = STR_INIT("a")},
         {.path = STR_INIT("a")},
         COVERED},
	{"a spec for a kind is added to one for all kinds",
         {.path = STR_INIT("a")},
         {.gvk = {.kind = STR_INIT("Pod")}, .path = STR_INIT("a")},
         ADDED},
	{"specs that disagree about create conflict",
         {.path = STR_INIT("a")},
         {.path = STR_INIT("a"), .create = true},
         CONFLICT},
};

static void adds(void **state)
{
	const struct add_row *row = *state;
	struct arena *arena = arena_create();
	struct diags diags;
	diags_init(&diags, arena);
	struct fieldspecs specs = {0};
	fieldspecs_append(arena, &specs, &row->present);
	const struct fieldspecs before = fieldspecs_copy(&specs);
	const bool ok = fieldspecs_add(arena, &specs, &row->added, NO_MARK, &diags);
	assert_int_equal(ok, row->want != CONFLICT);
	assert_int_equal(specs.len, row->want == ADDED ? 2 : 1);
	assert_int_equal(before.len, 1);
	if (!ok)
		ASSERT_STR(diags.last->sentence, "conflicting fieldspecs");
	arena_destroy(arena);
}

/* ---- indices ---- */

static void index_keeps_the_order(void **state)
{
	(void)state;
	static const struct fieldspec SPECS[] = {
		{.gvk = {.kind = STR_INIT("Pod")}, .path = STR_INIT("1")},
		{.path = STR_INIT("2")},
		{.gvk = {.kind = STR_INIT("Job")}, .path = STR_INIT("3")},
		{.gvk = {.kind = STR_INIT("Pod")}, .path = STR_INIT("4")},
	};
	struct arena *arena = arena_create();
	struct fieldspecs specs = {0};
	for (size_t i = 0; i < 4; i++)
		fieldspecs_append(arena, &specs, &SPECS[i]);
	const struct fieldspec_index index = fieldspec_index_new(arena, &specs);
	const struct fieldspecs *pod = fieldspec_index_get(&index, STR("Pod"));
	assert_int_equal(pod->len, 3);
	ASSERT_STR(pod->at[0]->path, "1");
	ASSERT_STR(pod->at[1]->path, "2");
	ASSERT_STR(pod->at[2]->path, "4");
	assert_int_equal(fieldspec_index_get(&index, STR("Other"))->len, 1);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(index_keeps_the_order)};
	return TABLE_RUN("kustomize/fieldspec walks", ROWS, walks) +
	       TABLE_RUN("kustomize/fieldspec sets", ADD_ROWS, adds) +
	       cmocka_run_group_tests(tests, NULL, NULL);
}
