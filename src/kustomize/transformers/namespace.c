/*
 * namespace.c - namespace: where everything goes that lives in one
 *
 * A resource that is moved keeps its former id, by which patches and references may still call it.
 * Some subjects of role bindings are moved here as well, by rules of their own; the others follow
 * as references to what they name.
 */
#include "base/quote.h"
#include "kustomize/history.h"
#include "kustomize/setter.h"
#include "kustomize/transformers/table.h"

/* Which subjects of role bindings move along. Others follow as references to what they name. */
enum subjects { SUBJECTS_DEFAULT, SUBJECTS_ALL, SUBJECTS_NONE };

static const struct {
	const char *name;
	enum subjects subjects;
} SUBJECTS[] = {
	{"", SUBJECTS_DEFAULT},
	{"defaultOnly", SUBJECTS_DEFAULT},
	{"none", SUBJECTS_NONE},
	{"allServiceAccounts", SUBJECTS_ALL},
};

struct namespace_change {
	struct arena *arena;
	str namespace;
	bool unset_only;
	enum subjects subjects;
	bool wrong_kind; /* the last error: a field spec led to no scalar */
	struct fieldspec_index index;
};

bool namespace_configure(struct transform *transform, struct diags *diags)
{
	const str name = node_get_text(transform->config, STR("setRoleBindingSubjects"));
	for (size_t i = 0; i < sizeof SUBJECTS / sizeof *SUBJECTS; i++) {
		if (!str_eq(name, str_of(SUBJECTS[i].name)))
			continue;
		enum subjects *subjects = ARENA_NEW(transform->arena, enum subjects);
		*subjects = SUBJECTS[i].subjects;
		transform->state = subjects;
		return true;
	}
	const str quoted = quote_go_new(transform->arena, name);
	diag_error(diags, transform->at,
	           "setRoleBindingSubjects must be defaultOnly, none or allServiceAccounts");
	return diag_sentence(diags,
	                     "invalid value %.*s for setRoleBindingSubjects: must be one of "
	                     "\"defaultOnly\", \"none\" or \"allServiceAccounts\"",
	                     STR_ARG(quoted));
}

/* Always text: namespaces may look like numbers. */
static bool set_namespace(struct node *field, void *context, struct diags *diags)
{
	struct namespace_change *change = context;
	const bool is_set =
		!node_is_null(field) && field->kind == NODE_SCALAR && field->text.len > 0;
	if (change->unset_only && is_set)
		return true;
	change->wrong_kind =
		!setter_tagged(change->arena, field, change->namespace, TAG_STR, diags);
	return !change->wrong_kind;
}

/* ---- role bindings ---- */

/* By kind alone, whatever the group. */
static bool is_role_binding(str kind)
{
	return str_eq(kind, STR("RoleBinding")) || str_eq(kind, STR("ClusterRoleBinding"));
}

/* Moves a subject whose `field` is `value`. */
static bool move_subject(struct namespace_change *change, struct node *subject, str field,
                         str value, struct diags *diags)
{
	const struct node *found = node_get(subject, field);
	if (!setter_expect_kind(change->arena, subject, NODE_MAP, diags) ||
	    !setter_expect_kind(change->arena, found, NODE_SCALAR, diags))
		return diag_prefix(diags, "looking up %.*s on (cluster)role binding subject: ",
		                   STR_ARG(field));
	if (!node_is_scalar(found) || !str_eq(found->text, value))
		return true;
	struct node *namespace = node_get(subject, STR("namespace"));
	if (!namespace) {
		namespace = node_new_scalar(change->arena, STR(""), subject->at);
		node_set(change->arena, subject, STR("namespace"), namespace);
	}
	return set_namespace(namespace, change, diags);
}

static bool move_subjects(struct namespace_change *change, const struct node *root,
                          struct diags *diags)
{
	const struct node *subjects = node_get(root, STR("subjects"));
	if (change->subjects == SUBJECTS_NONE || node_is_null(subjects))
		return true;
	bool ok = setter_expect_kind(change->arena, subjects, NODE_SEQ, diags);
	if (ok)
		NODE_EACH_ITEM (item, subjects)
			ok = ok && (change->subjects == SUBJECTS_ALL
			                    ? move_subject(change, item->value, STR("kind"),
			                                   STR("ServiceAccount"), diags)
			                    : move_subject(change, item->value, STR("name"),
			                                   STR("default"), diags));
	return ok || diag_prefix(diags, "setting namespace on (cluster)role binding subjects: ");
}

/* ---- resources ---- */

/* What has rules of its own is not done by a field spec as well. */
static bool is_superseded(const struct fieldspec *spec, str api_version, str kind)
{
	if (str_eq(spec->path, STR("metadata/namespace")))
		return true;
	if (str_eq(spec->path, STR("metadata/name")))
		return !str_eq(api_version, STR("v1"));
	return is_role_binding(kind) && is_role_binding(spec->gvk.kind) &&
	       str_eq(spec->path, STR("subjects/namespace"));
}

static bool apply_specs(struct namespace_change *change, const struct resource *resource,
                        const struct field_visit *visit, str api_version, struct diags *diags)
{
	const str kind = resource->id.gvk.kind;
	const struct fieldspecs *specs = fieldspec_index_get(&change->index, kind);
	for (size_t i = 0; i < specs->len; i++) {
		if (is_superseded(specs->at[i], api_version, kind))
			continue;
		change->wrong_kind = false;
		if (!fieldspec_apply(specs->at[i], resource, visit, diags))
			return diag_prefix(diags, change->wrong_kind
			                                  ? "namespace field specs must target "
			                                    "scalar nodes: "
			                                  : "namespace transformation failed: ");
	}
	return true;
}

/* What kustomize's table does not know as cluster-scoped gets a namespace, custom resources too. */
static bool move_member(struct namespace_change *change, struct resmap *resources,
                        struct member *member, struct diags *diags)
{
	static const struct fieldspec OWN = {.path = STR_INIT("metadata/namespace"),
	                                     .create = true};
	const struct field_visit visit = {change->arena, set_namespace, change,
	                                  FIELD_CREATE_SCALAR};
	struct resource *resource = &member->resource;
	const str api_version = node_get_text(resource->root, STR("apiVersion"));
	if (!resmap_is_cluster_scoped(resources, resource->id) &&
	    !fieldspec_apply(&OWN, resource, &visit, diags))
		return false;
	if (is_role_binding(resource->id.gvk.kind) && !move_subjects(change, resource->root, diags))
		return false;
	if (!apply_specs(change, resource, &visit, api_version, diags))
		return false;
	resmap_touch(resources, member);
	return true;
}

bool namespace_move(struct transform *transform, str namespace, struct resmap *resources,
                    struct member *member, struct diags *diags)
{
	struct namespace_change change = {.arena = transform->arena, .namespace = namespace};
	return move_member(&change, resources, member, diags);
}

static bool report_conflict(const struct resmap *resources, const struct member *member,
                            const struct member *other, struct diags *diags)
{
	struct buf list;
	buf_init(&list, resources->arena);
	const struct resource_id id = member->resource.id;
	for (size_t i = 0; i < resources->len; i++) {
		const struct member *one = resources->at[i];
		if (one->dropped || !resmap_same_id(resources, one->resource.id, id))
			continue;
		if (list.len)
			buf_add_char(&list, ' ');
		history_to_json(&list, one);
	}
	const str people = resource_id_for_people(resources->arena, id);
	diag_error(diags, member->resource.root->at, "two resources would become %.*s",
	           STR_ARG(people));
	diag_sentence(diags, "namespace transformation produces ID conflict: [%.*s]",
	              STR_ARG(buf_text(&list)));
	return diag_note(diags, other->resource.root->at, "other", "%.*s", STR_ARG(people));
}

/* Against all others as they are by now, moved or still to be moved. */
static bool check_unique(const struct resmap *resources, const struct member *member,
                         struct diags *diags)
{
	const struct resource_id id = member->resource.id;
	const struct members *placed = resmap_placed(resources, id);
	for (size_t i = 0; placed && i < placed->len; i++) {
		const struct member *other = placed->at[i];
		if (other != member && !other->dropped &&
		    resmap_same_id(resources, other->resource.id, id))
			return report_conflict(resources, member, other, diags);
	}
	return true;
}

bool namespace_run(struct transform *transform, struct resmap *resources, struct diags *diags)
{
	const struct node *config = transform->config;
	struct namespace_change change = {
		.arena = transform->arena,
		.namespace = node_get_text(node_get(config, STR("metadata")), STR("namespace")),
		.unset_only = str_eq(node_get_text(config, STR("unsetOnly")), STR("true")),
		.subjects = *(const enum subjects *)transform->state,
		.index = fieldspec_index_new(transform->arena, &transform->specs),
	};
	if (change.namespace.len == 0)
		return true;
	for (size_t i = 0; i < resources->len; i++) {
		struct member *member = resources->at[i];
		if (member->dropped || node_is_empty(member->resource.root))
			continue;
		resmap_push_id(resources, member);
		if (!move_member(&change, resources, member, diags) ||
		    !check_unique(resources, member, diags))
			return false;
	}
	return true;
}
