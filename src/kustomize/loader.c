/*
 * loader.c - see loader.h
 *
 * kustomize prints paths as it resolved them, people want them as they typed them: a root is kept
 * absolute and without links for the first, and shown relative to the current directory for the
 * second. The chain of referrers is what finds cycles, and only that: the same base may be used
 * any number of times side by side.
 */
#include "kustomize/loader.h"

#include <errno.h>
#include <string.h>

#include "base/file.h"
#include "base/map.h"
#include "base/path.h"
#include "yaml/rewrite.h"

struct files {
	struct arena *arena;
	struct map by_path;      /* absolute path without links -> source */
	const struct map *texts; /* see files_replace(); may be NULL */
	struct file_dirs dirs;
	str current_dir;
};

struct files *files_new(struct arena *arena)
{
	struct files *files = ARENA_NEW(arena, struct files);
	files->arena = arena;
	files->current_dir = file_current_dir(arena);
	return files;
}

void files_replace(struct files *files, const struct map *texts)
{
	files->texts = texts;
}

/* 0, or an errno. */
static int text_of(const struct files *files, str resolved, str *text)
{
	const str *replaced = files->texts ? map_get(files->texts, resolved) : NULL;
	if (!replaced)
		return file_read(files->arena, resolved, text);
	*text = *replaced;
	return 0;
}

struct sources files_sources(const struct files *files)
{
	struct sources sources = {0};
	for (size_t i = 0; i < files->by_path.cap; i++)
		if (files->by_path.slots[i].value)
			*ARRAY_ADD(files->arena, &sources) = files->by_path.slots[i].value;
	return sources;
}

/* As people see it: relative to where they are, unless only the root is shared. */
static str shown_path(const struct files *files, str path)
{
	const str relative = path_relative(files->arena, files->current_dir, path);
	str rest = relative, up;
	while (str_starts_with(rest, STR("../")))
		str_cut(rest, '/', &up, &rest);
	const bool goes_up = rest.len < relative.len;
	return goes_up && str_eq(rest, str_from(path, 1)) ? path : relative;
}

str loader_shown_root(const struct loader *loader)
{
	return shown_path(loader->files, loader->root);
}

/* ---- directories ---- */

/* Makes `path` an absolute directory without links; the sentence is kustomize's from there on. */
static bool confirm_dir(struct files *files, str shown, str path, struct mark at, str *out,
                        struct diags *diags)
{
	struct arena *arena = files->arena;
	if (path.len == 0) {
		diag_error(diags, at, "the directory to build is empty");
		return diag_sentence(diags, "directory path cannot be empty");
	}
	const int error = file_resolve_in(arena, &files->dirs, path, out);
	if (error) {
		diag_error(diags, at, "no directory '%.*s'", STR_ARG(shown));
		diag_code(diags, "KUS002");
		return diag_sentence(
			diags,
			"not a valid directory: evalsymlink failure on '%.*s' : lstat %.*s: %s",
			STR_ARG(path), STR_ARG(*out),
			error == ENOENT ? "no such file or directory" : strerror(error));
	}
	if (file_kind(arena, *out) == FILE_DIRECTORY)
		return true;
	diag_error(diags, at, "'%.*s' is a file, not a directory", STR_ARG(shown));
	return diag_sentence(diags, "'%.*s': file is not directory", STR_ARG(path));
}

static bool enter_clone(const struct git_url *url, struct mark at, struct loader *out,
                        struct diags *diags)
{
	struct clone clone;
	if (!remote_clone(out->arena, url, out->remote, at, &clone, diags))
		return false;
	out->root = clone.root;
	out->clone_top = clone.top;
	out->repo = url->repo;
	out->ref = url->ref;
	out->restriction = LOAD_ROOT_ONLY; /* a stranger's files have no say in it */
	return true;
}

bool loader_for_target(struct arena *arena, str path, enum load_restriction restriction,
                       struct files *files, const struct remote_access *remote, struct loader *out,
                       struct diags *diags)
{
	struct git_url url;
	*out = (struct loader){
		.arena = arena, .restriction = restriction, .files = files, .remote = remote};
	if (remote_is_git_url(arena, path, &url))
		return enter_clone(&url, NO_MARK, out, diags);
	if (!confirm_dir(files, path, path, NO_MARK, &out->root, diags))
		return diag_prefix(diags, "must build at directory: ");
	return true;
}

static bool check_cycle(const struct loader *from, str root, struct mark at, struct diags *diags)
{
	for (const struct loader *loader = from; loader; loader = loader->referrer) {
		if (!path_is_below(root, loader->root))
			continue;
		diag_error(diags, at, "this base leads back to '%.*s', which is being built",
		           STR_ARG(shown_path(from->files, loader->root)));
		return diag_sentence(
			diags, "cycle detected: candidate root '%.*s' contains visited root '%.*s'",
			STR_ARG(root), STR_ARG(loader->root));
	}
	return true;
}

/* What a cloned repository names must be part of it. */
static bool check_clone(const struct loader *loader, struct mark at, struct diags *diags)
{
	if (loader->clone_top.len == 0 || path_is_below(loader->clone_top, loader->root))
		return true;
	diag_error(diags, at, "a base in a cloned repository must lie in the repository");
	return diag_sentence(diags,
	                     "security; bases in kustomizations found in cloned git repos must be "
	                     "within the repo, but base '%.*s' is outside '%.*s'",
	                     STR_ARG(loader->root), STR_ARG(loader->clone_top));
}

str loader_join(const struct loader *loader, str path)
{
	return path_is_absolute(path) ? path_clean(loader->arena, path)
	                              : path_join(loader->arena, loader->root, path);
}

bool loader_for_base(const struct loader *from, str path, struct mark at, struct loader *out,
                     struct diags *diags)
{
	*out = *from;
	out->referrer = from;
	if (path.len == 0) {
		diag_error(diags, at, "an entry is empty");
		return diag_sentence(diags, "new root cannot be empty");
	}
	struct git_url url;
	if (remote_is_git_url(from->arena, path, &url))
		return enter_clone(&url, at, out, diags);
	if (path_is_absolute(path)) {
		diag_error(diags, at, "a base must be named relative to its kustomization");
		return diag_sentence(diags, "new root '%.*s' cannot be absolute", STR_ARG(path));
	}
	if (!confirm_dir(from->files, path, loader_join(from, path), at, &out->root, diags))
		return diag_prefix(diags, "must build at directory: ");
	return check_cycle(from, out->root, at, diags) && check_clone(out, at, diags);
}

/* ---- files ---- */

/* `error`: an errno. Who may not read a file must not be told that there is none. */
static bool refuse_file(str path, int error, struct mark at, struct diags *diags)
{
	if (error == ENOENT || error == ENOTDIR)
		diag_error(diags, at, "no file '%.*s'", STR_ARG(path));
	else
		diag_error(diags, at, "cannot read '%.*s': %s", STR_ARG(path), strerror(error));
	return diag_code(diags, "KUS002");
}

/* The name in a folder that comes closest to the one asked for; "" when none is close. */
static str closest_name(struct arena *arena, str dir, str name)
{
	enum { FAR = 3 };
	struct file_names names;
	size_t best = FAR + 1;
	str closest = STR("");
	if (file_list(arena, dir, &names) != 0)
		return closest;
	for (size_t i = 0; i < names.len; i++) {
		const size_t distance = str_distance(name, names.at[i], FAR);
		if (distance < best) {
			best = distance;
			closest = names.at[i];
		}
	}
	return closest;
}

/* Where the path is all that the scalar says; a generator has a key in front of it. */
static void mend_path(str path, str meant, struct diags *diags)
{
	const struct mark at = diags->last->at;
	if (!at.source)
		return;
	struct source_view *view = source_view_new(diags->arena, at.source);
	const struct source_token token =
		source_token_at(view, source_offset(view, at.line, at.col));
	const size_t quote = token.style == STYLE_SINGLE || token.style == STYLE_DOUBLE;
	const str text =
		str_slice(at.source->text, token.span.start + quote, token.span.end - quote);
	if (str_eq(text, path))
		rewrite_word(diags, false, at, meant);
}

/* Says which file may be meant: every element that is not there is replaced by the closest one. */
static bool suggest_file(const struct loader *loader, str path, str joined, struct diags *diags)
{
	struct arena *arena = loader->arena;
	str found = STR("/"), rest = str_from(joined, 1), element;
	if (!diags->last->at.source)
		return false;
	while (rest.len > 0) {
		str_cut(rest, '/', &element, &rest);
		const str next = path_join(arena, found, element);
		if (file_kind(arena, next) == FILE_NONE)
			element = closest_name(arena, found, element);
		if (element.len == 0)
			return false;
		found = path_join(arena, found, element);
	}
	const str relative = path_relative(arena, loader->root, found);
	mend_path(path, relative, diags);
	return diag_label(diags, "did you mean '%.*s'?", STR_ARG(relative));
}

static bool resolve_restricted(const struct loader *loader, str path, str joined, struct mark at,
                               str *out, struct diags *diags)
{
	const int error = file_resolve_in(loader->files->arena, &loader->files->dirs, joined, out);
	if (error) {
		refuse_file(path, error, at, diags);
		diag_sentence(diags, "evalsymlink failure on '%.*s' : lstat %.*s: %s",
		              STR_ARG(joined), STR_ARG(*out),
		              error == ENOENT ? "no such file or directory" : strerror(error));
		return error == ENOENT && suggest_file(loader, path, joined, diags);
	}
	if (file_kind(loader->arena, *out) == FILE_DIRECTORY) {
		diag_error(diags, at, "'%.*s' is a directory, not a file", STR_ARG(path));
		return diag_sentence(diags, "'%.*s' must resolve to a file", STR_ARG(joined));
	}
	if (!path_is_below(loader->root, path_dir(*out))) {
		diag_error(diags, at, "file '%.*s' is not in or below this kustomization's folder",
		           STR_ARG(path));
		return diag_sentence(diags, "security; file '%.*s' is not in or below '%.*s'",
		                     STR_ARG(joined), STR_ARG(loader->root));
	}
	return true;
}

static bool read_file(const struct loader *loader, str path, str resolved, struct mark at,
                      const struct source **out, struct diags *diags)
{
	struct files *files = loader->files;
	struct source *source = map_get(&files->by_path, resolved);
	if (!source) {
		source = ARENA_NEW(files->arena, struct source);
		source->path = shown_path(files, resolved);
		source->memo = ARENA_NEW(files->arena, struct source_memo);
		const int error = text_of(files, resolved, &source->text);
		if (error) {
			refuse_file(path, error, at, diags);
			if (error == ENOENT)
				suggest_file(loader, path, loader_join(loader, path), diags);
			return diag_sentence(diags, "%s %.*s: %s",
			                     error == EISDIR ? "read" : "open", STR_ARG(resolved),
			                     error == ENOENT   ? "no such file or directory"
			                     : error == EISDIR ? "is a directory"
			                     : error == EACCES ? "permission denied"
			                                       : strerror(error));
		}
		map_set(files->arena, &files->by_path, resolved, source);
	}
	*out = source;
	return true;
}

bool loader_read(const struct loader *loader, str path, struct mark at, const struct source **out,
                 struct diags *diags)
{
	if (remote_is_file_url(path))
		return remote_read(loader->arena, path, loader->remote, at, out, diags);
	const str joined = loader_join(loader, path);
	str resolved = joined;
	if (loader->restriction == LOAD_ROOT_ONLY &&
	    !resolve_restricted(loader, path, joined, at, &resolved, diags))
		return false;
	return read_file(loader, path, resolved, at, out, diags);
}
