/*
 * channels.c - see channels.h
 *
 * A breach says what is wrong; where it is shown, how grave it is and which range would mend it is
 * decided here. Some breaches are told by a rule that knows more about them, by OCI204 or KUS003
 * say: these are passed over, for one mistake is to have one finding.
 */
#include "lint/channels.h"

#include "lint/rule.h"
#include "yaml/rewrite.h"

struct mark channels_place(const struct proof_source *source, str field)
{
	static const str FIELDS[] = {STR_INIT("digest"), STR_INIT("semver"),
	                             STR_INIT("semverFilter"), STR_INIT("tag")};
	const struct node *root = source->source.root;
	const struct pair *spec = node_find_pair(root, STR("spec"));
	const struct node *ref = spec ? node_get(spec->value, STR("ref")) : NULL;
	const struct node *value = field.len > 0 ? node_get(ref, field) : NULL;
	for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS && !value; i++)
		value = node_get(ref, FIELDS[i]);
	if (value)
		return value->at;
	return spec ? spec->key.at : root->at;
}

/* Builds that are compared as text are so whatever anybody's policy is. */
static bool is_about_order(const struct proof_breach *breach)
{
	return str_eq(str_of(breach->code), STR("CHN006"));
}

/*
 * Does nobody else say it, and did somebody ask for it? Without a config only production is held to
 * anything.
 */
static bool is_worth_telling(const struct config *config, const struct proof_source *source,
                             const struct proof_breach *breach)
{
	const bool has_config = config && config->source;
	const bool is_undecided = str_eq(str_of(breach->code), STR("CHN005"));
	if (breach->has_rule ||
	    (!has_config && proof_is_warning(breach) && !is_about_order(breach)))
		return false;
	return !is_undecided || channel_demands_something(source->channel);
}

/* What selects too much is mended where the range is written. */
static void add_fix(const struct proof_source *source, struct diags *diags)
{
	const struct node *spec = node_get(source->source.root, STR("spec"));
	const struct node *semver = node_get(node_get(spec, STR("ref")), STR("semver"));
	if (source->fix.len == 0 || !node_is_scalar(semver))
		return;
	diag_note(diags, NO_MARK, "fix", "\"%.*s\"   (unsafe: changes which tags are pulled)",
	          STR_ARG(source->fix));
	if (rewrite_is_written(diags, semver))
		rewrite_value(diags, false, semver->at, source->fix);
}

/* Who does what the breach says. An overlay may be of no environment; builds then need no owner. */
static str subject_of(const struct proof_source *source, const struct proof_breach *breach)
{
	if (source->environment.len > 0)
		return source->environment;
	return is_about_order(breach) ? STR("") : STR("Flux");
}

static void report(const struct proof_source *source, const struct proof_breach *breach,
                   struct diags *diags)
{
	const struct lint_rule *rule = lint_rule_find(str_of(breach->code));
	const struct mark at = channels_place(source, breach->field);
	const bool is_undecided = str_eq(rule->code, STR("CHN005"));
	const bool is_about_flux = str_eq(rule->code, STR("OCI105"));
	/* An assumption is reason enough to refute, none to ask for values. */
	const enum diag_severity severity =
		is_undecided && source->channel->is_assumed ? DIAG_NOTE : rule->severity;
	const str who = is_about_flux ? STR("") : subject_of(source, breach);
	diag_add(diags, severity, rule->code.at, at, "%.*s%s%.*s", STR_ARG(who),
	         is_undecided  ? " is undecided: "
	         : who.len > 0 ? " "
	                       : "",
	         STR_ARG(breach->what));
	if (breach->witness.len > 0)
		diag_note(diags, NO_MARK, "witness", "%.*s", STR_ARG(breach->witness));
	if (breach->policy.len > 0)
		diag_note(diags, breach->policy_at, "policy", "%.*s", STR_ARG(breach->policy));
	const struct mark base = source->source.root->at;
	if (base.source && at.source && base.source != at.source)
		diag_note(diags, base, "base", "OCIRepository/%.*s", STR_ARG(source->id.name));
	if (str_eq(rule->code, STR("CHN001")) || str_eq(rule->code, STR("CHN003")) ||
	    (is_about_flux && source->fix_is_for_all))
		add_fix(source, diags);
	if (is_about_order(breach))
		diag_note(diags, NO_MARK, "fix",
		          "give builds a number that grows, between dots: '-staging.42.e0be771'");
	if (source->by)
		diag_note(diags, source->by->by.path_at, "via", "Flux Kustomization %.*s",
		          STR_ARG(source->by->by.id.name));
}

void channels_report(const struct config *config, const struct proof_source *source,
                     struct diags *diags)
{
	size_t told = 0;
	for (size_t i = 0; i < source->breaches.len; i++) {
		const struct proof_breach *breach = &source->breaches.at[i];
		if (!is_worth_telling(config, source, breach))
			continue;
		report(source, breach, diags);
		told += !is_about_order(breach);
	}
	if (told == 0 || !source->channel->is_assumed)
		return;
	const struct lint_rule *rule = lint_rule_find(STR("CHN000"));
	diag_add(diags, rule->severity, rule->code.at, channels_place(source, STR("")),
	         "assumed policy; run kustoc init");
}
