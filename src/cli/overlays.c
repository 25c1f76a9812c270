/* overlays.c - see overlays.h */
#include "cli/overlays.h"

#include "base/file.h"

bool overlays_find(struct invocation *invocation, const struct texts *operands,
                   struct overlays *out)
{
	struct arena *arena = invocation->arena;
	bool searched = false;
	*out = (struct overlays){0};
	candidates_init(&out->candidates, arena);
	for (size_t i = 0; i < operands->len; i++) {
		if (file_kind(arena, operands->at[i]) != FILE_DIRECTORY) {
			*ARRAY_ADD(arena, &out->names) = operands->at[i];
			continue;
		}
		searched = true;
		if (!candidates_find(&out->candidates, operands->at[i], &invocation->diags))
			return false;
	}
	if (!searched && !candidates_find(&out->candidates, STR("."), &invocation->diags))
		return false;
	candidates_link(&out->candidates);
	return true;
}

bool overlays_is_named(const struct overlays *overlays, str environment, str source)
{
	for (size_t i = 0; i < overlays->names.len; i++)
		if (str_eq(overlays->names.at[i], environment) ||
		    str_eq(overlays->names.at[i], source))
			return true;
	return overlays->names.len == 0;
}
