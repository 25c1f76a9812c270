/*
 * file_view.c - see file_view.h
 *
 * A path that was added has no link in it, so one that is found as it was asked for needs no look
 * at the disk. Only what is not found may have come through a link.
 */
#include "base/file_view.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/map.h"
#include "base/path.h"

struct member {
	enum file_view_kind kind;
	bool has_text;
	str text;
};

struct file_view {
	struct arena *arena;
	str root;
	struct map files; /* an absolute path -> struct member */
	struct map dirs;  /* a directory -> struct file_entries */
	struct map real;  /* a directory as it was named, absolute -> str: without links */
	str here;         /* the current directory, as long as the view is in use */
	bool (*is_there)(const void *context, str path);
	const void *context;
};

static struct file_view *in_use;

void file_view_use(struct file_view *view)
{
	if (view)
		view->here = file_current_dir(view->arena);
	in_use = view;
}

void file_view_set_judge(struct file_view *view, bool (*is_there)(const void *context, str path),
                         const void *context)
{
	view->is_there = is_there;
	view->context = context;
}

/* ---- what is added ---- */

struct file_view *file_view_new(struct arena *arena, str root)
{
	struct file_view *view = ARENA_NEW(arena, struct file_view);
	*view = (struct file_view){.arena = arena, .root = arena_copy(arena, root)};
	map_set(arena, &view->dirs, view->root, ARENA_NEW(arena, struct file_entries));
	return view;
}

/* The entries of a directory, which is there from now on, and so are those above it. */
static struct file_entries *entries_of(struct file_view *view, str dir)
{
	struct file_entries *entries = map_get(&view->dirs, dir);
	if (entries)
		return entries;
	entries = ARENA_NEW(view->arena, struct file_entries);
	map_set(view->arena, &view->dirs, dir, entries);
	*ARRAY_ADD(view->arena, entries_of(view, path_dir(dir))) =
		(struct file_entry){path_base(dir), FILE_DIRECTORY, false};
	return entries;
}

static struct member *add(struct file_view *view, str path, enum file_view_kind kind)
{
	path = path_join(view->arena, view->root, path);
	struct member *member = map_get(&view->files, path);
	if (!member) {
		member = ARENA_NEW(view->arena, struct member);
		map_set(view->arena, &view->files, path, member);
		*ARRAY_ADD(view->arena, entries_of(view, path_dir(path))) =
			(struct file_entry){path_base(path),
		                            kind == FILE_VIEW_TREE ? FILE_DIRECTORY : FILE_REGULAR,
		                            kind == FILE_VIEW_LINK};
	}
	member->kind = kind;
	return member;
}

void file_view_add(struct file_view *view, str path, enum file_view_kind kind)
{
	add(view, path, kind);
}

void file_view_put(struct file_view *view, str path, str text)
{
	struct member *member = add(view, path, FILE_VIEW_FILE);
	member->has_text = true;
	member->text = text;
}

/* ---- what is asked ---- */

static bool is_link(const char *path)
{
	char target[1];
	return readlink(path, target, sizeof target) >= 0;
}

/* A component at a time, so that directories side by side cost a call each. */
static str without_links(struct file_view *view, str path)
{
	char resolved[PATH_MAX];
	const str *known = map_get(&view->real, path);
	if (known || path.len < 2)
		return known ? *known : STR("/");
	str *real = ARENA_NEW(view->arena, str);
	*real = path_join(view->arena, without_links(view, path_dir(path)), path_base(path));
	const char *name = arena_cstr(view->arena, *real);
	if (is_link(name) && realpath(name, resolved))
		*real = arena_copy(view->arena, str_of(resolved));
	map_set(view->arena, &view->real, arena_copy(view->arena, path), real);
	return *real;
}

static str absolute(struct file_view *view, str path)
{
	return path_is_absolute(path) ? path_clean(view->arena, path)
	                              : path_join(view->arena, view->here, path);
}

/* False when nothing like it was added. */
static bool look_up(struct file_view *view, str path, str *text, enum file_view_answer *answer)
{
	const struct member *member = map_get(&view->files, path);
	*answer = FILE_VIEW_DIRECTORY;
	if (!member)
		return map_get(&view->dirs, path);
	*answer = member->has_text                 ? FILE_VIEW_TEXT
	          : member->kind == FILE_VIEW_FILE ? FILE_VIEW_REGULAR
	                                           : FILE_VIEW_AS_IS;
	*text = member->text;
	return member->kind != FILE_VIEW_LINK;
}

static bool is_in_tree(const struct file_view *view, str path)
{
	for (; path_is_below(view->root, path) && !str_eq(path, view->root);
	     path = path_dir(path)) {
		const struct member *member = map_get(&view->files, path);
		if (member && member->kind == FILE_VIEW_TREE)
			return true;
	}
	return false;
}

static bool is_let_through(struct file_view *view, str path)
{
	struct stat info;
	if (!path_is_below(view->root, path) || is_in_tree(view, path))
		return true;
	return view->is_there && lstat(arena_cstr(view->arena, path), &info) == 0 &&
	       view->is_there(view->context, path);
}

enum file_view_answer file_view_ask(str path, str *text, str *real)
{
	struct file_view *view = in_use;
	enum file_view_answer answer;
	if (!view || path.len == 0)
		return FILE_VIEW_AS_IS;
	*real = absolute(view, path);
	if (look_up(view, *real, text, &answer))
		return answer;
	*real = without_links(view, *real);
	if (look_up(view, *real, text, &answer))
		return answer;
	return is_let_through(view, *real) ? FILE_VIEW_AS_IS : FILE_VIEW_NOTHING;
}

const struct file_entries *file_view_list(str dir)
{
	struct file_view *view = in_use;
	if (!view)
		return NULL;
	const str path = absolute(view, dir);
	const struct file_entries *entries = map_get(&view->dirs, path);
	return entries ? entries : map_get(&view->dirs, without_links(view, path));
}
