/*
 * json_schema_fuzz.c - a CustomResourceDefinition, then objects, as one YAML stream
 *
 * A definition is the user's and may be anything. Whatever it says, a check ends, reports each
 * fault with a code and a message, and does so again when it is asked again.
 */
#include "schema/json_schema.h"

#include "yaml/load.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void must(bool holds)
{
	if (!holds)
		__builtin_trap();
}

static size_t check(struct json_schemas *schemas, struct arena *arena, const struct node *object)
{
	struct diags diags;
	diags_init(&diags, arena);
	const struct json_schema *schema =
		json_schemas_met(schemas, node_get_text(object, STR("apiVersion")),
	                         node_get_text(object, STR("kind")));
	const bool ok = json_schema_check_object(schemas, schema, object, &diags);
	must(ok == (diags.len == 0));
	for (const struct diag *diag = diags.first; diag; diag = diag->next)
		must(diag->code && diag->message.len > 0);
	return diags.len;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct arena *arena = arena_create();
	const struct source source = {.text = {(const char *)data, len}};
	struct json_schemas *schemas = json_schemas_new(arena);
	struct documents documents = {0};
	struct diags diags;
	diags_init(&diags, arena);
	if (load_documents(arena, source.text, origin_of_source(&source), &documents, &diags))
		for (size_t i = 0; i < documents.len; i++) {
			const struct node *object = documents.at[i];
			json_schemas_meet(schemas, object);
			if (!node_is_map(object))
				continue;
			const size_t first = check(schemas, arena, object);
			must(check(schemas, arena, object) == first);
		}
	arena_destroy(arena);
	return 0;
}
