/*
 * helm.c - the resources that a Helm chart gives
 *
 * The user's helm pulls and renders; what is decided here is which arguments,
 * values and environment it gets (kustomize-build 22.6). kustomize insists on
 * Helm 3; Helm 4 renders charts in the same way, and is taken as well.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "base/process.h"
#include "kustomize/build.h"
#include "kustomize/generators/helm_values.h"
#include "kustomize/generators/table.h"

struct arguments {
	str *at;
	size_t len, cap;
};

/* A chart about to be rendered. */
struct chart {
	struct generate *generate;
	struct arena *arena;
	str home; /* absolute; the chart is in a folder of its name in there */
	str temp; /* a directory of its own, removed in the end */
	str env[3];
	struct diags *diags;
};

static str text_of(const struct generate *generate, const char *field)
{
	return node_get_text(generate->config, str_of(field));
}

static bool is_true(const struct generate *generate, const char *field)
{
	return str_eq(text_of(generate, field), STR("true"));
}

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
	return !str_starts_with(text_of(generate, field), STR("-")) ||
	       diag_error(diags, place_of(generate, field), "'%s' must not begin with '-'", field);
}

static bool check_merge(const struct generate *generate, struct diags *diags)
{
	const str merge = text_of(generate, "valuesMerge");
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
	if (text_of(generate, "name").len == 0)
		return diag_error(diags, generate->at, "chart name cannot be empty");
	return check_additional_values(generate, diags) && check_merge(generate, diags) &&
	       check_positional(generate, "name", diags) &&
	       check_positional(generate, "releaseName", diags);
}

/* ---- running helm ---- */

static void add(struct chart *chart, struct arguments *arguments, str text)
{
	*ARRAY_ADD(chart->arena, arguments) = text;
}

/* A flag with its value, unless that is empty. */
static void add_value(struct chart *chart, struct arguments *arguments, const char *flag, str value)
{
	if (value.len == 0)
		return;
	add(chart, arguments, str_of(flag));
	add(chart, arguments, value);
}

static void add_flag(struct chart *chart, struct arguments *arguments, const char *flag,
                     bool wanted)
{
	if (wanted)
		add(chart, arguments, str_of(flag));
}

static str joined(struct arena *arena, const str *texts, size_t len)
{
	struct buf line;
	buf_init(&line, arena);
	for (size_t i = 0; i < len; i++)
		buf_printf(&line, "%s%.*s", i > 0 ? " " : "", STR_ARG(texts[i]));
	return buf_text(&line);
}

static str command_of(const struct chart *chart)
{
	const str command = chart->generate->options->helm_command;
	return command.len > 0 ? command : STR("helm");
}

static bool helm_failed(struct chart *chart, const struct arguments *arguments,
                        const struct process_result *result, bool found)
{
	struct arena *arena = chart->arena;
	const str command = command_of(chart);
	const str cause =
		found ? process_end_text(arena, result)
		      : arena_printf(arena, "exec: \"%.*s\": executable file not found in $PATH",
	                             STR_ARG(command));
	if (found)
		diag_error(chart->diags, chart->generate->at, "helm says: %.*s",
		           STR_ARG(str_trim(result->err.len > 0 ? result->err : cause)));
	else
		diag_error(chart->diags, chart->generate->at, "there is no program '%.*s'",
		           STR_ARG(command));
	return diag_sentence(chart->diags,
	                     "%.*s: unable to run: '%.*s %.*s' with env=[%.*s] (is '%.*s' "
	                     "installed?): %.*s",
	                     STR_ARG(result->err), STR_ARG(command),
	                     STR_ARG(joined(arena, arguments->at, arguments->len)),
	                     STR_ARG(joined(arena, chart->env, 3)), STR_ARG(command),
	                     STR_ARG(cause));
}

static bool try_helm(struct chart *chart, const struct arguments *arguments,
                     struct process_result *result, bool *found)
{
	struct arguments all = {0};
	const str program = process_find(chart->arena, command_of(chart),
	                                 chart->generate->options->remote.search_path);
	*result = (struct process_result){0};
	*found = program.len > 0;
	if (!*found)
		return false;
	add(chart, &all, program);
	for (size_t i = 0; i < arguments->len; i++)
		add(chart, &all, arguments->at[i]);
	const struct process process = {
		.args = all.at, .args_len = all.len, .env = chart->env, .env_len = 3};
	return process_run(chart->arena, &process, result);
}

static bool run_helm(struct chart *chart, const struct arguments *arguments, str *out)
{
	bool found;
	struct process_result result;
	if (!try_helm(chart, arguments, &result, &found))
		return helm_failed(chart, arguments, &result, found);
	*out = result.out;
	return true;
}

static size_t digits_at(str text, size_t at)
{
	size_t len = 0;
	while (at + len < text.len && text.at[at + len] >= '0' && text.at[at + len] <= '9')
		len++;
	return len;
}

/* The first version, numbers with dots between, in what helm says of itself; "" for none. */
static str find_version(str text)
{
	for (size_t start = 0; start < text.len; start++) {
		size_t end = start + digits_at(text, start), dots = 0;
		while (end > start && end < text.len && text.at[end] == '.' &&
		       digits_at(text, end + 1) > 0) {
			end += 1 + digits_at(text, end + 1);
			dots++;
		}
		if (dots > 0)
			return str_slice(text, start, end);
	}
	return STR("");
}

/* Helm 4 no longer knows `-c`, which asked Helm 2 not to look for a server. */
static bool ask_version(struct chart *chart, str *out)
{
	static const str WORDS[] = {STR_INIT("version"), STR_INIT("-c"), STR_INIT("--short")};
	struct arguments first = {0}, second = {0};
	struct process_result result, ignored;
	bool found;
	for (size_t i = 0; i < 3; i++) {
		add(chart, &first, WORDS[i]);
		if (i != 1)
			add(chart, &second, WORDS[i]);
	}
	if (!try_helm(chart, &first, &result, &found) &&
	    !(found && try_helm(chart, &second, &ignored, &found)))
		return helm_failed(chart, &first, &result, found);
	*out = result.out.len > 0 ? result.out : ignored.out;
	return true;
}

static bool check_version(struct chart *chart)
{
	str said = {0}, major, minor;
	if (!ask_version(chart, &said))
		return false;
	const str version = find_version(said);
	if (version.len == 0)
		return diag_error(chart->diags, chart->generate->at,
		                  "cannot find version string in %.*s", STR_ARG(said));
	str_cut(version, '.', &major, &minor);
	if (str_eq(major, STR("3")) || str_eq(major, STR("4")))
		return true;
	diag_error(chart->diags, chart->generate->at, "helm 3 or 4 is needed, this is %.*s",
	           STR_ARG(version));
	return diag_sentence(chart->diags, "this plugin requires helm V3 but got v%.*s",
	                     STR_ARG(version));
}

/* ---- the chart ---- */

static str chart_home(const struct generate *generate)
{
	struct arena *arena = generate->arena;
	const str given = text_of(generate, "chartHome");
	const str version = text_of(generate, "version");
	const str home = given.len > 0 ? given : STR("charts");
	const str path = path_is_absolute(home) ? path_clean(arena, home)
	                                        : loader_join(generate->loader, home);
	if (version.len == 0 || text_of(generate, "repo").len == 0)
		return path;
	return arena_printf(arena, "%.*s/%.*s-%.*s", STR_ARG(path),
	                    STR_ARG(text_of(generate, "name")), STR_ARG(version));
}

/* An OCI registry has the chart's name in its address; any other repository is asked for it. */
static bool pull(struct chart *chart)
{
	const struct generate *generate = chart->generate;
	const str repo = text_of(generate, "repo"), name = text_of(generate, "name");
	struct arguments arguments = {0};
	str ignored;
	if (generate->options->remote.offline) {
		diag_error(chart->diags, place_of(generate, "repo"),
		           "cannot pull the chart '%.*s' while offline", STR_ARG(name));
		return diag_code(chart->diags, "KUS011");
	}
	add(chart, &arguments, STR("pull"));
	add(chart, &arguments, STR("--untar"));
	add_value(chart, &arguments, "--untardir", chart->home);
	if (str_starts_with(repo, STR("oci://"))) {
		const str base =
			str_ends_with(repo, STR("/")) ? str_slice(repo, 0, repo.len - 1) : repo;
		add(chart, &arguments,
		    arena_printf(chart->arena, "%.*s/%.*s", STR_ARG(base), STR_ARG(name)));
	} else {
		add_value(chart, &arguments, "--repo", repo);
		add(chart, &arguments, name);
	}
	add_value(chart, &arguments, "--version", text_of(generate, "version"));
	add_flag(chart, &arguments, "--devel", is_true(generate, "devel"));
	return run_helm(chart, &arguments, &ignored);
}

static bool have_chart(struct chart *chart)
{
	const struct generate *generate = chart->generate;
	const str path = path_join(chart->arena, chart->home, text_of(generate, "name"));
	if (file_kind(chart->arena, path) == FILE_DIRECTORY)
		return true;
	if (text_of(generate, "repo").len > 0)
		return pull(chart);
	diag_error(chart->diags, place_of(generate, "name"),
	           "there is no chart '%.*s', and no 'repo' to pull it from", STR_ARG(path));
	return diag_sentence(chart->diags, "no repo specified for pull, no chart found at '%.*s'",
	                     STR_ARG(path));
}

static bool write_values(struct chart *chart, str *path)
{
	const struct generate *generate = chart->generate;
	const str name = text_of(generate, "name"), given = text_of(generate, "valuesFile");
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
static void add_capabilities(struct chart *chart, struct arguments *arguments)
{
	const struct generate *generate = chart->generate;
	const struct build_options *options = generate->options;
	const struct node *versions = node_get(generate->config, STR("apiVersions"));
	const str kube_version = text_of(generate, "kubeVersion");
	if (!node_is_empty(versions))
		NODE_EACH_ITEM (item, versions)
			add_value(chart, arguments, "--api-versions", item->value->text);
	else
		for (size_t i = 0; i < options->helm_api_versions.len; i++)
			add_value(chart, arguments, "--api-versions",
			          options->helm_api_versions.at[i]);
	add_value(chart, arguments, "--kube-version",
	          kube_version.len > 0 ? kube_version : options->helm_kube_version);
}

static bool template(struct chart *chart, str values, str *out)
{
	const struct generate *generate = chart->generate;
	const struct node *additional = node_get(generate->config, STR("additionalValuesFiles"));
	const str release = text_of(generate, "releaseName");
	struct arguments arguments = {0};
	add(chart, &arguments, STR("template"));
	add(chart, &arguments, release.len > 0 ? release : STR("--generate-name"));
	add(chart, &arguments, path_join(chart->arena, chart->home, text_of(generate, "name")));
	add_value(chart, &arguments, "--namespace", text_of(generate, "namespace"));
	add_value(chart, &arguments, "--name-template", text_of(generate, "nameTemplate"));
	add_value(chart, &arguments, "-f", values);
	if (node_is_seq(additional))
		NODE_EACH_ITEM (item, additional)
			add_value(chart, &arguments, "-f",
			          loader_join(generate->loader, item->value->text));
	add_capabilities(chart, &arguments);
	add_flag(chart, &arguments, "--include-crds", is_true(generate, "includeCRDs"));
	add_flag(chart, &arguments, "--skip-tests", is_true(generate, "skipTests"));
	add_flag(chart, &arguments, "--no-hooks", is_true(generate, "skipHooks"));
	add_flag(chart, &arguments, "--debug",
	         is_true(generate, "debug") || generate->options->helm_debug);
	add_flag(chart, &arguments, "--devel", is_true(generate, "devel"));
	return run_helm(chart, &arguments, out);
}

/* ---- the resources ---- */

static bool read_resources(struct chart *chart, str text, struct resources *out)
{
	struct source *source = ARENA_NEW(chart->arena, struct source);
	source->path = arena_printf(chart->arena, "%.*s (rendered by helm)",
	                            STR_ARG(text_of(chart->generate, "name")));
	source->text = text;
	return resources_load(chart->arena, text, origin_of_source(source), out, chart->diags);
}

/* Helm may say something before the first document, which is then dropped. */
static bool read_output(struct chart *chart, str text, struct members *out)
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

static bool render(struct chart *chart, struct members *out)
{
	str values, rendered;
	return check_version(chart) && have_chart(chart) && write_values(chart, &values) &&
	       template(chart, values, &rendered) && read_output(chart, rendered, out);
}

static bool make_temp(struct chart *chart)
{
	const str given = chart->generate->options->remote.temp_dir;
	const str parent = given.len > 0 ? given : STR("/tmp");
	const str pattern = arena_printf(chart->arena, "%.*s/kustoc-helm-XXXXXX", STR_ARG(parent));
	char *path = memcpy(arena_alloc(chart->arena, pattern.len + 1, 1), pattern.at, pattern.len);
	if (!mkdtemp(path))
		return diag_error(chart->diags, chart->generate->at,
		                  "cannot make a directory for helm in '%.*s': %s", STR_ARG(parent),
		                  strerror(errno));
	chart->temp = str_of(path);
	return true;
}

bool helm_chart_generate(struct generate *generate, struct members *out, struct diags *diags)
{
	struct arena *arena = generate->arena;
	struct chart chart = {generate, arena, chart_home(generate), STR(""), {{0}}, diags};
	if (!make_temp(&chart))
		return false;
	const str given = text_of(generate, "configHome");
	const str config = given.len > 0 ? given : path_join(arena, chart.temp, STR("helm"));
	chart.env[0] = arena_printf(arena, "HELM_CONFIG_HOME=%.*s", STR_ARG(config));
	chart.env[1] = arena_printf(arena, "HELM_CACHE_HOME=%.*s/.cache", STR_ARG(config));
	chart.env[2] = arena_printf(arena, "HELM_DATA_HOME=%.*s/.data", STR_ARG(config));
	const bool ok = render(&chart, out);
	file_remove_tree(arena, chart.temp);
	return ok;
}
