/* own_schemas_test.c - CustomResourceDefinitions, and directories of JSON Schemas */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "schema/json_schema.h"
#include "testing/table.h"
#include "yaml/load.h"

static const char CRD[] =
	"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: other}\n---\n"
	"apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n"
	"metadata: {name: widgets.acme.io}\n"
	"spec:\n"
	"  group: acme.io\n"
	"  names: {kind: Widget, plural: widgets}\n"
	"  versions:\n"
	"  - {name: v0, served: false}\n"
	"  - name: v1\n"
	"    served: true\n"
	"    schema:\n"
	"      openAPIV3Schema:\n"
	"        type: object\n"
	"        required: [spec]\n"
	"        properties:\n"
	"          spec:\n"
	"            type: object\n"
	"            required: [mode, size]\n"
	"            oneOf: [{required: [one]}, {required: [two]}, {required: [size]}]\n"
	"            properties:\n"
	"              size: {type: integer, minimum: 1, maximum: 5}\n"
	"              mode: {type: string, enum: [fast, slow], default: fast}\n"
	"              one: {type: string}\n"
	"              two: {type: string}\n"
	"              port:\n"
	"                x-kubernetes-int-or-string: true\n"
	"                anyOf: [{type: integer}, {type: string}]\n"
	"              free: {type: object, x-kubernetes-preserve-unknown-fields: true}\n"
	"              names: {type: object, additionalProperties: {type: string, pattern: "
	"'^a+$'}}\n"
	"              when: {type: string, format: date-time}\n"
	"              tags: {type: array, items: {type: string}, x-kubernetes-list-type: set}\n"
	"              none: {not: {required: [bad]}}\n"
	"              template: {type: object, x-kubernetes-embedded-resource: true}\n"
	"              ports:\n"
	"                type: array\n"
	"                x-kubernetes-list-type: map\n"
	"                x-kubernetes-list-map-keys: [port, protocol]\n"
	"                items:\n"
	"                  type: object\n"
	"                  properties:\n"
	"                    port: {type: integer}\n"
	"                    protocol: {type: string, default: TCP}\n";

#define OLD(kind, more)                                                                            \
	"apiVersion: apiextensions.k8s.io/v1beta1\nkind: CustomResourceDefinition\n"               \
	"metadata: {name: x.old.io}\nspec:\n  group: old.io\n  version: v1\n  names: {kind: " kind \
	"}\n" more "  validation: {openAPIV3Schema: {properties: {spec: {type: object, "           \
	"properties: {age: {type: integer}}}}}}\n"

#define HEAD "apiVersion: acme.io/v1\nkind: Widget\nmetadata: {name: w}\n"

static const struct row {
	const char *name, *yaml, *want;
} ROWS[] = {
	{"a sound object", HEAD "spec: {size: 1, port: 80}\n", ""},
	{"a default stands in for what is required", HEAD "spec: {size: 2}\n", ""},
	{"what no default stands in for", HEAD "spec: {one: x}\n",
         "4:1 SCH003 missing field 'spec.size'\n"},
	{"a field that is not listed is dropped by the server", HEAD "spec: {size: 1, sze: 2}\n",
         "4:17 SCH002 unknown field 'spec.sze'; did you mean 'size'?\n"},
	{"but not where the schema says so", HEAD "spec: {size: 1, free: {x: {y: 1}}}\n", ""},
	{"a limit", HEAD "spec: {size: 6}\n", "4:14 SCH001 spec.size must be at most 5, not 6\n"},
	{"int-or-string", HEAD "spec: {size: 1, port: 1.5}\n",
         "4:23 SCH001 spec.port must be a whole number or text, not the number 1.5\n"},
	{"values of a map", HEAD "spec: {size: 1, names: {x: aaa, y: b}}\n",
         "4:36 SCH001 spec.names.y must be text that matches ^a+$, not the string 'b'\n"},
	{"a format", HEAD "spec: {size: 1, when: now}\n",
         "4:23 SCH001 spec.when must be a time such as 2024-01-31T12:00:00Z, not the string "
         "'now'\n"},
	{"a set", HEAD "spec: {size: 1, tags: [a, b, a]}\n",
         "4:30 SCH012 spec.tags has a second item with the value a\n"},
	{"a map by two keys, one by default",
         HEAD "spec: {size: 1, ports: [{port: 1}, {port: 1, protocol: UDP}, {port: 1, protocol: "
              "TCP}]}\n",
         "4:62 SCH012 spec.ports has a second item with port 1, protocol TCP\n"},
	{"alternatives that exclude each other", HEAD "spec: {size: 1, one: x}\n",
         "4:1 SCH001 spec takes exactly one of one, two, size\n"},
	{"what must not be there", HEAD "spec: {size: 1, none: {bad: 1}}\n",
         "4:24 SCH001 spec.none.bad is what its schema excludes\n"},
	{"an embedded object has metadata like any other",
         HEAD "spec: {size: 1, template: {kind: X, metadata: {nme: x}}}\n",
         "4:48 SCH002 unknown field 'spec.template.metadata.nme'; did you mean 'name'?\n"},
	{"a version that is not served is not known",
         "apiVersion: acme.io/v0\nkind: Widget\nmetadata: {name: w}\nspec: {any: 1}\n", ""},
	{"v1beta1: one version, one schema for all",
         "apiVersion: old.io/v1\nkind: Relic\nmetadata: {name: r}\nspec: {age: x}\n",
         "4:13 SCH001 spec.age must be a whole number, not the string 'x'\n"},
	{"v1beta1 keeps fields that are not listed",
         "apiVersion: old.io/v1\nkind: Relic\nmetadata: {name: r}\nspec: {agee: 1}\n", ""},
	{"unless it is told not to",
         "apiVersion: old.io/v1\nkind: Strict\nmetadata: {name: r}\nspec: {agee: 1}\n",
         "4:8 SCH002 unknown field 'spec.agee'; did you mean 'age'?\n"},
	{"a kind of a group's directory",
         "apiVersion: shop.io/v1\nkind: Cart\nmetadata: {name: c}\nspec: {total: x}\n",
         "4:15 SCH001 spec.total must be a number, not the string 'x'\n"},
	{"a schema that is made of itself",
         "apiVersion: loop.io/v1\nkind: Knot\nmetadata: {name: k}\n", ""},
	{"references to another file of the directory, and on from there",
         "apiVersion: food.dev.io/v2\nkind: Soup\nmetadata: {name: s}\nspec: {salt: 1}\n",
         "4:14 YML003 spec.salt must be text; without quotes 1 is the number 1\n"},
};

static const struct file {
	const char *path, *text;
} FILES[] = {
	{"crds/widgets.yaml", CRD},
	{"crds/readme.txt", "no YAML: ["},
	{"crds/old/relics.yaml", OLD("Relic", "")},
	{"crds/old/stricts.yaml", OLD("Strict", "  preserveUnknownFields: false\n")},
	{"schemas/shop.io/cart_v1.json",
         "{\"type\":\"object\",\"properties\":{\"spec\":{\"type\":[\"object\",\"null\"],"
         "\"properties\":{\"total\":{\"type\":\"number\"}}}}}"},
	{"schemas/knot-loop-v1.json",
         "{\"anyOf\":[{\"$ref\":\"#\"}],\"allOf\":[{\"$ref\":\"#\"}]}"},
	{"schemas/soup-food-v2.json",
         "{\"properties\":{\"spec\":{\"$ref\":\"_definitions.json#/definitions/Spec\"}}}"},
	{"schemas/_definitions.json",
         "{\"definitions\":{\"Spec\":{\"properties\":{\"salt\":{\"$ref\":\"#/definitions/"
         "Salt\"}}},\"Salt\":{\"type\":\"string\"}}}"},
};

static char dir[] = "/tmp/kustoc-schemas-XXXXXX";

static int write_files(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	assert_non_null(mkdtemp(dir));
	for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
		const str path = path_join(arena, str_of(dir), str_of(FILES[i].path));
		assert_int_equal(file_make_dirs(arena, path_dir(path)), 0);
		assert_int_equal(file_write(arena, path, str_of(FILES[i].text)), 0);
	}
	arena_destroy(arena);
	return 0;
}

static int remove_files(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	file_remove_tree(arena, str_of(dir));
	arena_destroy(arena);
	return 0;
}

static struct json_schemas *schemas_of_test(struct arena *arena, struct diags *diags)
{
	struct json_schemas *schemas = json_schemas_new(arena);
	const str crds = path_join(arena, str_of(dir), STR("crds"));
	const str location = path_join(arena, str_of(dir), STR("schemas"));
	assert_true(json_schemas_add_crds(schemas, crds, diags));
	assert_true(json_schemas_add_location(schemas, location, diags));
	assert_true(json_schemas_has_own(schemas));
	return schemas;
}

static void finds(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct source source = {.path = STR("x.yaml"), .text = str_of(row->yaml)};
	struct documents documents = {0};
	struct diags diags;
	struct buf got;
	diags_init(&diags, arena);
	buf_init(&got, arena);
	struct json_schemas *schemas = schemas_of_test(arena, &diags);
	assert_true(
		load_documents(arena, source.text, origin_of_source(&source), &documents, &diags));
	const struct node *object = documents.at[0];
	const struct json_schema *schema =
		json_schemas_of_kind(schemas, node_get_text(object, STR("apiVersion")),
	                             node_get_text(object, STR("kind")), &diags);
	json_schema_check_object(schemas, schema, object, &diags);
	for (const struct diag *diag = diags.first; diag; diag = diag->next)
		buf_printf(&got, "%u:%u %s %.*s\n", diag->at.line, diag->at.col, diag->code,
		           STR_ARG(diag->message));
	ASSERT_STR(buf_text(&got), row->want);
	arena_destroy(arena);
}

static void says_what_cannot_be_used(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct json_schemas *schemas = json_schemas_new(arena);
	struct diags diags;
	diags_init(&diags, arena);
	assert_false(json_schemas_add_crds(schemas, STR("/nowhere.yaml"), &diags));
	ASSERT_STR(diags.last->message, "cannot read '/nowhere.yaml': No such file or directory");
	assert_false(json_schemas_add_location(schemas, STR("/nowhere"), &diags));
	ASSERT_STR(diags.last->message, "no directory of schemas: '/nowhere'");
	assert_false(json_schemas_add_location(schemas, STR("x/{{ .Kind }}.json"), &diags));
	ASSERT_STR(diags.last->message, "no placeholder '.Kind' in 'x/{{ .Kind }}.json'");
	assert_false(json_schemas_add_location(schemas, STR("https://x.io/{{.Group}}"), &diags));
	assert_false(json_schemas_has_own(schemas));
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(says_what_cannot_be_used)};
	write_files(NULL);
	const int failed = TABLE_RUN("schema/own_schemas", ROWS, finds) +
	                   cmocka_run_group_tests_name("schema/locations", tests, NULL, NULL);
	remove_files(NULL);
	return failed;
}
