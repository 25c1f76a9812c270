/*
 * shadows.c - which field of ref wins, and who set it: OCI301, OCI304, OCI309
 *
 * Mappings are merged: a patch that sets one field of ref leaves the others of the base where they
 * are, and its author may never have seen them. Where a value was written says who that was.
 */
#include "lint/rules/selection.h"
#include "yaml/rewrite.h"

/* A field of ref that another one makes idle. */
struct shadow {
	const struct repository *repository;
	const struct node *loser, *winner;
	const char *loser_name, *winner_name;
};

/* Where the object itself is written; what stands elsewhere comes from a patch. */
static const struct source *base_of(const struct repository *repository)
{
	return repository->resource->root->at.source;
}

typedef void shadow_check(struct rule_check *check, const struct shadow *shadow);

/* Flux reads the first of digest, semver, tag that is set, and no other. */
static void each_shadow(struct rule_check *check, shadow_check *visit)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *digest = repository.digest, *semver = repository.semver;
		const struct node *tag = repository.tag;
		struct shadow shadow = {&repository, semver, digest, "semver", "digest"};
		if (digest && semver)
			visit(check, &shadow);
		shadow.loser = tag;
		shadow.loser_name = "tag";
		if (!digest) {
			shadow.winner = semver;
			shadow.winner_name = "semver";
		}
		if (tag && shadow.winner)
			visit(check, &shadow);
	}
}

static void note_winner(struct rule_check *check, const struct shadow *shadow)
{
	diag_note(check->diags, shadow->winner->at, "wins", "%s: %.*s", shadow->winner_name,
	          STR_ARG(shadow->winner->text));
}

static const struct pair *pair_of(const struct shadow *shadow, const char *name)
{
	return node_find_pair(shadow->repository->ref, str_of(name));
}

static str null_for(struct rule_check *check, const char *name)
{
	return arena_printf(check->arena, "%s: null", name);
}

/* ---- OCI309 ---- */

/* Whoever wrote the patch wanted something that does not happen. */
static bool is_in_vain(const struct shadow *shadow)
{
	return repository_is_patched(shadow->repository, shadow->loser) &&
	       shadow->winner->at.source == base_of(shadow->repository);
}

static void report_in_vain(struct rule_check *check, const struct shadow *shadow)
{
	if (!is_in_vain(shadow))
		return;
	rule_report(check, shadow->loser->at, "%s has no effect: the base's %s still wins",
	            shadow->loser_name, shadow->winner_name);
	note_winner(check, shadow);
	/* Without the range the base's filter would be the next thing to be idle. */
	const bool has_filter =
		shadow->repository->filter && shadow->winner == shadow->repository->semver;
	const str nulls = arena_concat(check->arena, null_for(check, shadow->winner_name),
	                               has_filter ? STR("\nsemverFilter: null") : STR(""));
	diag_note(check->diags, NO_MARK, "fix", "set '%s: null'%s beside it", shadow->winner_name,
	          has_filter ? " and 'semverFilter: null'" : "");
	rewrite_add_pair(check->diags, false, pair_of(shadow, shadow->loser_name), nulls);
}

void check_patch_in_vain(struct rule_check *check)
{
	each_shadow(check, report_in_vain);
}

/* ---- OCI301 ---- */

/*
 * What stands side by side is a choice that somebody has to make; the fix keeps what is pulled. Is
 * the winner a patch's, it says null to what it makes idle, and nothing changes.
 */
static void mend_shadowed(struct rule_check *check, const struct shadow *shadow)
{
	const struct pair *loser = pair_of(shadow, shadow->loser_name);
	const struct pair *winner = pair_of(shadow, shadow->winner_name);
	if (shadow->loser->at.source == shadow->winner->at.source)
		rewrite_remove_pair(check->diags, false, loser);
	else if (shadow->loser->at.source == base_of(shadow->repository))
		rewrite_add_pair(check->diags, true, winner, null_for(check, shadow->loser_name));
}

/* Tools that write digests keep the tag beside them, as a note for people. */
static bool is_kept_as_note(const struct shadow *shadow)
{
	return shadow->winner == shadow->repository->digest &&
	       shadow->loser == shadow->repository->tag;
}

/* An overlay that pins a digest means to set the base's range aside, and does: no harm is done. */
static void report_set_aside(struct rule_check *check, const struct shadow *shadow)
{
	rule_report(check, shadow->winner->at, "%s wins; the base's %s stays, without effect",
	            shadow->winner_name, shadow->loser_name)
		->severity = DIAG_NOTE;
	diag_note(check->diags, shadow->loser->at, "base", "%s: %.*s", shadow->loser_name,
	          STR_ARG(shadow->loser->text));
	diag_note(check->diags, NO_MARK, "fix", "set '%s: null' beside it", shadow->loser_name);
	mend_shadowed(check, shadow);
}

static void report_shadowed(struct rule_check *check, const struct shadow *shadow)
{
	const struct repository *repository = shadow->repository;
	if (is_in_vain(shadow))
		return;
	if (repository_is_patched(repository, shadow->winner) &&
	    shadow->loser->at.source == base_of(repository)) {
		report_set_aside(check, shadow);
		return;
	}
	struct diag *diag =
		rule_report(check, shadow->loser->at, "spec.ref.%s has no effect: spec.ref.%s wins",
	                    shadow->loser_name, shadow->winner_name);
	if (is_kept_as_note(shadow))
		diag->severity = DIAG_NOTE;
	note_winner(check, shadow);
	diag_note(check->diags, NO_MARK, "fix", "remove one of them");
	mend_shadowed(check, shadow);
}

void check_shadowed_ref(struct rule_check *check)
{
	each_shadow(check, report_shadowed);
}

/* ---- OCI304 ---- */

enum leftover {
	LEFTOVER_IDLE,       /* it takes every tag of the range */
	LEFTOVER_NARROWS,    /* some of them, or nobody knows */
	LEFTOVER_NO_RELEASE, /* the range takes releases, the filter none of them */
	LEFTOVER_EMPTY,      /* none */
};

/* Does a tag that is no pre-release fit? */
static bool takes_releases(struct rule_check *check, const struct selector *selector)
{
	return selection_tag_matching(check, selector, STR("^v?[0-9][0-9.]*-"), true).len > 0;
}

/* What the base's filter makes of a range that its author may not have thought of. */
static enum leftover judge_leftover(struct rule_check *check, const struct repository *repository)
{
	struct selector alone, both;
	if (!selection_of_range(check, repository, &alone) ||
	    !selection_of(check, repository, &both))
		return LEFTOVER_NARROWS;
	const struct prove_term difference[] = {
		{.selector = &alone},
		{.selector = &both, .negated = true},
	};
	const struct prove_term left = {.selector = &both};
	if (selection_is_none(check, difference, 2))
		return LEFTOVER_IDLE;
	if (selection_is_none(check, &left, 1))
		return LEFTOVER_EMPTY;
	return takes_releases(check, &alone) && !takes_releases(check, &both) ? LEFTOVER_NO_RELEASE
	                                                                      : LEFTOVER_NARROWS;
}

static void report_leftover(struct rule_check *check, const struct repository *repository,
                            enum leftover leftover)
{
	static const char *const LABELS[] = {
		[LEFTOVER_NARROWS] = "only tags that match",
		[LEFTOVER_NO_RELEASE] = "no release matches",
		[LEFTOVER_EMPTY] = "nothing in the range matches",
	};
	const struct node *filter = repository->filter;
	struct diag *diag =
		rule_report(check, repository->semver->at,
	                    "the range is set here, the base's semverFilter still holds");
	if (leftover != LEFTOVER_NARROWS)
		diag->severity = DIAG_ERROR;
	diag_label(check->diags, "%s '%.*s'", LABELS[leftover], STR_ARG(filter->text));
	diag_note(check->diags, filter->at, "base", "semverFilter: %.*s", STR_ARG(filter->text));
	diag_note(check->diags, NO_MARK, "fix",
	          "repeat the filter beside the range, or set 'semverFilter: null'");
	rewrite_add_pair(check->diags, false, node_find_pair(repository->ref, STR("semver")),
	                 STR("semverFilter: null"));
}

void check_inherited_filter(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		if (repository.digest || !repository_is_leftover(&repository))
			continue;
		const enum leftover leftover = judge_leftover(check, &repository);
		if (leftover != LEFTOVER_IDLE)
			report_leftover(check, &repository, leftover);
	}
}
