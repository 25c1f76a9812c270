/*
 * lint.h - everything that is wrong below a directory
 *
 * Finds the kustomizations, renders those that nobody else uses, as users
 * would, and runs every rule on what comes out. A base is judged through its
 * overlays, since it may well be incomplete by itself; only when none of them
 * can be rendered is it looked at alone, so that one broken overlay does not
 * hide the rest. An overlay that Flux applies is judged through the Flux
 * Kustomizations that do, in the same way.
 */
#ifndef LINT_LINT_H
#define LINT_LINT_H

#include "kustomize/pipeline/pipeline.h"
#include "lint/channel.h"
#include "lint/config.h"
#include "lint/finding.h"
#include "lint/taglists.h"

struct lint_options {
	struct build_options build;
	const struct config *config;   /* NULL: there is none */
	const struct taglists *tags;   /* what is known to be in registries; may be NULL */
	struct flux_releases releases; /* that count, instead of those of the config; may be none */
	/* Rules: a code, a name, or the beginning of a code that a family shares. */
	const str *select; /* none: all */
	size_t select_len;
	const str *ignore;
	size_t ignore_len;
	str environment;   /* "" for all */
	str top;           /* of the repository, absolute; "": see flux_tree_around() */
	bool may_be_empty; /* that there is no kustomization, or nothing at all, is no error */
	/* Schemas of the user's, beside those of the config: files and directories. */
	const str *crds;
	size_t crds_len;
	const str *schema_locations; /* see json_schemas_add_location() */
	size_t schema_locations_len;
	/* Only kustomizations that a change of these files concerns. NULL: all. */
	const str *changed;
	size_t changed_len;
	const str *former; /* what each held before, at NULL for nothing; NULL: nobody knows */
	/* Told what is rendered next, and in the end that `total` of `total` are. NULL: nobody. */
	void (*on_progress)(void *context, size_t done, size_t total, str dir);
	void *progress_context;
};

/* A kustomization that was rendered, or should have been. */
struct lint_overlay {
	str dir;
	bool is_rendered, has_findings;
};

struct lint_overlays {
	struct lint_overlay *at;
	size_t len, cap;
};

struct lint_result {
	struct finding_list findings; /* each once, by file and line */
	struct lint_overlays overlays;
	size_t files; /* that were looked at by themselves, without overlays */
};

/*
 * Lints what is below `paths`, files or directories; none: the current directory. False, with an
 * error in *diags, when one is not there or has no kustomization; what the others gave is in *out
 * all the same.
 */
MUST_CHECK bool lint_run(struct arena *arena, const str *paths, size_t count,
                         const struct lint_options *options, struct lint_result *out,
                         struct diags *diags);

/* Notes which overlays have findings that count, after suppressions changed. */
void lint_count_overlays(struct arena *arena, struct lint_result *result);

/* Sets the rules that are reported. False, with an error, when a text names no rule. */
MUST_CHECK bool lint_select(struct lint_options *options, const str *select, size_t select_len,
                            const str *ignore, size_t ignore_len, struct diags *diags);

#endif
