/*
 * accumulate.c - see accumulate.h
 *
 * An entry of `resources` does not say what it names. kustomize tries it as a file, and if that
 * fails as a directory or URL; both errors end up in its sentence, while the finding shown is the
 * one about what is really there.
 */
#include "kustomize/pipeline/accumulate.h"

#include "base/file.h"
#include "base/quote.h"
#include "kustomize/internal.h"
#include "kustomize/pipeline/openapi.h"
#include "kustomize/pipeline/origin.h"
#include "kustomize/pipeline/plugins.h"

void accumulated_init(struct accumulated *all, const struct build_context *context)
{
	*all = (struct accumulated){0};
	resmap_init(&all->resources, context->arena, context->schemas);
	all->resources.index_arena = context->scratch;
}

static bool merge_accumulated(const struct build_context *context, struct accumulated *all,
                              struct accumulated *more, struct mark at, struct diags *diags)
{
	return resmap_absorb(&all->resources, &more->resources, diags) &&
	       transformer_config_merge(context->arena, &all->config, &more->config, at, diags) &&
	       vars_merge(context->arena, &all->vars, &more->vars, false, diags);
}

/* ---- directories ---- */

static bool check_kind(const struct loader *loader, const struct kustomization *k,
                       bool as_component, struct mark at, struct diags *diags)
{
	if (k->is_component == as_component)
		return true;
	if (as_component) {
		diag_error(diags, at, "this is a Kustomization: list it under 'resources'");
		return diag_sentence(
			diags, "expected kind 'Component' for path '%.*s' but got 'Kustomization'",
			STR_ARG(loader->root));
	}
	diag_error(diags, at, "this is a Component: list it under 'components'");
	return diag_sentence(diags, "expected kind != 'Component' for path '%.*s'",
	                     STR_ARG(loader->root));
}

/*
 * A component works on what has come together so far, so it gets all of it and gives it back. That
 * is added to nothing then, one by one, where kustomize finds who bears another's name by now.
 */
static bool accumulate_component(const struct build_context *context, const struct loader *loader,
                                 const struct kustomization *k, struct accumulated *all,
                                 struct diags *diags)
{
	const struct resmap *resources = &all->resources;
	if (!accumulate_kustomization(context, loader, k, all, diags))
		return diag_prefix(diags,
		                   "recursed accumulation of path '%.*s': ", STR_ARG(loader->root));
	return resmap_check_ids(resources, diags) ||
	       diag_prefix(diags, "recursed merging from path '%.*s': ", STR_ARG(loader->root));
}

static bool accumulate_base(const struct build_context *context, const struct loader *loader,
                            const struct kustomization *k, struct mark at, struct accumulated *all,
                            struct diags *diags)
{
	struct accumulated base;
	accumulated_init(&base, context);
	if (!accumulate_kustomization(context, loader, k, &base, diags))
		return diag_prefix(diags,
		                   "recursed accumulation of path '%.*s': ", STR_ARG(loader->root));
	if (!merge_accumulated(context, all, &base, at, diags))
		return diag_prefix(diags,
		                   "recursed merging from path '%.*s': ", STR_ARG(loader->root));
	return true;
}

static bool accumulate_directory(const struct build_context *context, const struct loader *loader,
                                 bool as_component, struct mark at, struct accumulated *all,
                                 struct diags *diags)
{
	struct kustomization k;
	if (!kustomization_load(loader, at, &k, diags))
		return diag_prefix(diags,
		                   "couldn't make target for path '%.*s': ", STR_ARG(loader->root));
	if (!openapi_use(context, loader, &k, diags) ||
	    !check_kind(loader, &k, as_component, at, diags))
		return false;
	return as_component ? accumulate_component(context, loader, &k, all, diags)
	                    : accumulate_base(context, loader, &k, at, all, diags);
}

/* ---- files ---- */

static bool accumulate_file(const struct build_context *context, const struct loader *loader,
                            const struct node *entry, struct accumulated *all, struct diags *diags)
{
	struct resources read = {0};
	const struct source *source;
	const char *doing = "accumulating";
	bool ok = loader_read(loader, entry->text, entry->at, &source, diags);
	if (ok &&
	    !resources_load(context->arena, source->text, origin_of_source(source), &read, diags)) {
		ok = false;
		if (str_starts_with(diags->last->sentence, STR("MalformedYAMLError: ")))
			diag_suffix(diags, " in File: %.*s", STR_ARG(entry->text));
	}
	/* A clash inside the file is found while reading it, one with other files on adding it. */
	struct resmap fresh;
	struct arena *scratch = arena_create(); /* of its index, which nobody needs afterwards */
	resmap_init(&fresh, scratch, context->schemas);
	if (ok && read.len == 0)
		fresh.awaited = entry->text;
	for (size_t i = 0; ok && i < read.len; i++) {
		struct member *member = member_new(context->arena, read.at[i].root);
		origin_of_file(context, loader, entry->text, member);
		merge_schemas_meet(context->schemas,
		                   node_get_text(member->resource.root, STR("apiVersion")),
		                   node_get_text(member->resource.root, STR("kind")));
		ok = internal_import(context->arena, member, diags) &&
		     resmap_add(&fresh, member, diags);
	}
	if (ok && !resmap_add_all(&all->resources, &fresh, diags)) {
		doing = "merging";
		ok = false;
	}
	arena_destroy(scratch);
	return ok || diag_prefix(diags, "%s resources from '%.*s': ", doing, STR_ARG(entry->text));
}

/*
 * Both ways in have failed: as a file, with `as_file`, and as a directory, with the last error.
 * kustomize tells both; the finding is the one about what is there.
 */
static bool report_both(const struct build_context *context, const struct loader *loader,
                        const struct node *entry, const struct diag *as_file, struct diags *diags)
{
	struct git_url url;
	const str sentence =
		arena_printf(diags->arena, "accumulation err='%.*s': %.*s",
	                     STR_ARG(as_file->sentence), STR_ARG(diags->last->sentence));
	const bool is_directory =
		remote_is_git_url(context->arena, entry->text, &url) ||
		file_kind(context->arena, loader_join(loader, entry->text)) == FILE_DIRECTORY;
	if (!is_directory) {
		*diags->last = *as_file;
		diags->last->next = NULL;
	}
	diags->last->sentence = sentence;
	return false;
}

/*
 * Is the failure to read it as a file the last word? A broken file is no directory, and what a
 * server refuses is none either, unless a git repository may be meant: its page in the web is read
 * first, and is no YAML.
 */
static bool can_only_be_file(const struct build_context *context, str entry, bool is_malformed)
{
	struct git_url url;
	return (is_malformed || remote_is_file_url(entry)) &&
	       !remote_is_git_url(context->arena, entry, &url);
}

static bool accumulate_entry(const struct build_context *context, const struct loader *loader,
                             const struct node *entry, struct accumulated *all, struct diags *diags)
{
	const struct diags_position before = diags_position(diags);
	if (accumulate_file(context, loader, entry, all, diags))
		return true;
	const struct diag as_file = *diags->last;
	const bool is_malformed = str_contains(as_file.sentence, STR("MalformedYAMLError"));
	if (can_only_be_file(context, entry->text, is_malformed))
		return false;
	diags_rewind(diags, before);
	struct loader *below = ARENA_NEW(context->arena, struct loader);
	const bool is_base = loader_for_base(loader, entry->text, entry->at, below, diags);
	if (is_base && accumulate_directory(context, below, false, entry->at, all, diags))
		return true;
	if (is_base || !is_malformed)
		return report_both(context, loader, entry, &as_file, diags);
	*diags->last = as_file;
	return false;
}

bool accumulate_entries(const struct build_context *context, const struct loader *loader,
                        const struct node *entries, struct accumulated *all, struct diags *diags)
{
	if (!entries)
		return true;
	NODE_EACH_ITEM (item, entries)
		if (!accumulate_entry(context, loader, item->value, all, diags))
			return false;
	return true;
}

static bool accumulate_components(const struct build_context *context, const struct loader *loader,
                                  const struct node *entries, struct accumulated *all,
                                  struct diags *diags)
{
	if (!entries)
		return true;
	NODE_EACH_ITEM (item, entries) {
		const struct node *entry = item->value;
		struct loader *below = ARENA_NEW(context->arena, struct loader);
		const char *doing = "loader.New ";
		if (loader_for_base(loader, entry->text, entry->at, below, diags)) {
			doing = "accumulateDirectory: ";
			if (accumulate_directory(context, below, true, entry->at, all, diags))
				continue;
		}
		const str quoted = quote_go_new(context->arena, diags->last->sentence);
		return diag_sentence(diags, "accumulating components: %s%.*s", doing,
		                     STR_ARG(quoted));
	}
	return true;
}

/* ---- the kustomization ---- */

bool accumulate_kustomization(const struct build_context *context, const struct loader *loader,
                              const struct kustomization *k, struct accumulated *all,
                              struct diags *diags)
{
	const struct node *resources = node_get(k->fields, STR("resources"));
	if (!accumulate_entries(context, loader, resources, all, diags))
		return diag_prefix(diags, "accumulating resources: ");
	return transformer_config_accumulate(loader, k->fields, &all->config, diags) &&
	       plugins_generate(context, loader, k, all, diags) &&
	       accumulate_components(context, loader, node_get(k->fields, STR("components")), all,
	                             diags) &&
	       plugins_transform(context, loader, k, all, diags) &&
	       plugins_validate(context, loader, k, all, diags) &&
	       vars_register(&all->vars, node_get(k->fields, STR("vars")), &all->resources, diags);
}
