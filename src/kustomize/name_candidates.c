/*
 * name_candidates.c - see name_candidates.h
 *
 * kustomize passes all resources through the sieves for every name. Here a name
 * leads to those that had it, and within a namespace to those that are there
 * now: a hundred overlays of one base share all their names.
 */
#include "kustomize/name_candidates.h"

#include "base/buf.h"
#include "kustomize/history.h"

/* ---- namespaces ---- */

static str present_namespace(const struct resmap *resources, const struct member *member)
{
	return resmap_effective_namespace(resources, member->resource.id);
}

static str original_namespace(const struct resmap *resources, const struct member *member)
{
	return member->past.len ? member->past.at[0].namespace
	                        : present_namespace(resources, member);
}

/* "" is "default" here as well: it is how a subject of a RoleBinding may spell it. */
static str key_in(struct arena *arena, str seen_from, str name)
{
	const str namespace = seen_from.len ? seen_from : STR("default");
	return ARENA_JOIN(arena, '\n', namespace, name);
}

/* ---- the index ---- */

static void note_namespace(struct arena *arena, struct map *namespaces, struct member *member,
                           str present, str namespace)
{
	if (str_eq(namespace, RESMAP_CLUSTER))
		return;
	map_set(arena, namespaces, namespace, member);
	map_set(arena, namespaces, key_in(arena, present, namespace), member);
}

static void note_past_names(struct arena *arena, struct map *by_place, struct member *member,
                            str present)
{
	for (size_t i = 0; i < member->past.len; i++) {
		const str key = key_in(arena, present, member->past.at[i].name);
		struct members *members = map_get(by_place, key);
		if (!members) {
			members = ARENA_NEW(arena, struct members);
			map_set(arena, by_place, key, members);
		}
		if (members->len == 0 || members->at[members->len - 1] != member)
			*ARRAY_ADD(arena, members) = member;
	}
}

struct name_index name_index_new(struct arena *arena, struct resmap *resources)
{
	struct name_index index = {.arena = arena,
	                           .resources = resources,
	                           .candidates = ARENA_NEW(arena, struct members)};
	for (size_t i = 0; i < resources->len; i++) {
		struct member *member = resources->at[i];
		if (member->dropped)
			continue;
		const str present = present_namespace(resources, member);
		note_namespace(arena, &index.original_namespaces, member, present,
		               original_namespace(resources, member));
		note_namespace(arena, &index.present_namespaces, member, present, present);
		note_past_names(arena, &index.by_place, member, present);
	}
	return index;
}

/* ---- referrers ---- */

static bool is_string(const struct node *node)
{
	return node->kind == NODE_SCALAR && (node->tag == TAG_STR || node->tag == TAG_NONE);
}

/*
 * The namespaces in which a RoleBinding's service accounts are: it may refer to what is in those,
 * as nobody else outside of them may.
 */
static bool read_subjects(struct referrer *referrer, struct diags *diags)
{
	struct arena *arena = referrer->index->arena;
	const struct resource *resource = &referrer->member->resource;
	const struct node *subjects = node_get(resource->root, STR("subjects"));
	if (!str_eq(resource->id.gvk.kind, STR("RoleBinding")) || !node_is_seq(subjects))
		return true;
	NODE_EACH_ITEM (item, subjects) {
		if (item->value->kind != NODE_MAP) /* kustomize panics */
			return diag_error(diags, item->value->at, "a subject must be a mapping");
		const struct node *namespace = node_get(item->value, STR("namespace"));
		const struct node *kind = node_get(item->value, STR("kind"));
		if (!namespace || !kind)
			continue;
		if (!is_string(kind)) /* the same */
			return diag_error(diags, kind->at, "a subject's kind must be a string");
		if (!str_eq(kind->text, STR("ServiceAccount")))
			continue;
		if (!is_string(namespace)) {
			const str id = resource_id_to_text(arena, resource->id);
			diag_error(diags, namespace->at, "a subject's namespace must be a string");
			return diag_sentence(
				diags, "Invalid Input: namespace is blank for resource \"%.*s\"\n",
				STR_ARG(id));
		}
		*ARRAY_ADD(arena, &referrer->subject_namespaces) = namespace->text;
	}
	return true;
}

bool referrer_init(struct referrer *referrer, const struct name_index *index, struct member *member,
                   struct diags *diags)
{
	*referrer = (struct referrer){.index = index, .member = member};
	referrer->namespace = present_namespace(index->resources, member);
	referrer->cluster_scoped = str_eq(referrer->namespace, RESMAP_CLUSTER);
	return read_subjects(referrer, diags);
}

/* Is there any candidate in such a namespace? */
static bool sees_namespace(const struct referrer *referrer, const struct map *namespaces,
                           str namespace)
{
	struct arena *arena = referrer->index->arena;
	if (referrer->cluster_scoped)
		return map_get(namespaces, namespace);
	if (map_get(namespaces, key_in(arena, referrer->namespace, namespace)) ||
	    map_get(namespaces, key_in(arena, RESMAP_CLUSTER, namespace)))
		return true;
	for (size_t i = 0; i < referrer->subject_namespaces.len; i++) {
		const str subject = referrer->subject_namespaces.at[i];
		if (map_get(namespaces, key_in(arena, subject, namespace)))
			return true;
	}
	return false;
}

/* ---- sieves ---- */

/* kustomize's SubsetThatCouldBeReferencedByResource. */
static bool is_within_reach(const struct referrer *referrer, const struct member *candidate)
{
	if (referrer->cluster_scoped)
		return true;
	const str namespace = present_namespace(referrer->index->resources, candidate);
	if (str_eq(namespace, RESMAP_CLUSTER) || str_eq(namespace, referrer->namespace))
		return true;
	for (size_t i = 0; i < referrer->subject_namespaces.len; i++)
		if (str_eq(referrer->subject_namespaces.at[i], candidate->resource.id.namespace))
			return true;
	return false;
}

/* Only past names count: who was never renamed need not be followed. */
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

/* A roleRef says which kind of role it means; one that does not say fits all. */
static bool fits_role_ref(const struct referrer *referrer, const struct held_name *held,
                          const struct member *candidate)
{
	if (!held->in_role_ref)
		return true;
	const struct node *role_ref = node_get(referrer->member->resource.root, STR("roleRef"));
	const struct node *group = node_get(role_ref, STR("apiGroup"));
	const struct node *kind = node_get(role_ref, STR("kind"));
	if (!node_is_scalar(group) || !node_is_scalar(kind))
		return true;
	return was_selected(candidate, (struct gvk){group->text, STR(""), kind->text});
}

/* Service accounts may be named across namespaces, by whoever has them within reach. */
static bool fits_namespace(const struct referrer *referrer, const struct member *candidate)
{
	if (referrer->cluster_scoped ||
	    str_eq(candidate->resource.id.gvk.kind, STR("ServiceAccount")))
		return true;
	const str namespace = present_namespace(referrer->index->resources, candidate);
	return str_eq(namespace, RESMAP_CLUSTER) || str_eq(namespace, referrer->namespace);
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

/*
 * Copies of one base are told apart by what was put before and behind their names. `lenient`: who
 * has no prefix, or no suffix, is compatible with all.
 */
static void sieve_by_affixes(const struct referrer *referrer, struct members *candidates,
                             bool lenient)
{
	const struct member *member = referrer->member;
	size_t kept = 0;
	for (size_t i = 0; i < candidates->len; i++) {
		struct member *candidate = candidates->at[i];
		if (are_compatible(&member->prefixes, &candidate->prefixes, lenient) &&
		    are_compatible(&member->suffixes, &candidate->suffixes, lenient))
			candidates->at[kept++] = candidate;
	}
	candidates->len = kept;
}

/* ---- candidates ---- */

/* Where a name's own namespace is looked for. */
enum wanted { WANTED_ANY, WANTED_ORIGINAL, WANTED_PRESENT, WANTED_NONE };

/* By the namespaces that resources came from, and only if that is nobody's, by present ones. */
static enum wanted wanted_namespace(const struct referrer *referrer, const str *namespace)
{
	const struct name_index *index = referrer->index;
	if (!namespace)
		return WANTED_ANY;
	if (sees_namespace(referrer, &index->original_namespaces, *namespace))
		return WANTED_ORIGINAL;
	return sees_namespace(referrer, &index->present_namespaces, *namespace) ? WANTED_PRESENT
	                                                                        : WANTED_NONE;
}

static bool is_where_wanted(const struct referrer *referrer, const struct held_name *held,
                            enum wanted wanted, const struct member *candidate)
{
	const struct resmap *resources = referrer->index->resources;
	switch (wanted) {
	case WANTED_ANY: return true;
	case WANTED_ORIGINAL:
		return str_eq(*held->namespace, original_namespace(resources, candidate));
	case WANTED_PRESENT:
		return str_eq(*held->namespace, present_namespace(resources, candidate));
	case WANTED_NONE: break;
	}
	return false;
}

static void add_candidates(const struct referrer *referrer, const struct held_name *held,
                           enum wanted wanted, const struct members *from)
{
	struct members *candidates = referrer->index->candidates;
	for (size_t i = 0; from && i < from->len; i++) {
		struct member *member = from->at[i];
		if (!member->dropped && is_within_reach(referrer, member) &&
		    had_name(member, held->name) && was_selected(member, held->target) &&
		    fits_role_ref(referrer, held, member) && fits_namespace(referrer, member) &&
		    is_where_wanted(referrer, held, wanted, member))
			*ARRAY_ADD(referrer->index->arena, candidates) = member;
	}
}

/* Fills index->candidates; one may occur twice. */
static void find_candidates(const struct referrer *referrer, const struct held_name *held)
{
	const struct name_index *index = referrer->index;
	const enum wanted wanted = wanted_namespace(referrer, held->namespace);
	const struct affixes *subjects = &referrer->subject_namespaces;
	index->candidates->len = 0;
	if (referrer->cluster_scoped) {
		add_candidates(referrer, held, wanted, resmap_named(index->resources, held->name));
		return;
	}
	/* Only where is_within_reach() allows, not wherever the name occurs. */
	for (size_t i = 0; i < subjects->len + 2; i++) {
		const str namespace = i == 0   ? referrer->namespace
		                      : i == 1 ? RESMAP_CLUSTER
		                               : subjects->at[i - 2];
		const str key = key_in(index->arena, namespace, held->name);
		add_candidates(referrer, held, wanted, map_get(&index->by_place, key));
	}
}

/* ---- choosing ---- */

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

static bool report_ambiguity(const struct referrer *referrer, const struct held_name *held,
                             const struct members *candidates, struct diags *diags)
{
	struct arena *arena = referrer->index->arena;
	struct buf ids, details;
	buf_init(&ids, arena);
	buf_init(&details, arena);
	buf_printf(&details, "\n**** Too many possible referral targets to referrer:\n");
	history_to_yaml(&details, referrer->member);
	diag_error(diags, held->at->at, "%zu resources may be meant here", candidates->len);
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

bool referrer_find(const struct referrer *referrer, const struct held_name *held,
                   struct member **out, struct diags *diags)
{
	struct members *candidates = referrer->index->candidates;
	find_candidates(referrer, held);
	if (are_several(candidates))
		sieve_by_affixes(referrer, candidates, true);
	if (are_several(candidates))
		sieve_by_affixes(referrer, candidates, false);
	*out = candidates->len ? candidates->at[0] : NULL;
	/* A reference in the form of a mapping takes the target's namespace, too. */
	if (!are_several(candidates) || are_alike(candidates, held->at->kind == NODE_MAP))
		return true;
	remove_repeats(candidates);
	return report_ambiguity(referrer, held, candidates, diags);
}
