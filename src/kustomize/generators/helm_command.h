/*
 * helm_command.h - one run of the user's helm
 *
 * Which program it is, the environment that keeps it out of the user's own
 * configuration, and its words when it fails.
 */
#ifndef KUSTOMIZE_GENERATORS_HELM_COMMAND_H
#define KUSTOMIZE_GENERATORS_HELM_COMMAND_H

#include "kustomize/generators/generators.h"

/* HELM_CONFIG_HOME and what kustomize derives from it. */
enum { HELM_ENV_LEN = 3 };

/* A chart about to be rendered. */
struct helm_chart {
	struct generate *generate;
	struct arena *arena;
	str home; /* absolute; the chart is in a folder of its name in there */
	str temp; /* a directory of its own, removed in the end */
	str env[HELM_ENV_LEN];
	struct diags *diags;
};

/* A field of the chart's config; "" when it is not set. */
str helm_text(const struct generate *generate, const char *field);
bool helm_is_true(const struct generate *generate, const char *field);

/* What helm is given; no shell looks at it. */
struct helm_arguments {
	str *at;
	size_t len, cap;
};

/* Adds one argument as it is. */
void helm_add(struct helm_chart *chart, struct helm_arguments *arguments, str text);
/* A flag with its value, unless that is empty. */
void helm_add_value(struct helm_chart *chart, struct helm_arguments *arguments, const char *flag,
                    str value);
void helm_add_flag(struct helm_chart *chart, struct helm_arguments *arguments, const char *flag,
                   bool wanted);

/* Runs helm; *out is what it printed. False, with helm's own words, when it fails. */
MUST_CHECK bool helm_run(struct helm_chart *chart, const struct helm_arguments *arguments,
                         str *out);
/* Is the helm there one whose charts come out as kustomize's helm makes them? */
MUST_CHECK bool helm_check_version(struct helm_chart *chart);

#endif
