/* name_reference.c - see name_reference.h */
#include "kustomize/name_reference.h"

#include "kustomize/name_candidates.h"
#include "kustomize/setter.h"

/* One row of the configuration: a field, and what it may refer to. */
struct reference {
	struct fieldspec selects; /* first, so that an index of specs leads here */
	struct fieldspec field;   /* without a kind: `selects` judges what a resource once was */
	struct gvk target;
};

/* One field being looked at. */
struct fix {
	struct arena *arena;
	struct referrer referrer;
	const struct reference *reference;
	bool changed;
};

static struct held_name hold(const struct fix *fix, const struct node *at, str name,
                             const str *namespace)
{
	return (struct held_name){
		.at = at,
		.name = name,
		.namespace = namespace,
		.target = fix->reference->target,
		.in_role_ref = str_ends_with(fix->reference->field.path, STR("roleRef/name")),
	};
}

static bool fix_scalar(struct fix *fix, struct node *field, struct diags *diags)
{
	const struct held_name held = hold(fix, field, field->text, NULL);
	struct member *target;
	if (!referrer_find(&fix->referrer, &held, &target, diags))
		return false;
	if (!target || str_eq(target->resource.id.name, field->text))
		return true;
	fix->changed = true;
	return setter_text(fix->arena, field, target->resource.id.name, diags);
}

static bool set_field(struct fix *fix, struct node *map, str key, str text, struct diags *diags)
{
	return setter_field(fix->arena, map, key, node_new_scalar(fix->arena, text, map->at),
	                    diags);
}

/* {name: …, namespace: …}: subjects of role bindings, services of webhooks. */
static bool fix_map(struct fix *fix, struct node *field, struct diags *diags)
{
	static const str NONE = STR_INIT("");
	const struct node *name = node_get(field, STR("name"));
	const struct node *namespace = node_get(field, STR("namespace"));
	if (!name) {
		diag_error(diags, field->at, "a reference to another resource needs a 'name'");
		return diag_sentence(diags, "path config error; no 'name' field in node");
	}
	const str old = name->kind == NODE_SCALAR ? name->text : NONE;
	const str *wanted = !namespace                       ? NULL
	                    : namespace->kind == NODE_SCALAR ? &namespace->text
	                                                     : &NONE;
	const struct held_name held = hold(fix, field, old, wanted);
	struct member *target;
	if (!referrer_find(&fix->referrer, &held, &target, diags))
		return false;
	if (!target)
		return true;
	/* A namespace that is not set overwrites none: it may be "default" that stands there. */
	const struct resource_id id = target->resource.id;
	if (str_eq(id.name, old) && id.namespace.len == 0)
		return true;
	fix->changed = true;
	return set_field(fix, field, STR("name"), id.name, diags) &&
	       (id.namespace.len == 0 ||
	        set_field(fix, field, STR("namespace"), id.namespace, diags));
}

static bool fix_field(struct node *field, void *context, struct diags *diags)
{
	if (node_is_null(field))
		return true;
	switch (field->kind) {
	case NODE_SCALAR: return fix_scalar(context, field, diags);
	case NODE_MAP: return fix_map(context, field, diags);
	case NODE_SEQ: break;
	}
	NODE_EACH_ITEM (item, field) {
		if (node_is_seq(item->value)) {
			diag_error(diags, item->value->at,
			           "a name or a mapping is needed here, not a list");
			return diag_sentence(diags, "node is expected to be either a string or a "
			                            "map of string");
		}
		if (!fix_field(item->value, context, diags))
			return false;
	}
	return true;
}

/*
 * kustomize compares the apiVersion as text with the one in a Go struct, where a null is nothing
 * (confirmNodeMatchesReferrer), as soon as there is a field that may hold a name.
 */
static bool check_api_version(const struct member *member, struct diags *diags)
{
	const struct node *written = node_get(member->resource.root, STR("apiVersion"));
	if (!written || !node_is_null(written) || written->text.len == 0)
		return true;
	diag_error(diags, written->at, "apiVersion must be a string, not null");
	return diag_sentence(diags, "node-referrerOriginal 'APIVersion' mismatch '' != '%.*s'",
	                     STR_ARG(written->text));
}

static bool fix_member(const struct name_index *index, const struct fieldspec_index *references,
                       struct member *member, struct diags *diags)
{
	struct arena *arena = index->resources->arena;
	struct fix fix = {.arena = arena};
	const struct field_visit visit = {arena, fix_field, &fix, FIELD_CREATE_NOTHING};
	const struct gvk gvk = member_original_id(member).gvk;
	if (!referrer_init(&fix.referrer, index, member, diags))
		return false;
	const struct fieldspecs *specs = fieldspec_index_get(references, gvk.kind);
	for (size_t i = 0; i < specs->len; i++) {
		fix.reference = (const struct reference *)specs->at[i];
		if (!gvk_is_selected(gvk, fix.reference->selects.gvk))
			continue;
		if (!check_api_version(member, diags))
			return false;
		if (fieldspec_apply(&fix.reference->field, &member->resource, &visit, diags))
			continue;
		const str id = resource_id_to_text(arena, member->resource.id);
		return diag_prefix(diags, "updating name reference in '%.*s' field of '%.*s': ",
		                   STR_ARG(fix.reference->field.path), STR_ARG(id));
	}
	if (fix.changed)
		resmap_touch(index->resources, member);
	return true;
}

bool name_reference_fix(struct resmap *resources, const struct transformer_config *config,
                        struct diags *diags)
{
	bool ok = true;
	struct arena *scratch = arena_create();
	struct fieldspecs selecting = {0};
	for (size_t i = 0; i < config->name_references.len; i++) {
		const struct name_reference *row = &config->name_references.at[i];
		for (size_t j = 0; j < row->referrers.len; j++) {
			const struct fieldspec *spec = row->referrers.at[j];
			struct reference *reference = ARENA_NEW(scratch, struct reference);
			*reference = (struct reference){*spec, {.path = spec->path}, row->target};
			fieldspecs_append(scratch, &selecting, &reference->selects);
		}
	}
	const struct fieldspec_index references = fieldspec_index_new(scratch, &selecting);
	const struct name_index index = name_index_new(scratch, resources);
	for (size_t i = 0; ok && i < resources->len; i++)
		ok = resources->at[i]->dropped ||
		     fix_member(&index, &references, resources->at[i], diags);
	arena_destroy(scratch);
	return ok;
}
