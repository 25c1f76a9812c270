/* merge_schema_test.c - the built-in tables, and documents in their place */
#include "schema/merge_schema.h"

#include "testing/table.h"

/* Follows "spec/template/spec/containers/-/ports" from a kind; "-" enters a list. */
static struct merge_type walk(const struct merge_schemas *schemas, const char *api_version,
                              const char *kind, const char *path)
{
	struct merge_type type = merge_type_of(schemas, str_of(api_version), str_of(kind));
	str rest = str_of(path), key;
	while (rest.len > 0) {
		str_cut(rest, '/', &key, &rest);
		type = str_eq(key, STR("-")) ? merge_type_element(type)
		                             : merge_type_field(type, key);
	}
	return type;
}

static str keys_text(struct arena *arena, struct merge_type type)
{
	str text = STR("");
	for (size_t i = 0; i < merge_type_key_count(type); i++)
		text = arena_printf(arena, "%.*s%s%.*s", STR_ARG(text), i ? "," : "",
		                    STR_ARG(merge_type_key(type, i)));
	return text;
}

static const struct row {
	const char *name, *api_version, *kind, *path;
	bool known, associative;
	const char *keys;
} ROWS[] = {
	{"containers merge by name", "apps/v1", "Deployment", "spec/template/spec/containers", true,
         true, "name"},
	{"container ports merge by two keys", "v1", "Pod", "spec/containers/-/ports", true, true,
         "containerPort,protocol"},
	{"finalizers are primitives", "v1", "Secret", "metadata/finalizers", true, true, ""},
	{"arguments are replaced", "v1", "Pod", "spec/containers/-/args", true, false, ""},
	{"volumes merge although keys are retained too", "v1", "Pod", "spec/volumes", true, true,
         "name"},
	{"values of a map are known", "v1", "ConfigMap", "data/x", true, false, ""},
	{"an undeclared field is not known", "v1", "ConfigMap", "spec", false, false, ""},
	{"what lies below an unknown field is not known", "v1", "ConfigMap", "spec/x", false, false,
         ""},
	{"a newer version is not known", "autoscaling/v2", "HorizontalPodAutoscaler", "", false,
         false, ""},
	{"the group counts", "v1", "Deployment", "", false, false, ""},
	{"the first row of the table is found", "admission.k8s.io/v1", "DeleteOptions", "", true,
         false, ""},
	{"the last row of the table is found", "v1", "WatchEvent", "", true, false, ""},
};

static void answers(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const struct merge_schemas *schemas = merge_schemas_new(arena);
	const struct merge_type type = walk(schemas, row->api_version, row->kind, row->path);
	assert_int_equal(merge_type_is_known(type), row->known);
	assert_int_equal(merge_type_is_associative(type), row->associative);
	ASSERT_STR(keys_text(arena, type), row->keys);
	arena_destroy(arena);
}

static const struct scope_row {
	const char *name, *api_version, *kind;
	bool is_cluster_scoped;
} SCOPES[] = {
	{"a Namespace is in none", "v1", "Namespace", true},
	{"a ClusterRole is in none", "rbac.authorization.k8s.io/v1", "ClusterRole", true},
	{"an exact version is asked for", "rbac.authorization.k8s.io/v1alpha1", "ClusterRole",
         false},
	{"a Pod is in one", "v1", "Pod", false},
	{"an unknown kind counts as namespaced", "e/v1", "F", false},
};

static void scope(void **state)
{
	const struct scope_row *row = *state;
	struct arena *arena = arena_create();
	assert_int_equal(merge_schemas_is_cluster_scoped(merge_schemas_new(arena),
	                                                 str_of(row->api_version),
	                                                 str_of(row->kind)),
	                 row->is_cluster_scoped);
	arena_destroy(arena);
}

/* A map of strings and maps: "key", node, …, NULL. */
static struct node *map_of(struct arena *arena, const char *key, struct node *value,
                           const char *key2, struct node *value2)
{
	struct node *map = node_new_map(arena, NO_MARK);
	node_set(arena, map, str_of(key), value);
	if (key2)
		node_set(arena, map, str_of(key2), value2);
	return map;
}

static struct node *text(struct arena *arena, const char *value)
{
	return node_new_str(arena, str_of(value), NO_MARK);
}

/* {v1.F: {properties: {l: LIST}, gvk: [e/v1 F]}}, LIST by reference. */
static struct node *document(struct arena *arena)
{
	struct node *list = map_of(arena, "type", text(arena, "array"),
	                           "x-kubernetes-patch-strategy", text(arena, "merge,retainKeys"));
	node_set(arena, list, STR("x-kubernetes-patch-merge-key"), text(arena, "id"));
	struct node *reference =
		map_of(arena, "$ref", text(arena, "#/definitions/a~1l"), NULL, NULL);
	struct node *gvk = map_of(arena, "group", text(arena, "e"), "version", text(arena, "v1"));
	node_set(arena, gvk, STR("kind"), text(arena, "F"));
	struct node *gvks = node_new_seq(arena, NO_MARK);
	node_add(arena, gvks, node_copy(arena, gvk));
	struct node *kind = map_of(arena, "properties", map_of(arena, "l", reference, NULL, NULL),
	                           "x-kubernetes-group-version-kind", gvks);
	struct node *get = map_of(arena, "get",
	                          map_of(arena, "x-kubernetes-group-version-kind", gvk, NULL, NULL),
	                          NULL, NULL);
	return map_of(arena, "definitions", map_of(arena, "v1.F", kind, "a/l", list), "paths",
	              map_of(arena, "/apis/e/v1/fs", get, NULL, NULL));
}

static void document_replaces_built_in_definitions(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct diags diags;
	diags_init(&diags, arena);
	struct merge_schemas *schemas = merge_schemas_new(arena);
	assert_true(merge_schemas_use(schemas, document(arena), &diags));
	assert_true(merge_schemas_is_chosen(schemas));
	const struct merge_type list = walk(schemas, "e/v1", "F", "l");
	assert_true(merge_type_is_associative(list));
	ASSERT_STR(keys_text(arena, list), "id");
	assert_false(merge_type_is_known(walk(schemas, "apps/v1", "Deployment", "")));
	assert_true(merge_schemas_is_cluster_scoped(schemas, STR("e/v1"), STR("F")));
	assert_true(merge_schemas_is_cluster_scoped(schemas, STR("v1"), STR("Node")));
	arena_destroy(arena);
}

/* kustomize's way of loading shows: what it has loaded it never unloads. */
static void definitions_in_use_stay_beside_a_document(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct diags diags;
	diags_init(&diags, arena);
	struct merge_schemas *schemas = merge_schemas_new(arena);
	merge_schemas_meet(schemas, STR("v1"), STR("ConfigMap"));
	merge_schemas_meet(schemas, STR("e/v1"), STR("G"));
	assert_true(merge_schemas_use(schemas, document(arena), &diags));
	assert_true(merge_type_is_known(walk(schemas, "e/v1", "F", "l")));
	assert_true(merge_type_is_known(walk(schemas, "apps/v1", "Deployment", "spec")));
	arena_destroy(arena);
}

static void document_must_be_a_mapping(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct diags diags;
	diags_init(&diags, arena);
	struct merge_schemas *schemas = merge_schemas_new(arena);
	assert_false(merge_schemas_use(schemas, node_new_seq(arena, NO_MARK), &diags));
	assert_false(merge_schemas_use(
		schemas, map_of(arena, "definitions", text(arena, "x"), NULL, NULL), &diags));
	assert_int_equal(diags.errors, 2);
	assert_false(merge_schemas_is_chosen(schemas));
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest documents[] = {
		cmocka_unit_test(document_replaces_built_in_definitions),
		cmocka_unit_test(definitions_in_use_stay_beside_a_document),
		cmocka_unit_test(document_must_be_a_mapping),
	};
	return TABLE_RUN("schema/merge_schema", ROWS, answers) +
	       TABLE_RUN("schema/merge_schema scope", SCOPES, scope) +
	       cmocka_run_group_tests_name("schema/merge_schema documents", documents, NULL, NULL);
}
