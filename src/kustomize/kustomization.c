/*
 * kustomization.c - see kustomization.h
 *
 * The order is kustomize's, and decides which of two faults is told: shape first, then deprecated
 * fields turned into their successors, then the question whether anything is set, then the kind.
 */
#include "kustomize/kustomization.h"

#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "kustomize/shape.h"
#include "yaml/load.h"

static const char *const FILE_NAMES[] = {"kustomization.yaml", "kustomization.yml",
                                         "Kustomization"};
enum { FILE_NAMES_LEN = sizeof FILE_NAMES / sizeof *FILE_NAMES };

bool kustomization_exists(struct arena *arena, str dir)
{
	for (size_t i = 0; i < FILE_NAMES_LEN; i++)
		if (file_kind(arena, path_join(arena, dir, str_of(FILE_NAMES[i]))) == FILE_REGULAR)
			return true;
	return false;
}

/* To kustomize both are the same as an empty directory; to people they are not. */
static void say_why_unread(const struct loader *loader, str problem, struct diags *diags)
{
	struct file_names names;
	const int error = file_list(loader->arena, loader->root, &names);
	if (problem.len > 0)
		diag_note(diags, NO_MARK, "cause", "%.*s", STR_ARG(problem));
	else if (error)
		diag_note(diags, NO_MARK, "cause", "cannot look into it: %s", strerror(error));
}

/* A file that must not be read counts as absent, as in kustomize. */
static bool find_file(const struct loader *loader, struct mark at, struct kustomization *out,
                      struct diags *diags)
{
	size_t found = 0;
	str problem = STR("");
	for (size_t i = 0; i < FILE_NAMES_LEN; i++) {
		const struct source *source;
		const struct diags_position before = diags_position(diags);
		/* Nobody wrote the name, and there is nothing to suggest when it is not there. */
		if (file_kind(loader->arena, loader_join(loader, str_of(FILE_NAMES[i]))) ==
		    FILE_NONE)
			continue;
		if (!loader_read(loader, str_of(FILE_NAMES[i]), NO_MARK, &source, diags)) {
			problem = diags->last->message;
			diags_rewind(diags, before);
			continue;
		}
		out->source = source;
		out->file_name = str_of(FILE_NAMES[i]);
		found++;
	}
	if (found == 1)
		return true;
	if (found > 1) {
		diag_error(diags, (struct mark){out->source, 1, 1},
		           "this directory has more than one kustomization file");
		return diag_sentence(diags, "Found multiple kustomization files under: %.*s\n",
		                     STR_ARG(loader->root));
	}
	diag_error(diags, at, "no kustomization file in directory '%.*s'",
	           STR_ARG(loader_shown_root(loader)));
	diag_code(diags, "KUS002");
	say_why_unread(loader, problem, diags);
	return diag_sentence(diags,
	                     "unable to find one of 'kustomization.yaml', 'kustomization.yml' or "
	                     "'Kustomization' in directory '%.*s'",
	                     STR_ARG(loader->root));
}

/* ---- deprecated fields ---- */

static const struct deprecated {
	const char *field, *instead, *note;
} DEPRECATED[] = {
	{"bases", "resources", ""},
	{"commonLabels", "labels", ""},
	{"imageTags", "images", ""},
	{"patchesJson6902", "patches", ""},
	{"patchesStrategicMerge", "patches", ""},
	{"vars", "replacements", " [EXPERIMENTAL]"},
};

static void warn_deprecated(struct arena *arena, const struct node *fields, struct diags *diags)
{
	for (size_t i = 0; i < sizeof DEPRECATED / sizeof *DEPRECATED; i++) {
		const struct deprecated *row = &DEPRECATED[i];
		const struct pair *pair = node_find_pair(fields, str_of(row->field));
		if (!pair)
			continue;
		struct diag *diag =
			diag_add(diags, DIAG_WARNING, "KUS006", pair->key.at,
		                 "'%s' is deprecated: use '%s'", row->field, row->instead);
		diag->sentence = arena_printf(
			arena,
			"# Warning: '%s' is deprecated. Please use '%s' instead.%s Run 'kustomize "
			"edit fix' to update your Kustomization automatically.",
			row->field, row->instead, row->note);
	}
}

/* Moves the items of the list `from` to the end of the list `to`, and `from` away. */
static void append_list(struct arena *arena, struct node *fields, str from, str to)
{
	struct node *moved = node_get(fields, from);
	if (!moved)
		return;
	node_remove(fields, from);
	struct node *list = node_get(fields, to);
	if (!list) {
		node_set(arena, fields, to, moved);
		return;
	}
	NODE_EACH_ITEM (item, moved)
		node_add(arena, list, item->value);
}

static void env_to_envs(struct arena *arena, struct node *generators)
{
	if (!generators)
		return;
	NODE_EACH_ITEM (item, generators) {
		struct node *env = node_get(item->value, STR("env"));
		if (!env)
			continue;
		node_remove(item->value, STR("env"));
		if (env->text.len == 0)
			continue;
		struct node *envs = node_get(item->value, STR("envs"));
		if (!envs) {
			envs = node_new_seq(arena, env->at);
			node_set(arena, item->value, STR("envs"), envs);
		}
		node_add(arena, envs, env);
	}
}

/* The fields of an old helm entry that have a successor; the others are dropped. */
static const struct {
	const char *old, *new;
} HELM_FIELDS[] = {
	{"chartName", "name"},           {"chartVersion", "version"},
	{"chartRepoUrl", "repo"},        {"values", "valuesFile"},
	{"valuesLocal", "valuesInline"}, {"valuesMerge", "valuesMerge"},
	{"releaseName", "releaseName"},
};

static struct node *new_helm_chart(struct arena *arena, const struct node *old)
{
	struct node *chart = node_new_map(arena, old->at);
	for (size_t i = 0; i < sizeof HELM_FIELDS / sizeof *HELM_FIELDS; i++) {
		struct node *value = node_get(old, str_of(HELM_FIELDS[i].old));
		if (value)
			node_set(arena, chart, str_of(HELM_FIELDS[i].new), value);
	}
	return chart;
}

static void set_global(struct arena *arena, struct node *globals, const char *field,
                       struct node *value)
{
	if (value && value->text.len > 0)
		node_set(arena, globals, str_of(field), value);
}

static void convert_helm(struct arena *arena, struct node *fields)
{
	struct node *old = node_get(fields, STR("helmChartInflationGenerator"));
	if (!old)
		return;
	node_remove(fields, STR("helmChartInflationGenerator"));
	struct node *charts = node_get(fields, STR("helmCharts"));
	struct node *globals = node_new_map(arena, old->at);
	if (!charts) {
		charts = node_new_seq(arena, old->at);
		node_set(arena, fields, STR("helmCharts"), charts);
	}
	NODE_EACH_ITEM (item, old) {
		node_add(arena, charts, new_helm_chart(arena, item->value));
		set_global(arena, globals, "chartHome", node_get(item->value, STR("chartHome")));
		set_global(arena, globals, "configHome", node_get(item->value, STR("helmHome")));
	}
	if (!node_get(fields, STR("helmGlobals")) && !node_is_empty(globals))
		node_set(arena, fields, STR("helmGlobals"), globals);
}

static void convert_deprecated(struct arena *arena, struct node *fields)
{
	append_list(arena, fields, STR("bases"), STR("resources"));
	append_list(arena, fields, STR("imageTags"), STR("images"));
	env_to_envs(arena, node_get(fields, STR("configMapGenerator")));
	env_to_envs(arena, node_get(fields, STR("secretGenerator")));
	convert_helm(arena, fields);
}

/* ---- checks ---- */

static bool is_empty(const struct node *fields)
{
	NODE_EACH_PAIR (pair, fields)
		if (!str_eq(pair->key.text, STR("apiVersion")) &&
		    !str_eq(pair->key.text, STR("kind")))
			return false;
	return true;
}

static struct mark place_of(const struct kustomization *k, const char *field)
{
	const struct node *value = node_get(k->fields, str_of(field));
	return value ? value->at : (struct mark){k->source, 1, 1};
}

/* Kind and apiVersion must be a pair that kustomize knows; what is left out is filled in. */
static bool check_type(const struct loader *loader, struct kustomization *k, struct diags *diags)
{
	str kind = node_get_text(k->fields, STR("kind"));
	str version = node_get_text(k->fields, STR("apiVersion"));
	if (kind.len == 0)
		kind = STR("Kustomization");
	k->is_component = str_eq(kind, STR("Component"));
	const str wanted = k->is_component ? STR("kustomize.config.k8s.io/v1alpha1")
	                                   : STR("kustomize.config.k8s.io/v1beta1");
	if (version.len == 0)
		version = wanted;
	const bool kind_is_wrong = !k->is_component && !str_eq(kind, STR("Kustomization"));
	const bool version_is_wrong = !str_eq(version, wanted);
	if (!kind_is_wrong && !version_is_wrong)
		return true;
	if (kind_is_wrong)
		diag_error(diags, place_of(k, "kind"),
		           "kind must be Kustomization or Component, not '%.*s'", STR_ARG(kind));
	else
		diag_error(diags, place_of(k, "apiVersion"), "apiVersion of a %.*s must be %.*s",
		           STR_ARG(kind), STR_ARG(wanted));
	diag_code(diags, "KUS005");
	diag_sentence(diags,
	              "Failed to read kustomization file under %.*s:", STR_ARG(loader->root));
	if (kind_is_wrong)
		diag_suffix(diags, "\nkind should be Kustomization or Component");
	if (version_is_wrong)
		diag_suffix(diags, "\napiVersion for %.*s should be %.*s", STR_ARG(kind),
		            STR_ARG(wanted));
	return false;
}

/* `value` is what the file holds; what it means is in out->fields then. */
static bool read_fields(const struct loader *loader, const struct node *value,
                        struct kustomization *out, struct diags *diags)
{
	if (!shape_check(loader->arena, &SHAPE_KUSTOMIZATION, value, SHAPE_STRICT, &out->fields,
	                 diags))
		return diag_prefix(diags, "invalid Kustomization: ");
	warn_deprecated(loader->arena, out->fields, diags);
	convert_deprecated(loader->arena, out->fields);
	if (is_empty(out->fields)) {
		diag_error(diags, (struct mark){out->source, 1, 1},
		           "this kustomization sets nothing");
		return diag_sentence(diags, "kustomization.yaml is empty");
	}
	return check_type(loader, out, diags);
}

bool kustomization_load(const struct loader *loader, struct mark at, struct kustomization *out,
                        struct diags *diags)
{
	struct node *value;
	*out = (struct kustomization){0};
	if (!find_file(loader, at, out, diags))
		return false;
	if (!load_value(loader->arena, out->source->text, origin_of_source(out->source), &value,
	                diags))
		return diag_prefix(diags, "invalid Kustomization: ");
	if (node_is_null(value))
		value = node_new_map(loader->arena, (struct mark){out->source, 1, 1});
	return read_fields(loader, value, out, diags);
}

bool kustomization_make(const struct loader *loader, const struct node *fields,
                        struct kustomization *out, struct diags *diags)
{
	*out = (struct kustomization){.file_name = str_of(FILE_NAMES[0])};
	return read_fields(loader, fields, out, diags);
}

/* ---- edits ---- */

/* Puts `named` in the place of the one with its name; false when there is none. */
static bool replace_named(const struct node *list, struct node *named)
{
	const str name = node_get_text(named, STR("name"));
	NODE_EACH_ITEM (item, list) {
		if (!str_eq(node_get_text(item->value, STR("name")), name))
			continue;
		item->value = named;
		return true;
	}
	return false;
}

static void edit_list(struct arena *arena, struct node *fields, str key, struct node *items)
{
	struct node *list = node_get(fields, key);
	if (!node_is_seq(list)) {
		node_set(arena, fields, key, items);
		return;
	}
	NODE_EACH_ITEM (item, items)
		if (!str_eq(key, STR("images")) || !replace_named(list, item->value))
			node_add(arena, list, item->value);
}

bool kustomization_edit(struct arena *arena, struct kustomization *k, const struct node *edit,
                        struct diags *diags)
{
	struct node *checked;
	if (!shape_check(arena, &SHAPE_KUSTOMIZATION, edit, SHAPE_LENIENT, &checked, diags))
		return diag_prefix(diags, "invalid Kustomization: ");
	NODE_EACH_PAIR (pair, checked) {
		if (node_is_empty(pair->value) || node_is_null(pair->value))
			continue;
		if (node_is_seq(pair->value))
			edit_list(arena, k->fields, pair->key.text, pair->value);
		else if (!node_is_scalar(pair->value) || pair->value->text.len > 0)
			node_set(arena, k->fields, pair->key.text, pair->value);
	}
	return true;
}
