/*
 * name_reference.c - see name_reference.h
 *
 * A referrer's field holds a name that some resource once had. Those that ever
 * had it are the candidates; they pass one sieve after another until one is
 * left, or several among which it does not matter.
 */
#include "kustomize/name_reference.h"

#include "base/buf.h"
#include "kustomize/history.h"
#include "kustomize/setter.h"

struct reference {
	struct fieldspec selects; /* first, so that an index of specs leads here */
	struct fieldspec field;   /* the same path whatever the kind: a patch may have changed it */
	struct gvk target;
};

struct fixer {
	struct arena *arena;
	struct resmap *resources;
	struct fieldspec_index index; /* over the `selects` of all references */
	/*
	 * The namespaces, original and current, that candidates of cluster-scoped referrers have,
	 * and those of referrers in a namespace N with that namespace and '\n' in front.
	 */
	struct map original_namespaces, current_namespaces;
	/* A present namespace, '\n' and any past name -> struct members * */
	struct map by_place;
	struct members *candidates; /* of the field being looked at */
};

/* One field being looked at. */
struct referring {
	const struct fixer *fixer;
	struct member *referrer;
	bool cluster_scoped;
	str namespace;                    /* effective */
	struct affixes subject_namespaces; /* of a RoleBinding's ServiceAccounts */
	const struct reference *reference;
	bool changed;
};

/* ---- namespaces ---- */

static const str CLUSTER = STR_INIT("_non_namespaceable_");

static bool is_cluster_scoped(const struct resmap *resources, const struct member *member)
{
	return merge_schemas_is_cluster_scoped(
		resources->schemas, node_get_text(member->resource.root, STR("apiVersion")),
		member->resource.id.gvk.kind);
}

static str present_namespace(const struct resmap *resources, const struct member *member)
{
	if (is_cluster_scoped(resources, member))
		return CLUSTER;
	const str namespace = member->resource.id.namespace;
	return namespace.len ? namespace : STR("default");
}

static str original_namespace(const struct resmap *resources, const struct member *member)
{
	return member->past.len ? member->past.at[0].namespace
				: present_namespace(resources, member);
}

static str group_key(struct arena *arena, str seen_from, str name)
{
	const str namespace = seen_from.len ? seen_from : STR("default");
	return arena_printf(arena, "%.*s\n%.*s", STR_ARG(namespace), STR_ARG(name));
}

static void note_group(struct fixer *fixer, struct map *groups, struct member *member,
		       str namespace)
{
	if (str_eq(namespace, CLUSTER))
		return;
	const str seen_from = present_namespace(fixer->resources, member);
	map_set(fixer->arena, groups, namespace, member);
	map_set(fixer->arena, groups, group_key(fixer->arena, seen_from, namespace), member);
}

static void note_past_names(struct fixer *fixer, struct member *member)
{
	const str namespace = present_namespace(fixer->resources, member);
	for (size_t i = 0; i < member->past.len; i++) {
		const str key = group_key(fixer->arena, namespace, member->past.at[i].name);
		struct members *members = map_get(&fixer->by_place, key);
		if (!members) {
			members = ARENA_NEW(fixer->arena, struct members);
			map_set(fixer->arena, &fixer->by_place, key, members);
		}
		if (members->len == 0 || members->at[members->len - 1] != member)
			*ARRAY_ADD(fixer->arena, members) = member;
	}
}

static bool is_subject_namespace(const struct referring *referring, const struct member *member)
{
	for (size_t i = 0; i < referring->subject_namespaces.len; i++)
		if (str_eq(referring->subject_namespaces.at[i], member->resource.id.namespace))
			return true;
	return false;
}

/* Is there a candidate whose namespace, original or current, is `namespace`? */
static bool has_group(const struct referring *referring, const struct map *groups, str namespace)
{
	const struct fixer *fixer = referring->fixer;
	if (referring->cluster_scoped)
		return map_get(groups, namespace);
	if (map_get(groups, group_key(fixer->arena, referring->namespace, namespace)) ||
	    map_get(groups, group_key(fixer->arena, CLUSTER, namespace)))
		return true;
	for (size_t i = 0; i < referring->subject_namespaces.len; i++)
		if (map_get(groups, group_key(fixer->arena, referring->subject_namespaces.at[i],
					      namespace)))
			return true;
	return false;
}

/*
 * The namespaces in which a RoleBinding's service accounts are: it may refer to those, which
 * nothing else outside them may.
 */
static bool read_subjects(struct referring *referring, struct diags *diags)
{
	struct arena *arena = referring->fixer->arena;
	const struct resource *resource = &referring->referrer->resource;
	const struct node *subjects = node_get(resource->root, STR("subjects"));
	if (!str_eq(resource->id.gvk.kind, STR("RoleBinding")) || !node_is_seq(subjects))
		return true;
	NODE_EACH_ITEM (item, subjects) {
		const struct node *namespace = node_get(item->value, STR("namespace"));
		if (!namespace || !str_eq(node_get_text(item->value, STR("kind")),
					  STR("ServiceAccount")))
			continue;
		if (!node_is_scalar(namespace) || namespace->kind != NODE_SCALAR ||
		    (namespace->tag != TAG_STR && namespace->tag != TAG_NONE)) {
			const str id = resource_id_to_text(arena, resource->id);
			diag_error(diags, namespace->at, "a subject's namespace must be a string");
			return diag_sentence(diags,
					     "Invalid Input: namespace is blank for resource \"%.*s\"\n",
					     STR_ARG(id));
		}
		*ARRAY_ADD(arena, &referring->subject_namespaces) = namespace->text;
	}
	return true;
}

/* ---- sieves ---- */

/* kustomize's SubsetThatCouldBeReferencedByResource. */
static bool is_within_reach(const struct referring *referring, const struct member *candidate)
{
	if (referring->cluster_scoped)
		return true;
	const str namespace = present_namespace(referring->fixer->resources, candidate);
	return str_eq(namespace, CLUSTER) || str_eq(namespace, referring->namespace) ||
	       is_subject_namespace(referring, candidate);
}

/* Did it ever have the name? The present one does not count: who was not renamed need not be
   followed. */
static bool had_name(const struct member *candidate, str name)
{
	for (size_t i = 0; i < candidate->past.len; i++)
		if (str_eq(candidate->past.at[i].name, name))
			return true;
	return false;
}

static bool was_selected(const struct member *candidate, struct gvk pattern)
{
	struct gvk gvk = candidate->resource.id.gvk;
	for (size_t i = 0; i < candidate->past.len; i++) {
		gvk.kind = candidate->past.at[i].kind;
		if (gvk_is_selected(gvk, pattern))
			return true;
	}
	return false;
}

/* For `roleRef/name`: the kind of role that stands beside the name. */
static bool fits_role_ref(const struct referring *referring, const struct member *candidate)
{
	if (!str_ends_with(referring->reference->field.path, STR("roleRef/name")))
		return true;
	const struct node *role_ref = node_get(referring->referrer->resource.root, STR("roleRef"));
	const struct node *group = node_get(role_ref, STR("apiGroup"));
	const struct node *kind = node_get(role_ref, STR("kind"));
	if (!node_is_scalar(group) || !node_is_scalar(kind))
		return true;
	return was_selected(candidate, (struct gvk){group->text, STR(""), kind->text});
}

static bool fits_namespace(const struct referring *referring, const struct member *candidate)
{
	if (referring->cluster_scoped ||
	    str_eq(candidate->resource.id.gvk.kind, STR("ServiceAccount")))
		return true;
	const str namespace = present_namespace(referring->fixer->resources, candidate);
	return str_eq(namespace, CLUSTER) || str_eq(namespace, referring->namespace);
}

/* Is the shorter list the end of the longer? An empty one is the end of an empty one only. */
static bool have_same_end(const struct affixes *a, const struct affixes *b)
{
	if (a->len == 0 || b->len == 0)
		return a->len == b->len;
	for (size_t i = 1; i <= a->len && i <= b->len; i++)
		if (!str_eq(a->at[a->len - i], b->at[b->len - i]))
			return false;
	return true;
}

static bool are_compatible(const struct affixes *a, const struct affixes *b, bool lenient)
{
	return (lenient && (a->len == 0 || b->len == 0)) || have_same_end(a, b);
}

static void sieve_by_affixes(const struct referring *referring, struct members *candidates,
			     bool lenient)
{
	const struct member *referrer = referring->referrer;
	size_t kept = 0;
	for (size_t i = 0; i < candidates->len; i++) {
		struct member *candidate = candidates->at[i];
		if (are_compatible(&referrer->prefixes, &candidate->prefixes, lenient) &&
		    are_compatible(&referrer->suffixes, &candidate->suffixes, lenient))
			candidates->at[kept++] = candidate;
	}
	candidates->len = kept;
}

/* ---- choosing ---- */

/* Where a reference in map form wants its target; NULL for none. */
struct wanted_namespace {
	const str *namespace;
	bool original; /* candidates have it as their original one, else as their current one */
};

static bool is_candidate(const struct referring *referring, const struct member *member, str name,
			 struct wanted_namespace wanted)
{
	const struct resmap *resources = referring->fixer->resources;
	if (member->dropped || !is_within_reach(referring, member) || !had_name(member, name) ||
	    !was_selected(member, referring->reference->target) ||
	    !fits_role_ref(referring, member) || !fits_namespace(referring, member))
		return false;
	return !wanted.namespace ||
	       str_eq(*wanted.namespace, wanted.original ? original_namespace(resources, member)
							 : present_namespace(resources, member));
}

static void add_candidates(const struct referring *referring, const struct members *from,
			   str name, struct wanted_namespace wanted)
{
	const struct fixer *fixer = referring->fixer;
	for (size_t i = 0; from && i < from->len; i++)
		if (is_candidate(referring, from->at[i], name, wanted))
			*ARRAY_ADD(fixer->arena, fixer->candidates) = from->at[i];
}

/* Fills fixer->candidates; one may occur twice. */
static void find_candidates(const struct referring *referring, str name,
			    struct wanted_namespace wanted)
{
	const struct fixer *fixer = referring->fixer;
	const struct affixes *subjects = &referring->subject_namespaces;
	fixer->candidates->len = 0;
	if (referring->cluster_scoped) {
		add_candidates(referring, resmap_named(fixer->resources, name), name, wanted);
		return;
	}
	/* Names repeat from namespace to namespace: only look where is_within_reach() allows. */
	for (size_t i = 0; i < subjects->len + 2; i++) {
		const str namespace = i == 0   ? referring->namespace
				      : i == 1 ? CLUSTER
					       : subjects->at[i - 2];
		const str key = group_key(fixer->arena, namespace, name);
		add_candidates(referring, map_get(&fixer->by_place, key), name, wanted);
	}
}

static bool are_several(const struct members *candidates)
{
	for (size_t i = 1; i < candidates->len; i++)
		if (candidates->at[i] != candidates->at[0])
			return true;
	return false;
}

static bool are_alike(const struct members *candidates, bool namespace_too)
{
	const struct resource_id first = candidates->at[0]->resource.id;
	for (size_t i = 1; i < candidates->len; i++) {
		const struct resource_id id = candidates->at[i]->resource.id;
		if (!str_eq(id.name, first.name) ||
		    (namespace_too && !str_eq(id.namespace, first.namespace)))
			return false;
	}
	return true;
}

static void remove_repeats(struct members *candidates)
{
	size_t kept = 0;
	for (size_t i = 0; i < candidates->len; i++) {
		bool seen = false;
		for (size_t j = 0; j < kept; j++)
			seen = seen || candidates->at[j] == candidates->at[i];
		if (!seen)
			candidates->at[kept++] = candidates->at[i];
	}
	candidates->len = kept;
}

static bool report_ambiguity(const struct referring *referring, const struct node *at,
			     const struct members *candidates, struct diags *diags)
{
	struct arena *arena = referring->fixer->arena;
	struct buf ids, details;
	buf_init(&ids, arena);
	buf_init(&details, arena);
	buf_printf(&details, "\n**** Too many possible referral targets to referrer:\n");
	history_to_yaml(&details, referring->referrer);
	diag_error(diags, at->at, "%zu resources may be meant here", candidates->len);
	for (size_t i = 0; i < candidates->len; i++) {
		const struct member *candidate = candidates->at[i];
		const str id = resource_id_to_text(arena, candidate->resource.id);
		buf_printf(&ids, "%s%.*s", i ? ", " : "", STR_ARG(id));
		buf_printf(&details, "\n--- possible referral %zu:\n", i);
		history_to_yaml(&details, candidate);
		diag_note(diags, candidate->resource.root->at, "one", "%.*s", STR_ARG(id));
	}
	return diag_sentence(diags, "found multiple possible referrals: %.*s\n%.*s\n",
			     STR_ARG(buf_text(&ids)), STR_ARG(buf_text(&details)));
}

/* The resource that `name` at `at` refers to in *out, NULL for none of the build's. */
static bool choose(const struct referring *referring, const struct node *at, str name,
		   struct wanted_namespace wanted, struct member **out, struct diags *diags)
{
	struct members *candidates = referring->fixer->candidates;
	find_candidates(referring, name, wanted);
	if (are_several(candidates))
		sieve_by_affixes(referring, candidates, true);
	if (are_several(candidates))
		sieve_by_affixes(referring, candidates, false);
	*out = candidates->len ? candidates->at[0] : NULL;
	if (!are_several(candidates) || are_alike(candidates, at->kind == NODE_MAP))
		return true;
	remove_repeats(candidates);
	return report_ambiguity(referring, at, candidates, diags);
}

/* ---- fields ---- */

static bool fix_scalar(struct referring *referring, struct node *field, struct diags *diags)
{
	struct member *target;
	if (!choose(referring, field, field->text, (struct wanted_namespace){0}, &target, diags))
		return false;
	if (!target || str_eq(target->resource.id.name, field->text))
		return true;
	referring->changed = true;
	return setter_text(referring->fixer->arena, field, target->resource.id.name, diags);
}

/* False when no candidate has the namespace that the field asks for. */
static bool read_wanted_namespace(const struct referring *referring, const struct node *field,
				  struct wanted_namespace *out)
{
	const struct node *namespace = node_get(field, STR("namespace"));
	*out = (struct wanted_namespace){0};
	if (!namespace)
		return true;
	static const str NONE = STR_INIT("");
	const struct fixer *fixer = referring->fixer;
	out->namespace = namespace->kind == NODE_SCALAR ? &namespace->text : &NONE;
	out->original = has_group(referring, &fixer->original_namespaces, *out->namespace);
	return out->original || has_group(referring, &fixer->current_namespaces, *out->namespace);
}

static bool fix_map(struct referring *referring, struct node *field, struct diags *diags)
{
	struct arena *arena = referring->fixer->arena;
	const struct node *name = node_get(field, STR("name"));
	if (!name) {
		diag_error(diags, field->at, "a reference to another resource needs a 'name'");
		return diag_sentence(diags, "path config error; no 'name' field in node");
	}
	struct wanted_namespace wanted;
	struct member *target;
	if (!read_wanted_namespace(referring, field, &wanted))
		return true;
	const str old_name = name->kind == NODE_SCALAR ? name->text : STR("");
	if (!choose(referring, field, old_name, wanted, &target, diags))
		return false;
	if (!target)
		return true;
	const struct resource_id id = target->resource.id;
	if (str_eq(id.name, old_name) && id.namespace.len == 0)
		return true;
	referring->changed = true;
	if (!setter_field(arena, field, STR("name"), node_new_scalar(arena, id.name, field->at),
			  diags))
		return false;
	/* An unset namespace does not overwrite "default". */
	return id.namespace.len == 0 ||
	       setter_field(arena, field, STR("namespace"),
			    node_new_scalar(arena, id.namespace, field->at), diags);
}

static bool fix_field(struct node *field, void *context, struct diags *diags)
{
	struct referring *referring = context;
	if (node_is_null(field))
		return true;
	switch (field->kind) {
	case NODE_SCALAR: return fix_scalar(referring, field, diags);
	case NODE_MAP: return fix_map(referring, field, diags);
	case NODE_SEQ: break;
	}
	NODE_EACH_ITEM (item, field) {
		if (node_is_seq(item->value)) {
			diag_error(diags, item->value->at, "a name or a mapping is needed here, not a list");
			return diag_sentence(diags, "node is expected to be either a string or a map "
						    "of string");
		}
		if (!fix_field(item->value, context, diags))
			return false;
	}
	return true;
}

static bool fix_member(const struct fixer *fixer, struct member *member, struct diags *diags)
{
	struct arena *arena = fixer->arena;
	struct referring referring = {.fixer = fixer, .referrer = member};
	const struct field_visit visit = {arena, fix_field, &referring, FIELD_CREATE_NOTHING};
	const struct gvk gvk = member_original_id(member).gvk;
	referring.namespace = present_namespace(fixer->resources, member);
	referring.cluster_scoped = str_eq(referring.namespace, CLUSTER);
	if (!read_subjects(&referring, diags))
		return false;

	const struct fieldspecs *specs = fieldspec_index_get(&fixer->index, gvk.kind);
	for (size_t i = 0; i < specs->len; i++) {
		const struct reference *reference = (const struct reference *)specs->at[i];
		if (!gvk_is_selected(gvk, reference->selects.gvk))
			continue;
		referring.reference = reference;
		if (fieldspec_apply(&reference->field, &member->resource, &visit, diags))
			continue;
		const str id = resource_id_to_text(arena, member->resource.id);
		return diag_prefix(diags, "updating name reference in '%.*s' field of '%.*s': ",
				   STR_ARG(reference->field.path), STR_ARG(id));
	}
	if (referring.changed)
		resmap_touch(fixer->resources, member);
	return true;
}

bool name_reference_fix(struct resmap *resources, const struct transformer_config *config,
			struct diags *diags)
{
	struct fixer fixer = {.arena = resources->arena, .resources = resources};
	fixer.candidates = ARENA_NEW(fixer.arena, struct members);
	struct fieldspecs selecting = {0};
	for (size_t i = 0; i < config->name_references.len; i++) {
		const struct name_reference *row = &config->name_references.at[i];
		for (size_t j = 0; j < row->referrers.len; j++) {
			const struct fieldspec *spec = row->referrers.at[j];
			struct reference *reference = ARENA_NEW(fixer.arena, struct reference);
			*reference = (struct reference){
				*spec, {.path = spec->path}, row->target};
			fieldspecs_append(fixer.arena, &selecting, &reference->selects);
		}
	}
	fixer.index = fieldspec_index_new(fixer.arena, &selecting);
	for (size_t i = 0; i < resources->len; i++) {
		struct member *member = resources->at[i];
		if (member->dropped)
			continue;
		note_group(&fixer, &fixer.original_namespaces, member,
			   original_namespace(resources, member));
		note_group(&fixer, &fixer.current_namespaces, member,
			   present_namespace(resources, member));
		note_past_names(&fixer, member);
	}
	for (size_t i = 0; i < resources->len; i++)
		if (!resources->at[i]->dropped && !fix_member(&fixer, resources->at[i], diags))
			return false;
	return true;
}
