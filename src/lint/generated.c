/* generated.c - see generated.h */
#include "lint/generated.h"

#include "base/file.h"
#include "base/path.h"
#include "kustomize/kustomization.h"
#include "lint/source_ignore.h"
#include "yaml/load.h"

struct scan {
	struct arena *arena;
	struct node *resources;
	struct mark at;
};

static void add(struct scan *scan, str path)
{
	const str entry = arena_concat(scan->arena, STR("./"), path);
	node_add(scan->arena, scan->resources, node_new_str(scan->arena, entry, scan->at));
}

/* `below`: the path from where the kustomization is made; "" there. */
static void scan_directory(struct scan *scan, const struct source_ignore *above, str dir, str below)
{
	struct arena *arena = scan->arena;
	const struct source_ignore *ignore = source_ignore_enter(arena, above, dir);
	struct file_entries entries;
	if (file_list_entries(arena, dir, &entries) != 0)
		return;
	for (size_t i = 0; i < entries.len; i++) {
		const struct file_entry *entry = &entries.at[i];
		const bool is_directory = entry->kind == FILE_DIRECTORY;
		const str inner = path_join(arena, dir, entry->name);
		const str path = path_join(arena, below, entry->name);
		if (entry->is_link || entry->name.at[0] == '.' ||
		    source_ignore_covers(ignore, entry->name, is_directory))
			continue;
		if (!is_directory && load_is_yaml_name(entry->name))
			add(scan, path);
		else if (is_directory && kustomization_exists(arena, inner))
			add(scan, path);
		else if (is_directory)
			scan_directory(scan, ignore, inner, path);
	}
}

/* What the directories from the top down to `dir` leave out; NULL when it does not lie below. */
static const struct source_ignore *ignore_above(struct arena *arena, str dir, str top)
{
	const struct source_ignore *ignore = NULL;
	const str full = file_absolute(arena, dir);
	if (!path_is_below(top, full))
		return NULL;
	str rest = path_relative(arena, top, full), step, at = top;
	while (rest.len > 0 && !str_eq(rest, STR("."))) {
		ignore = source_ignore_enter(arena, ignore, at);
		str_cut(rest, '/', &step, &rest);
		at = path_join(arena, at, step);
	}
	return ignore;
}

struct node *generated_config(struct arena *arena, str dir, str top, struct mark at)
{
	struct scan scan = {arena, node_new_seq(arena, at), at};
	struct node *config = node_new_map(arena, at);
	scan_directory(&scan, top.len ? ignore_above(arena, dir, top) : NULL, dir, STR(""));
	/* Go leaves an empty list out, and kustomize refuses what says nothing. */
	if (!node_is_empty(scan.resources))
		node_set(arena, config, STR("resources"), scan.resources);
	return config;
}
