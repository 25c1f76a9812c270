/* references.c - references that move, are missing or empty: OCI302, OCI303, OCI308 */
#include "flux/semver.h"
#include "lint/environments.h"
#include "lint/rules/address.h"
#include "yaml/rewrite.h"

/* Tags that people move on purpose. A version or a date in a tag is no sign that it stays. */
static const str MOVING_TAGS[] = {
	STR_INIT("latest"), STR_INIT("main"),    STR_INIT("master"),     STR_INIT("trunk"),
	STR_INIT("head"),   STR_INIT("dev"),     STR_INIT("develop"),    STR_INIT("development"),
	STR_INIT("edge"),   STR_INIT("nightly"), STR_INIT("stable"),     STR_INIT("canary"),
	STR_INIT("next"),   STR_INIT("staging"), STR_INIT("production"), STR_INIT("prod"),
};

static bool is_moving(str tag)
{
	for (size_t i = 0; i < sizeof MOVING_TAGS / sizeof *MOVING_TAGS; i++)
		if (str_eq_nocase(tag, MOVING_TAGS[i]))
			return true;
	return false;
}

/*
 * "1", "v1" or "v1.2": what is pushed with every release of it. A long number is a date or a
 * build's.
 */
static bool is_part_of_version(str tag)
{
	enum { LONGEST = 3 };
	str major, minor;
	tag = str_from(tag, str_starts_with(tag, STR("v")));
	const bool has_minor = str_cut(tag, '.', &major, &minor);
	return major.len > 0 && major.len <= LONGEST && semver_is_number(major) &&
	       (!has_minor || (minor.len > 0 && minor.len <= LONGEST && semver_is_number(minor)));
}

/* Some number their builds so and never move one. Where it matters they are to say it. */
static void report_part(struct rule_check *check, struct diag *diag, const struct node *tag)
{
	if (!environment_is_production(check->environment))
		diag->severity = DIAG_NOTE;
	diag_note(check->diags, NO_MARK, "fix", "semver: \"%.*s.x\"", STR_ARG(tag->text));
}

void check_mutable_tag(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct node *tag = repository.tag;
		if (!tag || repository.digest || repository.semver)
			continue;
		const bool is_part = is_part_of_version(tag->text);
		if (!is_part && !is_moving(tag->text))
			continue;
		struct diag *diag =
			rule_report(check, tag->at, "tag '%.*s' moves: Git does not say what runs",
		                    STR_ARG(tag->text));
		rule_note_base(check, diag, repository.resource);
		if (is_part)
			report_part(check, diag, tag);
		else
			diag_note(check->diags, NO_MARK, "fix",
			          "pull a range of versions, or name one tag or digest");
	}
}

/* Anything, and be it what the schema refuses: another tool's field, a number, a list. */
static bool says_anything(struct rule_check *check, const struct node *ref)
{
	if (ref)
		NODE_EACH_PAIR (pair, ref)
			if (repository_says(check, pair))
				return true;
	return false;
}

/*
 * "" is how some take away what the base says. It works, and null says it in the words of YAML. In
 * the object itself there is nothing to take away.
 */
void check_empty_field(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		if (!repository.ref)
			continue;
		NODE_EACH_PAIR (pair, repository.ref) {
			const struct node *value = pair->value;
			if (!node_is_scalar(value) || value->text.len > 0 ||
			    repository_is_misread(check, pair))
				continue;
			const bool is_patch =
				value->at.source != repository.resource->root->at.source;
			rule_report(check, value->at, "an empty %.*s counts as none",
			            STR_ARG(node_text(&pair->key)));
			rule_note_base(check, check->diags->last, repository.resource);
			diag_note(check->diags, NO_MARK, "fix",
			          is_patch ? "say null" : "remove it");
			if (is_patch && value->at.source)
				rewrite_word(check->diags, true, value->at, STR("null"));
			else if (!is_patch && node_count(repository.ref) > 1)
				rewrite_remove_pair(check->diags, true, pair);
		}
	}
}

/* The url says what to pull, which has rules of its own. */
static bool is_in_url(const struct repository *repository)
{
	struct address address;
	return address_of(repository, &address) && address_tail(&address).len > 0;
}

void check_missing_ref(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		/* What stands there without being used is a finding of its own, as is no spec. */
		if (!repository.spec || says_anything(check, repository.ref) ||
		    is_in_url(&repository))
			continue;
		rule_report(check, repository.at,
		            "OCIRepository/%.*s does not say what to pull: Flux takes tag 'latest'",
		            STR_ARG(repository.resource->id.name));
		diag_note(check->diags, NO_MARK, "fix", "set spec.ref.semver, tag or digest");
	}
}
