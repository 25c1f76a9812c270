/*
 * json_patch_fuzz.c - a document, then JSON patches for it, as one YAML stream
 *
 * A patch does or reports, and leaves a tree that can be printed; the patch itself stays as it was.
 */
#include "kustomize/json_patch.h"

#include "yaml/emit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void must(bool holds)
{
	if (!holds)
		__builtin_trap();
}

/* A list of mappings and nulls, as the readers of patches see to. */
static bool are_operations(const struct node *node)
{
	if (!node_is_seq(node))
		return false;
	NODE_EACH_ITEM (item, node)
		if (!node_is_map(item->value) && !node_is_null(item->value))
			return false;
	return true;
}

static void patch(struct arena *arena, struct node *document, const struct documents *patches)
{
	struct diags diags;
	struct node *operations;
	struct buf out;
	diags_init(&diags, arena);
	buf_init(&out, arena);
	for (size_t i = 1; i < patches->len; i++) {
		if (!are_operations(patches->at[i]) ||
		    !value_from_node(arena, patches->at[i], &operations, &diags))
			return;
		const struct node *before = node_copy(arena, operations);
		if (!json_patch_apply(arena, operations, &document, &diags)) {
			must(diags.errors == 1 && diags.last->sentence.len > 0);
			return;
		}
		must(value_eq(before, operations));
	}
	json_patch_to_resource(arena, document);
	must(emit_resource(&out, document, &diags));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct arena *arena = arena_create();
	const struct source source = {.text = {(const char *)data, len}};
	struct documents documents = {0};
	struct diags diags;
	struct node *document;
	diags_init(&diags, arena);
	if (load_documents(arena, source.text, origin_of_source(&source), &documents, &diags) &&
	    documents.len > 0 && node_is_map(documents.at[0]) &&
	    value_from_node(arena, documents.at[0], &document, &diags))
		patch(arena, document, &documents);
	arena_destroy(arena);
	return 0;
}
