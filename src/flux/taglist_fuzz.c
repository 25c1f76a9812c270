/*
 * taglist_fuzz.c - a registry's answer
 *
 * Whatever it is, it is a list or one error.
 */
#include "flux/taglist.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct arena *arena = arena_create();
	const struct source source = {.path = STR("tags"), .text = {(const char *)data, len}};
	struct taglist tags = {0};
	struct diags diags;
	diags_init(&diags, arena);
	const bool ok = taglist_parse(arena, &source, &tags, &diags);
	if (ok != (diags.errors == 0))
		__builtin_trap();
	for (size_t i = 0; i < tags.len; i++)
		if (tags.at[i].len > len)
			__builtin_trap();
	arena_destroy(arena);
	return 0;
}
