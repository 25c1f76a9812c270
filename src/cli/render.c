/* render.c - see render.h */
#include "cli/render.h"

#include "cli/globals.h"

/* The order of enum load_restriction; the empty word stands for the first. */
static const char *const RESTRICTORS[] = {"LoadRestrictionsRootOnly", "LoadRestrictionsNone", "",
                                          NULL};

#define RENDER(field) offsetof(struct render_values, field)
/* clang-format off: a flag is a row, not a column */
const struct cli_option RENDER_OPTIONS[] = {
	{.name = "load-restrictor",
         .kind = OPTION_CHOICE,
         .offset = RENDER(restrictor),
         .value = "WHICH",
         .text = "LoadRestrictionsNone: files may lie outside the directory",
         .choices = RESTRICTORS},
	{.name = "enable-helm",
         .kind = OPTION_FLAG,
         .offset = RENDER(enable_helm),
         .text = "let helm render charts"},
	{.name = "helm-command",
         .kind = OPTION_TEXT,
         .offset = RENDER(helm_command),
         .value = "PATH",
         .text = "the helm to start, by default 'helm'"},
	{.name = "helm-kube-version",
         .kind = OPTION_TEXT,
         .offset = RENDER(helm_kube_version),
         .value = "VERSION",
         .text = "Kubernetes version that charts shall see",
         .help = HELP_LONG},
	{.name = "helm-api-versions",
         .kind = OPTION_LIST,
         .offset = RENDER(helm_api_versions),
         .value = "VERSION",
         .text = "API version that charts shall see (repeatable)",
         .help = HELP_LONG},
	{.name = "helm-debug",
         .kind = OPTION_FLAG,
         .offset = RENDER(helm_debug),
         .text = "start helm with --debug",
         .help = HELP_LONG},
	{.name = "enable-alpha-plugins",
         .kind = OPTION_FLAG,
         .offset = RENDER(enable_plugins),
         .text = "allow plugins; also enables helm",
         .help = HELP_LONG},
	{.name = "enable-exec",
         .kind = OPTION_FLAG,
         .offset = RENDER(enable_exec),
         .text = "allow plugins that are executables",
         .help = HELP_LONG},
	{.name = "network",
         .kind = OPTION_FLAG,
         .offset = RENDER(network),
         .text = "for plugins in containers: let them use the network",
         .help = HELP_LONG},
	{.name = "network-name",
         .kind = OPTION_TEXT,
         .offset = RENDER(network_name),
         .value = "NAME",
         .text = "for plugins in containers: their network",
         .help = HELP_LONG},
	{.name = "mount",
         .kind = OPTION_LIST,
         .offset = RENDER(mounts),
         .value = "MOUNT",
         .text = "for plugins in containers: storage (repeatable)",
         .help = HELP_LONG},
	{.name = "env",
         .letter = 'e',
         .kind = OPTION_LIST,
         .offset = RENDER(env),
         .value = "NAME[=VALUE]",
         .text = "for plugins in containers: a variable (repeatable)",
         .help = HELP_LONG},
	{.name = "as-current-user",
         .kind = OPTION_FLAG,
         .offset = RENDER(as_current_user),
         .text = "for plugins in containers: run them as this user",
         .help = HELP_LONG},
	{.name = NULL},
};
/* clang-format on */
#undef RENDER

/*
 * Flags that have no effect unless plugins may run are refused, so that nobody believes in them;
 * kustomize itself takes them in silence.
 */
static bool check_plugin_flags(const struct render_values *values, struct diags *diags)
{
	const struct {
		const char *name;
		bool given;
	} flags[] = {
		{"--network", values->network},
		{"--network-name", values->network_name.len > 0},
		{"--mount", values->mounts.len > 0},
		{"--env", values->env.len > 0},
		{"--as-current-user", values->as_current_user},
		{"--enable-exec", values->enable_exec},
	};
	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
		if (flags[i].given && !values->enable_plugins)
			return diag_error(diags, NO_MARK,
			                  "%s is for plugins in containers and executables, which "
			                  "do not run without --enable-alpha-plugins",
			                  flags[i].name);
	return true;
}

bool render_options(struct invocation *invocation, const struct render_values *values,
                    struct build_options *out)
{
	if (!invocation->as_kustomize && !check_plugin_flags(values, &invocation->diags))
		return false;
	const struct affixes versions = {.at = values->helm_api_versions.at,
	                                 .len = values->helm_api_versions.len,
	                                 .cap = values->helm_api_versions.cap};
	*out = (struct build_options){
		.restriction = values->restrictor == LOAD_UNRESTRICTED ? LOAD_UNRESTRICTED
	                                                               : LOAD_ROOT_ONLY,
		.enable_helm = values->enable_helm || values->enable_plugins,
		.enable_plugins = values->enable_plugins,
		.enable_exec = values->enable_exec,
		.helm_debug = values->helm_debug,
		.helm_command = values->helm_command,
		.helm_kube_version = values->helm_kube_version,
		.helm_api_versions = versions,
		.remote = globals_remote(invocation),
	};
	return true;
}
