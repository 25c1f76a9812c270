/*
 * helm.c - the resources that a Helm chart gives
 *
 * The user's helm pulls and renders; what is decided here is which arguments,
 * values and environment it gets. kustomize insists on
 * Helm 3; Helm 4 renders charts in the same way, and is taken as well.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "kustomize/generators/helm_command.h"
#include "kustomize/generators/helm_values.h"
#include "kustomize/generators/table.h"
#include "kustomize/options.h"

static struct mark place_of(const struct generate *generate, const char *field)
{
	const struct node *node = node_get(generate->config, str_of(field));
	return node ? node->at : generate->at;
}

/* ---- the config ---- */

/* What stands where helm takes a flag for a flag: a stranger's kustomization must not give any. */
static bool check_positional(const struct generate *generate, const char *field,
                             struct diags *diags)
{
	return !str_starts_with(helm_text(generate, field), STR("-")) ||
	       diag_error(diags, place_of(generate, field), "'%s' must not begin with '-'", field);
}

static bool check_merge(const struct generate *generate, struct diags *diags)
{
	const str merge = helm_text(generate, "valuesMerge");
	return merge.len == 0 || str_eq(merge, STR("merge")) || str_eq(merge, STR("override")) ||
	       str_eq(merge, STR("replace")) ||
	       diag_error(diags, place_of(generate, "valuesMerge"),
	                  "valuesMerge must be one of [merge override replace]");
}

static bool check_additional_values(const struct generate *generate, struct diags *diags)
{
	const struct node *files = node_get(generate->config, STR("additionalValuesFiles"));
	const struct source *ignored;
	if (!node_is_seq(files))
		return true;
	NODE_EACH_ITEM (item, files)
		if (!loader_read(generate->loader, item->value->text, item->value->at, &ignored,
		                 diags))
			return diag_prefix(diags, "could not load additionalValuesFile: ");
	return true;
}

bool helm_chart_configure(struct generate *generate, struct diags *diags)
{
	if (!generate->options->enable_helm && !generate->options->enable_plugins) {
		diag_error(diags, generate->at, "a Helm chart needs --enable-helm");
		diag_code(diags, "KUS011");
		return diag_sentence(diags, "must specify --enable-helm");
	}
	if (helm_text(generate, "name").len == 0)
		return diag_error(diags, generate->at, "chart name cannot be empty");
	return check_additional_values(generate, diags) && check_merge(generate, diags) &&
	       check_positional(generate, "name", diags) &&
	       check_positional(generate, "releaseName", diags);
}

/* ---- the chart ---- */

/*
 * Charts that are pulled lie beside those that a user keeps there, so each has its version in the
 * path: another one is then pulled when the kustomization asks for it.
 */
static str chart_home(const struct generate *generate)
{
	struct arena *arena = generate->arena;
	const str given = helm_text(generate, "chartHome");
	const str version = helm_text(generate, "version");
	const str home = given.len > 0 ? given : STR("charts");
	const str path = path_is_absolute(home) ? path_clean(arena, home)
	                                        : loader_join(generate->loader, home);
	if (version.len == 0 || helm_text(generate, "repo").len == 0)
		return path;
	return arena_printf(arena, "%.*s/%.*s-%.*s", STR_ARG(path),
	                    STR_ARG(helm_text(generate, "name")), STR_ARG(version));
}

/* An OCI registry has the chart's name in its address; any other repository is asked for it. */
static bool pull(struct helm_chart *chart)
{
	const struct generate *generate = chart->generate;
	const str repo = helm_text(generate, "repo"), name = helm_text(generate, "name");
	struct helm_arguments arguments = {0};
	str ignored;
	if (generate->options->remote.offline) {
		diag_error(chart->diags, place_of(generate, "repo"),
		           "cannot pull the chart '%.*s' while offline", STR_ARG(name));
		return diag_code(chart->diags, "KUS011");
	}
	helm_add(chart, &arguments, STR("pull"));
	helm_add(chart, &arguments, STR("--untar"));
	helm_add_value(chart, &arguments, "--untardir", chart->home);
	if (str_starts_with(repo, STR("oci://"))) {
		const str base =
			str_ends_with(repo, STR("/")) ? str_slice(repo, 0, repo.len - 1) : repo;
		helm_add(chart, &arguments,
		         arena_printf(chart->arena, "%.*s/%.*s", STR_ARG(base), STR_ARG(name)));
	} else {
		helm_add_value(chart, &arguments, "--repo", repo);
		helm_add(chart, &arguments, name);
	}
	helm_add_value(chart, &arguments, "--version", helm_text(generate, "version"));
	helm_add_flag(chart, &arguments, "--devel", helm_is_true(generate, "devel"));
	return helm_run(chart, &arguments, &ignored);
}

/* A chart that is there is taken as it is, even where a repository is named. */
static bool have_chart(struct helm_chart *chart)
{
	const struct generate *generate = chart->generate;
	const str path = path_join(chart->arena, chart->home, helm_text(generate, "name"));
	if (file_kind(chart->arena, path) == FILE_DIRECTORY)
		return true;
	if (helm_text(generate, "repo").len > 0)
		return pull(chart);
	diag_error(chart->diags, place_of(generate, "name"),
	           "there is no chart '%.*s', and no 'repo' to pull it from", STR_ARG(path));
	return diag_sentence(chart->diags, "no repo specified for pull, no chart found at '%.*s'",
	                     STR_ARG(path));
}

/* kustomize always gives helm a values file of its own, also where nothing is to be merged. */
static bool write_values(struct helm_chart *chart, str *path)
{
	const struct generate *generate = chart->generate;
	const str name = helm_text(generate, "name"), given = helm_text(generate, "valuesFile");
	const str in_chart = arena_printf(chart->arena, "%.*s/%.*s/values.yaml",
	                                  STR_ARG(chart->home), STR_ARG(name));
	str text;
	if (!helm_values(generate, given.len > 0 ? given : in_chart, &text, chart->diags))
		return false;
	*path = arena_printf(chart->arena, "%.*s/%.*s-kustomize-values.yaml", STR_ARG(chart->temp),
	                     STR_ARG(name));
	/* A name with a slash must not lead out of the directory. */
	const int error = str_find_char(name, '/') == STR_NONE
	                          ? file_write(chart->arena, *path, text)
	                          : ENOENT;
	return error == 0 ||
	       diag_error(chart->diags, generate->at, "failed to write values file: open %.*s: %s",
	                  STR_ARG(*path), strerror(error));
}

/* Lists and texts that the kustomization leaves out come from the command line. */
static void add_capabilities(struct helm_chart *chart, struct helm_arguments *arguments)
{
	const struct generate *generate = chart->generate;
	const struct build_options *options = generate->options;
	const struct node *versions = node_get(generate->config, STR("apiVersions"));
	const str kube_version = helm_text(generate, "kubeVersion");
	if (!node_is_empty(versions))
		NODE_EACH_ITEM (item, versions)
			helm_add_value(chart, arguments, "--api-versions", item->value->text);
	else
		for (size_t i = 0; i < options->helm_api_versions.len; i++)
			helm_add_value(chart, arguments, "--api-versions",
			               options->helm_api_versions.at[i]);
	helm_add_value(chart, arguments, "--kube-version",
	               kube_version.len > 0 ? kube_version : options->helm_kube_version);
}

static bool template(struct helm_chart *chart, str values, str *out)
{
	const struct generate *generate = chart->generate;
	const struct node *additional = node_get(generate->config, STR("additionalValuesFiles"));
	const str release = helm_text(generate, "releaseName");
	struct helm_arguments arguments = {0};
	helm_add(chart, &arguments, STR("template"));
	helm_add(chart, &arguments, release.len > 0 ? release : STR("--generate-name"));
	helm_add(chart, &arguments,
	         path_join(chart->arena, chart->home, helm_text(generate, "name")));
	helm_add_value(chart, &arguments, "--namespace", helm_text(generate, "namespace"));
	helm_add_value(chart, &arguments, "--name-template", helm_text(generate, "nameTemplate"));
	helm_add_value(chart, &arguments, "-f", values);
	if (node_is_seq(additional))
		NODE_EACH_ITEM (item, additional)
			helm_add_value(chart, &arguments, "-f",
			               loader_join(generate->loader, item->value->text));
	add_capabilities(chart, &arguments);
	helm_add_flag(chart, &arguments, "--include-crds", helm_is_true(generate, "includeCRDs"));
	helm_add_flag(chart, &arguments, "--skip-tests", helm_is_true(generate, "skipTests"));
	helm_add_flag(chart, &arguments, "--no-hooks", helm_is_true(generate, "skipHooks"));
	helm_add_flag(chart, &arguments, "--debug",
	              helm_is_true(generate, "debug") || generate->options->helm_debug);
	helm_add_flag(chart, &arguments, "--devel", helm_is_true(generate, "devel"));
	return helm_run(chart, &arguments, out);
}

/* ---- the resources ---- */

static bool read_resources(struct helm_chart *chart, str text, struct resources *out)
{
	struct source *source = ARENA_NEW(chart->arena, struct source);
	source->path = arena_printf(chart->arena, "%.*s (rendered by helm)",
	                            STR_ARG(helm_text(chart->generate, "name")));
	source->text = text;
	return resources_load(chart->arena, text, origin_of_source(source), out, chart->diags);
}

/* Helm may say something before the first document, which is then dropped. */
static bool read_output(struct helm_chart *chart, str text, struct members *out)
{
	const struct diags_position before = diags_position(chart->diags);
	struct resources resources = {0};
	const size_t start = str_find(text, STR("---"));
	if (!read_resources(chart, text, &resources)) {
		if (start == STR_NONE || start == 0)
			return diag_prefix(chart->diags,
			                   "could not parse bytes into resource map: ");
		diags_rewind(chart->diags, before);
		resources = (struct resources){0};
		if (!read_resources(chart, str_from(text, start), &resources))
			return diag_prefix(chart->diags, "error reading helm output: ");
	}
	for (size_t i = 0; i < resources.len; i++)
		*ARRAY_ADD(chart->arena, out) = member_new(chart->arena, resources.at[i].root);
	return true;
}

/* kustomize asks for the version first of all, so that is what fails first here too. */
static bool render(struct helm_chart *chart, struct members *out)
{
	str values, rendered;
	return helm_check_version(chart) && have_chart(chart) && write_values(chart, &values) &&
	       template(chart, values, &rendered) && read_output(chart, rendered, out);
}

static bool make_temp(struct helm_chart *chart)
{
	const str given = chart->generate->options->remote.temp_dir;
	const str parent = given.len > 0 ? given : STR("/tmp");
	const int error = file_make_scratch(chart->arena, parent, "kustoc-helm", &chart->temp);
	return error == 0 || diag_error(chart->diags, chart->generate->at,
	                                "cannot make a directory for helm in '%.*s': %s",
	                                STR_ARG(parent), strerror(error));
}

bool helm_chart_generate(struct generate *generate, struct members *out, struct diags *diags)
{
	struct arena *arena = generate->arena;
	struct helm_chart chart = {generate, arena, chart_home(generate), STR(""), {{0}}, diags};
	if (!make_temp(&chart))
		return false;
	const str given = helm_text(generate, "configHome");
	const str config = given.len > 0 ? given : path_join(arena, chart.temp, STR("helm"));
	chart.env[0] = arena_printf(arena, "HELM_CONFIG_HOME=%.*s", STR_ARG(config));
	chart.env[1] = arena_printf(arena, "HELM_CACHE_HOME=%.*s/.cache", STR_ARG(config));
	chart.env[2] = arena_printf(arena, "HELM_DATA_HOME=%.*s/.data", STR_ARG(config));
	const bool ok = render(&chart, out);
	file_remove_scratch(arena, chart.temp);
	return ok;
}
