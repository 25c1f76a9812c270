/*
 * apply.c - see apply.h
 *
 * kustomize-controller writes its fields into the kustomization.yaml that it fetched, builds that,
 * fills in variables and then sets commonMetadata, in this order; so a label from commonMetadata is
 * never substituted, and a variable in a patch is. `text` holds all that decides about the outcome:
 * two with the same text are rendered once.
 */
#include "lint/deployments/apply.h"

#include "base/file.h"
#include "base/path.h"
#include "flux/post_build.h"
#include "kustomize/kustomization.h"
#include "lint/generated.h"
#include "yaml/value.h"

/* ---- what is to be done ---- */

/* spec.ignoreMissingComponents: those that are not there are left out. */
static void drop_missing(struct arena *arena, str dir, const struct flux_kustomization *by,
                         struct node *edit)
{
	struct node *components = node_get(edit, STR("components"));
	const str ignores = node_get_text(by->spec, STR("ignoreMissingComponents"));
	struct item *before = NULL;
	if (!node_is_seq(components) || !str_eq(ignores, STR("true")))
		return;
	for (struct item *item = components->head; item;
	     item = before ? before->next : components->head) {
		const str path = path_join(arena, dir, node_text(item->value));
		if (file_kind(arena, path) == FILE_DIRECTORY)
			before = item;
		else
			node_remove_after(components, before);
	}
}

static void print(const struct application *application, struct buf *out)
{
	buf_printf(out, "%.*s\n", STR_ARG(application->dir));
	if (application->edit)
		value_to_json(out, application->edit);
	buf_add_char(out, '\n');
	if (application->common)
		value_to_json(out, application->common);
	buf_add_char(out, '\n');
	if (application->substitutes)
		known_variables_print(out, &application->variables);
	if (application->diags.errors > 0) /* what is refused is refused where it stands */
		buf_printf(out, "%p", (const void *)application->by->spec);
	buf_printf(out, "\n%.*s", STR_ARG(application->ignore));
}

struct application *application_new(struct arena *arena, const struct flux_kustomization *by,
                                    str dir, const struct application_facts *facts)
{
	struct application *application = ARENA_NEW(arena, struct application);
	struct flux_kustomization *own = ARENA_NEW(arena, struct flux_kustomization);
	struct node *edit = NULL;
	struct buf text;
	/* It is run when somebody asks for it; by then the search has forgotten what it found. */
	*own = *by;
	*application = (struct application){.by = own,
	                                    .dir = dir,
	                                    .ignore = facts->ignore,
	                                    .common = node_get(by->spec, STR("commonMetadata")),
	                                    .substitutes = flux_kustomization_substitutes(by)};
	diags_init(&application->diags, arena);
	if (flux_kustomization_edit(arena, by, &edit, &application->diags) && edit)
		drop_missing(arena, dir, by, edit);
	application->edit = edit;
	if (application->substitutes &&
	    !known_variables_init(arena, by, facts->cluster, facts->objects, facts->config,
	                          &application->variables, &application->diags))
		application->substitutes = false;
	buf_init(&text, arena);
	print(application, &text);
	application->text = buf_text(&text);
	return application;
}

/* ---- doing it ---- */

static bool finish(struct arena *arena, const struct application *application,
                   struct rendering *rendering)
{
	struct resmap *resources = &rendering->build.resources;
	const struct variables variables = {.find = known_variables_find,
	                                    .context = &application->variables};
	for (size_t i = 0; i < resources->len; i++) {
		struct member *member = resources->at[i];
		if (member->dropped)
			continue;
		if (application->substitutes &&
		    !post_build_substitute(arena, &variables, member->resource.root,
		                           &rendering->diags))
			return false;
		post_build_add_metadata(arena, application->common, member->resource.root);
		member->resource.id = resource_id_of(member->resource.root);
	}
	return true;
}

static struct rendering *refused(struct arena *arena, const struct application *application)
{
	struct rendering *rendering = ARENA_NEW(arena, struct rendering);
	*rendering = (struct rendering){.dir = application->dir, .diags = application->diags};
	diags_init(&rendering->asides, arena);
	return rendering;
}

/* Says who applies it, unless that is where the fault is. */
static void explain(const struct flux_kustomization *by, struct diags *diags)
{
	if (!diags->last)
		return;
	diag_place(diags, by->path_at);
	if (diags->last->at.source != by->at.source)
		diag_note(diags, by->path_at, "via", "Flux Kustomization %.*s",
		          STR_ARG(by->id.name));
}

struct rendering *application_run(struct arena *arena, const struct application *application,
                                  str top, const struct build_options *options)
{
	const struct generated_source source = {top, application->ignore};
	struct build_options own = *options;
	if (application->diags.errors > 0)
		return refused(arena, application);
	own.restriction = LOAD_UNRESTRICTED;
	own.edit = application->edit;
	if (!kustomization_exists(arena, application->dir))
		own.made = generated_config(arena, application->dir, &source,
		                            application->by->path_at);
	struct rendering *rendering = rendering_new(arena, application->dir, &own);
	rendering->is_rendered = rendering->is_rendered && finish(arena, application, rendering);
	if (!rendering->is_rendered)
		explain(application->by, &rendering->diags);
	return rendering;
}
