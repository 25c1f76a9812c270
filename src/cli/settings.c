/* settings.c - see settings.h */
#include "cli/settings.h"

#include "base/file.h"
#include "base/path.h"

bool settings_load(struct invocation *invocation, str start, struct config *out)
{
	const struct globals *globals = &invocation->globals;
	struct arena *arena = invocation->arena;
	*out = (struct config){.arena = arena, .dir = file_current_dir(arena)};
	if (globals->no_config && globals->config.len > 0)
		return diag_error(&invocation->diags, NO_MARK,
		                  "--config and --no-config contradict each other");
	if (globals->no_config)
		return true;
	if (file_kind(arena, start) == FILE_REGULAR)
		start = path_dir(start);
	const str path = globals->config.len ? globals->config : config_find(arena, start);
	return path.len == 0 || config_load(arena, path, out, &invocation->diags);
}
