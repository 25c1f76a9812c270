/*
 * kustomization_checks.c - see kustomization_checks.h
 *
 * Both rules are about what kustomize never says a word of: a file that lies there and is not read,
 * and a base that is another one tomorrow. Neither needs a rendering, and so they speak of overlays
 * that cannot be rendered, too.
 */
#include "lint/kustomization_checks.h"

#include "base/file.h"
#include "base/path.h"
#include "kustomize/remote.h"
#include "yaml/load.h"

/* ---- KUS009 ---- */

/* Names that move with every push. */
static bool is_branch(str ref)
{
	static const str BRANCHES[] = {STR_INIT("main"), STR_INIT("master"), STR_INIT("HEAD"),
	                               STR_INIT("develop"), STR_INIT("trunk")};
	for (size_t i = 0; i < sizeof BRANCHES / sizeof *BRANCHES; i++)
		if (str_eq(ref, BRANCHES[i]))
			return true;
	return false;
}

/* "https://raw.githubusercontent.com/acme/app/main/app.yaml" */
static bool names_branch(str url)
{
	str step;
	while (url.len > 0) {
		str_cut(url, '/', &step, &url);
		if (is_branch(step) && url.len > 0)
			return true;
	}
	return false;
}

/* kustomize tries every web address as a file first; by its name most are plainly one or not. */
static bool is_file(str text)
{
	str path, query;
	str_cut(text, '?', &path, &query);
	return remote_is_file_url(text) && load_is_yaml_name(path);
}

static void check_entry(struct arena *arena, const struct node *entry, struct diags *diags)
{
	struct git_url url;
	if (!node_is_scalar(entry))
		return;
	if (is_file(entry->text)) {
		if (!names_branch(entry->text))
			return;
		diag_add(diags, DIAG_WARNING, "KUS009", entry->at,
		         "this file is read from a branch: what it holds may change");
		diag_note(diags, NO_MARK, "fix", "name a tag or a commit in its place");
		return;
	}
	if (!remote_is_git_url(arena, entry->text, &url) || (url.ref.len && !is_branch(url.ref)))
		return;
	diag_add(diags, DIAG_WARNING, "KUS009", entry->at,
	         url.ref.len ? "this base is read from a branch: what it holds may change"
	                     : "this base names no commit and no tag: what it holds may change");
	diag_note(diags, NO_MARK, "fix", "end it in '?ref=v1.2.3', or in a commit");
}

static void check_remotes(struct arena *arena, const struct candidate *candidate,
                          struct diags *diags)
{
	static const str FIELDS[] = {STR_INIT("resources"), STR_INIT("bases"),
	                             STR_INIT("components")};
	for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
		const struct node *entries = node_get(candidate->config, FIELDS[i]);
		if (node_is_seq(entries))
			NODE_EACH_ITEM (item, entries)
				check_entry(arena, item->value, diags);
	}
}

/* ---- KUS007 ---- */

/* The first document of a file; NULL when it is no YAML. */
static const struct node *first_document(struct arena *arena, str path)
{
	struct source *source = ARENA_NEW(arena, struct source);
	struct documents documents = {0};
	struct diags unheard;
	diags_init(&unheard, arena);
	source->path = path;
	if (file_read(arena, path, &source->text) != 0 ||
	    !load_documents(arena, source->text, origin_of_source(source), &documents, &unheard) ||
	    documents.len == 0)
		return NULL;
	return documents.at[0];
}

/* One of Kubernetes'; values of charts and the like are not. */
static bool is_object(const struct node *root)
{
	return node_get_text(root, STR("apiVersion")).len && node_get_text(root, STR("kind")).len &&
	       node_is_map(node_get(root, STR("metadata")));
}

/* A list of operations. */
static bool is_json_patch(const struct node *root)
{
	const struct node *first = node_is_seq(root) ? node_item(root, 0) : NULL;
	return node_get_text(first, STR("op")).len && node_get_text(first, STR("path")).len;
}

/* What lies there was written for this kustomization, and does nothing unless that names it. */
static bool is_patch_folder(str name)
{
	return str_eq(name, STR("patches")) || str_eq(name, STR("patch"));
}

/* Does some text of the kustomization end in this name? In another folder: KUS002 says so. */
static bool is_nearly_named(const struct node *config, str name)
{
	if (!config)
		return false;
	if (config->kind == NODE_SCALAR)
		return str_eq(path_base(config->text), name);
	if (node_is_map(config))
		NODE_EACH_PAIR (pair, config)
			if (is_nearly_named(pair->value, name))
				return true;
	if (node_is_seq(config))
		NODE_EACH_ITEM (item, config)
			if (is_nearly_named(item->value, name))
				return true;
	return false;
}

static void check_file(struct arena *arena, const struct candidate *candidate, str path,
                       bool is_patch, struct diags *diags)
{
	const struct node *root = first_document(arena, path);
	if (!root || is_nearly_named(candidate->config, path_base(path)) ||
	    (!is_object(root) && !(is_patch && is_json_patch(root))))
		return;
	diag_add(diags, is_patch ? DIAG_WARNING : DIAG_NOTE, "KUS007", root->at,
	         is_patch ? "no kustomization names this patch: it changes nothing"
	                  : "no kustomization names this file: nobody applies it");
	diag_note(diags, NO_MARK, "fix", "list it in %.*s, or remove it", STR_ARG(candidate->file));
}

static void check_files(const struct candidates *candidates, const struct candidate *candidate,
                        str dir, bool is_patch, const struct dependencies *dependencies,
                        struct diags *diags)
{
	struct arena *arena = candidates->arena;
	struct file_entries entries;
	if (file_list_entries(arena, dir, &entries) != 0)
		return;
	for (size_t i = 0; i < entries.len; i++) {
		const str name = entries.at[i].name, path = path_join(arena, dir, name);
		if (entries.at[i].kind == FILE_REGULAR && name.at[0] != '.' &&
		    load_is_yaml_name(name) && !str_eq(path, candidate->file) &&
		    !dependencies_has(dependencies, path))
			check_file(arena, candidate, path, is_patch, diags);
		if (!is_patch && is_patch_folder(name) && !map_get(&candidates->by_dir, path))
			check_files(candidates, candidate, path, true, dependencies, diags);
	}
}

void kustomization_check(const struct candidates *candidates, size_t index,
                         const struct dependencies *dependencies, struct diags *diags)
{
	const struct candidate *candidate = &candidates->at[index];
	check_remotes(candidates->arena, candidate, diags);
	if (!candidate->is_flux && !candidate->is_made && !dependencies_reads_all(candidate))
		check_files(candidates, candidate, candidate->dir, false, dependencies, diags);
}
