/* cmd_man.c - kustoc __man, which an installation calls */
#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "cli/commands.h"
#include "cli/manual.h"

/* "kustoc.1" belongs to "man1/". */
static str page_path(struct arena *arena, str dir, str name)
{
	const str section = str_from(name, name.len - 1);
	return path_join(arena, arena_printf(arena, "%.*s/man%.*s", STR_ARG(dir), STR_ARG(section)),
	                 name);
}

enum exit_status cmd_man(struct invocation *invocation, const void *values,
                         const struct texts *operands)
{
	(void)values;
	struct arena *arena = invocation->arena;
	struct manual manual;
	if (operands->len != 1) {
		diag_error(&invocation->diags, NO_MARK, "__man takes a directory");
		return EXIT_BROKEN;
	}
	manual_make(arena, &manual);
	for (size_t i = 0; i < manual.len; i++) {
		const str path = page_path(arena, operands->at[0], manual.at[i].name);
		int error = file_make_dirs(arena, path_dir(path));
		if (!error)
			error = file_write(arena, path, manual.at[i].text);
		if (!error)
			continue;
		diag_error(&invocation->diags, NO_MARK, "cannot write '%.*s': %s", STR_ARG(path),
		           strerror(error));
		return EXIT_BROKEN;
	}
	return EXIT_CLEAN;
}
