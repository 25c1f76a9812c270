/*
 * strategic_merge_fuzz.c - a resource, then patches for it, as one YAML stream
 *
 * A merge does or reports; what it leaves is a sound tree, without a node of the patch's, and the
 * same each time.
 */
#include "kustomize/strategic_merge.h"

#include "yaml/load.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void must(bool holds)
{
	if (!holds)
		__builtin_trap();
}

/* Does every value exist, and do lists and mappings end where they say? */
static void must_be_sound(const struct node *node)
{
	if (!node)
		__builtin_trap();
	if (node->kind == NODE_MAP) {
		const struct pair *last = NULL;
		NODE_EACH_PAIR (pair, node) {
			must_be_sound(pair->value);
			last = pair;
		}
		must(node->last == last);
	} else if (node->kind == NODE_SEQ) {
		const struct item *last = NULL;
		NODE_EACH_ITEM (item, node) {
			must_be_sound(item->value);
			last = item;
		}
		must(node->tail == last);
	}
}

/* The patch is gone before anyone looks at the target. */
static bool merge(struct arena *arena, const struct merge_schemas *schemas, struct node *target,
                  const struct node *patch, bool *deleted, struct diags *diags)
{
	struct arena *scratch = arena_create();
	const bool ok =
		strategic_merge(arena, schemas, target, node_copy(scratch, patch), deleted, diags);
	arena_destroy(scratch);
	return ok;
}

/* Merges all into a copy of the first; NULL when that fails or deletes it. */
static struct node *merge_all(struct arena *arena, const struct documents *documents)
{
	const struct merge_schemas *schemas = merge_schemas_new(arena);
	struct diags diags;
	diags_init(&diags, arena);
	struct node *target = node_copy(arena, documents->at[0]);
	for (size_t i = 1; i < documents->len; i++) {
		bool deleted = false;
		if (!node_is_map(documents->at[i]))
			continue;
		if (!merge(arena, schemas, target, documents->at[i], &deleted, &diags)) {
			must(diags.errors == 1 && diags.last->sentence.len > 0);
			return NULL;
		}
		must_be_sound(target);
		if (deleted)
			return NULL;
	}
	return target;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct arena *arena = arena_create();
	const struct source source = {.text = {(const char *)data, len}};
	struct documents documents = {0};
	struct diags diags;
	diags_init(&diags, arena);
	if (load_documents(arena, source.text, origin_of_source(&source), &documents, &diags) &&
	    documents.len > 0 && node_is_map(documents.at[0])) {
		const struct node *once = merge_all(arena, &documents);
		const struct node *again = merge_all(arena, &documents);
		must((once == NULL) == (again == NULL));
		must(!once || node_eq(once, again));
	}
	arena_destroy(arena);
	return 0;
}
