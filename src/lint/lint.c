/*
 * lint.c - see lint.h
 *
 * Kustomizations form a graph, and only its roots are what somebody applies.
 * They are rendered first; what a root has taken in has been looked at with it.
 */
#include "lint/lint.h"

#include "base/map.h"
#include "lint/affected.h"
#include "lint/channels.h"
#include "lint/environments.h"
#include "lint/find.h"
#include "lint/findings.h"
#include "lint/fix.h"
#include "lint/kustomization_checks.h"
#include "lint/rules/rules.h"
#include "lint/schemas.h"
#include "lint/select.h"
#include "lint/suppress.h"
#include "schema/json_schema.h"

enum progress {
	WAITING,
	VISITING, /* its users are being looked at: a cycle ends here */
	SOUND,    /* rendered, by itself or inside a user */
	BROKEN,
};

struct rendered {
	const struct resmap *resources;
	str overlay;
	bool is_base;
};

struct run {
	struct arena *arena;
	const struct lint_options *options;
	size_t expected; /* to be rendered; more are when users turn out to be broken */
	struct candidates candidates;
	enum progress *progress; /* of each candidate */
	struct json_schemas *schemas;
	struct prove_memo *memo;
	struct findings findings;
	struct suppressions *suppressions;
	struct proof_sources proofs;
	ARRAY(const struct resmap *) proved; /* what each of them was rendered with */
	ARRAY(struct rendered) rendered;     /* everything, to be looked at again in the end */
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

/* What cannot be printed is not rendered: some values have no JSON form. */
static bool can_print(const struct build *build, struct diags *diags)
{
	struct arena *scratch = arena_create();
	struct buf out;
	buf_init(&out, scratch);
	const bool ok = build_print(build, &out, diags);
	arena_destroy(scratch);
	return ok;
}

/*
 * Flux builds without kustomize's restriction to files below the kustomization. What only that
 * restriction keeps from being rendered is worth a warning, and is then judged as Flux has it.
 */
static bool render_as_flux(struct run *run, const struct candidate *candidate,
                           struct build_options *options, struct build *build, struct diags *diags)
{
	struct diags unheard;
	diags_init(&unheard, run->arena);
	if (options->restriction == LOAD_UNRESTRICTED)
		return false;
	options->restriction = LOAD_UNRESTRICTED;
	if (!build_run(run->arena, candidate->dir, options, build, &unheard))
		return false;
	diags->last->severity = DIAG_WARNING;
	diag_note(diags, NO_MARK, "flux", "builds it all the same");
	diag_note(diags, NO_MARK, "fix", "kustoc lint --load-restrictor=LoadRestrictionsNone");
	return true;
}

/* `asides`: what does not keep it from being rendered. */
static bool render(struct run *run, const struct candidate *candidate, struct build *build,
                   struct diags *asides, struct diags *diags)
{
	struct build_options options = run->options->build;
	options.findings = asides;
	if (!build_run(run->arena, candidate->dir, &options, build, diags) &&
	    !render_as_flux(run, candidate, &options, build, diags)) {
		/* Nothing is wrong with it that we could know of. */
		if (str_eq(str_of(diags->last->code), STR("KUS011")))
			diags->last->severity = DIAG_NOTE;
		return false;
	}
	if (!can_print(build, diags))
		return false;
	rules_check(run->arena, &build->resources, run->schemas, run->memo, diags);
	return true;
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

/* Both lists are about the same objects, if there are any. */
static void take(struct run *run, const struct diags *diags, const struct resmap *resources,
                 str overlay)
{
	const struct subjects subjects = subjects_find(run->arena, diags, resources);
	findings_add(&run->findings, diags, &subjects, overlay);
}

/* A base alone lacks what its overlays give; then, and after a failure, a comment may be early. */
static void take_sources(struct run *run, const struct candidate *candidate,
                         const struct files *files, bool is_rendered)
{
	const struct sources sources = files_sources(files);
	const bool is_judged = is_rendered && candidate->users.len == 0 && !run->options->changed;
	for (size_t i = 0; i < sources.len; i++)
		suppressions_add_source(run->suppressions, sources.at[i], candidate->dir,
		                        is_judged);
}

/* The definitions of kinds may be in one overlay, and their objects in another before it. */
static const struct resmap *keep(struct run *run, const struct candidate *candidate,
                                 const struct resmap *resources)
{
	struct resmap *kept = ARENA_NEW(run->arena, struct resmap);
	*kept = *resources;
	for (size_t i = 0; i < resources->len; i++)
		json_schemas_meet(run->schemas, resources->at[i]->resource.root);
	*ARRAY_ADD(run->arena, &run->rendered) =
		(struct rendered){kept, candidate->dir, run->is_base};
	return kept;
}

/* Channels are looked at when all overlays are there. */
static void collect_proofs(struct run *run, const struct candidate *candidate,
                           const struct resmap *kept)
{
	const struct config *config = run->options->config;
	const str environment = environment_of(config, candidate->dir);
	proof_collect(run->arena, kept, candidate->dir, environment,
	              channel_of(run->arena, config, environment), &run->proofs);
	while (run->proved.len < run->proofs.len)
		*ARRAY_ADD(run->arena, &run->proved) = kept;
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

static void lint_alone(struct run *run, size_t index)
{
	const struct candidate *candidate = &run->candidates.at[index];
	struct diags diags, asides;
	struct build build = {.files = NULL};
	bool is_rendered = false;
	tell_next(run, candidate->dir);
	diags_init(&diags, run->arena);
	diags_init(&asides, run->arena);
	if (candidate->is_flux)
		report_reserved_name(candidate, &diags);
	else
		is_rendered = render(run, candidate, &build, &asides, &diags);
	const struct resmap *resources = is_rendered ? &build.resources : NULL;
	run->progress[index] = is_rendered ? SOUND : BROKEN;
	run->is_base = candidate->users.len > 0;
	take(run, &asides, resources, candidate->dir);
	take(run, &diags, resources, candidate->dir);
	const struct resmap *kept = is_rendered ? keep(run, candidate, resources) : NULL;
	if (is_rendered && !run->is_base)
		collect_proofs(run, candidate, kept);
	if (build.files)
		take_sources(run, candidate, build.files, is_rendered);
	*ARRAY_ADD(run->arena, &run->result->overlays) =
		(struct lint_overlay){.dir = candidate->dir, .is_rendered = is_rendered};
}

/* The users first: what one of them could render needs no look of its own. */
static void lint_candidate(struct run *run, size_t index)
{
	const struct candidate *candidate = &run->candidates.at[index];
	if (run->progress[index] != WAITING)
		return;
	run->progress[index] = VISITING;
	bool is_seen = false;
	for (size_t i = 0; i < candidate->users.len; i++) {
		lint_candidate(run, candidate->users.at[i]);
		is_seen |= run->progress[candidate->users.at[i]] == SOUND;
	}
	if (is_seen)
		run->progress[index] = SOUND;
	else if (candidate->is_component)
		run->progress[index] = BROKEN;
	else
		lint_alone(run, index);
}

/* ---- which of them ---- */

static void check_kustomization(struct run *run, size_t index,
                                const struct dependencies *dependencies)
{
	struct diags diags;
	diags_init(&diags, run->arena);
	kustomization_check(&run->candidates, index, dependencies, &diags);
	findings_add(&run->findings, &diags, NULL, run->candidates.at[index].dir);
}

/* `is_affected`: NULL for all. */
static bool is_asked(const struct run *run, const bool *is_affected, size_t index)
{
	const struct lint_options *options = run->options;
	const str name = environment_of(options->config, run->candidates.at[index].dir);
	return (!is_affected || is_affected[index]) &&
	       (options->environment.len == 0 || str_eq(name, options->environment));
}

static void count_expected(struct run *run, const bool *is_affected)
{
	for (size_t i = 0; i < run->candidates.len; i++)
		run->expected += run->candidates.at[i].users.len == 0 &&
		                 !run->candidates.at[i].is_component &&
		                 is_asked(run, is_affected, i);
	if (run->expected == 0)
		run->expected = 1; /* a base whose users are elsewhere */
}

/* Users are concerned with what they use, so whoever is left out has no user that is not. */
static void lint_asked(struct run *run)
{
	const struct lint_options *options = run->options;
	const struct dependencies *dependencies = dependencies_new(&run->candidates);
	const bool *is_affected = options->changed ? affected_find(dependencies, options->changed,
	                                                           options->changed_len)
	                                           : NULL;
	count_expected(run, is_affected);
	for (size_t i = 0; i < run->candidates.len; i++) {
		if (!is_asked(run, is_affected, i))
			continue;
		lint_candidate(run, i);
		check_kustomization(run, i, dependencies);
	}
	tell(run, run->expected, STR(""));
}

static void lint_late(struct run *run)
{
	for (size_t i = 0; i < run->rendered.len; i++) {
		const struct rendered *rendered = &run->rendered.at[i];
		struct diags diags;
		diags_init(&diags, run->arena);
		rules_check_late(run->arena, rendered->resources, run->schemas, &diags);
		run->is_base = rendered->is_base;
		take(run, &diags, rendered->resources, rendered->overlay);
	}
}

static void lint_channels(struct run *run)
{
	const struct config *config = run->options->config;
	const struct flux_releases releases = channel_releases(config);
	run->is_base = false;
	proof_run(run->arena, config, &releases, &run->proofs);
	for (size_t i = 0; i < run->proofs.len; i++) {
		const struct proof_source *source = &run->proofs.at[i];
		struct diags diags;
		diags_init(&diags, run->arena);
		channels_report(config, source, &diags);
		take(run, &diags, run->proved.at[i], source->overlay);
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

bool lint_run(struct arena *arena, const str *paths, size_t count,
              const struct lint_options *options, struct lint_result *out, struct diags *diags)
{
	bool ok = true;
	struct run run;
	*out = (struct lint_result){0};
	run_init(&run, arena, options, out);
	ok &= lint_load_schemas(options, run.schemas, diags);
	for (size_t i = 0; i < count; i++)
		ok &= candidates_find(&run.candidates, paths[i], diags);
	if (count == 0)
		ok &= candidates_find(&run.candidates, STR("."), diags);
	candidates_link(&run.candidates);
	run.progress = ARENA_ARRAY(arena, enum progress, run.candidates.len + 1);
	lint_asked(&run);
	lint_late(&run);
	lint_channels(&run);
	suppress(&run);
	out->findings = findings_finish(&run.findings);
	fix_complete(arena, &out->findings);
	lint_count_overlays(arena, out);
	return ok;
}
