/*
 * tags_check.c - see tags_check.h
 *
 * Asked of each release of Flux that counts, the newest first: what is so in that one is said
 * without naming it, and for older ones only what is new.
 */
#include "lint/tags_check.h"

#include "flux/tag_troubles.h"
#include "lint/channels.h"
#include "lint/rule.h"

struct checking {
	struct arena *arena;
	const struct proof_source *source;
	const struct oci_ref *ref;
	const struct taglist *tags;
	struct diags *diags;
	ARRAY(const struct tag_trouble *) told;
};

/* Who reads that nothing can ever match needs no list to believe it. */
static bool is_told_already(const struct proof_source *source)
{
	for (size_t i = 0; i < source->breaches.len; i++)
		if (source->breaches.at[i].has_rule)
			return true;
	return false;
}

static str field_of(enum oci_ref_kind kind)
{
	switch (kind) {
	case OCI_REF_DIGEST: return STR("digest");
	case OCI_REF_SEMVER: return STR("semver");
	case OCI_REF_TAG: return STR("tag");
	case OCI_REF_LATEST: break;
	}
	return STR("");
}

/* What holds in several releases of Flux is said once. */
static bool is_new(struct checking *checking, const struct tag_trouble *trouble)
{
	for (size_t i = 0; i < checking->told.len; i++)
		if (str_eq(checking->told.at[i]->what, trouble->what))
			return false;
	*ARRAY_ADD(checking->arena, &checking->told) = trouble;
	return true;
}

/* `only`: the release that it is about, when it is not about the newest as well. */
static void report(const struct checking *checking, const struct tag_trouble *trouble, str field,
                   const struct flux_release *only)
{
	const struct lint_rule *rule = lint_rule_find(str_of(trouble->code));
	diag_add(checking->diags, rule->severity, rule->code.at,
	         channels_place(checking->source, field), "%.*s%s%s%s", STR_ARG(trouble->what),
	         only ? " (Flux " : "", only ? only->name : "", only ? ")" : "");
	if (trouble->nearest.len > 0)
		diag_note(checking->diags, NO_MARK, "nearest", "%.*s", STR_ARG(trouble->nearest));
	diag_note(checking->diags, checking->tags->at_file, "tags", "%zu listed",
	          checking->tags->len);
	if (str_eq(rule->code, STR("TAG002")))
		diag_note(checking->diags, NO_MARK, "fix", "delete one of them in the registry");
}

static void check_release(struct checking *checking, const struct flux_release *release,
                          bool is_newest)
{
	struct selector selector;
	if (!selector_init(checking->arena, checking->ref, checking->source->source.media_type,
	                   release, &selector))
		return;
	const struct selection selection =
		select_tag(checking->arena, &selector, checking->tags->at, checking->tags->len);
	const struct tag_troubles troubles =
		tag_troubles_find(checking->arena, &selector, &selection);
	for (size_t i = 0; i < troubles.len; i++)
		if (is_new(checking, &troubles.at[i]))
			report(checking, &troubles.at[i], field_of(selector.kind),
			       is_newest ? NULL : release);
}

void tags_check(const struct config *config, const struct taglists *lists,
                const struct flux_releases *releases, const struct proof_source *source,
                struct diags *diags)
{
	struct arena *arena = diags->arena;
	struct oci_ref ref = source->source.ref;
	str unknown, field;
	const str url = channel_substitute(arena, config, source->source.url, &unknown);
	if (source->source.is_suspended || source->verdict == PROOF_UNDECIDED ||
	    is_told_already(source) || unknown.len > 0)
		return;
	const struct taglist *tags = taglists_find(lists, url);
	if (!tags || channel_fill_in(arena, config, &ref, &field).len > 0)
		return;
	struct checking checking = {
		.arena = arena, .source = source, .ref = &ref, .tags = tags, .diags = diags};
	for (size_t i = releases->len; i-- > 0;)
		check_release(&checking, releases->at[i], i + 1 == releases->len);
}
