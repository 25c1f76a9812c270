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
static void scan_directory(struct scan *scan, const struct source_ignore *ignore, str dir,
                           str below)
{
	struct arena *arena = scan->arena;
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
			scan_directory(scan, source_ignore_enter(arena, ignore, inner), inner,
			               path);
	}
}

/* What the directories from the top down to `dir` leave out. */
static const struct source_ignore *ignore_at(struct arena *arena, str dir,
                                             const struct generated_source *source)
{
	const str full = file_absolute(arena, dir);
	if (!path_is_below(source->top, full))
		return source_ignore_new(arena, source->ignore, dir);
	const struct source_ignore *ignore = source_ignore_new(arena, source->ignore, source->top);
	str rest = path_relative(arena, source->top, full), step, at = source->top;
	while (rest.len > 0 && !str_eq(rest, STR("."))) {
		str_cut(rest, '/', &step, &rest);
		at = path_join(arena, at, step);
		ignore = source_ignore_enter(arena, ignore, at);
	}
	return ignore;
}

struct node *generated_config(struct arena *arena, str dir, const struct generated_source *source,
                              struct mark at)
{
	struct scan scan = {arena, node_new_seq(arena, at), at};
	struct node *config = node_new_map(arena, at);
	scan_directory(&scan, ignore_at(arena, dir, source), dir, STR(""));
	/* Go leaves an empty list out, and kustomize refuses what says nothing. */
	if (!node_is_empty(scan.resources))
		node_set(arena, config, STR("resources"), scan.resources);
	return config;
}
