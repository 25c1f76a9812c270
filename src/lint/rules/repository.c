/*
 * repository.c - see repository.h
 *
 * Rules are about what Flux does with an object that the API server takes. What it refuses is left
 * to the schema, so that one mistake has one finding: a number where text is wanted is no range
 * that cannot be read as well.
 */
#include "lint/rules/repository.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "yaml/resolve.h"
#include "yaml/rewrite.h"

/* Not so "1.10" without quotes, which is a number to the API server, and no text. */
static bool is_text(struct arena *arena, const struct node *value)
{
	struct scalar scalar;
	str problem;
	return node_is_scalar(value) && value->text.len > 0 &&
	       resolve_scalar(arena, value, &scalar, &problem) && scalar.type == SCALAR_STR;
}

/* To Flux an empty value is an absent one; a wrong type is the schema's to report. */
static const struct node *text_of(struct arena *arena, const struct node *ref, str key)
{
	const struct node *value = node_get(ref, key);
	return is_text(arena, value) ? value : NULL;
}

static struct repository read(struct arena *arena, const struct resource *resource)
{
	const struct pair *spec = node_find_pair(resource->root, STR("spec"));
	const struct node *ref = spec ? node_get(spec->value, STR("ref")) : NULL;
	return (struct repository){
		.resource = resource,
		.at = spec ? spec->key.at : resource->root->at,
		.spec = spec && node_is_map(spec->value) ? spec->value : NULL,
		.ref = node_is_map(ref) ? ref : NULL,
		.digest = text_of(arena, ref, STR("digest")),
		.semver = text_of(arena, ref, STR("semver")),
		.filter = text_of(arena, ref, STR("semverFilter")),
		.tag = text_of(arena, ref, STR("tag")),
	};
}

/* The group decides, not the version: old ones have a rule of their own. */
bool repository_next(const struct rule_check *check, size_t *index, struct repository *out)
{
	while (*index < check->resources->len) {
		const struct member *member = check->resources->at[(*index)++];
		const struct gvk gvk = member->resource.id.gvk;
		if (member->dropped || !str_eq(gvk.kind, STR("OCIRepository")) ||
		    !str_eq(gvk.group, STR("source.toolkit.fluxcd.io")))
			continue;
		*out = read(check->arena, &member->resource);
		return true;
	}
	return false;
}

bool repository_is_open(const struct node *value)
{
	return value && str_contains(value->text, STR("${"));
}

bool repository_says(struct rule_check *check, const struct pair *pair)
{
	const struct node *value = pair->value;
	return repository_is_misread(check, pair) ||
	       (!node_is_empty(value) && (!node_is_scalar(value) || value->text.len > 0));
}

/* Where the object itself is written; what stands in another file comes from a patch. */
static const struct source *base_of(const struct repository *repository)
{
	return repository->resource->root->at.source;
}

bool repository_is_patched(const struct repository *repository, const struct node *value)
{
	return base_of(repository) && value->at.source && value->at.source != base_of(repository);
}

bool repository_is_leftover(const struct repository *repository)
{
	return repository->semver && repository->filter &&
	       repository_is_patched(repository, repository->semver) &&
	       repository->filter->at.source == base_of(repository);
}

/* A wildcard with a name behind it. */
bool repository_is_suffix(const struct node *semver)
{
	const str text = str_trim(semver->text);
	const bool wild = text.len > 2 && text.at[1] == '-' &&
	                  (text.at[0] == '*' || text.at[0] == 'x' || text.at[0] == 'X');
	return wild && !str_eq(str_from(text, 2), STR("0"));
}

str rule_lower_case(struct arena *arena, str text)
{
	char *out = arena_alloc(arena, text.len + 1, 1);
	for (size_t i = 0; i < text.len; i++)
		out[i] = ascii_to_lower(text.at[i]);
	return (str){out, text.len};
}

str rule_replace(struct arena *arena, str text, str wrong, str right)
{
	struct buf buf;
	buf_init(&buf, arena);
	for (size_t at; (at = str_find(text, wrong)) != STR_NONE;
	     text = str_from(text, at + wrong.len)) {
		buf_add(&buf, str_slice(text, 0, at));
		buf_add(&buf, right);
	}
	buf_add(&buf, text);
	return buf_text(&buf);
}

/* The severity is the rule's, which the caller may change for a milder or a graver case. */
struct diag *rule_report(struct rule_check *check, struct mark at, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	const str message = arena_vprintf(check->arena, fmt, args);
	va_end(args);
	return diag_add(check->diags, check->rule->severity, check->rule->code.at, at, "%.*s",
	                STR_ARG(message));
}

void rule_mend(struct rule_check *check, const struct node *value, bool is_safe, str text)
{
	if (value->at.source)
		rewrite_value(check->diags, is_safe, value->at, text);
}

void rule_note_base(struct rule_check *check, struct diag *finding, const struct resource *resource)
{
	const struct mark base = resource->root->at;
	struct diags just_this = {.arena = check->arena, .last = finding};
	if (base.source && finding->at.source && base.source != finding->at.source)
		diag_note(&just_this, base, "base", "%.*s/%.*s", STR_ARG(resource->id.gvk.kind),
		          STR_ARG(resource->id.name));
}
