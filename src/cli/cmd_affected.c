/* cmd_affected.c - kustoc affected, kustoc list */
#include "base/git.h"
#include "base/quote.h"
#include "cli/commands.h"
#include "cli/globals.h"
#include "cli/settings.h"
#include "lint/affected.h"
#include "lint/environments.h"

struct affected_values {
	str from;
	int format;
	bool tree;
};

enum list_format { LIST_TEXT, LIST_JSON };
static const char *const FORMATS[] = {[LIST_TEXT] = "text", [LIST_JSON] = "json", NULL};

#define VALUE(field) offsetof(struct affected_values, field)
/* A flag is a row, not a column. */
/* clang-format off */
const struct cli_option AFFECTED_OPTIONS[] = {
	{.name = "from", .kind = OPTION_TEXT, .offset = VALUE(from), .value = "REV",
	 .text = "the files that changed since this revision (default: HEAD)"},
	{.name = "output", .letter = 'o', .kind = OPTION_CHOICE, .offset = VALUE(format),
	 .value = "FORMAT", .text = "text, or json: a list for a CI matrix", .choices = FORMATS,
	 .no_variable = true, .own = true},
	{.name = NULL},
};
const struct cli_option LIST_OPTIONS[] = {
	{.name = "tree", .kind = OPTION_FLAG, .offset = VALUE(tree),
	 .text = "show what each overlay takes in"},
	{.name = "output", .letter = 'o', .kind = OPTION_CHOICE, .offset = VALUE(format),
	 .value = "FORMAT", .text = "text, or json: a list of directories", .choices = FORMATS,
	 .no_variable = true, .own = true},
	{.name = NULL},
};
/* clang-format on */
#undef VALUE

void *affected_new_values(struct arena *arena)
{
	return ARENA_NEW(arena, struct affected_values);
}

/* ---- lists of overlays ---- */

/* What `shown` leaves out is not there; NULL leaves out nothing. */
static void add_json(struct buf *out, const struct candidates *candidates, const bool *shown)
{
	bool any = false;
	buf_add_char(out, '[');
	for (size_t i = 0; i < candidates->len; i++) {
		if (!candidate_is_overlay(&candidates->at[i]) || (shown && !shown[i]))
			continue;
		if (any)
			buf_add_char(out, ',');
		quote_json(out, candidates->at[i].dir);
		any = true;
	}
	buf_add(out, STR("]\n"));
}

static bool find(struct invocation *invocation, str dir, struct candidates *out)
{
	candidates_init(out, invocation->arena);
	if (!candidates_find(out, dir, &invocation->diags))
		return false;
	candidates_link(out);
	return true;
}

/* ---- kustoc affected ---- */

static bool changed_since(struct invocation *invocation, str rev, struct git_paths *out)
{
	struct git git;
	const str path = globals_remote(invocation->arena, &invocation->globals).search_path;
	return git_open(invocation->arena, path, &git, &invocation->diags) &&
	       git_changed(&git, rev, STR(""), out, &invocation->diags);
}

enum exit_status cmd_affected(struct invocation *invocation, const void *values,
                              const struct texts *operands)
{
	const struct affected_values *given = values;
	struct git_paths files = {operands->at, operands->len, operands->cap};
	struct candidates candidates;
	if ((files.len == 0 || given->from.len > 0) &&
	    !changed_since(invocation, given->from.len ? given->from : STR("HEAD"), &files))
		return EXIT_BROKEN;
	if (!find(invocation, STR("."), &candidates))
		return EXIT_BROKEN;
	const bool *is_affected = affected_find(dependencies_new(&candidates, NULL, NULL), files.at, files.len);
	if (given->format == LIST_JSON) {
		add_json(&invocation->out, &candidates, is_affected);
		return EXIT_CLEAN;
	}
	for (size_t i = 0; i < candidates.len; i++)
		if (is_affected[i] && candidate_is_overlay(&candidates.at[i]))
			buf_printf(&invocation->out, "%.*s\n", STR_ARG(candidates.at[i].dir));
	return EXIT_CLEAN;
}

/* ---- kustoc list ---- */

enum { TREE_DEPTH = 32 }; /* deeper is a circle */

static void add_tree(struct buf *out, const struct candidates *candidates, size_t user, int depth)
{
	for (size_t i = 0; i < candidates->len; i++) {
		const struct candidate *used = &candidates->at[i];
		for (size_t j = 0; j < used->users.len; j++) {
			if (used->users.at[j] != user)
				continue;
			buf_printf(out, "%*s%s %.*s\n", 2 * depth, "",
			           used->is_component ? "component" : "base", STR_ARG(used->dir));
			if (depth < TREE_DEPTH)
				add_tree(out, candidates, i, depth + 1);
		}
	}
}

enum exit_status cmd_list(struct invocation *invocation, const void *values,
                          const struct texts *operands)
{
	const struct affected_values *given = values;
	const str dir = operands->len ? operands->at[0] : STR(".");
	struct candidates candidates;
	struct config config;
	if (!settings_load(invocation, dir, &config) || !find(invocation, dir, &candidates))
		return EXIT_BROKEN;
	if (given->format == LIST_JSON) {
		add_json(&invocation->out, &candidates, NULL);
		return EXIT_CLEAN;
	}
	for (size_t i = 0; i < candidates.len; i++) {
		const struct candidate *candidate = &candidates.at[i];
		if (!candidate_is_overlay(candidate))
			continue;
		const str name = environment_of(&config, candidate->dir);
		buf_printf(&invocation->out, "%-12.*s  %.*s\n", STR_ARG(name.len ? name : STR("-")),
		           STR_ARG(candidate->dir));
		if (given->tree)
			add_tree(&invocation->out, &candidates, i, 1);
	}
	return EXIT_CLEAN;
}
