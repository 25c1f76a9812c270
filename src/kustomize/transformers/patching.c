/* patching.c - see patching.h */
#include "kustomize/transformers/patching.h"

#include "kustomize/internal.h"
#include "kustomize/json_patch.h"
#include "kustomize/selector.h"
#include "kustomize/setter.h"
#include "kustomize/strategic_merge.h"
#include "kustomize/transformers/closest.h"
#include "yaml/rewrite.h"

/* ---- reading ---- */

bool patching_refuse_source(struct transform *transform, bool has_both, const char *neither,
                            const char *both, struct diags *diags)
{
	diag_error(diags, transform->at,
	           has_both ? "'patch' and 'path' cannot both be given"
	                    : "a patch needs one of 'patch' and 'path'");
	return diag_sentence(diags, "%s", has_both ? both : neither);
}

bool patching_read_file(struct transform *transform, const struct node *path,
                        struct patch_text *out, struct diags *diags)
{
	const struct source *source;
	if (!loader_read(transform->loader, path->text, path->at, &source, diags))
		return false;
	*out = (struct patch_text){source->text, origin_of_source(source)};
	return true;
}

struct patch_text patching_inline(const struct node *scalar)
{
	struct patch_text out = {str_trim(scalar->text), origin_of_scalar(scalar)};
	str before = str_slice(scalar->text, 0, (size_t)(out.text.at - scalar->text.at)), line;
	while (str_cut(before, '\n', &line, &before)) {
		out.origin.at.line++;
		out.origin.at.col = out.origin.indent + 1;
	}
	out.origin.at.col += (uint32_t)before.len;
	return out;
}

static bool wrong_type(const struct node *value, const char *what, const char *go_type,
                       struct diags *diags)
{
	diag_error(diags, value->at, "%s, not %s", what, node_kind_name(value));
	return diag_sentence(diags, "json: cannot unmarshal %s into Go value of type jsonpatch.%s",
	                     value_json_type(value), go_type);
}

bool patching_read_operations(struct transform *transform, struct patch_text text,
                              struct node **out, struct diags *diags)
{
	const bool is_json = str_starts_with(text.text, STR("["));
	const bool read =
		is_json ? value_from_json(transform->arena, text.text, text.origin, out, diags)
			: load_value(transform->arena, text.text, text.origin, out, diags);
	if (!read)
		return false;
	if (node_is_null(*out)) {
		*out = NULL;
		return true;
	}
	if ((*out)->kind != NODE_SEQ)
		return wrong_type(*out, "a JSON patch must be a list", "Patch", diags);
	NODE_EACH_ITEM (item, *out)
		if (item->value->kind != NODE_MAP && !node_is_null(item->value))
			return wrong_type(item->value, "an operation must be a mapping",
			                  "Operation", diags);
	return true;
}

/* ---- finding ---- */

/* Far from what was written it is a guess, and no slip. */
static bool is_slip(str written, str meant)
{
	enum { FAR = 3 };
	const size_t distance = str_distance(written, meant, FAR);
	return str_eq_nocase(written, meant) || (distance <= FAR && 2 * distance <= meant.len);
}

/* A patch without metadata.namespace does not match an object that has one: the usual trap. */
static void mend_patch(const struct resource *patch, const struct resource *closest,
                       struct diags *diags)
{
	const struct node *metadata = node_get(patch->root, STR("metadata"));
	const struct pair *name = node_find_pair(metadata, STR("name"));
	const struct node *namespace = node_get(metadata, STR("namespace"));
	const char *part = closest_difference(patch->id, closest->id);
	if (!part || !name || !name->value->at.source)
		return;
	if (str_eq(str_of(part), STR("namespace")) && closest->id.namespace.len > 0) {
		const str text = arena_printf(diags->arena, "namespace: %.*s",
		                              STR_ARG(closest->id.namespace));
		diag_note(diags, NO_MARK, "fix", "%.*s, in the patch's metadata", STR_ARG(text));
		if (!namespace)
			rewrite_add_pair(diags, false, name, text);
		else if (namespace->at.source)
			rewrite_word(diags, false, namespace->at, closest->id.namespace);
	} else if (str_eq(str_of(part), STR("name")) && is_slip(patch->id.name, closest->id.name)) {
		diag_note(diags, NO_MARK, "fix", "name: %.*s", STR_ARG(closest->id.name));
		rewrite_word(diags, false, name->value->at, closest->id.name);
	}
}

/* Is it a slip? A target's kind and name are patterns, but what nearly is a name is meant as one.
 */
static bool mend_target(const struct node *target, struct resource_id wanted,
                        const struct resource *closest, struct diags *diags)
{
	const char *part = closest_difference(wanted, closest->id);
	const struct node *value = part ? node_get(target, str_of(part)) : NULL;
	const str meant = node_get_text(closest->root, STR("kind"));
	if (!value || !value->at.source)
		return false;
	const str text = str_eq(str_of(part), STR("kind"))   ? meant
	                 : str_eq(str_of(part), STR("name")) ? closest->id.name
	                                                     : closest->id.namespace;
	if (text.len == 0 || !is_slip(value->text, text))
		return false;
	diag_note(diags, NO_MARK, "fix", "%s: %.*s", part, STR_ARG(text));
	rewrite_word(diags, false, value->at, text);
	return true;
}

/* Says where the patch is and which resources come near it. */
static void explain_target(const struct resmap *resources, const struct resource *patch,
                           const struct members *found, bool has_entry, struct diags *diags)
{
	struct arena *arena = resources->arena;
	const struct node *name = node_at_path(patch->root, "metadata/name");
	const str namespace = patch->id.namespace.len > 0 ? patch->id.namespace : STR("<none>");
	diag_code(diags, "KUS003");
	diag_label(diags, "wants %.*s/%.*s in namespace %.*s", STR_ARG(patch->id.gvk.kind),
	           STR_ARG(patch->id.name), STR_ARG(namespace));
	if (has_entry && name)
		diag_note(diags, name->at, "patch", "metadata.name: %.*s", STR_ARG(patch->id.name));
	const struct resource *closest =
		found->len == 0 ? closest_note(diags, resources, patch->id, false) : NULL;
	if (closest)
		mend_patch(patch, closest, diags);
	for (size_t i = 0; i < found->len; i++) {
		const str who = resource_id_for_people(arena, found->at[i]->resource.id);
		diag_note(diags, found->at[i]->resource.root->at, "match", "%.*s", STR_ARG(who));
	}
}

bool patching_check_annotations(const struct resource *patch, struct diags *diags)
{
	const struct node *annotations = node_at_path(patch->root, "metadata/annotations");
	return !node_is_seq(annotations) || node_count(annotations) % 2 == 0 ||
	       diag_error(diags, annotations->at, "annotations must be a mapping, not a list");
}

bool patching_find_target(struct transform *transform, const struct resmap *resources,
                          const struct resource *patch, struct mark entry, struct member **out,
                          struct diags *diags)
{
	if (!patching_check_annotations(patch, diags))
		return false;
	const struct members found = resmap_find_by_any_id(resources, patch->id);
	const str id = resource_id_to_text(transform->arena, patch->id);
	const struct node *name = node_at_path(patch->root, "metadata/name");
	if (found.len == 1) {
		*out = found.at[0];
		return true;
	}
	diag_error(diags,
	           entry.source ? entry
	           : name       ? name->at
	                        : patch->root->at,
	           "%s",
	           found.len == 0 ? "patch matches no resource"
	                          : "patch matches several resources");
	explain_target(resources, patch, &found, entry.source != NULL, diags);
	return diag_sentence(diags,
	                     "%s matches for Id %.*s; failed to find unique target for patch %.*s",
	                     found.len == 0 ? "no" : "multiple", STR_ARG(id), STR_ARG(id));
}

/* ---- applying ---- */

/* Says which resource the patch could not be applied to. Returns false. */
static bool note_resource(const struct transform *transform, const struct member *member,
                          struct diags *diags)
{
	const str who = resource_id_for_people(transform->arena, member->resource.id);
	return diag_note(diags, member->resource.root->at, "resource", "%.*s", STR_ARG(who));
}

/* A field that the patch may not have changed gets its text back; "" for none. */
static bool restore(struct transform *transform, struct node *map, const char *key, str text,
                    struct diags *diags)
{
	if (text.len > 0)
		return setter_field(transform->arena, map, str_of(key),
		                    node_new_scalar(transform->arena, text, map->at), diags);
	return true;
}

/* The namespace is always restored; kind and name unless the patch may change them. */
static bool restore_identity(struct transform *transform, struct node *root, struct resource_id id,
                             struct patch_options options, struct diags *diags)
{
	struct node *metadata = node_get(root, STR("metadata"));
	if (!metadata) {
		metadata = node_new_map(transform->arena, root->at);
		node_set(transform->arena, root, STR("metadata"), metadata);
	}
	if (id.namespace.len == 0)
		node_remove(metadata, STR("namespace"));
	return (options.kind || restore(transform, root, "kind", id.gvk.kind, diags)) &&
	       (options.name || restore(transform, metadata, "name", id.name, diags)) &&
	       restore(transform, metadata, "namespace", id.namespace, diags);
}

/* Makes a field of a patch's metadata a map of strings; one without entries goes. */
static bool make_strings(struct arena *arena, struct node *patch, str field, struct diags *diags)
{
	struct node *metadata = node_get(patch, STR("metadata"));
	const struct node *written = node_get(metadata, field);
	struct node *strings = node_new_map(arena, metadata->at);
	if (!written)
		return true;
	if (!setter_add_strings(arena, written, strings, diags))
		return false;
	node_remove(metadata, field);
	if (!node_is_empty(strings))
		node_set(arena, metadata, field, strings);
	return true;
}

/*
 * A copy of the patch under the target's apiVersion, whatever the patch says. In a patch that is
 * applied to what was selected, that is so where the target has none, too, and labels and
 * annotations are text: a null there does not remove one (CopyMergeMetaDataFieldsFrom).
 */
static bool prepare(struct arena *arena, const struct node *root, const struct node *patch,
                    struct patch_options options, struct node **out, struct diags *diags)
{
	const struct node *version = node_get(root, STR("apiVersion"));
	struct node *set = node_is_scalar(version) ? node_copy(arena, version)
	                                           : node_new_scalar(arena, STR(""), root->at);
	*out = node_copy(arena, patch);
	if ((node_is_scalar(version) || options.as_strings) &&
	    !setter_field(arena, *out, STR("apiVersion"), set, diags))
		return false;
	return !options.as_strings || (make_strings(arena, *out, STR("labels"), diags) &&
	                               make_strings(arena, *out, STR("annotations"), diags));
}

static bool replaces(const struct node *map)
{
	const str directive = node_get_text(map, STR("$patch"));
	return str_eq(directive, STR("replace")) || str_eq(directive, STR("delete"));
}

/* Takes the patch all annotations away? kustomize keeps its books there. */
static bool takes_books(const struct node *patch)
{
	const struct node *metadata = node_get(patch, STR("metadata"));
	const struct pair *annotations = node_find_pair(metadata, STR("annotations"));
	return replaces(metadata) ||
	       (annotations && (node_is_null(annotations->value) || replaces(annotations->value)));
}

/* The copy of the patch, most of which nobody needs afterwards, lives in `scratch`. */
static bool merge_copy(struct transform *transform, struct arena *scratch, struct resmap *resources,
                       struct member *member, const struct node *patch,
                       struct patch_options options, bool *deleted, struct diags *diags)
{
	struct node *root = member->resource.root, *copy;
	if (!prepare(scratch, root, patch, options, &copy, diags))
		return note_resource(transform, member, diags);
	if (takes_books(copy))
		member_forget(member);
	return strategic_merge(transform->arena, resources->schemas, root, copy, deleted, diags) ||
	       note_resource(transform, member, diags);
}

bool patching_merge(struct transform *transform, struct resmap *resources, struct member *member,
                    const struct node *patch, struct patch_options options, bool *changed,
                    struct diags *diags)
{
	struct node *root = member->resource.root;
	const struct resource_id id = member->resource.id;
	const struct node *before = transform->findings ? node_copy(transform->arena, root) : NULL;
	struct arena *scratch = arena_create();
	bool deleted = false;
	if (options.name || options.kind)
		resmap_push_id(resources, member);
	member->allow_name_change |= options.name;
	member->allow_kind_change |= options.kind;
	const bool merged =
		merge_copy(transform, scratch, resources, member, patch, options, &deleted, diags);
	arena_destroy(scratch);
	if (!merged)
		return false;
	if (deleted || node_is_empty(root)) {
		member->dropped = *changed = true;
		return true;
	}
	if (!restore_identity(transform, root, id, options, diags))
		return false;
	resmap_touch(resources, member);
	*changed |= !before || !node_eq(before, root);
	return true;
}

static bool operate(struct transform *transform, struct resmap *resources, struct member *member,
                    const struct node *operations, bool *changed, struct diags *diags)
{
	struct arena *arena = transform->arena;
	struct node *document;
	if (!value_from_node(arena, member->resource.root, &document, diags))
		return false;
	const struct node *before = transform->findings ? node_copy(arena, document) : NULL;
	internal_export(arena, member, document);
	if (operations && !json_patch_apply(arena, operations, &document, diags))
		return note_resource(transform, member, diags);
	json_patch_to_resource(arena, document);
	/* kustomize puts its annotations back, whatever was removed, but for records of origin. */
	if (!internal_settle(arena, document, diags))
		return note_resource(transform, member, diags);
	internal_forget_records(member, document);
	internal_export(arena, member, document);
	if (!resource_check(arena, document, diags))
		return false;
	internal_withdraw(member, document);
	*changed |= !before || !value_eq(before, document);
	member->resource.root = document;
	resmap_touch(resources, member);
	return true;
}

bool patching_operate(struct transform *transform, struct resmap *resources,
                      const struct node *target, const struct node *operations, bool keep_ids,
                      struct diags *diags)
{
	struct members selected = {0};
	bool changed = false;
	if (!selector_find(resources, target, &selected, diags))
		return false;
	for (size_t i = 0; i < selected.len; i++) {
		if (keep_ids)
			resmap_push_id(resources, selected.at[i]);
		if (!operate(transform, resources, selected.at[i], operations, &changed, diags))
			return false;
	}
	patching_note_effect(transform, resources, target->at, target, &selected, changed);
	return true;
}

/* ---- findings ---- */

void patching_note_effect(struct transform *transform, const struct resmap *resources,
                          struct mark at, const struct node *target, const struct members *selected,
                          bool changed)
{
	struct diags *findings = transform->findings;
	if (!findings || (selected->len > 0 && changed))
		return;
	if (selected->len > 0) {
		diag_add(findings, DIAG_WARNING, "KUS010", at, "patch changes nothing");
		const str who =
			resource_id_for_people(transform->arena, selected->at[0]->resource.id);
		diag_label(findings, "%.*s is already so", STR_ARG(who));
		diag_note(findings, NO_MARK, "fix", "remove the patch, or let it say what differs");
		return;
	}
	/* What `flux bootstrap` and the like are to write is a comment until then. */
	const str awaited = resources->awaited;
	diag_add(findings, awaited.len > 0 ? DIAG_NOTE : DIAG_ERROR, "KUS004", at,
	         "patch matches nothing");
	diag_label(findings, "no resource with %.*s",
	           STR_ARG(selector_for_people(transform->arena, target)));
	if (awaited.len > 0)
		diag_note(findings, NO_MARK, "awaited", "'%.*s' holds no resource yet",
		          STR_ARG(awaited));
	struct resource_id wanted = selector_id(target);
	const bool any_namespace = wanted.namespace.len == 0;
	const struct resource *closest = closest_note(findings, resources, wanted, any_namespace);
	if (!closest)
		return;
	if (any_namespace)
		wanted.namespace = closest->id.namespace;
	/* What was meant is there, whatever else is to come. */
	if (mend_target(target, wanted, closest, findings))
		findings->last->severity = DIAG_ERROR;
}
