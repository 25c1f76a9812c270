/*
 * cmd_tags.c - kustoc tags
 *
 * Overlays are rendered, and each OCIRepository in them is asked what it makes of the tags. With
 * --ref there is no manifest: the reference itself is given. The tags are those of --tags, else of
 * the list that .kustoc.yaml names for the repository, else what the registry answers.
 */
#include <stdlib.h>

#include "base/map.h"
#include "base/path.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/overlays.h"
#include "cli/render.h"
#include "cli/settings.h"
#include "flux/tags_report.h"
#include "lint/channel.h"
#include "lint/taglists.h"
#include "registry/registry.h"

enum tags_format { TAGS_TEXT, TAGS_JSON };

struct tags_values {
	struct render_values render;
	str tags, ref, media_type, why, if_pushed, flux;
	str registry_config, ca_file;
	size_t timeout;
	struct texts expect, reject;
	int format;
};

static const char *const FORMATS[] = {[TAGS_TEXT] = "text", [TAGS_JSON] = "json", NULL};

#define TAGS(field) offsetof(struct tags_values, field)
/* A flag is a row, not a column. */
/* clang-format off */
const struct cli_option TAGS_OPTIONS[] = {
	{.name = "tags", .kind = OPTION_TEXT, .offset = TAGS(tags), .value = "FILE",
	 .text = "tags from a file, one a line or JSON, instead of the registry; - is standard input"},
	{.name = "ref", .kind = OPTION_TEXT, .offset = TAGS(ref), .value = "FILE",
	 .text = "ask for this spec.ref, in YAML or JSON, instead of overlays"},
	{.name = "media-type", .kind = OPTION_TEXT, .offset = TAGS(media_type), .value = "TYPE",
	 .text = "with --ref: the layer's type; a Helm chart's tags hold '_' for '+'",
	 .help = HELP_LONG},
	{.name = "why", .kind = OPTION_TEXT, .offset = TAGS(why), .value = "TAG",
	 .text = "say what becomes of this tag"},
	{.name = "if-pushed", .kind = OPTION_TEXT, .offset = TAGS(if_pushed), .value = "TAG",
	 .text = "say what would happen were this tag pushed"},
	{.name = "expect", .kind = OPTION_LIST, .offset = TAGS(expect), .value = "ENV",
	 .text = "with --if-pushed: fail unless this environment would pull it"},
	{.name = "reject", .kind = OPTION_LIST, .offset = TAGS(reject), .value = "ENV",
	 .text = "with --if-pushed: fail when this environment would pull it"},
	{.name = "flux", .kind = OPTION_TEXT, .offset = TAGS(flux), .value = "X.Y",
	 .text = "decide as this release of Flux does, by default the newest that the config lists"},
	{.name = "registry-config", .kind = OPTION_TEXT, .offset = TAGS(registry_config),
	 .value = "FILE", .text = "where credentials are, by default Docker's config.json"},
	{.name = "ca-file", .kind = OPTION_TEXT, .offset = TAGS(ca_file), .value = "FILE",
	 .text = "certificates of registries to trust", .help = HELP_LONG},
	{.name = "timeout", .kind = OPTION_NUMBER, .offset = TAGS(timeout), .value = "SECONDS",
	 .text = "for each request to a registry, by default 30", .help = HELP_LONG},
	{.name = "output", .letter = 'o', .kind = OPTION_CHOICE, .offset = TAGS(format),
	 .value = "FORMAT", .text = "text or json", .choices = FORMATS, .no_variable = true,
	 .own = true},
	{.name = NULL},
};
/* clang-format on */
#undef TAGS

void *tags_new_values(struct arena *arena)
{
	return ARENA_NEW(arena, struct tags_values);
}

/* What a run has read by the time it looks at references. */
struct tags_run {
	struct invocation *invocation;
	const struct tags_values *values;
	const struct flux_release *release;
	const struct taglist *tags; /* the given ones; NULL: those of the config, or a registry's */
	const struct taglists *listed; /* the config's */
	struct registry *registry;
	struct map lists;   /* url -> struct taglist, what registries answered */
	struct map refused; /* url -> the run itself: asked for, and nothing came */
	struct config config;
	struct build_options build;
	struct overlays overlays;
	struct tags_entries entries;
};

/* ---- reading ---- */

/* One release decides: the one that is named, else the newest that the config lists. */
static bool choose_release(struct tags_run *run)
{
	struct diags *diags = &run->invocation->diags;
	const str name = run->values->flux;
	struct flux_releases releases = {.len = 0};
	if (name.len == 0)
		releases = channel_releases(&run->config);
	else if (!channel_add_release(&releases, name, diags))
		return false;
	run->release = releases.at[releases.len - 1];
	return true;
}

/* What can be wrong before anything is rendered is reported first. */
static bool read_inputs(struct tags_run *run, const struct texts *operands)
{
	struct invocation *invocation = run->invocation;
	const struct tags_values *values = run->values;
	if (!settings_load(invocation, overlays_start(invocation, operands), &run->config) ||
	    !choose_release(run) || !render_options(invocation, &values->render, &run->build))
		return false;
	if (values->tags.len == 0)
		return taglists_load(invocation->arena, &run->config, &run->listed,
		                     &invocation->diags);
	const struct source *source = input_read(invocation, values->tags);
	struct taglist *tags = ARENA_NEW(invocation->arena, struct taglist);
	run->tags = tags;
	return source && taglist_parse(invocation->arena, source, tags, &invocation->diags);
}

/* ---- registries ---- */

/* Where Docker, and whoever follows it, keeps credentials. */
static str default_config(struct arena *arena)
{
	const char *file = getenv("REGISTRY_AUTH_FILE"), *dir = getenv("DOCKER_CONFIG");
	const char *home = getenv("HOME");
	if (file && *file)
		return str_of(file);
	if (dir && *dir)
		return path_join(arena, str_of(dir), STR("config.json"));
	return home ? path_join(arena, str_of(home), STR(".docker/config.json")) : STR("");
}

static struct registry *open_registry(const struct tags_run *run)
{
	struct arena *arena = run->invocation->arena;
	const struct tags_values *values = run->values;
	const char *search_path = getenv("PATH");
	const str config =
		values->registry_config.len > 0 ? values->registry_config : default_config(arena);
	const struct registry_options options = {
		.credentials = {.config_file = config,
	                        .search_path = str_of(search_path ? search_path : "")},
		.ca_file = values->ca_file,
		.timeout_seconds = (unsigned)values->timeout,
	};
	return registry_create(arena, &options);
}

/* False, with an error, when the registry cannot be asked or does not answer. */
static bool list_tags(struct tags_run *run, const struct ocirepository *source,
                      struct registry_tags *out)
{
	struct invocation *invocation = run->invocation;
	if (invocation->globals.offline)
		return diag_error(&invocation->diags, NO_MARK,
		                  "'%.*s' needs the network; give a list with --tags",
		                  STR_ARG(source->url));
	if (source->url.len == 0)
		return diag_error(&invocation->diags, NO_MARK,
		                  "there is no url to ask for tags; give a list with --tags");
	if (!run->registry)
		run->registry = open_registry(run);
	return registry_list_tags(run->registry, source->url, source->is_insecure, NO_MARK, out,
	                          &invocation->diags);
}

/*
 * The tags that an OCIRepository sees: each repository is asked for once, also when that fails. A
 * registry that is down is said so of once, and not waited for again by every environment.
 */
static const struct taglist *find_tags(struct tags_run *run, const struct ocirepository *source)
{
	struct arena *arena = run->invocation->arena;
	struct registry_tags listed = {0};
	const struct taglist *given =
		run->tags ? run->tags : taglists_find(run->listed, source->url);
	struct taglist *tags = map_get(&run->lists, source->url);
	if (given || tags)
		return given ? given : tags;
	if (map_get(&run->refused, source->url))
		return NULL;
	if (!list_tags(run, source, &listed)) {
		map_set(arena, &run->refused, source->url, run);
		if (source->root)
			diag_note(&run->invocation->diags, source->root->at, "source",
			          "asked for here");
		return NULL;
	}
	tags = ARENA_NEW(arena, struct taglist);
	*tags = (struct taglist){.at = listed.at, .len = listed.len, .cap = listed.cap};
	map_set(arena, &run->lists, source->url, tags);
	return tags;
}

/* ---- entries ---- */

/* `unknown`: why nobody knows what it selects; "" when one can. */
static bool add_entry(struct tags_run *run, struct tags_entry entry, str unknown)
{
	static const struct taglist NONE = {0};
	struct arena *arena = run->invocation->arena;
	const struct taglist *tags = unknown.len > 0 ? &NONE : find_tags(run, &entry.source);
	if (!tags)
		return false;
	selector_init(arena, &entry.source.ref, entry.source.media_type, run->release,
	              &entry.selector);
	if (unknown.len > 0)
		entry.selector.error = unknown;
	entry.selection = select_tag(arena, &entry.selector, tags->at, tags->len);
	entry.troubles = tag_troubles_find(arena, &entry.selector, &entry.selection);
	*ARRAY_ADD(arena, &run->entries) = entry;
	return true;
}

static bool add_reference(struct tags_run *run)
{
	const struct tags_values *values = run->values;
	struct input_reference reference;
	if (!input_read_reference(run->invocation, values->ref, values->media_type, &reference))
		return false;
	return add_entry(run, (struct tags_entry){.source = reference.source, .id = reference.id},
	                 STR(""));
}

/* What Flux makes of a reference that is not known is not known either. */
static str why_unknown(const struct tags_run *run, const struct overlay *overlay,
                       struct oci_ref *ref)
{
	str field;
	return overlay->by && overlay->by->problem.len > 0
	               ? overlay->by->problem
	               : channel_fill_in(run->invocation->arena, &run->config, ref, &field);
}

/* Adds the sources in an overlay that were asked for. */
static bool add_overlay(void *context, const struct overlay *overlay)
{
	struct tags_run *run = context;
	bool ok = true;
	for (size_t i = 0; i < overlay->resources->len; i++) {
		const struct resource *resource = &overlay->resources->at[i]->resource;
		if (overlay->resources->at[i]->dropped || !ocirepository_is(resource))
			continue;
		if (!overlays_is_named(&run->overlays, overlay->environment, resource->id.name))
			continue;
		struct tags_entry entry = {.environment = overlay->environment,
		                           .overlay = overlay->dir,
		                           .id = resource->id,
		                           .source = ocirepository_get(resource->root)};
		const str unknown = why_unknown(run, overlay, &entry.source.ref);
		ok = add_entry(run, entry, unknown) && ok;
	}
	return ok;
}

static bool add_overlays(struct tags_run *run, const struct texts *operands)
{
	struct invocation *invocation = run->invocation;
	if (!overlays_find(invocation, operands, &run->config, &run->build, &run->overlays))
		return false;
	const bool ok = overlays_each(invocation, &run->overlays, add_overlay, run);
	if (ok && !overlays_expect_names(invocation, &run->overlays))
		return false;
	if (ok && run->entries.len == 0)
		return diag_error(&invocation->diags, NO_MARK,
		                  "no OCIRepository in what was asked for");
	return ok;
}

/* ---- answers ---- */

static bool holds(const struct texts *texts, str text)
{
	for (size_t i = 0; i < texts->len; i++)
		if (str_eq(texts->at[i], text))
			return true;
	return false;
}

/* Every environment that is expected to do something must be there. */
static bool check_environments(struct tags_run *run, const struct texts *environments)
{
	bool ok = true;
	for (size_t i = 0; i < environments->len; i++) {
		struct closest closest = closest_to(environments->at[i]);
		bool found = false;
		for (size_t k = 0; k < run->entries.len && !found; k++) {
			found = str_eq(run->entries.at[k].environment, environments->at[i]);
			closest_try(&closest, run->entries.at[k].environment);
		}
		ok &= found || overlays_no_such(run->invocation, "environment", &closest);
	}
	return ok;
}

/* An expectation is about an environment: all of its sources must meet it. */
static enum exit_status answer_push(struct tags_run *run)
{
	struct buf *out = &run->invocation->out;
	enum exit_status status = EXIT_CLEAN;
	if (!check_environments(run, &run->values->expect) ||
	    !check_environments(run, &run->values->reject))
		return EXIT_BROKEN;
	for (size_t i = 0; i < run->entries.len; i++) {
		const struct tags_entry *entry = &run->entries.at[i];
		const struct tags_push push =
			tags_if_pushed(run->invocation->arena, entry, run->values->if_pushed);
		const bool pulls = push.rollout == TAGS_ROLLS_OUT;
		tags_report_push(run->invocation->arena, &run->entries, i, &push, out);
		if ((!pulls && holds(&run->values->expect, entry->environment)) ||
		    (pulls && holds(&run->values->reject, entry->environment))) {
			buf_printf(out, "expectation failed: %.*s would %spull it\n",
			           STR_ARG(entry->environment), pulls ? "" : "not ");
			status = EXIT_FOUND;
		}
	}
	return status;
}

/* A reference by itself is one object; overlays give a list, and what it is about. */
static enum exit_status answer_json(struct tags_run *run)
{
	struct arena *arena = run->invocation->arena;
	struct buf *out = &run->invocation->out;
	enum exit_status status = EXIT_CLEAN;
	const bool single = run->values->ref.len > 0;
	if (!single)
		buf_add(out, STR("{\"version\":1,\"command\":\"tags\",\"sources\":["));
	for (size_t i = 0; i < run->entries.len; i++) {
		if (i > 0)
			buf_add_char(out, ',');
		tags_report_json(arena, &run->entries.at[i], out);
		if (!tags_entry_is_sound(&run->entries.at[i]))
			status = EXIT_FOUND;
	}
	buf_add(out, single ? STR("\n") : STR("]}\n"));
	return status;
}

static enum exit_status answer_text(struct tags_run *run)
{
	struct arena *arena = run->invocation->arena;
	struct buf *out = &run->invocation->out;
	enum exit_status status = EXIT_CLEAN;
	tags_report_table(arena, &run->entries, &run->invocation->out_look, out);
	if (run->values->why.len > 0)
		tags_report_why(arena, &run->entries, run->values->why, out);
	for (size_t i = 0; i < run->entries.len; i++)
		if (!tags_entry_is_sound(&run->entries.at[i]))
			status = EXIT_FOUND;
	return status;
}

enum exit_status cmd_tags(struct invocation *invocation, const void *values,
                          const struct texts *operands)
{
	struct tags_run run = {.invocation = invocation, .values = values};
	if (!read_inputs(&run, operands))
		return EXIT_BROKEN;
	const bool complete =
		run.values->ref.len > 0 ? add_reference(&run) : add_overlays(&run, operands);
	registry_destroy(run.registry);
	if (run.entries.len == 0)
		return EXIT_BROKEN;
	const enum exit_status status = run.values->if_pushed.len > 0     ? answer_push(&run)
	                                : run.values->format == TAGS_JSON ? answer_json(&run)
	                                                                  : answer_text(&run);
	return complete ? status : EXIT_BROKEN;
}
