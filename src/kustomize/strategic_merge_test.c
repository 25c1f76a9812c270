/* strategic_merge_test.c - what patches make of resources; the answers are kustomize's */
#include "kustomize/strategic_merge.h"

#include "testing/table.h"
#include "yaml/emit.h"
#include "yaml/load.h"

static const char *const POD = "apiVersion: v1\nkind: Pod\nspec:\n";
static const char *const SERVICE = "apiVersion: v1\nkind: Service\nspec:\n";
static const char *const CUSTOM = "apiVersion: e/v1\nkind: F\nspec:\n";

static const struct row {
	const char *name;
	const char *const *head; /* of target and patch */
	const char *target, *patch;
	const char *want; /* spec of the result; "!…": the error; NULL: deleted */
} ROWS[] = {
	{"a field is set, another added", &CUSTOM, "  {a: 1, c: 0}", "  {a: 2, b: 3}",
         "a: 2\nb: 3\nc: 0\n"},
	{"null removes a field", &CUSTOM, "  {a: 1, b: 2}", "  {a: null}", "b: 2\n"},
	{"a quoted value stays a string", &CUSTOM, "  a: '1'", "  a: 2", "a: \"2\"\n"},
	{"a plain value takes the patch's type", &CUSTOM, "  a: 1", "  a: '2'", "a: \"2\"\n"},
	{"an empty null vanishes, a written one stays", &CUSTOM, "  a:\n  b: null\n  c: ~",
         "  d: 1", "b: null\nc: null\nd: 1\n"},
	{"nulls of an added mapping are stripped", &CUSTOM, "  a: 1", "  b: {c: null, d: 1}",
         "a: 1\nb:\n  d: 1\n"},
	{"a mapping of nulls is added empty", &CUSTOM, "  a: 1", "  b: {c: null}", "a: 1\nb: {}\n"},
	{"a quoted key stays a string", &CUSTOM, "  a: 1", "  '5': 2", "\"5\": 2\na: 1\n"},
	{"a list without schema is replaced", &CUSTOM, "  a: [{name: x}]", "  a: [{name: y}]",
         "a:\n- name: \"y\"\n"},
	{"directives in a replaced list are data", &CUSTOM, "  a: []", "  a: [{$patch: delete}]",
         "a:\n- $patch: delete\n"},
	{"kinds must agree", &CUSTOM, "  a: [x]", "  a: 5",
         "!wrong node kind: expected SequenceNode but got ScalarNode: node contents:\n5\n"},
	{"an object inside a custom resource has its own schema", &CUSTOM,
         "  o: {apiVersion: v1, kind: Pod, spec: {containers: [{name: a}]}}",
         "  o: {spec: {containers: [{name: b}]}}",
         "o:\n  apiVersion: v1\n  kind: Pod\n  spec:\n    containers:\n    - name: b\n    - name: "
         "a\n"},
	{"a comment gives a schema", &CUSTOM,
         "  a: # {\"type\":\"array\",\"x-kubernetes-patch-strategy\":\"merge\","
         "\"x-kubernetes-patch-merge-key\":\"id\",\"items\":{\"type\":\"object\"}}\n  - {id: x}",
         "  a: [{id: z}]", "a:\n- id: z\n- id: x\n"},
	{"$patch: delete removes a mapping", &CUSTOM, "  {a: {b: 1}, c: 1}",
         "  a: {$patch: delete, b: 2}", "c: 1\n"},
	{"$patch: replace replaces a mapping", &CUSTOM, "  a: {b: 1}",
         "  a: {$patch: replace, c: 2}", "a:\n  c: 2\n"},
	{"other directives are refused", &CUSTOM, "  a: {b: 1}", "  a: {$patch: foo}",
         "!unknown patch strategy 'foo'"},
	{"what the API server would obey is data", &CUSTOM, "  a: 1", "  $retainKeys: [a]",
         "$retainKeys:\n- a\na: 1\n"},
	{"merged elements come first, in the patch's order", &POD,
         "  containers: [{name: a, image: x}, {name: b}, {name: c}]",
         "  containers: [{name: n}, {name: c, image: z}]",
         "containers:\n- name: \"n\"\n- image: z\n  name: c\n- image: x\n  name: a\n- name: b\n"},
	{"$patch: delete removes an element", &POD, "  containers: [{name: a}, {name: b}]",
         "  containers: [{name: a, $patch: delete}]", "containers:\n- name: b\n"},
	{"the last element leaves an empty list", &POD, "  containers: [{name: a}]",
         "  containers: [{name: a, $patch: delete}]", "containers: []\n"},
	{"$patch: replace on an element has no effect", &POD, "  containers: [{name: a, image: x}]",
         "  containers: [{name: a, $patch: replace, image: y}]",
         "containers:\n- image: x\n  name: a\n"},
	{"an element with a directive alone speaks for the list", &POD, "  containers: [{name: a}]",
         "  containers: [{$patch: replace}, {name: b}]", "containers:\n- name: b\n"},
	{"and may remove it", &POD, "  containers: [{name: a}]\n  x: 1",
         "  containers: [{$patch: delete}, {name: b}]", "x: 1\n"},
	{"an element without its key removes all that have it", &POD,
         "  containers: [{name: a}, {name: b}]", "  containers: [{image: x}]", "containers: []\n"},
	{"an existing element without its key drives out the others", &POD,
         "  containers: [{image: x}, {name: a, image: y}]", "  containers: [{name: a, image: z}]",
         "containers:\n- image: x\n"},
	{"the later of two equals replaces the merged one", &POD,
         "  containers: [{name: a}, {name: a, image: q}]", "  containers: [{name: b}]",
         "containers:\n- name: b\n- image: q\n  name: a\n"},
	{"elements that are no mappings are refused", &POD, "  containers: [foo, {name: a}]",
         "  containers: [{name: a}]",
         "!wrong node kind: expected MappingNode but got ScalarNode: node contents:\nfoo\n"},
	{"with two keys the new elements come first", &SERVICE,
         "  ports: [{port: 80, protocol: TCP}, {port: 81, protocol: TCP}]",
         "  ports: [{port: 81, protocol: TCP, name: m}, {port: 82, protocol: UDP}]",
         "ports:\n- port: 82\n  protocol: UDP\n- port: 80\n  protocol: TCP\n- name: m\n  port: 81\n"
         "  protocol: TCP\n"},
	{"ports without protocols merge by number", &SERVICE, "  ports: [{port: 80}, {port: 81}]",
         "  ports: [{port: 81, name: m}]", "ports:\n- name: m\n  port: 81\n- port: 80\n"},
	{"a protocol that the patch lacks loses the change", &SERVICE,
         "  ports: [{port: 80, protocol: TCP}]", "  ports: [{port: 80, name: m}]",
         "ports:\n- port: 80\n  protocol: TCP\n"},
	{"keys compare as text, and the patch's type wins", &SERVICE, "  ports: [{port: 80}]",
         "  ports: [{port: \"80\"}]", "ports:\n- port: \"80\"\n"},
};

static struct node *load(struct arena *arena, const char *head, const char *body,
                         struct diags *diags)
{
	struct source *source = ARENA_NEW(arena, struct source);
	struct documents documents = {0};
	source->text = arena_printf(arena, "%s%s\n", head, body);
	assert_true(
		load_documents(arena, source->text, origin_of_source(source), &documents, diags));
	assert_int_equal(documents.len, 1);
	return documents.at[0];
}

static void merges(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct diags diags;
	diags_init(&diags, arena);
	struct node *target = load(arena, *row->head, row->target, &diags);
	struct node *patch = load(arena, *row->head, row->patch, &diags);
	bool deleted = false;
	if (!strategic_merge(arena, merge_schemas_new(arena), target, patch, &deleted, &diags)) {
		ASSERT_STR(diags.last->sentence, row->want + 1);
		assert_true(diags.last->at.line > 0);
	} else {
		struct buf out;
		buf_init(&out, arena);
		assert_true(emit_resource(&out, node_get(target, STR("spec")), &diags));
		ASSERT_STR(buf_text(&out), row->want);
	}
	arena_destroy(arena);
}

static void directive_at_the_top_deletes_or_does_nothing(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct diags diags;
	diags_init(&diags, arena);
	const struct merge_schemas *schemas = merge_schemas_new(arena);
	struct node *target = load(arena, CUSTOM, "  a: 1", &diags);
	const struct node *before = node_copy(arena, target);
	bool deleted;
	assert_true(strategic_merge(arena, schemas, target,
	                            load(arena, CUSTOM, "  b: 1\n$patch: replace", &diags),
	                            &deleted, &diags));
	assert_false(deleted);
	assert_true(node_eq(target, before));
	assert_true(strategic_merge(arena, schemas, target,
	                            load(arena, CUSTOM, "  b: 1\n$patch: delete", &diags), &deleted,
	                            &diags));
	assert_true(deleted);
	arena_destroy(arena);
}

/* Long enough that comparing each with each would not end. */
static void large_maps_and_lists_take_linear_time(void **state)
{
	(void)state;
	enum { COUNT = 100000 };
	struct arena *arena = arena_create();
	struct diags diags;
	diags_init(&diags, arena);
	struct buf body;
	buf_init(&body, arena);
	for (int i = 0; i < COUNT; i++)
		buf_printf(&body, "  k%d: 1\n", i);
	buf_add(&body, STR("  hostAliases:\n"));
	for (int i = 0; i < COUNT; i++)
		buf_printf(&body, "  - ip: a%d\n", i);
	buf_add_char(&body, '\0');
	struct node *target = load(arena, POD, body.at, &diags);
	struct node *patch = load(arena, POD, body.at, &diags);
	bool deleted;
	assert_true(
		strategic_merge(arena, merge_schemas_new(arena), target, patch, &deleted, &diags));
	assert_int_equal(node_count(node_get(target, STR("spec"))), COUNT + 1);
	assert_int_equal(node_count(node_at_path(target, "spec/hostAliases")), COUNT);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(directive_at_the_top_deletes_or_does_nothing),
		cmocka_unit_test(large_maps_and_lists_take_linear_time),
	};
	return TABLE_RUN("kustomize/strategic_merge", ROWS, merges) +
	       cmocka_run_group_tests_name("kustomize/strategic_merge whole", tests, NULL, NULL);
}
