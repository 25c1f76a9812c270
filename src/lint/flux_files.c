/* flux_files.c - see flux_files.h */
#include "lint/flux_files.h"

#include "base/file.h"
#include "base/git.h"
#include "base/path.h"
#include "kustomize/kustomization.h"
#include "lint/generated.h"
#include "yaml/load.h"

/* ---- the tree ---- */

/*
 * Where git knows nothing, what is above `dir` and said to be the whole, else `dir` itself. Who
 * names an absolute path may be anywhere, and a whole file system is nobody's repository.
 */
static str top_without_git(const struct flux_tree *tree, str start, str dir)
{
	const struct config *config = tree->config;
	if (config && config->source && path_is_below(config->dir, dir))
		return config->dir;
	const bool is_at_home = !path_is_absolute(start) && !str_eq(tree->here, STR("/"));
	return is_at_home && path_is_below(tree->here, dir) ? tree->here : dir;
}

struct flux_tree flux_tree_at(struct arena *arena, str top, const struct config *config)
{
	return (struct flux_tree){.arena = arena,
	                          .here = file_current_dir(arena),
	                          .top = top,
	                          .config = config,
	                          .kinds = ARENA_NEW(arena, struct map)};
}

struct flux_tree flux_tree_around(struct arena *arena, str start, const struct config *config)
{
	struct flux_tree tree = flux_tree_at(arena, STR(""), config);
	str dir;
	if (file_resolve(arena, start, &dir) != 0)
		dir = tree.here;
	if (file_kind(arena, dir) != FILE_DIRECTORY)
		dir = path_dir(dir);
	tree.top = git_find_top(arena, dir);
	if (tree.top.len == 0)
		tree.top = top_without_git(&tree, start, dir);
	return tree;
}

str flux_tree_full(const struct flux_tree *tree, str shown)
{
	return path_is_absolute(shown) ? path_clean(tree->arena, shown)
	                               : path_join(tree->arena, tree->here, shown);
}

/* Services that are laid out alike name one path, './deploy' say, a hundred times. */
static enum file_kind kind_of(const struct flux_tree *tree, str full)
{
	enum file_kind *kind = map_get(tree->kinds, full);
	if (!kind) {
		kind = ARENA_NEW(tree->arena, enum file_kind);
		*kind = file_kind(tree->arena, full);
		map_set(tree->arena, tree->kinds, full, kind);
	}
	return *kind;
}

/* Is it there, below `base`? Then *out is what people call it. */
static bool is_there(const struct flux_tree *tree, str base, str path, str *out)
{
	const str full = path_join(tree->arena, base, path);
	if (kind_of(tree, full) != FILE_DIRECTORY)
		return false;
	*out = path_relative(tree->arena, tree->here, full);
	return true;
}

/* `holder`: the file that the object is written in. */
static bool find_in_top(const struct flux_tree *tree, const struct flux_kustomization *k,
                        str holder, str *out)
{
	const struct config *config = tree->config;
	return is_there(tree, tree->top, k->path, out) ||
	       (config && config->source && path_is_below(config->dir, holder) &&
	        is_there(tree, config->dir, k->path, out));
}

/*
 * An artifact may have been made of a directory of the repository. Then the path begins there, and
 * is taken for one when it leads to something below the very directory that holds the object.
 */
static bool find_beside(const struct flux_tree *tree, const struct flux_kustomization *k,
                        str holder, str *out)
{
	const str dir = path_dir(holder);
	for (str base = path_dir(dir); path_is_below(tree->top, base); base = path_dir(base)) {
		const str own = path_relative(tree->arena, base, dir);
		if (str_starts_with(k->path, arena_concat(tree->arena, own, STR("/"))) &&
		    is_there(tree, base, k->path, out))
			return true;
		if (str_eq(base, STR("/")))
			break;
	}
	return false;
}

/* What was pushed from here holds the object, too, if it was pushed whole: that is Git's way. */
static bool holds_itself(const struct flux_tree *tree, str dir, str holder)
{
	return path_is_below(flux_tree_full(tree, dir), holder);
}

str flux_tree_directory(const struct flux_tree *tree, const struct flux_kustomization *k)
{
	const struct source *source = k->path_at.source;
	const str holder = source ? flux_tree_full(tree, source->path) : STR("");
	str dir = STR("");
	if (str_starts_with(k->path, STR("..")) || str_contains(k->path, STR("${")))
		return STR("");
	if (!flux_kustomization_is_of_artifact(k)) {
		/* Every repository has a top; that it is this one's, the name says that `flux
		   bootstrap` gives. */
		if (str_eq(k->path, STR(".")) && !str_eq(k->source.name, STR("flux-system")))
			return STR("");
		return find_in_top(tree, k, holder, &dir) ? dir : STR("");
	}
	if (str_eq(k->path, STR(".")) ||
	    (!find_in_top(tree, k, holder, &dir) && !find_beside(tree, k, holder, &dir)) ||
	    holds_itself(tree, dir, holder))
		return STR("");
	return dir;
}

/* ---- kustomizations ---- */

static bool covers_top(const struct flux_tree *tree, const struct candidates *candidates)
{
	str resolved;
	for (size_t i = 0; i < candidates->walked.len; i++)
		if (file_resolve(tree->arena, candidates->walked.at[i], &resolved) == 0 &&
		    str_eq(resolved, tree->top))
			return true;
	return false;
}

void flux_tree_candidates(const struct flux_tree *tree, const struct candidates *some,
                          struct candidates *out)
{
	struct diags unheard;
	if (covers_top(tree, some)) {
		candidates_copy(out, some);
		return;
	}
	diags_init(&unheard, tree->arena);
	candidates_init(out, tree->arena);
	if (candidates_walk(out, tree->top, &unheard))
		candidates_show_from(out, tree->here);
}

/* ---- files ---- */

#define API "kustomize.toolkit.fluxcd.io/"

static bool mentions_kustomizations(str text)
{
	return str_contains(text, STR(API));
}

/* A JSON patch, or a replacement, of a path. */
static bool mentions_paths(str text)
{
	return str_contains(text, STR("/spec/path")) || str_contains(text, STR("spec.path"));
}

/* Would it apply a directory of this repository, as it is written or when it is completed? */
static bool is_relevant(const struct flux_tree *tree, const struct flux_kustomization *k)
{
	return str_contains(k->path, STR("${")) || flux_tree_directory(tree, k).len > 0;
}

struct resources flux_files_objects(struct arena *arena, const struct source *source)
{
	struct resources objects = {0};
	struct documents documents = {0};
	struct diags unheard;
	diags_init(&unheard, arena);
	if (load_documents(arena, source->text, origin_of_source(source), &documents, &unheard))
		for (size_t i = 0; i < documents.len; i++)
			if (node_is_map(documents.at[i]))
				*ARRAY_ADD(arena, &objects) = (struct resource){
					documents.at[i], resource_id_of(documents.at[i])};
	return objects;
}

static void add_objects(const struct flux_tree *tree, const struct resources *objects,
                        struct flux_file *file)
{
	for (size_t i = 0; i < objects->len; i++) {
		struct flux_kustomization k;
		if (!flux_kustomization_is(&objects->at[i]) ||
		    !flux_kustomization_get(tree->arena, &objects->at[i], &k))
			continue;
		*ARRAY_ADD(tree->arena, &file->kustomizations) = k;
		file->is_relevant |= is_relevant(tree, &k);
	}
}

void flux_files_add(const struct flux_tree *tree, str path, str text, struct flux_files *out)
{
	const bool has_kustomizations = mentions_kustomizations(text);
	if (!has_kustomizations && !mentions_paths(text))
		return;
	struct flux_file *file = ARRAY_ADD(tree->arena, out);
	struct source *source = ARENA_NEW(tree->arena, struct source);
	*source = (struct source){.path = path, .text = arena_copy(tree->arena, text)};
	*file = (struct flux_file){.path = path};
	if (has_kustomizations)
		file->objects = flux_files_objects(tree->arena, source);
	add_objects(tree, &file->objects, file);
	/* What is no object is a patch, and who knows of what. */
	file->is_relevant |= file->kustomizations.len == 0;
}

/* What a file shall hold, if it is one of `texts`; else NULL. */
static const str *replaced_text(struct arena *scratch, str path, const struct map *texts)
{
	str resolved;
	return texts && file_resolve(scratch, path, &resolved) == 0 ? map_get(texts, resolved)
	                                                            : NULL;
}

enum { SCRATCH_FILES = 64 }; /* that share one, since each new one costs as much as a small file */

static void read_manifests(const struct flux_tree *tree, const struct candidates *candidates,
                           const struct map *texts, struct flux_files *out)
{
	struct arena *scratch = arena_create();
	for (size_t i = 0; i < candidates->manifests.len; i++) {
		const str path = candidates->manifests.at[i];
		const str *replaced = replaced_text(scratch, path, texts);
		str text;
		if (replaced || file_read(scratch, path, &text) == 0)
			flux_files_add(tree, path, replaced ? *replaced : text, out);
		if (i % SCRATCH_FILES == SCRATCH_FILES - 1) {
			arena_destroy(scratch);
			scratch = arena_create();
		}
	}
	arena_destroy(scratch);
}

void flux_files_find(const struct flux_tree *tree, const struct candidates *candidates,
                     const struct map *texts, struct flux_files *out)
{
	*out = (struct flux_files){0};
	for (size_t i = 0; i < candidates->len; i++) {
		const struct candidate *candidate = &candidates->at[i];
		if (candidate->is_made)
			continue;
		const str *replaced = replaced_text(tree->arena, candidate->file, texts);
		flux_files_add(tree, candidate->file,
		               replaced ? *replaced : candidate_text(candidates, candidate), out);
	}
	read_manifests(tree, candidates, texts, out);
}

void flux_files_add_made(const struct flux_tree *tree, const struct flux_files *files,
                         struct candidates *candidates)
{
	const struct generated_source source = {.top = tree->top, .ignore = STR("")};
	for (size_t i = 0; i < files->len; i++)
		for (size_t j = 0; j < files->at[i].kustomizations.len; j++) {
			const struct flux_kustomization *k = &files->at[i].kustomizations.at[j];
			/* One that says no path may get it from a patch. */
			const bool says_path = node_get(k->spec, STR("path"));
			const str dir = says_path ? flux_tree_directory(tree, k) : STR("");
			if (dir.len > 0 && !kustomization_exists(tree->arena, dir))
				candidates_add_made(candidates, dir,
				                    generated_config(tree->arena, dir, &source,
				                                     k->path_at));
		}
}
