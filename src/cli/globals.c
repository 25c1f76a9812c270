/* globals.c - see globals.h */
#include "cli/globals.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/path.h"

/* In the order of enum color_choice and of enum progress_choice. */
static const char *const WHEN_CHOICES[] = {"auto", "always", "never", NULL};

#define GLOBAL(field) offsetof(struct globals, field)
/* clang-format off: a flag is a row, not a column */
const struct cli_option GLOBAL_OPTIONS[] = {
	{.name = "directory",
         .letter = 'C',
         .kind = OPTION_TEXT,
         .offset = GLOBAL(directory),
         .value = "DIR",
         .text = "run as if started in DIR",
         .no_variable = true},
	{.name = "config",
         .kind = OPTION_TEXT,
         .offset = GLOBAL(config),
         .value = "FILE",
         .text = "go by this instead of the nearest .kustoc.yaml"},
	{.name = "no-config",
         .kind = OPTION_FLAG,
         .offset = GLOBAL(no_config),
         .text = "go by no .kustoc.yaml",
         .help = HELP_LONG},
	{.name = "color",
         .kind = OPTION_CHOICE,
         .offset = GLOBAL(color),
         .value = "WHEN",
         .text = "colour: auto, always or never",
         .choices = WHEN_CHOICES,
         .own = true},
	{.name = "progress",
         .kind = OPTION_CHOICE,
         .offset = GLOBAL(progress),
         .value = "WHEN",
         .text = "say on a terminal how far a long run is: auto, always or never",
         .choices = WHEN_CHOICES,
         .own = true,
         .help = HELP_LONG},
	{.name = "hyperlink",
         .kind = OPTION_FLAG,
         .offset = GLOBAL(hyperlink),
         .text = "make places links that a terminal can open",
         .help = HELP_LONG},
	{.name = "width",
         .kind = OPTION_NUMBER,
         .offset = GLOBAL(width),
         .value = "N",
         .text = "take the terminal for N columns wide",
         .help = HELP_LONG},
	{.name = "offline",
         .kind = OPTION_FLAG,
         .offset = GLOBAL(offline),
         .text = "fail where the network is needed",
         .help = HELP_LONG},
	{.name = "quiet",
         .letter = 'q',
         .kind = OPTION_FLAG,
         .offset = GLOBAL(quiet),
         .text = "no warnings and no summary on standard error"},
	{.name = "no-cache",
         .kind = OPTION_FLAG,
         .offset = GLOBAL(no_cache),
         .text = "neither use nor keep clones of remote bases",
         .help = HELP_LONG},
	{.name = "verbose",
         .letter = 'v',
         .kind = OPTION_FLAG,
         .offset = GLOBAL(verbose),
         .text = "say on standard error what is read, run and asked",
         .help = HELP_LONG},
	{.name = "",
         .letter = 'h',
         .kind = OPTION_FLAG,
         .offset = GLOBAL(help),
         .text = "help on one screen"},
	{.name = "help",
         .kind = OPTION_FLAG,
         .offset = GLOBAL(long_help),
         .text = "help with every flag and examples",
         .no_variable = true},
	{.name = "version",
         .letter = 'V',
         .kind = OPTION_FLAG,
         .offset = GLOBAL(version),
         .text = "print the version",
         .help = HELP_LONG,
         .no_variable = true},
	{.name = NULL},
};
/* clang-format on */

/* clang-format off: a flag is a row, not a column */
const struct cli_option KUSTOMIZE_GLOBALS[] = {
	{.name = "help",
         .letter = 'h',
         .kind = OPTION_FLAG,
         .offset = GLOBAL(long_help),
         .text = "help"},
	{.name = NULL},
};
/* clang-format on */
#undef GLOBAL

/* Columns of what is no terminal: the same report wherever it runs. */
enum { WIDTH_DEFAULT = 100 };

static bool is_set(const char *variable)
{
	const char *value = getenv(variable);
	return value && *value;
}

/* CLICOLOR_FORCE and FORCE_COLOR: any value but 0 asks for colour. */
static bool is_forced(const char *variable)
{
	const char *value = getenv(variable);
	return value && *value && !str_eq(str_of(value), STR("0"));
}

static bool wants_color(const struct globals *globals, int stream)
{
	if (globals->color != COLOR_AUTO)
		return globals->color == COLOR_ALWAYS;
	if (is_set("NO_COLOR"))
		return false;
	if (is_forced("CLICOLOR_FORCE") || is_forced("FORCE_COLOR"))
		return true;
	const char *terminal = getenv("TERM");
	return isatty(stream) && terminal && !str_eq(str_of(terminal), STR("dumb"));
}

/* Of the three variables that name a locale the first that is set counts. */
static bool is_utf8_locale(void)
{
	static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
		if (!is_set(variables[i]))
			continue;
		const str locale = str_of(getenv(variables[i]));
		const size_t dot = str_find_char(locale, '.');
		const str charset = dot == STR_NONE ? (str){0} : str_from(locale, dot + 1);
		return str_eq_nocase(str_slice(charset, 0, 5), STR("utf-8")) ||
		       str_eq_nocase(str_slice(charset, 0, 4), STR("utf8"));
	}
	return false;
}

static size_t terminal_width(int stream)
{
	struct winsize size;
	if (isatty(stream) && ioctl(stream, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return WIDTH_DEFAULT;
}

bool globals_look(const struct globals *globals, int stream, struct look *look, struct diags *diags)
{
	*look = look_standard(wants_color(globals, stream), is_utf8_locale());
	look->hyperlinks = globals->hyperlink;
	look->width = globals->width ? globals->width : terminal_width(stream);
	look->is_paged = globals->width || isatty(stream);
	str wrong;
	if (!is_set("KUSTOC_COLORS") ||
	    look_set_colors(look, arena_copy(diags->arena, str_of(getenv("KUSTOC_COLORS"))),
	                    &wrong))
		return true;
	return diag_error(diags, NO_MARK, "KUSTOC_COLORS must hold ROLE=CODE entries, not '%.*s'",
	                  STR_ARG(wrong));
}

static str variable(const char *name)
{
	return is_set(name) ? str_of(getenv(name)) : (str){0};
}

/* By the XDG rules: $XDG_CACHE_HOME, else ~/.cache. */
str globals_cache_dir(struct arena *arena)
{
	const str xdg = variable("XDG_CACHE_HOME"), home = variable("HOME");
	if (path_is_absolute(xdg))
		return path_join(arena, xdg, STR("kustoc"));
	return path_is_absolute(home) ? path_join(arena, home, STR(".cache/kustoc")) : (str){0};
}

str globals_temp_dir(struct arena *arena)
{
	const str dir = variable("TMPDIR");
	return dir.len > 0 ? arena_copy(arena, dir) : STR("/tmp");
}

struct remote_access globals_remote(const struct invocation *invocation)
{
	struct arena *arena = invocation->arena;
	const struct globals *globals = &invocation->globals;
	return (struct remote_access){.cache_dir = globals->no_cache ? invocation->cache
	                                                             : globals_cache_dir(arena),
	                              .search_path = arena_copy(arena, variable("PATH")),
	                              .temp_dir = arena_copy(arena, variable("TMPDIR")),
	                              .offline = globals->offline};
}
