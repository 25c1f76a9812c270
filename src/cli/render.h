/*
 * render.h - the flags of every command that renders overlays
 *
 * They are kustomize's, and mean to lint and diff what they mean to build: a
 * repository that needs --enable-helm needs it everywhere.
 */
#ifndef CLI_RENDER_H
#define CLI_RENDER_H

#include "cli/command.h"
#include "kustomize/pipeline/pipeline.h"

/* What RENDER_OPTIONS fill; the first member of such a command's values. */
struct render_values {
	int restrictor;
	bool enable_helm, enable_plugins, enable_exec, helm_debug;
	str helm_command, helm_kube_version;
	struct texts helm_api_versions;
	/* For functions in containers, which kustoc never starts. */
	bool network, as_current_user;
	str network_name;
	struct texts mounts, env;
};

extern const struct cli_option RENDER_OPTIONS[];

/* False when the flags contradict each other. */
MUST_CHECK bool render_options(struct invocation *invocation, const struct render_values *values,
                               struct build_options *out);

#endif
