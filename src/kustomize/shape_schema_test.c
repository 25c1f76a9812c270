/* shape_schema_test.c - the schema of the kustomization file that editors get is what is read */
#include "kustomize/shape.h"
#include "schema/json_schema.h"
#include "testing/table.h"

static const struct node *follow(const struct node *root, const struct node *schema)
{
	const str ref = node_get_text(schema, STR("$ref")), prefix = STR("#/$defs/");
	if (!str_starts_with(ref, prefix))
		return schema;
	return node_get(node_get(root, STR("$defs")), str_from(ref, prefix.len));
}

static void expect_type(const struct node *schema, const char *type, const char *field)
{
	if (!str_eq(node_get_text(schema, STR("type")), str_of(type)))
		fail_msg("%s is no %s", field, type);
}

static void compare(const struct node *root, const struct shape *shape, const struct node *schema);

static void compare_field(const struct node *root, const struct shape_field *field,
                          const struct node *schema)
{
	const struct node *values = node_get(schema, STR("additionalProperties"));
	const struct node *items = follow(root, node_get(schema, STR("items")));
	switch (field->kind) {
	case SHAPE_STRING:
	case SHAPE_TEXT: expect_type(schema, "string", field->name); break;
	case SHAPE_INT: expect_type(schema, "integer", field->name); break;
	case SHAPE_BOOL: expect_type(schema, "boolean", field->name); break;
	case SHAPE_STRINGS: expect_type(items, "string", field->name); break;
	case SHAPE_STRING_MAP: expect_type(values, "string", field->name); break;
	case SHAPE_BOOL_MAP: expect_type(values, "boolean", field->name); break;
	case SHAPE_ANY_MAP: expect_type(schema, "object", field->name); break;
	case SHAPE_STRUCT: compare(root, field->shape, schema); break;
	case SHAPE_STRUCTS: compare(root, field->shape, items); break;
	}
}

static size_t count_fields(const struct shape *shape)
{
	size_t count = shape->embedded ? count_fields(shape->embedded) : 0;
	for (const struct shape_field *field = shape->fields; field->name; field++)
		count++;
	return count;
}

static void compare(const struct node *root, const struct shape *shape, const struct node *schema)
{
	const struct node *properties = node_get(schema, STR("properties"));
	expect_type(schema, "object", shape->go_name);
	assert_int_equal(node_count(properties), count_fields(shape));
	for (const struct shape *part = shape; part; part = part->embedded)
		for (const struct shape_field *field = part->fields; field->name; field++) {
			const struct node *property = node_get(properties, str_of(field->name));
			if (!property)
				fail_msg("%s has no %s", shape->go_name, field->name);
			compare_field(root, field, follow(root, property));
		}
}

static void every_field_is_in_the_schema_and_no_other(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct node *schema =
		json_schemas_find(json_schemas_new(arena), STR(""), STR("kustomization.yaml"));
	assert_non_null(schema);
	compare(schema, &SHAPE_KUSTOMIZATION, schema);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_field_is_in_the_schema_and_no_other)};
	return cmocka_run_group_tests_name("kustomize/shape_schema", tests, NULL, NULL);
}
