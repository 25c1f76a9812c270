/* replicas.c - replicas: how many pods, for all of one name */
#include "base/buf.h"
#include "kustomize/setter.h"
#include "kustomize/transformers/table.h"

struct count {
	struct arena *arena;
	str name, text;
	const struct fieldspec *spec;
};

/* A number, unless what stands there is quoted. */
static bool set_count(struct node *field, void *context, struct diags *diags)
{
	const struct count *count = context;
	return setter_tagged(count->arena, field, count->text, TAG_INT, diags);
}

/* Any name that the resource had, so that an overlay may go on using the base's. */
static bool is_meant(struct resource_id id, void *context)
{
	const struct count *count = context;
	return str_eq(id.name, count->name) && gvk_is_selected(id.gvk, count->spec->gvk);
}

/* Alone among the transformers this one fails when it has nothing to do. */
static bool no_match(const struct transform *transform, const struct count *count,
                     struct diags *diags)
{
	struct buf kinds;
	buf_init(&kinds, transform->arena);
	for (size_t i = 0; i < transform->specs.len; i++) {
		const str kind = gvk_to_text(transform->arena, transform->specs.at[i]->gvk);
		buf_printf(&kinds, "%s%.*s", i ? " " : "", STR_ARG(kind));
	}
	diag_error(diags, transform->at, "no resource with replicas is named '%.*s'",
	           STR_ARG(count->name));
	return diag_sentence(diags,
	                     "resource with name %.*s does not match a config with the following "
	                     "GVK [%.*s]",
	                     STR_ARG(count->name), STR_ARG(buf_text(&kinds)));
}

bool replicas_run(struct transform *transform, struct resmap *resources, struct diags *diags)
{
	const struct node *replica = node_get(transform->config, STR("replica"));
	const str text = node_get_text(replica, STR("count"));
	struct count count = {.arena = transform->arena,
	                      .name = node_get_text(replica, STR("name")),
	                      .text = text.len ? text : STR("0")};
	const struct field_visit visit = {transform->arena, set_count, &count, FIELD_CREATE_SCALAR};
	const struct members *named = resmap_named(resources, count.name);
	bool found = false;
	for (size_t i = 0; i < transform->specs.len; i++) {
		count.spec = transform->specs.at[i];
		for (size_t j = 0; named && j < named->len; j++) {
			struct member *member = named->at[j];
			if (member->dropped || !member_any_id(member, is_meant, &count))
				continue;
			found = true;
			if (!fieldspec_apply(count.spec, &member->resource, &visit, diags))
				return false;
		}
	}
	return found || no_match(transform, &count, diags);
}
