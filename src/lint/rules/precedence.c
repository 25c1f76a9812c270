/* precedence.c - which field of ref wins, and who set it: OCI3 */
#include "lint/rules/repository.h"

/* Tags that people move on purpose. A version or a date in a tag is no sign that it stays. */
static const str MOVING_TAGS[] = {
	STR_INIT("latest"), STR_INIT("main"),    STR_INIT("master"),     STR_INIT("trunk"),
	STR_INIT("head"),   STR_INIT("dev"),     STR_INIT("develop"),    STR_INIT("development"),
	STR_INIT("edge"),   STR_INIT("nightly"), STR_INIT("stable"),     STR_INIT("canary"),
	STR_INIT("next"),   STR_INIT("staging"), STR_INIT("production"), STR_INIT("prod"),
};

static void report_shadowed(struct rule_check *check, const struct repository *repository,
                            const struct node *shadowed, const char *name,
                            const struct node *winner, const char *winner_name)
{
	struct diag *diag =
		rule_report(check, shadowed->at, "spec.ref.%s has no effect: spec.ref.%s wins",
	                    name, winner_name);
	/* Tools that write digests keep the tag beside them, as a note for people. */
	if (winner == repository->digest && shadowed == repository->tag)
		diag->severity = DIAG_NOTE;
	diag_note(check->diags, winner->at, "wins", "%s: %.*s", winner_name, STR_ARG(winner->text));
	diag_note(check->diags, NO_MARK, "fix", "remove %s, or set %s to null", name, winner_name);
}

/* Flux reads the first of digest, semver, tag that is set, and no other. */
void check_shadowed_ref(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *digest = repository.digest, *semver = repository.semver;
		const struct node *tag = repository.tag;
		if (digest && semver)
			report_shadowed(check, &repository, semver, "semver", digest, "digest");
		if (tag && digest)
			report_shadowed(check, &repository, tag, "tag", digest, "digest");
		else if (tag && semver)
			report_shadowed(check, &repository, tag, "tag", semver, "semver");
	}
}

void check_mutable_tag(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		if (!repository.tag || repository.digest || repository.semver)
			continue;
		for (size_t j = 0; j < sizeof MOVING_TAGS / sizeof *MOVING_TAGS; j++)
			if (str_eq_nocase(repository.tag->text, MOVING_TAGS[j])) {
				rule_report(check, repository.tag->at,
				            "tag '%.*s' moves: Git does not say what runs",
				            STR_ARG(repository.tag->text));
				rule_note_base(check, check->diags->last, repository.resource);
			}
	}
}

void check_missing_ref(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		/* A lone filter is a finding of its own. */
		if (repository.digest || repository.semver || repository.tag || repository.filter)
			continue;
		rule_report(check, repository.at,
		            "OCIRepository/%.*s says not what to pull: Flux takes tag 'latest'",
		            STR_ARG(repository.resource->id.name));
		diag_note(check->diags, NO_MARK, "fix", "set spec.ref.semver, tag or digest");
	}
}

/*
 * The filter stands in the object's own file, the range came from another one: mappings are merged,
 * so whoever wrote the range may never have seen the filter.
 */
void check_inherited_filter(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *semver = repository.semver, *filter = repository.filter;
		const struct source *base = repository.resource->root->at.source;
		if (!semver || !filter || repository.digest || !base || filter->at.source != base ||
		    !semver->at.source || semver->at.source == base)
			continue;
		rule_report(check, semver->at,
		            "the range is set here, the base's semverFilter still holds");
		diag_label(check->diags, "only tags that match '%.*s'", STR_ARG(filter->text));
		diag_note(check->diags, filter->at, "base", "semverFilter: %.*s",
		          STR_ARG(filter->text));
		diag_note(check->diags, NO_MARK, "fix",
		          "repeat the filter beside the range, or set 'semverFilter: null'");
	}
}
