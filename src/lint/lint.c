/*
 * lint.c - see lint.h
 *
 * Kustomizations form a graph, and only its roots are what somebody applies.
 * They are rendered first; what a root has taken in has been looked at with it.
 * What Flux applies is looked at as it arrives, once for every way in which it
 * does, and as it is only where none of these can be rendered.
 */
#include "lint/lint.h"

#include "base/file.h"
#include "base/map.h"
#include "lint/affected.h"
#include "lint/channels.h"
#include "lint/deployments/deployments.h"
#include "lint/environments.h"
#include "lint/find.h"
#include "lint/findings.h"
#include "lint/fix.h"
#include "lint/kustomization_checks.h"
#include "lint/rules/rules.h"
#include "lint/schemas.h"
#include "lint/select.h"
#include "lint/suppress.h"
#include "lint/tags_check.h"
#include "schema/json_schema.h"

enum progress {
	WAITING,
	VISITING, /* its users are being looked at: a cycle ends here */
	SOUND,    /* rendered, by itself or inside a user */
	BROKEN,
};

struct run {
	struct arena *arena;
	const struct lint_options *options;
	size_t expected; /* to be rendered; more are when users turn out to be broken */
	struct candidates candidates;
	enum progress *progress; /* of each candidate */
	const bool *is_affected; /* the same: whether the change concerns it; NULL: all */
	struct deployments deployments;
	struct json_schemas *schemas;
	struct prove_memo *memo;
	struct findings findings;
	struct suppressions *suppressions;
	struct proof_sources proofs;
	ARRAY(const struct resmap *) proved; /* what each of them was rendered with */
	struct rules_overlays rendered;      /* everything, to be looked at again in the end */
	bool is_base; /* what is being judged is there for others to complete */
	struct lint_result *result;
};

/* What a base lacks, an overlay may supply. */
static bool is_wanted(struct diag *diag, const void *context)
{
	const struct run *run = context;
	const str code = str_of(diag->code);
	/* Who has no schemas of their own would be told of every custom resource that they have. */
	if (str_eq(code, STR("SCH005")) && !json_schemas_has_own(run->schemas) &&
	    !lint_is_rule_named("SCH005", run->options))
		return false;
	if (run->is_base && (str_eq(code, STR("SCH003")) || str_eq(code, STR("OCI303"))))
		return false;
	return lint_is_selected(diag, run->options);
}

/*
 * kustomize would refuse it, and with words that do not help: Flux asks people to keep its
 * Kustomizations under other names.
 */
static void report_reserved_name(const struct candidate *candidate, struct diags *diags)
{
	const struct node *api_version = node_get(candidate->config, STR("apiVersion"));
	diag_add(diags, DIAG_ERROR, "KUS008", api_version->at,
	         "a Flux Kustomization in a file that kustomize takes for its own");
	diag_note(diags, NO_MARK, "fix", "rename the file, to 'flux-kustomization.yaml' say");
}

static void lint_candidate(struct run *run, size_t index);

/* What is looked at: a directory, as it is or as somebody applies it. */
struct look {
	const struct candidate *candidate;
	struct rendering *rendering;
	str environment;
	const struct deployment *by; /* NULL: as it is */
};

/* Both lists are about the same objects, if there are any. */
static void take(struct run *run, const struct diags *diags, const struct resmap *resources,
                 str overlay, str environment)
{
	const struct subjects subjects = subjects_find(run->arena, diags, resources);
	findings_add(&run->findings, diags, &subjects, overlay, environment);
}

/* A base alone lacks what its overlays give; then, and after a failure, a comment may be early. */
static void take_sources(struct run *run, const struct look *look)
{
	const struct rendering *rendering = look->rendering;
	if (!rendering->build.files)
		return;
	const struct sources sources = files_sources(rendering->build.files);
	const bool is_judged = rendering->is_rendered && !run->is_base && !run->options->changed;
	for (size_t i = 0; i < sources.len; i++)
		suppressions_add_source(run->suppressions, sources.at[i], look->candidate->dir,
		                        is_judged);
}

/* The definitions of kinds may be in one overlay, and their objects in another before it. */
static void keep(struct run *run, const struct look *look, const struct resmap *resources)
{
	for (size_t i = 0; i < resources->len; i++)
		json_schemas_meet(run->schemas, resources->at[i]->resource.root);
	*ARRAY_ADD(run->arena, &run->rendered) =
		(struct rules_overlay){.resources = resources,
	                               .dir = look->candidate->dir,
	                               .environment = look->environment,
	                               .kustomization = look->candidate->config,
	                               .is_base = run->is_base};
}

/* Channels are looked at when all overlays are there. */
static void collect_proofs(struct run *run, const struct look *look, const struct resmap *resources)
{
	const struct config *config = run->options->config;
	proof_collect(run->arena, resources, look->candidate->dir, look->environment,
	              channel_of(run->arena, config, look->environment), look->by, &run->proofs);
	while (run->proved.len < run->proofs.len)
		*ARRAY_ADD(run->arena, &run->proved) = resources;
}

static void tell(const struct run *run, size_t done, str dir)
{
	const struct lint_options *options = run->options;
	if (options->on_progress)
		options->on_progress(options->progress_context, done, run->expected, dir);
}

static void tell_next(const struct run *run, str dir)
{
	const size_t done = run->result->overlays.len;
	tell(run, done < run->expected ? done : run->expected - 1, dir);
}

static enum audience audience_of(str environment)
{
	if (environment.len == 0)
		return AUDIENCE_UNKNOWN;
	return environment_is_production(environment) ? AUDIENCE_PRODUCTION : AUDIENCE_OTHERS;
}

/* What the rules find; they run once for several that have it in common. */
static const struct diags *check(struct run *run, const struct look *look)
{
	struct rendering *rendering = look->rendering;
	struct diags **found = &rendering->found[audience_of(look->environment)];
	const struct rules_context context = {run->schemas, run->memo, look->environment};
	if (*found)
		return *found;
	*found = ARENA_NEW(run->arena, struct diags);
	diags_init(*found, run->arena);
	if (rendering->is_rendered)
		rules_check(run->arena, &rendering->build.resources, &context, *found);
	else if (str_eq(str_of(rendering->diags.last->code), STR("KUS011")))
		rendering->diags.last->severity = DIAG_NOTE; /* that we know of, nothing is wrong */
	return *found;
}

/* A directory counts once, however often it is applied. */
static void count_overlay(struct run *run, const struct look *look)
{
	struct lint_overlays *overlays = &run->result->overlays;
	const str dir = look->candidate->dir;
	if (overlays->len == 0 || !str_eq(overlays->at[overlays->len - 1].dir, dir))
		*ARRAY_ADD(run->arena, overlays) = (struct lint_overlay){.dir = dir};
	overlays->at[overlays->len - 1].is_rendered |= look->rendering->is_rendered;
}

static void look_at(struct run *run, const struct look *look)
{
	struct rendering *rendering = look->rendering;
	const str dir = look->candidate->dir;
	const struct resmap *resources =
		rendering->is_rendered ? &rendering->build.resources : NULL;
	const struct resmap *known = look->by ? deployment_resources(look->by) : resources;
	run->is_base = !look->by && look->candidate->users.len > 0;
	const struct diags *found = check(run, look);
	take(run, &rendering->asides, resources, dir, look->environment);
	take(run, &rendering->diags, resources, dir, look->environment);
	take(run, found, resources, dir, look->environment);
	if (resources)
		keep(run, look, resources);
	if (known && !run->is_base)
		collect_proofs(run, look, known);
	take_sources(run, look);
	count_overlay(run, look);
}

static void report_reserved(struct run *run, const struct candidate *candidate)
{
	struct diags diags;
	diags_init(&diags, run->arena);
	report_reserved_name(candidate, &diags);
	take(run, &diags, NULL, candidate->dir, STR(""));
	*ARRAY_ADD(run->arena, &run->result->overlays) =
		(struct lint_overlay){.dir = candidate->dir};
}

/* As it is. */
static bool lint_bare(struct run *run, const struct candidate *candidate)
{
	tell_next(run, candidate->dir);
	if (candidate->is_flux) {
		report_reserved(run, candidate);
		return false;
	}
	const struct look look = {.candidate = candidate,
	                          .rendering = deployments_bare(&run->deployments, candidate->dir),
	                          .environment =
	                                  environment_of(run->options->config, candidate->dir)};
	/* What keeps Flux from making one was said where it is asked to. */
	if (!candidate->is_made || look.rendering->is_rendered)
		look_at(run, &look);
	return look.rendering->is_rendered;
}

static bool is_asked_about(const struct run *run, str environment)
{
	const str asked = run->options->environment;
	return asked.len == 0 || str_eq(asked, environment);
}

/* As it is applied. */
static bool lint_applied(struct run *run, const struct candidate *candidate,
                         const struct deployment_list *deployments)
{
	bool any = false;
	for (size_t i = 0; i < deployments->len; i++) {
		struct deployment *by = deployments->at[i];
		if (!is_asked_about(run, by->environment))
			continue;
		tell_next(run, candidate->dir);
		deployments_render(&run->deployments, by);
		const struct look look = {candidate, by->rendering, by->environment, by};
		look_at(run, &look);
		any |= by->rendering->is_rendered;
	}
	return any;
}

/*
 * Whoever takes it in goes first: what one of them could render needs no look of its own. But those
 * that a change does not concern are not looked at.
 */
static bool lint_users(struct run *run, const struct candidate *candidate)
{
	bool is_seen = false;
	for (size_t i = 0; i < candidate->users.len; i++) {
		const size_t user = candidate->users.at[i];
		if (run->is_affected && !run->is_affected[user])
			continue;
		lint_candidate(run, user);
		is_seen |= run->progress[user] == SOUND;
	}
	return is_seen;
}

/* What is applied for itself is looked at as that; and alone only when nobody else shows it. */
static void lint_candidate(struct run *run, size_t index)
{
	const struct candidate *candidate = &run->candidates.at[index];
	if (run->progress[index] != WAITING)
		return;
	run->progress[index] = VISITING;
	const struct deployment_list deployments =
		deployments_of(&run->deployments, candidate->dir);
	bool is_seen = lint_applied(run, candidate, &deployments);
	is_seen |= lint_users(run, candidate);
	if (!is_seen && !candidate->is_component)
		is_seen = lint_bare(run, candidate);
	run->progress[index] = is_seen ? SOUND : BROKEN;
}

/* ---- which of them ---- */

static void check_kustomization(struct run *run, size_t index,
                                const struct dependencies *dependencies)
{
	struct diags diags;
	diags_init(&diags, run->arena);
	kustomization_check(&run->candidates, index, dependencies, &diags);
	findings_add(&run->findings, &diags, NULL, run->candidates.at[index].dir, STR(""));
}

static bool is_asked(const struct run *run, size_t index)
{
	const str dir = run->candidates.at[index].dir;
	const struct deployment_list deployments = deployments_of(&run->deployments, dir);
	bool is_environment = is_asked_about(run, environment_of(run->options->config, dir));
	for (size_t i = 0; i < deployments.len; i++)
		is_environment |= is_asked_about(run, deployments.at[i]->environment);
	return (!run->is_affected || run->is_affected[index]) && is_environment;
}

static void count_expected(struct run *run)
{
	for (size_t i = 0; i < run->candidates.len; i++)
		run->expected += run->candidates.at[i].users.len == 0 &&
		                 !run->candidates.at[i].is_component && is_asked(run, i);
	if (run->expected == 0)
		run->expected = 1; /* a base whose users are elsewhere */
}

/* What is applied changes when it is applied no more, too. */
static void add_former(struct run *run)
{
	const struct lint_options *options = run->options;
	struct deployments *deployments = &run->deployments;
	for (size_t i = 0; options->former && i < options->changed_len; i++)
		if (options->former[i].at)
			flux_files_add(&deployments->tree, options->changed[i], options->former[i],
			               &deployments->files);
}

/* Told by the whole repository: what lies outside of what is asked about may apply some of it. */
static const bool *find_affected(struct run *run)
{
	const struct lint_options *options = run->options;
	struct deployments *deployments = &run->deployments;
	bool *is_affected = ARENA_ARRAY(run->arena, bool, run->candidates.len + 1);
	add_former(run);
	candidates_link(&deployments->all);
	const bool *among_all = affected_find(
		dependencies_new(&deployments->all, &deployments->tree, &deployments->files),
		options->changed, options->changed_len);
	for (size_t i = 0; i < run->candidates.len; i++) {
		const size_t *index = map_get(&deployments->all.by_dir, run->candidates.at[i].dir);
		is_affected[i] = !index || among_all[*index];
	}
	return is_affected;
}

/* Users are concerned with what they use, so whoever is left out has no user that is not. */
static void lint_asked(struct run *run)
{
	const struct dependencies *dependencies = dependencies_new(&run->candidates, NULL, NULL);
	run->is_affected = run->options->changed ? find_affected(run) : NULL;
	count_expected(run);
	for (size_t i = 0; i < run->candidates.len; i++) {
		if (!is_asked(run, i))
			continue;
		lint_candidate(run, i);
		check_kustomization(run, i, dependencies);
	}
	tell(run, run->expected, STR(""));
}

static void lint_late(struct run *run)
{
	const struct rules_context context = {run->schemas, run->memo, STR("")};
	run->rendered.is_whole = !run->options->changed && run->options->environment.len == 0;
	const struct rules_run *rules = rules_run_new(run->arena, &run->rendered, &context);
	for (size_t i = 0; i < run->rendered.len; i++) {
		const struct rules_overlay *rendered = &run->rendered.at[i];
		struct diags diags;
		diags_init(&diags, run->arena);
		rules_check_late(rules, rendered, &diags);
		run->is_base = rendered->is_base;
		take(run, &diags, rendered->resources, rendered->dir, rendered->environment);
	}
}

static void lint_channels(struct run *run)
{
	const struct config *config = run->options->config;
	const struct flux_releases releases =
		run->options->releases.len ? run->options->releases : channel_releases(config);
	run->is_base = false;
	proof_run(run->arena, config, &releases, &run->proofs);
	for (size_t i = 0; i < run->proofs.len; i++) {
		const struct proof_source *source = &run->proofs.at[i];
		struct diags diags;
		diags_init(&diags, run->arena);
		channels_report(config, source, &diags);
		tags_check(config, run->options->tags, &releases, source, &diags);
		take(run, &diags, run->proved.at[i], source->overlay, source->environment);
	}
}

/* ---- what is left alone ---- */

static void suppress(struct run *run)
{
	for (size_t i = 0; i < run->findings.list.len; i++) {
		struct finding *finding = run->findings.list.at[i];
		finding->suppression = suppressions_find(run->suppressions, finding->diag->at,
		                                         finding->diag->code);
	}
	run->is_base = false;
	suppressions_check(run->suppressions, run->options, &run->findings);
}

void lint_count_overlays(struct arena *arena, struct lint_result *result)
{
	struct map by_dir = {0};
	for (size_t i = 0; i < result->overlays.len; i++) {
		result->overlays.at[i].has_findings = false;
		map_set(arena, &by_dir, result->overlays.at[i].dir, &result->overlays.at[i]);
	}
	for (size_t i = 0; i < result->findings.len; i++) {
		const struct finding *finding = result->findings.at[i];
		for (size_t j = 0; !finding->suppression && j < finding->overlays.len; j++) {
			struct lint_overlay *overlay = map_get(&by_dir, finding->overlays.at[j]);
			if (overlay)
				overlay->has_findings = true;
		}
	}
}

/* ---- the run ---- */

static void run_init(struct run *run, struct arena *arena, const struct lint_options *options,
                     struct lint_result *result)
{
	*run = (struct run){.arena = arena,
	                    .options = options,
	                    .schemas = json_schemas_new(arena),
	                    .memo = prove_memo_new(arena),
	                    .suppressions = suppressions_new(arena),
	                    .result = result};
	candidates_init(&run->candidates, arena);
	findings_init(&run->findings, arena);
	run->findings.is_wanted = is_wanted;
	run->findings.context = run;
	run->findings.config = options->config;
}

static bool is_gone(const struct run *run, str path)
{
	return run->options->may_be_empty && file_kind(run->arena, path) == FILE_NONE;
}

/* False when a path is not there, or has nothing that is applied. */
static bool find(struct run *run, const str *paths, size_t count, struct diags *diags)
{
	const struct lint_options *options = run->options;
	bool ok = true;
	bool *is_there = ARENA_ARRAY(run->arena, bool, count);
	for (size_t i = 0; i < count; i++) {
		const bool is_none = is_gone(run, paths[i]);
		is_there[i] = !is_none && candidates_walk(&run->candidates, paths[i], diags);
		ok &= is_there[i] || is_none;
	}
	candidates_link(&run->candidates);
	deployments_find(&run->deployments, run->arena, &run->candidates, paths[0], options->top,
	                 options->config, &options->build);
	deployments_add_made(&run->deployments, paths, count, &run->candidates);
	candidates_link(&run->candidates);
	for (size_t i = 0; i < count && !options->may_be_empty; i++)
		ok &= !is_there[i] || candidates_expect(&run->candidates, paths[i], diags);
	run->progress = ARENA_ARRAY(run->arena, enum progress, run->candidates.len + 1);
	return ok;
}

bool lint_run(struct arena *arena, const str *paths, size_t count,
              const struct lint_options *options, struct lint_result *out, struct diags *diags)
{
	static const str HERE[] = {STR_INIT(".")};
	struct run run;
	*out = (struct lint_result){0};
	run_init(&run, arena, options, out);
	bool ok = lint_load_schemas(options, run.schemas, diags);
	ok &= count > 0 ? find(&run, paths, count, diags) : find(&run, HERE, 1, diags);
	if (!options->changed) /* a commit is not about the config's mistakes */
		environments_check_paths(options->config, &run.deployments.tree,
		                         &run.deployments.all, diags);
	if (options->environment.len > 0)
		ok &= environments_expect(&run.candidates, &run.deployments, options->config,
		                          options->environment, diags);
	lint_asked(&run);
	lint_late(&run);
	lint_channels(&run);
	suppress(&run);
	out->findings = findings_finish(&run.findings);
	fix_complete(arena, &out->findings);
	lint_count_overlays(arena, out);
	return ok;
}
