/* cmd_build.c - kustoc build: what kustomize build prints, and some forms of its own */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "cli/commands.h"
#include "cli/globals.h"
#include "kustomize/build.h"
#include "kustomize/formats.h"

enum format { FORMAT_YAML, FORMAT_JSON, FORMAT_JSONL };
static const char *const FORMATS[] = {"yaml", "json", "jsonl", NULL};

/* The order of enum load_restriction; the empty word stands for the first. */
static const char *const RESTRICTORS[] = {"LoadRestrictionsRootOnly", "LoadRestrictionsNone", "",
                                          NULL};
static const char *const ORDERS[] = {"legacy", "none", NULL};
enum { RESTRICTOR_EMPTY = 2, ORDER_NONE = 1 };

struct build_values {
	str output;
	int restrictor, order, format;
	bool enable_helm, enable_plugins, enable_exec, managed_by_label, helm_debug;
	str helm_command, helm_kube_version;
	struct texts helm_api_versions;
	/* For functions in containers, which kustoc never starts. */
	bool network, as_current_user;
	str network_name;
	struct texts mounts, env;
	bool stack_trace;
};

#define BUILD(field) offsetof(struct build_values, field)
/* clang-format off: a flag is a row, not a column */
/* --output has no variable: lint's is a format, and KUSTOC_OUTPUT cannot be both. */
const struct cli_option BUILD_OPTIONS[] = {
	{.name = "output", .letter = 'o', .kind = OPTION_TEXT, .offset = BUILD(output),
	 .value = "PATH", .text = "write to a file, or a file a resource into a directory",
	 .no_variable = true},
	{.name = "load-restrictor", .kind = OPTION_CHOICE, .offset = BUILD(restrictor),
	 .value = "WHICH", .text = "LoadRestrictionsNone: files may lie outside the directory",
	 .choices = RESTRICTORS},
	{.name = "reorder", .kind = OPTION_CHOICE, .offset = BUILD(order), .value = "ORDER",
	 .text = "legacy (by kind) or none", .choices = ORDERS, .help = HELP_LONG,
	 .deprecated = "use the new 'sortOptions' field in kustomization.yaml instead."},
	{.name = "enable-helm", .kind = OPTION_FLAG, .offset = BUILD(enable_helm),
	 .text = "let helm render charts"},
	{.name = "helm-command", .kind = OPTION_TEXT, .offset = BUILD(helm_command),
	 .value = "PATH", .text = "the helm to start, by default 'helm'"},
	{.name = "helm-kube-version", .kind = OPTION_TEXT, .offset = BUILD(helm_kube_version),
	 .value = "VERSION", .text = "Kubernetes version that charts shall see", .help = HELP_LONG},
	{.name = "helm-api-versions", .kind = OPTION_LIST, .offset = BUILD(helm_api_versions),
	 .value = "VERSION", .text = "API version that charts shall see (repeatable)",
	 .help = HELP_LONG},
	{.name = "helm-debug", .kind = OPTION_FLAG, .offset = BUILD(helm_debug),
	 .text = "start helm with --debug", .help = HELP_LONG},
	{.name = "enable-alpha-plugins", .kind = OPTION_FLAG, .offset = BUILD(enable_plugins),
	 .text = "allow plugins; also enables helm", .help = HELP_LONG},
	{.name = "enable-exec", .kind = OPTION_FLAG, .offset = BUILD(enable_exec),
	 .text = "allow plugins that are executables", .help = HELP_LONG},
	{.name = "network", .kind = OPTION_FLAG, .offset = BUILD(network),
	 .text = "for plugins in containers: let them use the network", .help = HELP_LONG},
	{.name = "network-name", .kind = OPTION_TEXT, .offset = BUILD(network_name),
	 .value = "NAME", .text = "for plugins in containers: their network", .help = HELP_LONG},
	{.name = "mount", .kind = OPTION_LIST, .offset = BUILD(mounts), .value = "MOUNT",
	 .text = "for plugins in containers: storage (repeatable)", .help = HELP_LONG},
	{.name = "env", .letter = 'e', .kind = OPTION_LIST, .offset = BUILD(env),
	 .value = "NAME[=VALUE]", .text = "for plugins in containers: a variable (repeatable)",
	 .help = HELP_LONG},
	{.name = "as-current-user", .kind = OPTION_FLAG, .offset = BUILD(as_current_user),
	 .text = "for plugins in containers: run them as this user", .help = HELP_LONG},
	{.name = "enable-managedby-label", .kind = OPTION_FLAG, .offset = BUILD(managed_by_label),
	 .text = "label everything app.kubernetes.io/managed-by", .help = HELP_LONG,
	 .deprecated = "The flag `enable-managedby-label` has been deprecated. Use the "
		       "`managedByLabel` option in the `buildMetadata` field instead."},
	{.name = "stack-trace", .kind = OPTION_FLAG, .offset = BUILD(stack_trace),
	 .text = "accepted for kustomize's sake", .help = HELP_NEVER},
	{.name = NULL},
};
/* clang-format on */

/* clang-format off: a flag is a row, not a column */
const struct cli_option BUILD_OWN_OPTIONS[] = {
	{.name = "format", .kind = OPTION_CHOICE, .offset = BUILD(format), .value = "FORMAT",
	 .text = "yaml, json (one list) or jsonl (a resource a line)", .choices = FORMATS},
	{.name = NULL},
};
/* clang-format on */
#undef BUILD

void *build_new_values(struct arena *arena)
{
	return ARENA_NEW(arena, struct build_values);
}

/* ---- what is asked ---- */

/*
 * Flags that have no effect unless plugins may run are refused, so that nobody believes in them;
 * kustomize itself takes them in silence.
 */
static bool check_plugin_flags(const struct build_values *values, struct diags *diags)
{
	const struct {
		const char *name;
		bool given;
	} flags[] = {
		{"--network",         values->network             },
		{"--network-name",    values->network_name.len > 0},
		{"--mount",           values->mounts.len > 0      },
		{"--env",             values->env.len > 0         },
		{"--as-current-user", values->as_current_user     },
		{"--enable-exec",     values->enable_exec         },
	};
	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
		if (flags[i].given && !values->enable_plugins)
			return usage_error(diags,
			                   "%s is for plugins in containers and executables, which "
			                   "do not run without --enable-alpha-plugins",
			                   flags[i].name);
	return true;
}

/* kustomize takes exactly "on". */
static bool wants_managed_by_label(const struct build_values *values)
{
	const char *variable = getenv("KUSTOMIZE_ENABLE_MANAGEDBY_LABEL");
	return values->managed_by_label || (variable && strcmp(variable, "on") == 0);
}

static struct build_options options_of(struct invocation *invocation,
                                       const struct build_values *values)
{
	const struct affixes versions = {.at = values->helm_api_versions.at,
	                                 .len = values->helm_api_versions.len,
	                                 .cap = values->helm_api_versions.cap};
	return (struct build_options){
		.restriction = values->restrictor == LOAD_UNRESTRICTED ? LOAD_UNRESTRICTED
	                                                               : LOAD_ROOT_ONLY,
		.reorder_none = values->order == ORDER_NONE,
		.enable_helm = values->enable_helm || values->enable_plugins,
		.enable_plugins = values->enable_plugins,
		.enable_exec = values->enable_exec,
		.managed_by_label = wants_managed_by_label(values),
		.helm_debug = values->helm_debug,
		.helm_command = values->helm_command,
		.helm_kube_version = values->helm_kube_version,
		.helm_api_versions = versions,
		.remote = globals_remote(invocation->arena, &invocation->globals),
	};
}

/* ---- where it goes ---- */

static bool write_file(struct invocation *invocation, str path, str text)
{
	const int error = file_write(invocation->arena, path, text);
	if (!error)
		return true;
	usage_error(&invocation->diags, "cannot write '%.*s': %s", STR_ARG(path), strerror(error));
	return diag_sentence(&invocation->diags, "open %.*s: %s", STR_ARG(path),
	                     error == ENOENT ? "no such file or directory" : strerror(error));
}

static bool write_separately(struct invocation *invocation, const struct build *build, str dir)
{
	struct format_files files = {0};
	if (!format_separately(invocation->arena, build, &files, &invocation->diags))
		return false;
	for (size_t i = 0; i < files.len; i++)
		/* Not path_join(): a name may hold "..", and kustomize lets the system decide. */
		if (!write_file(invocation,
		                arena_printf(invocation->arena, "%.*s/%.*s", STR_ARG(dir),
		                             STR_ARG(files.at[i].name)),
		                files.at[i].text))
			return false;
	return true;
}

/* `-o json` writes a file of that name, since kustomize does; few will have meant it. */
static void doubt_output(struct invocation *invocation, str output)
{
	for (size_t i = 0; FORMATS[i]; i++)
		if (!invocation->as_kustomize && str_eq(output, str_of(FORMATS[i])))
			diag_add(&invocation->diags, DIAG_WARNING, NULL, NO_MARK,
			         "wrote file '%s'; did you mean --format=%s?", FORMATS[i],
			         FORMATS[i]);
}

static bool print(struct invocation *invocation, const struct build *build, int format,
                  struct buf *out)
{
	if (format == FORMAT_YAML)
		return build_print(build, out, &invocation->diags);
	return format_json(build, format == FORMAT_JSONL, out, &invocation->diags);
}

enum exit_status cmd_build(struct invocation *invocation, const void *options,
                           const struct texts *operands)
{
	const struct build_values *values = options;
	struct arena *arena = invocation->arena;
	struct diags *diags = &invocation->diags;
	if (operands->len > 1) {
		usage_error(diags, "build takes one directory, not %zu", operands->len);
		diag_sentence(diags, "specify one path to kustomization.yaml");
		return EXIT_BROKEN;
	}
	if (!invocation->as_kustomize && !check_plugin_flags(values, diags))
		return EXIT_BROKEN;
	const struct build_options how = options_of(invocation, values);
	struct build build;
	if (!build_run(arena, operands->len > 0 ? operands->at[0] : STR("."), &how, &build, diags))
		return EXIT_FOUND;

	if (values->output.len > 0 && values->format == FORMAT_YAML &&
	    file_kind(arena, values->output) == FILE_DIRECTORY)
		return write_separately(invocation, &build, values->output) ? EXIT_CLEAN
		                                                            : EXIT_BROKEN;
	struct buf text;
	buf_init(&text, arena);
	if (!print(invocation, &build, values->format, &text))
		return EXIT_FOUND;
	if (values->output.len == 0) {
		invocation->out = text;
		return EXIT_CLEAN;
	}
	if (!write_file(invocation, values->output, buf_text(&text)))
		return EXIT_BROKEN;
	doubt_output(invocation, values->output);
	return EXIT_CLEAN;
}
