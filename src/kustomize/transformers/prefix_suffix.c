/*
 * prefix_suffix.c - namePrefix, nameSuffix
 *
 * References to what is renamed follow later (name_reference.h), by the ids that are noted here.
 */
#include "kustomize/setter.h"
#include "kustomize/transformers/table.h"

/* Kinds whose names are not theirs to choose; by the identity a resource came with. */
static const struct gvk UNTOUCHED[] = {
	{.kind = STR_INIT("CustomResourceDefinition")},
	{.group = STR_INIT("apiregistration.k8s.io"), .kind = STR_INIT("APIService")},
	{.kind = STR_INIT("Namespace")},
};

struct affix {
	struct arena *arena;
	str prefix, suffix; /* one of them empty */
};

bool affix_configure(struct transform *transform, struct diags *diags)
{
	if (transform->from_field || node_get(transform->config, STR("fieldSpecs")))
		return true;
	diag_error(diags, transform->at, "%s needs a list 'fieldSpecs'", transform->how->kind);
	return diag_sentence(diags, "fieldSpecs is not expected to be nil");
}

static bool is_untouched(struct gvk gvk)
{
	for (size_t i = 0; i < sizeof UNTOUCHED / sizeof *UNTOUCHED; i++)
		if (gvk_is_selected(gvk, UNTOUCHED[i]))
			return true;
	return false;
}

/* On the text as it was written: a plain `5` may become `15`, which is then another number. */
static bool set_name(struct node *field, void *context, struct diags *diags)
{
	const struct affix *affix = context;
	const str name = node_text(field);
	const str prefixed = arena_concat(affix->arena, affix->prefix, name);
	return setter_text(affix->arena, field, arena_concat(affix->arena, prefixed, affix->suffix),
	                   diags);
}

/* Takes down what a name is about to get, so that references to it can be followed. */
static void record(struct resmap *resources, struct member *member, const struct affix *affix)
{
	if (affix->prefix.len)
		*ARRAY_ADD(resources->arena, &member->prefixes) = affix->prefix;
	if (affix->suffix.len)
		*ARRAY_ADD(resources->arena, &member->suffixes) = affix->suffix;
	if (affix->prefix.len || affix->suffix.len)
		resmap_push_id(resources, member);
}

/*
 * Which resources and specs is asked of the identity a resource came with, and once more of the
 * present one by fieldspec_apply(): a patch may have changed its kind.
 */
static bool change_names(const struct transform *transform, struct affix *affix,
                         struct resmap *resources, struct diags *diags)
{
	const struct field_visit visit = {transform->arena, set_name, affix, FIELD_CREATE_SCALAR};
	const struct fieldspec_index index =
		fieldspec_index_new(transform->arena, &transform->specs);
	for (size_t i = 0; i < resources->len; i++) {
		struct member *member = resources->at[i];
		const struct gvk gvk = member_original_id(member).gvk;
		if (member->dropped || is_untouched(gvk))
			continue;
		const struct fieldspecs *specs = fieldspec_index_get(&index, gvk.kind);
		for (size_t j = 0; j < specs->len; j++) {
			const struct fieldspec *spec = specs->at[j];
			if (!gvk_is_selected(gvk, spec->gvk))
				continue;
			if (str_eq(spec->path, STR("metadata/name")))
				record(resources, member, affix);
			if (!fieldspec_apply(spec, &member->resource, &visit, diags))
				return false;
			resmap_touch(resources, member);
		}
	}
	return true;
}

bool prefix_run(struct transform *transform, struct resmap *resources, struct diags *diags)
{
	struct affix affix = {.arena = transform->arena,
	                      .prefix = node_get_text(transform->config, STR("prefix"))};
	return change_names(transform, &affix, resources, diags);
}

bool suffix_run(struct transform *transform, struct resmap *resources, struct diags *diags)
{
	struct affix affix = {.arena = transform->arena,
	                      .suffix = node_get_text(transform->config, STR("suffix"))};
	return change_names(transform, &affix, resources, diags);
}

bool prefix_suffix_run(struct transform *transform, struct resmap *resources, struct diags *diags)
{
	return prefix_run(transform, resources, diags) && suffix_run(transform, resources, diags);
}
