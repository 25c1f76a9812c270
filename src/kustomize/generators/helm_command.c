/* helm_command.c - see helm_command.h */
#include "kustomize/generators/helm_command.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/process.h"
#include "kustomize/options.h"

str helm_text(const struct generate *generate, const char *field)
{
	return node_get_text(generate->config, str_of(field));
}

bool helm_is_true(const struct generate *generate, const char *field)
{
	return str_eq(helm_text(generate, field), STR("true"));
}

void helm_add(struct helm_chart *chart, struct helm_arguments *arguments, str text)
{
	*ARRAY_ADD(chart->arena, arguments) = text;
}

void helm_add_value(struct helm_chart *chart, struct helm_arguments *arguments, const char *flag,
                    str value)
{
	if (value.len == 0)
		return;
	helm_add(chart, arguments, str_of(flag));
	helm_add(chart, arguments, value);
}

void helm_add_flag(struct helm_chart *chart, struct helm_arguments *arguments, const char *flag,
                   bool wanted)
{
	if (wanted)
		helm_add(chart, arguments, str_of(flag));
}

static str joined(struct arena *arena, const str *texts, size_t len)
{
	struct buf line;
	buf_init(&line, arena);
	for (size_t i = 0; i < len; i++)
		buf_printf(&line, "%s%.*s", i > 0 ? " " : "", STR_ARG(texts[i]));
	return buf_text(&line);
}

static str command_of(const struct helm_chart *chart)
{
	const str command = chart->generate->options->helm_command;
	return command.len > 0 ? command : STR("helm");
}

/* Helm's own words are the message; kustomize's sentence has the command line around them. */
static bool helm_failed(struct helm_chart *chart, const struct helm_arguments *arguments,
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
	                     STR_ARG(joined(arena, chart->env, HELM_ENV_LEN)), STR_ARG(command),
	                     STR_ARG(cause));
}

/*
 * Runs helm once; failing is no error yet. *found is false when there is no such program, which
 * is looked for on the user's path only: not in the directory that is built.
 */
static bool try_helm(struct helm_chart *chart, const struct helm_arguments *arguments,
                     struct process_result *result, bool *found)
{
	struct helm_arguments all = {0};
	const str program = process_find(chart->arena, command_of(chart),
	                                 chart->generate->options->remote.search_path);
	*result = (struct process_result){0};
	*found = program.len > 0;
	if (!*found)
		return false;
	helm_add(chart, &all, program);
	for (size_t i = 0; i < arguments->len; i++)
		helm_add(chart, &all, arguments->at[i]);
	const struct process process = {
		.args = all.at, .args_len = all.len, .env = chart->env, .env_len = HELM_ENV_LEN};
	return process_run(chart->arena, &process, result);
}

bool helm_run(struct helm_chart *chart, const struct helm_arguments *arguments, str *out)
{
	bool found;
	struct process_result result;
	if (!try_helm(chart, arguments, &result, &found))
		return helm_failed(chart, arguments, &result, found);
	*out = result.out;
	return true;
}

/* The first version, numbers with dots between, in what helm says of itself; "" for none. */
static str find_version(str text)
{
	for (size_t start = 0; start < text.len; start++) {
		size_t end = start + ascii_count_digits(str_from(text, start)), dots = 0;
		while (end > start && end < text.len && text.at[end] == '.' &&
		       ascii_count_digits(str_from(text, end + 1)) > 0) {
			end += 1 + ascii_count_digits(str_from(text, end + 1));
			dots++;
		}
		if (dots > 0)
			return str_slice(text, start, end);
	}
	return STR("");
}

/* `-c` asked Helm 2 not to look for a server; Helm 4 no longer knows it. */
static void version_words(struct helm_chart *chart, bool client_only, struct helm_arguments *out)
{
	helm_add(chart, out, STR("version"));
	helm_add_flag(chart, out, "-c", client_only);
	helm_add(chart, out, STR("--short"));
}

/* In kustomize's words first; when both fail, it is those that the user shall see. */
static bool ask_version(struct helm_chart *chart, str *out)
{
	struct helm_arguments first = {0}, second = {0};
	struct process_result result, other;
	bool found;
	version_words(chart, true, &first);
	version_words(chart, false, &second);
	const bool first_works = try_helm(chart, &first, &result, &found);
	if (!first_works && !(found && try_helm(chart, &second, &other, &found)))
		return helm_failed(chart, &first, &result, found);
	*out = first_works ? result.out : other.out;
	return true;
}

bool helm_check_version(struct helm_chart *chart)
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
