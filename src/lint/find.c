/*
 * find.c - see find.h
 *
 * Every kustomization is read twice in a run, here and by the build that comes
 * to it. Here nothing but its kind and its entries matter, and nothing is an
 * error: the build says what is wrong, and says it in kustomize's words.
 */
#include "lint/find.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "yaml/load.h"

static const str FILE_NAMES[] = {STR_INIT("kustomization.yaml"), STR_INIT("kustomization.yml"),
                                 STR_INIT("Kustomization")};
enum { FILE_NAMES_LEN = sizeof FILE_NAMES / sizeof *FILE_NAMES };

void candidates_init(struct candidates *candidates, struct arena *arena)
{
	*candidates = (struct candidates){.arena = arena};
}

static bool is_kustomization_name(str name)
{
	for (size_t i = 0; i < FILE_NAMES_LEN; i++)
		if (str_eq(name, FILE_NAMES[i]))
			return true;
	return false;
}

str candidate_text(const struct candidates *candidates, const struct candidate *candidate)
{
	str *text = candidate->text;
	if (!text->at && file_read(candidates->arena, candidate->file, text) != 0)
		*text = STR("");
	return *text;
}

/* The file as a value, or NULL: whatever is wrong with it, the build reports it. */
static const struct node *peek(const struct candidates *candidates,
                               const struct candidate *candidate)
{
	struct arena *arena = candidates->arena;
	struct source *source = ARENA_NEW(arena, struct source);
	*source = (struct source){.path = candidate->file,
	                          .text = candidate_text(candidates, candidate)};
	struct node *config = NULL;
	struct diags unheard;
	diags_init(&unheard, arena);
	return load_value(arena, source->text, origin_of_source(source), &config, &unheard) ? config
	                                                                                    : NULL;
}

static void index_candidate(struct candidates *candidates, size_t at)
{
	size_t *index = ARENA_NEW(candidates->arena, size_t);
	*index = at;
	map_set(candidates->arena, &candidates->by_dir, candidates->at[at].dir, index);
}

static struct candidate *add(struct candidates *candidates, str dir, str file)
{
	if (map_get(&candidates->by_dir, dir))
		return NULL;
	struct candidate *candidate = ARRAY_ADD(candidates->arena, candidates);
	*candidate = (struct candidate){
		.dir = dir, .file = file, .text = ARENA_NEW(candidates->arena, str)};
	index_candidate(candidates, candidates->len - 1);
	return candidate;
}

void candidates_copy(struct candidates *out, const struct candidates *from)
{
	struct arena *arena = from->arena;
	candidates_init(out, arena);
	out->manifests = from->manifests;
	out->manifests.cap = out->manifests.len; /* to be added to elsewhere */
	out->linked = from->linked;
	for (size_t i = 0; i < from->len; i++) {
		struct candidate *candidate = add(out, from->at[i].dir, from->at[i].file);
		*candidate = from->at[i];
		candidate->users.at = NULL;
		candidate->users.len = candidate->users.cap = 0;
	}
}

void candidates_add_made(struct candidates *candidates, str dir, const struct node *config)
{
	struct candidate *candidate = add(candidates, dir, STR(""));
	if (!candidate)
		return;
	candidate->is_made = true;
	candidate->config = config;
	candidates->is_unsorted = true;
}

/* Hidden ones are tools' own, and in node_modules lies what other people wrote, by the thousand. */
static bool is_entered(const struct file_entry *entry)
{
	return entry->kind == FILE_DIRECTORY && !entry->is_link && entry->name.at[0] != '.' &&
	       !str_eq(entry->name, STR("node_modules"));
}

/*
 * A database's files below a repository are no reason to fail, and nothing to pass over in silence:
 * there may be overlays.
 */
static void warn(str dir, int error, struct diags *diags)
{
	diag_add(diags, DIAG_WARNING, NULL, NO_MARK, "cannot look into '%.*s': %s", STR_ARG(dir),
	         strerror(error));
}

/*
 * In the order of names, so that two runs find the same in the same order. A link may lead upwards;
 * what it leads to is found where it is.
 */
static void walk(struct candidates *candidates, str dir, struct diags *diags)
{
	struct arena *arena = candidates->arena;
	struct file_entries entries;
	const int error = file_list_entries(arena, dir, &entries);
	if (error) {
		warn(dir, error, diags);
		return;
	}
	for (size_t i = 0; i < entries.len; i++) {
		const str name = entries.at[i].name;
		if (is_kustomization_name(name) && entries.at[i].kind != FILE_OTHER &&
		    entries.at[i].kind != FILE_DIRECTORY)
			add(candidates, dir, path_join(arena, dir, name));
		else if (name.at[0] != '.' && load_is_yaml_name(name) &&
		         entries.at[i].kind == FILE_REGULAR)
			*ARRAY_ADD(arena, &candidates->manifests) = path_join(arena, dir, name);
	}
	for (size_t i = 0; i < entries.len; i++)
		if (is_entered(&entries.at[i]))
			walk(candidates, path_join(arena, dir, entries.at[i].name), diags);
}

/* What was asked for is at fault, not a file: that is no rule's business. */
static bool refuse(str path, const char *why, struct diags *diags)
{
	diag_error(diags, NO_MARK, "'%.*s' %s", STR_ARG(path), why);
	return diag_code(diags, NULL);
}

bool candidates_walk(struct candidates *candidates, str path, struct diags *diags)
{
	struct arena *arena = candidates->arena;
	const str dir = path_clean(arena, path);
	switch (file_kind(arena, dir)) {
	case FILE_NONE: return refuse(path, "is not there", diags);
	case FILE_REGULAR:
	case FILE_OTHER:
		if (!is_kustomization_name(path_base(dir)))
			return refuse(path, "is neither a directory nor a kustomization", diags);
		add(candidates, path_dir(dir), dir);
		return true;
	case FILE_DIRECTORY: break;
	}
	*ARRAY_ADD(arena, &candidates->walked) = dir;
	walk(candidates, dir, diags);
	return true;
}

/* Both as people see them, from the same place. */
static bool is_below(str dir, str path)
{
	if (str_eq(dir, STR(".")))
		return !path_is_absolute(path) && !str_starts_with(path, STR(".."));
	return path_is_below(dir, path);
}

bool candidates_expect(const struct candidates *candidates, str path, struct diags *diags)
{
	const str dir = path_clean(candidates->arena, path);
	const str within = is_kustomization_name(path_base(dir)) ? path_dir(dir) : dir;
	for (size_t i = 0; i < candidates->len; i++)
		if (is_below(within, candidates->at[i].dir))
			return true;
	return refuse(path, "has no kustomization, nor anything below it", diags);
}

bool candidates_find(struct candidates *candidates, str path, struct diags *diags)
{
	return candidates_walk(candidates, path, diags) &&
	       candidates_expect(candidates, path, diags);
}

/* Entries that are files, URLs or directories elsewhere are nobody's here. */
static void link_entries(struct candidates *candidates, size_t user, str field)
{
	struct arena *arena = candidates->arena;
	const struct candidate *candidate = &candidates->at[user];
	const struct node *entries = node_get(candidate->config, field);
	if (!node_is_seq(entries))
		return;
	NODE_EACH_ITEM (item, entries) {
		if (!node_is_scalar(item->value))
			continue;
		const str dir = path_join(arena, candidate->dir, item->value->text);
		const size_t *used = map_get(&candidates->by_dir, dir);
		if (used && *used != user)
			*ARRAY_ADD(arena, &candidates->at[*used].users) = user;
	}
}

static void read_config(struct candidates *candidates, struct candidate *candidate)
{
	if (candidate->is_made)
		return;
	candidate->config = peek(candidates, candidate);
	candidate->is_component =
		str_eq(node_get_text(candidate->config, STR("kind")), STR("Component"));
	candidate->is_flux = str_starts_with(node_get_text(candidate->config, STR("apiVersion")),
	                                     STR("kustomize.toolkit.fluxcd.io/"));
}

static void index_all(struct candidates *candidates)
{
	candidates->by_dir = (struct map){0};
	for (size_t i = 0; i < candidates->len; i++)
		index_candidate(candidates, i);
}

void candidates_show_from(struct candidates *candidates, str here)
{
	struct arena *arena = candidates->arena;
	for (size_t i = 0; i < candidates->len; i++) {
		struct candidate *candidate = &candidates->at[i];
		candidate->dir = path_relative(arena, here, candidate->dir);
		candidate->file = path_relative(arena, here, candidate->file);
	}
	for (size_t i = 0; i < candidates->manifests.len; i++)
		candidates->manifests.at[i] =
			path_relative(arena, here, candidates->manifests.at[i]);
	index_all(candidates);
}

/* As a walk goes, name by name: what is in 'a' comes before 'a-b'. */
static int by_walk(const void *x, const void *y)
{
	str a = ((const struct candidate *)x)->dir, b = ((const struct candidate *)y)->dir;
	while (a.len > 0 && b.len > 0) {
		str name_a, name_b;
		str_cut(a, '/', &name_a, &a);
		str_cut(b, '/', &name_b, &b);
		const int order = str_cmp(name_a, name_b);
		if (order != 0)
			return order;
	}
	return (a.len > b.len) - (a.len < b.len);
}

/* What was made up later stands where it would have been found. */
static void sort_candidates(struct candidates *candidates)
{
	qsort(candidates->at, candidates->len, sizeof *candidates->at, by_walk);
	index_all(candidates);
	candidates->is_unsorted = false;
}

void candidates_link(struct candidates *candidates)
{
	for (size_t i = candidates->linked; i < candidates->len; i++)
		read_config(candidates, &candidates->at[i]);
	candidates->linked = candidates->len;
	if (candidates->is_unsorted)
		sort_candidates(candidates);
	for (size_t i = 0; i < candidates->len; i++)
		candidates->at[i].users.len = 0;
	for (size_t i = 0; i < candidates->len; i++) {
		link_entries(candidates, i, STR("resources"));
		link_entries(candidates, i, STR("bases"));
		link_entries(candidates, i, STR("components"));
	}
}

bool candidate_is_overlay(const struct candidate *candidate)
{
	return candidate->users.len == 0 && !candidate->is_component && !candidate->is_flux;
}
