/* changes.c - see changes.h */
#include "cli/changes.h"

#include "yaml/load.h"

bool changes_read_former(const struct git *git, str rev, struct changes *changes,
                         struct diags *diags)
{
	struct arena *arena = git->arena;
	struct git_paths manifests = {0};
	for (size_t i = 0; i < changes->paths.len; i++) {
		const str path = changes->paths.at[i];
		if (load_is_yaml_name(path) && str_find_char(path, '\n') == STR_NONE)
			*ARRAY_ADD(arena, &manifests) = path;
	}
	str *texts = ARENA_ARRAY(arena, str, manifests.len + 1);
	if (!git_read(git, rev, &manifests, texts, diags))
		return false;
	changes->former = ARENA_ARRAY(arena, str, changes->paths.len + 1);
	for (size_t i = 0, k = 0; i < changes->paths.len && k < manifests.len; i++)
		if (str_eq(changes->paths.at[i], manifests.at[k]))
			changes->former[i] = texts[k++];
	return true;
}
