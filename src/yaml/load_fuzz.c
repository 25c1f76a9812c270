/*
 * load_fuzz.c - what loads and prints, loads again and prints the same bytes
 *
 * Two exceptions. kustomize's order of keys is not transitive, so for a few sets of keys the order
 * depends on the one they came in. Then there must still be as many bytes. And one kind of text:
 * U+2028 and U+2029 are line breaks that go-yaml writes into a block but does not read back as they
 * were.
 */
#include <stdlib.h>

#include "yaml/emit.h"
#include "yaml/load.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void require(bool holds)
{
	if (!holds)
		abort();
}

/* Loads a text and prints its documents; false when it is no YAML or has no JSON form. */
static bool print_again(struct arena *arena, str text, struct buf *out)
{
	struct source *source = ARENA_NEW(arena, struct source);
	struct documents documents;
	struct diags diags;
	diags_init(&diags, arena);
	*source = (struct source){.path = STR("fuzz.yaml"), .text = text};
	const bool loaded =
		load_documents(arena, text, origin_of_source(source), &documents, &diags);
	require(loaded == (diags.errors == 0));
	for (size_t i = 0; loaded && i < documents.len; i++) {
		if (i > 0)
			buf_add(out, STR("---\n"));
		if (!emit_resource(out, documents.at[i], &diags)) {
			require(diags.errors > 0);
			return false;
		}
	}
	return loaded;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct arena *arena = arena_create();
	const str text = arena_copy(arena, (str){(const char *)data, len});
	struct buf first, second;
	buf_init(&first, arena);
	buf_init(&second, arena);
	if (print_again(arena, text, &first) && !str_contains(buf_text(&first), STR("\xE2\x80"))) {
		require(print_again(arena, buf_text(&first), &second));
		require(str_eq(buf_text(&first), buf_text(&second)) || first.len == second.len);
	}
	arena_destroy(arena);
	return 0;
}
