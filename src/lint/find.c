/*
 * find.c - see find.h
 *
 * Every kustomization is read twice in a run, here and by the build that comes
 * to it. Here nothing but its kind and its entries matter, and nothing is an
 * error: the build says what is wrong, and says it in kustomize's words.
 */
#include "lint/find.h"

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

/* The file as a value, or NULL: whatever is wrong with it, the build reports it. */
static const struct node *peek(struct arena *arena, str path)
{
	struct source *source = ARENA_NEW(arena, struct source);
	source->path = path;
	struct node *config = NULL;
	struct diags unheard;
	diags_init(&unheard, arena);
	if (file_read(arena, path, &source->text) != 0 ||
	    !load_value(arena, source->text, origin_of_source(source), &config, &unheard))
		return NULL;
	return config;
}

static void add(struct candidates *candidates, str dir, str file)
{
	struct arena *arena = candidates->arena;
	if (map_get(&candidates->by_dir, dir))
		return;
	struct candidate *candidate = ARRAY_ADD(arena, candidates);
	const struct node *config = peek(arena, file);
	*candidate = (struct candidate){.dir = dir, .file = file, .config = config};
	candidate->is_component = str_eq(node_get_text(config, STR("kind")), STR("Component"));
	candidate->is_flux = str_starts_with(node_get_text(config, STR("apiVersion")),
	                                     STR("kustomize.toolkit.fluxcd.io/"));
	size_t *index = ARENA_NEW(arena, size_t);
	*index = candidates->len - 1;
	map_set(arena, &candidates->by_dir, dir, index);
}

/*
 * In the order of names, so that two runs find the same in the same order. A link may lead upwards;
 * what it leads to is found where it is.
 */
static void walk(struct candidates *candidates, str dir)
{
	struct arena *arena = candidates->arena;
	struct file_entries entries;
	if (file_list_entries(arena, dir, &entries) != 0)
		return;
	for (size_t i = 0; i < entries.len; i++)
		if (is_kustomization_name(entries.at[i].name))
			add(candidates, dir, path_join(arena, dir, entries.at[i].name));
	for (size_t i = 0; i < entries.len; i++) {
		const struct file_entry *entry = &entries.at[i];
		if (entry->name.at[0] != '.' && entry->kind == FILE_DIRECTORY && !entry->is_link)
			walk(candidates, path_join(arena, dir, entry->name));
	}
}

/* What was asked for is at fault, not a file: that is no rule's business. */
static bool refuse(str path, const char *why, struct diags *diags)
{
	diag_error(diags, NO_MARK, "'%.*s' %s", STR_ARG(path), why);
	return diag_code(diags, NULL);
}

bool candidates_find(struct candidates *candidates, str path, struct diags *diags)
{
	struct arena *arena = candidates->arena;
	const size_t before = candidates->len;
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
	walk(candidates, dir);
	if (candidates->len == before && !map_get(&candidates->by_dir, dir))
		return refuse(path, "has no kustomization, nor anything below it", diags);
	return true;
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

void candidates_link(struct candidates *candidates)
{
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
