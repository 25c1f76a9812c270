/* cmd_cache.c - kustoc cache */
#include <errno.h>
#include <string.h>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/globals.h"

/* Other runs may be using it: what they lack they clone again. */
static enum exit_status clean(struct invocation *invocation, str dir)
{
	const int error = file_remove_tree(invocation->arena, dir);
	if (error && error != ENOENT) {
		diag_error(&invocation->diags, NO_MARK, "cannot remove '%.*s': %s", STR_ARG(dir),
		           strerror(error));
		return EXIT_BROKEN;
	}
	buf_printf(&invocation->out, error ? "nothing is kept in %.*s\n" : "removed %.*s\n",
	           STR_ARG(dir));
	return EXIT_CLEAN;
}

enum exit_status cmd_cache(struct invocation *invocation, const void *values,
                           const struct texts *operands)
{
	(void)values;
	const str verb = operands->len ? operands->at[0] : STR("");
	const str dir = globals_cache_dir(invocation->arena);
	const bool cleans = str_eq(verb, STR("clean"));
	if (!cleans && !str_eq(verb, STR("dir"))) {
		diag_error(&invocation->diags, NO_MARK, "cache takes 'dir' or 'clean'%s%.*s%s",
		           verb.len ? ", not '" : "", STR_ARG(verb), verb.len ? "'" : "");
		return EXIT_BROKEN;
	}
	if (dir.len == 0) {
		diag_error(&invocation->diags, NO_MARK,
		           "there is no cache: neither XDG_CACHE_HOME nor HOME is set");
		return EXIT_BROKEN;
	}
	if (cleans)
		return clean(invocation, dir);
	buf_printf(&invocation->out, "%.*s\n", STR_ARG(dir));
	return EXIT_CLEAN;
}
