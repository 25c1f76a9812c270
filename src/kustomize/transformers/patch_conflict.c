/*
 * patch_conflict.c - see patch_conflict.h
 *
 * kustomize applies the documents of a file one after the other, so the last one wins and the first
 * leaves behind whatever the last does not mention. One file with a document for each environment
 * is how that happens.
 */
#include "kustomize/transformers/patch_conflict.h"

#include "base/buf.h"

struct patch_applied {
	const struct member *member;
	const struct node *patch;
};

/* A field that both set, and how. */
struct conflict {
	struct buf field; /* "spec.ref.semver" */
	const struct node *earlier, *later;
};

/* Names say which object is meant, and an object may be called by any that it ever had. */
static bool is_identity(const struct buf *field)
{
	static const str FIELDS[] = {STR_INIT("apiVersion"), STR_INIT("kind"),
	                             STR_INIT("metadata.name"), STR_INIT("metadata.namespace")};
	for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++)
		if (str_eq(buf_text(field), FIELDS[i]))
			return true;
	return false;
}

/*
 * Looks through mappings only: items of lists are matched by keys that only a merge knows. Says
 * whether there is a conflict; `field` then is its path.
 */
static bool find_conflict(const struct node *earlier, const struct node *later,
                          struct conflict *out)
{
	if (earlier->kind == NODE_SCALAR && later->kind == NODE_SCALAR) {
		out->earlier = earlier;
		out->later = later;
		return !node_eq(earlier, later);
	}
	if (!node_is_map(earlier) || !node_is_map(later))
		return false;
	NODE_EACH_PAIR (pair, earlier) {
		const struct node *other = node_get(later, pair->key.text);
		const size_t len = out->field.len;
		if (!other || str_starts_with(pair->key.text, STR("$")))
			continue;
		buf_printf(&out->field, "%s%.*s", len ? "." : "", STR_ARG(pair->key.text));
		if (!is_identity(&out->field) && find_conflict(pair->value, other, out))
			return true;
		out->field.len = len;
	}
	return false;
}

static void report(struct transform *transform, const struct member *member,
                   const struct conflict *conflict)
{
	struct diags *findings = transform->findings;
	const str who = resource_id_for_people(transform->arena, member->resource.id);
	const str field = buf_text(&conflict->field);
	diag_add(findings, DIAG_ERROR, "KUS012", conflict->earlier->at,
	         "the same file sets %.*s of %.*s again: the last one wins", STR_ARG(field),
	         STR_ARG(who));
	diag_note(findings, conflict->later->at, "wins", "%.*s",
	          STR_ARG(node_text(conflict->later)));
	diag_note(findings, NO_MARK, "fix", "one file for each environment");
}

void patch_history_add(struct transform *transform, struct patch_history *history,
                       const struct member *member, const struct node *patch)
{
	for (size_t i = 0; transform->findings && i < history->len; i++) {
		const struct patch_applied *earlier = &history->at[i];
		struct conflict conflict = {.earlier = NULL};
		buf_init(&conflict.field, transform->arena);
		if (earlier->member == member && earlier->patch->at.source == patch->at.source &&
		    find_conflict(earlier->patch, patch, &conflict))
			report(transform, member, &conflict);
	}
	*ARRAY_ADD(transform->arena, history) = (struct patch_applied){member, patch};
}
