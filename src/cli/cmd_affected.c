/* cmd_affected.c - kustoc affected, kustoc list */
#include "base/path.h"
#include "base/quote.h"
#include "cli/changes.h"
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

/* All that there is, and what is looked for. */
struct listing {
	struct flux_tree tree;
	struct candidates all;
	struct flux_files files;
	bool *is_target; /* of each: does a Flux Kustomization name it? */
	str within;      /* the directory that was asked about */
};

/* What is applied, below the directory: an overlay, or whatever Flux is told to apply. */
static bool is_listed(const struct listing *listing, size_t index)
{
	const struct candidate *candidate = &listing->all.at[index];
	return (candidate_is_overlay(candidate) || listing->is_target[index]) &&
	       path_is_below(flux_tree_full(&listing->tree, listing->within),
	                     flux_tree_full(&listing->tree, candidate->dir));
}

/* What `shown` leaves out is not there; NULL leaves out nothing. */
static void add_json(struct buf *out, const struct listing *listing, const bool *shown)
{
	const struct candidates *candidates = &listing->all;
	bool any = false;
	buf_add_char(out, '[');
	for (size_t i = 0; i < candidates->len; i++) {
		if (!is_listed(listing, i) || (shown && !shown[i]))
			continue;
		if (any)
			buf_add_char(out, ',');
		quote_json(out, candidates->at[i].dir);
		any = true;
	}
	buf_add(out, STR("]\n"));
}

static void mark_targets(struct listing *listing)
{
	listing->is_target = ARENA_ARRAY(listing->tree.arena, bool, listing->all.len + 1);
	for (size_t i = 0; i < listing->files.len; i++) {
		const struct flux_file *file = &listing->files.at[i];
		for (size_t j = 0; j < file->kustomizations.len; j++) {
			const size_t *index = map_get(
				&listing->all.by_dir,
				flux_tree_directory(&listing->tree, &file->kustomizations.at[j]));
			if (index)
				listing->is_target[*index] = true;
		}
	}
}

/* Nothing is rendered: what Flux's files say by themselves is enough to list and to select. */
static bool find(struct invocation *invocation, str dir, const struct config *config,
                 struct listing *out)
{
	struct candidates below;
	struct arena *arena = invocation->arena;
	candidates_init(&below, arena);
	if (!candidates_walk(&below, dir, &invocation->diags))
		return false;
	*out = (struct listing){.tree = flux_tree_around(arena, dir, config), .within = dir};
	flux_tree_candidates(&out->tree, &below, &out->all);
	flux_files_find(&out->tree, &out->all, NULL, &out->files);
	flux_files_add_made(&out->tree, &out->files, &out->all);
	candidates_link(&out->all);
	mark_targets(out);
	return candidates_expect(&out->all, dir, &invocation->diags);
}

/* ---- kustoc affected ---- */

/* Files that are named need no git; with one it can say what they held before. */
static bool find_changes(struct invocation *invocation, const struct affected_values *given,
                         const struct texts *operands, struct changes *out)
{
	struct arena *arena = invocation->arena;
	const str search_path = globals_remote(invocation).search_path;
	const str rev = given->from.len ? given->from : STR("HEAD");
	const bool asks_git = operands->len == 0 || given->from.len > 0;
	struct diags unheard, *diags = asks_git ? &invocation->diags : &unheard;
	struct git git;
	diags_init(&unheard, arena);
	*out = (struct changes){.paths = {operands->at, operands->len, operands->cap}};
	return (git_open(arena, search_path, &git, diags) &&
	        (!asks_git || git_changed(&git, rev, STR(""), &out->paths, diags)) &&
	        changes_read_former(&git, rev, out, diags)) ||
	       !asks_git;
}

static const bool *find_affected(struct listing *listing, const struct changes *changes)
{
	for (size_t i = 0; changes->former && i < changes->paths.len; i++)
		if (changes->former[i].at)
			flux_files_add(&listing->tree, changes->paths.at[i], changes->former[i],
			               &listing->files);
	return affected_find(dependencies_new(&listing->all, &listing->tree, &listing->files),
	                     changes->paths.at, changes->paths.len);
}

enum exit_status cmd_affected(struct invocation *invocation, const void *values,
                              const struct texts *operands)
{
	const struct affected_values *given = values;
	struct changes changes;
	struct config config;
	struct listing listing;
	if (!find_changes(invocation, given, operands, &changes) ||
	    !settings_load(invocation, STR("."), &config) ||
	    !find(invocation, STR("."), &config, &listing))
		return EXIT_BROKEN;
	const bool *is_affected = find_affected(&listing, &changes);
	if (given->format == LIST_JSON) {
		add_json(&invocation->out, &listing, is_affected);
		return EXIT_CLEAN;
	}
	for (size_t i = 0; i < listing.all.len; i++)
		if (is_affected[i] && is_listed(&listing, i))
			buf_printf(&invocation->out, "%.*s\n", STR_ARG(listing.all.at[i].dir));
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

/* Those of the files that have Flux apply a directory, "production,staging"; "" for none. */
static str applied_in(const struct listing *listing, str dir)
{
	const struct flux_tree *tree = &listing->tree;
	struct map seen = {0};
	struct buf names;
	buf_init(&names, tree->arena);
	for (size_t i = 0; i < listing->files.len; i++) {
		const struct flux_file *file = &listing->files.at[i];
		const str name = environment_of(tree->config, path_dir(file->path));
		for (size_t j = 0; name.len > 0 && j < file->kustomizations.len; j++) {
			const struct flux_kustomization *k = &file->kustomizations.at[j];
			if (map_get(&seen, name) || !str_eq(flux_tree_directory(tree, k), dir))
				continue;
			map_set(tree->arena, &seen, name, &names);
			buf_printf(&names, "%s%.*s", names.len ? "," : "", STR_ARG(name));
		}
	}
	return buf_text(&names);
}

static str environment_for(const struct listing *listing, str dir)
{
	const str own = environment_of(listing->tree.config, dir);
	const str name = own.len > 0 ? own : applied_in(listing, dir);
	return name.len > 0 ? name : STR("-");
}

enum exit_status cmd_list(struct invocation *invocation, const void *values,
                          const struct texts *operands)
{
	const struct affected_values *given = values;
	const str dir = operands->len ? operands->at[0] : STR(".");
	struct config config;
	struct listing listing;
	if (!settings_load(invocation, dir, &config) || !find(invocation, dir, &config, &listing))
		return EXIT_BROKEN;
	if (given->format == LIST_JSON) {
		add_json(&invocation->out, &listing, NULL);
		return EXIT_CLEAN;
	}
	for (size_t i = 0; i < listing.all.len; i++) {
		const struct candidate *candidate = &listing.all.at[i];
		if (!is_listed(&listing, i))
			continue;
		buf_printf(&invocation->out, "%-12.*s  %.*s\n",
		           STR_ARG(environment_for(&listing, candidate->dir)),
		           STR_ARG(candidate->dir));
		if (given->tree)
			add_tree(&invocation->out, &listing.all, i, 1);
	}
	return EXIT_CLEAN;
}
