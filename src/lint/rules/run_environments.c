/*
 * run_environments.c - one application in several environments: CHN007 to CHN010
 *
 * Overlays are of one application when their directories differ in the name of the environment
 * alone, and sources in them are the same when their names are. What environments may share is a
 * matter of policy; what is said here without one is what hardly anybody means.
 */
#include "base/file.h"
#include "base/path.h"
#include "lint/environments.h"
#include "lint/rules/comparators.h"
#include "lint/rules/run.h"
#include "lint/rules/selection.h"

/* A source here, and the one of the same name in another environment. */
struct pair_of_sources {
	struct repository here, there;
	const struct rules_overlay *other;
};

typedef void pair_check(struct rule_check *check, const struct pair_of_sources *pair);

static bool find_source(const struct rules_overlay *overlay, str name, struct repository *out)
{
	const struct rule_check there = {.resources = overlay->resources};
	for (size_t i = 0; repository_next(&there, &i, out);)
		if (str_eq(out->resource->id.name, name))
			return true;
	return false;
}

/* Every source of this overlay with each of its namesakes in other environments. */
static void each_pair(struct rule_check *check, pair_check *visit)
{
	const struct run_family *family = run_family_of(check->run, check->overlay);
	struct pair_of_sources pair;
	if (!family || check->overlay->is_base)
		return;
	for (size_t i = 0; repository_next(check, &i, &pair.here);)
		for (size_t j = 0; j < family->len; j++) {
			pair.other = family->at[j];
			if (!str_eq(pair.other->environment, check->environment) &&
			    find_source(pair.other, pair.here.resource->id.name, &pair.there))
				visit(check, &pair);
		}
}

static str url_of(const struct repository *repository)
{
	return node_get_text(repository->spec, STR("url"));
}

/* Two environments with registries of their own have nothing to do with each other. */
static bool is_same_url(const struct pair_of_sources *pair)
{
	return url_of(&pair->here).len > 0 && str_eq(url_of(&pair->here), url_of(&pair->there));
}

static bool is_same_text(const struct node *a, const struct node *b)
{
	return a && b ? str_eq(a->text, b->text) : !a && !b;
}

static void note_other(struct rule_check *check, const struct pair_of_sources *pair,
                       const struct node *value)
{
	struct arena *arena = check->arena;
	diag_note(check->diags, value->at, arena_cstr(arena, pair->other->environment), "%.*s",
	          STR_ARG(value->text));
}

/* ---- CHN007 ---- */

/* What a range that two environments share brings to both at once; NULL when it has an end. */
static const char *what_comes(struct rule_check *check, const struct repository *repository)
{
	struct selector selector;
	if (!selection_of(check, repository, &selector))
		return NULL;
	if (selection_tag_matching(check, &selector, STR("^v?[0-9][0-9.]*-"), false).len > 0)
		return "a pre-release";
	return range_is_bounded(&selector.range) ? NULL : "the next major version";
}

/* Of a file that is read once for each overlay. */
static bool is_same_place(struct mark a, struct mark b)
{
	return a.source && b.source && str_eq(a.source->path, b.source->path) && a.line == b.line;
}

/* Pinned in the base, or within a major version, many share a reference and mean it. */
static void find_shared(struct rule_check *check, const struct pair_of_sources *pair)
{
	const struct repository *here = &pair->here, *there = &pair->there;
	if (!environment_is_production(check->environment) ||
	    environment_is_production(pair->other->environment) || !is_same_url(pair) ||
	    !here->semver || here->digest || there->digest ||
	    !is_same_text(here->semver, there->semver) ||
	    !is_same_text(here->filter, there->filter))
		return;
	const char *what = what_comes(check, here);
	if (!what)
		return;
	rule_report(check, here->semver->at, "%s comes to %.*s and %.*s at once", what,
	            STR_ARG(pair->other->environment), STR_ARG(check->environment));
	rule_note_base(check, check->diags->last, here->resource);
	if (!is_same_place(here->semver->at, there->semver->at))
		note_other(check, pair, there->semver);
	diag_note(check->diags, NO_MARK, "fix", "a range of its own for %.*s",
	          STR_ARG(check->environment));
}

void check_shared_reference(struct rule_check *check)
{
	each_pair(check, find_shared);
}

/* ---- CHN008 ---- */

static const struct node *decisive(const struct repository *repository)
{
	return repository->semver ? repository->semver : repository->tag;
}

static void find_overlap(struct rule_check *check, const struct pair_of_sources *pair)
{
	struct selector here, there;
	const struct node *value = decisive(&pair->here);
	const bool is_production = environment_is_production(check->environment);
	/* Once a pair. */
	if (!is_same_url(pair) || !value || !selection_of_any(check, &pair->here, &here) ||
	    !selection_of_any(check, &pair->there, &there) ||
	    (is_production ? environment_is_production(pair->other->environment)
	                   : environment_is_production(pair->other->environment) ||
	                             str_cmp(check->environment, pair->other->environment) < 0))
		return;
	const struct prove_term terms[] = {
		{.selector = &here},
		{.selector = &there},
	};
	const str tag = selection_tag(check, terms, 2);
	if (tag.len == 0)
		return;
	struct diag *diag = rule_report(check, value->at, "%.*s and %.*s can both run '%.*s'",
	                                STR_ARG(check->environment),
	                                STR_ARG(pair->other->environment), STR_ARG(tag));
	if (is_production)
		diag->severity = DIAG_ERROR;
	diag_note(check->diags, NO_MARK, "witness", "%.*s", STR_ARG(tag));
	if (decisive(&pair->there))
		note_other(check, pair, decisive(&pair->there));
}

void check_references_overlap(struct rule_check *check)
{
	each_pair(check, find_overlap);
}

/* ---- CHN009 ---- */

/* The sign that repositories are not meant to differ: those of the other sources do not. */
static bool shares_others(const struct rule_check *check, const struct pair_of_sources *pair)
{
	const struct rules_overlays *overlays = check->run->overlays;
	size_t same = 0, other = 0;
	/* Two that differ settle it; looked at to the end, many would take their number squared. */
	for (size_t i = 0; i < overlays->len && other < 2; i++) {
		struct rule_check there = *check;
		struct pair_of_sources another;
		there.overlay = &overlays->at[i];
		there.resources = there.overlay->resources;
		if (!str_eq(there.overlay->environment, check->environment))
			continue;
		const struct run_family *family = run_family_of(check->run, there.overlay);
		for (size_t k = 0; repository_next(&there, &k, &another.here);)
			for (size_t j = 0; family && j < family->len; j++) {
				if (!str_eq(family->at[j]->environment, pair->other->environment) ||
				    !find_source(family->at[j], another.here.resource->id.name,
				                 &another.there))
					continue;
				if (is_same_url(&another))
					same++;
				else
					other++;
			}
	}
	return same >= 2 && other == 1;
}

/* Seen from production, so that a pair is said once. */
static void find_other_url(struct rule_check *check, const struct pair_of_sources *pair)
{
	const struct node *url = node_get(pair->here.spec, STR("url"));
	const struct node *other = node_get(pair->there.spec, STR("url"));
	if (!environment_is_production(check->environment) || !node_is_scalar(url) ||
	    !node_is_scalar(other) || is_same_url(pair) || !shares_others(check, pair))
		return;
	rule_report(check, url->at, "%.*s pulls from another repository than %.*s",
	            STR_ARG(check->environment), STR_ARG(pair->other->environment));
	note_other(check, pair, other);
}

void check_other_url(struct rule_check *check)
{
	each_pair(check, find_other_url);
}
