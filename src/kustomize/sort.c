/*
 * sort.c - see sort.h
 *
 * Legacy order: by the rank of the kind, then by text that kustomize makes up for comparing. The
 * texts are made once for each resource, not once for each comparison.
 */
#include "kustomize/sort.h"

#include <stdlib.h>

static const str ORDER_FIRST[] = {
	STR_INIT("Namespace"),
	STR_INIT("ResourceQuota"),
	STR_INIT("StorageClass"),
	STR_INIT("CustomResourceDefinition"),
	STR_INIT("ServiceAccount"),
	STR_INIT("PodSecurityPolicy"),
	STR_INIT("Role"),
	STR_INIT("ClusterRole"),
	STR_INIT("RoleBinding"),
	STR_INIT("ClusterRoleBinding"),
	STR_INIT("ConfigMap"),
	STR_INIT("Secret"),
	STR_INIT("Endpoints"),
	STR_INIT("Service"),
	STR_INIT("LimitRange"),
	STR_INIT("PriorityClass"),
	STR_INIT("PersistentVolume"),
	STR_INIT("PersistentVolumeClaim"),
	STR_INIT("Deployment"),
	STR_INIT("StatefulSet"),
	STR_INIT("CronJob"),
	STR_INIT("PodDisruptionBudget"),
};
static const str ORDER_LAST[] = {
	STR_INIT("MutatingWebhookConfiguration"),
	STR_INIT("ValidatingWebhookConfiguration"),
};

/* A member with what it is compared by. */
struct sortable {
	struct member *member;
	long rank; /* below 0: listed first; 0: not listed; above: listed last */
	str gvk, id;
};

struct ranks {
	struct arena *arena;
	struct map by_kind; /* kind -> long * */
};

static void set_rank(struct ranks *ranks, str kind, long rank)
{
	long *kept = ARENA_NEW(ranks->arena, long);
	*kept = rank;
	map_set(ranks->arena, &ranks->by_kind, kind, kept);
}

enum {
	FIRST_LEN = sizeof ORDER_FIRST / sizeof *ORDER_FIRST,
	LAST_LEN = sizeof ORDER_LAST / sizeof *ORDER_LAST,
};

static void rank_defaults(struct ranks *ranks)
{
	for (long i = 0; i < FIRST_LEN; i++)
		set_rank(ranks, ORDER_FIRST[i], i - FIRST_LEN);
	for (long i = 0; i < LAST_LEN; i++)
		set_rank(ranks, ORDER_LAST[i], i + 1);
}

long sort_rank(str kind)
{
	for (long i = 0; i < FIRST_LEN; i++)
		if (str_eq(kind, ORDER_FIRST[i]))
			return i - FIRST_LEN;
	for (long i = 0; i < LAST_LEN; i++)
		if (str_eq(kind, ORDER_LAST[i]))
			return i + 1;
	return 0;
}

/* A kind in both lists goes last: it is ranked twice. */
static void rank_lists(struct ranks *ranks, const struct node *options)
{
	const struct node *first = node_get(options, STR("orderFirst"));
	const struct node *last = node_get(options, STR("orderLast"));
	long rank = -(long)node_count(first);
	if (first)
		NODE_EACH_ITEM (item, first)
			set_rank(ranks, item->value->text, rank++);
	rank = 1;
	if (last)
		NODE_EACH_ITEM (item, last)
			set_rank(ranks, item->value->text, rank++);
}

static str part_or(str part, const char *placeholder)
{
	return part.len ? part : str_of(placeholder);
}

/* kustomize compares these very texts, placeholders and all: '~' sorts behind every letter. */
str sort_key(struct arena *arena, struct gvk gvk)
{
	const str group = part_or(gvk.group, "~G"), version = part_or(gvk.version, "~V");
	const str kind = part_or(gvk.kind, "~K");
	return ARENA_JOIN(arena, '_', group, version, kind);
}

static struct sortable sortable_of(struct ranks *ranks, struct member *member)
{
	const struct resource_id id = member->resource.id;
	const long *rank = map_get(&ranks->by_kind, id.gvk.kind);
	const str gvk = gvk_to_text(ranks->arena, id.gvk);
	const str namespace = part_or(id.namespace, "~X"), name = part_or(id.name, "~N");
	return (struct sortable){member, rank ? *rank : 0, sort_key(ranks->arena, id.gvk),
	                         ARENA_JOIN(ranks->arena, '|', gvk, namespace, name)};
}

/* Two kinds `Namespace` of which one has no group: that one comes first, against the text. */
static int namespaces_first(const struct gvk *a, const struct gvk *b)
{
	const str kind = STR("Namespace");
	if (!str_eq(a->kind, kind) || !str_eq(b->kind, kind) || !a->group.len == !b->group.len)
		return 0;
	return a->group.len == 0 ? -1 : 1;
}

static int compare(const void *x, const void *y)
{
	const struct sortable *a = x, *b = y;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	const struct gvk *left = &a->member->resource.id.gvk, *right = &b->member->resource.id.gvk;
	if (!gvk_eq(*left, *right)) {
		const int order = namespaces_first(left, right);
		return order ? order : str_cmp(a->gvk, b->gvk);
	}
	return str_cmp(a->id, b->id);
}

static void sort_legacy(struct resmap *resources, const struct node *options)
{
	struct arena *scratch = arena_create();
	struct ranks ranks = {.arena = scratch};
	if (options)
		rank_lists(&ranks, options);
	else
		rank_defaults(&ranks);
	struct sortable *sortables = ARENA_ARRAY(scratch, struct sortable, resources->len + 1);
	for (size_t i = 0; i < resources->len; i++)
		sortables[i] = sortable_of(&ranks, resources->at[i]);
	qsort(sortables, resources->len, sizeof *sortables, compare);
	for (size_t i = 0; i < resources->len; i++)
		resources->at[i] = sortables[i].member;
	arena_destroy(scratch);
}

/* What two resources became may be one: found only here, where kustomize adds them all again. */
static bool check_unique(struct resmap *resources, struct diags *diags)
{
	struct resmap again;
	struct arena *scratch = arena_create();
	resmap_init(&again, scratch, resources->schemas);
	const bool ok = resmap_add_all(&again, resources, diags);
	arena_destroy(scratch);
	return ok || diag_prefix(diags, "SortOrderTransformer: Failed to append to resources: ");
}

bool sort_resources(struct resmap *resources, const struct node *sort_options, bool keep_order,
                    struct diags *diags)
{
	const struct node *legacy = node_get(sort_options, STR("legacySortOptions"));
	const str order = node_get_text(sort_options, STR("order"));
	if (!sort_options) {
		if (keep_order)
			return true;
		sort_legacy(resources, NULL);
		return check_unique(resources, diags);
	}
	if (keep_order)
		diag_add(diags, DIAG_WARNING, "KUS006", sort_options->at,
		         "Warning: Sorting order is set both in 'kustomization.yaml' "
		         "('sortOptions') "
		         "and in a CLI flag ('--reorder'). Using the kustomization file over the "
		         "CLI "
		         "flag.");
	if (str_eq(order, STR("fifo")) && legacy) {
		diag_error(diags, legacy->at, "legacySortOptions go with the order 'legacy' only");
		return diag_sentence(diags,
		                     "the field 'sortOptions.legacySortOptions' is set but the "
		                     "selected sort order is 'fifo', not 'legacy'");
	}
	if (str_eq(order, STR("fifo")))
		return true;
	if (!str_eq(order, STR("legacy"))) {
		diag_error(diags, sort_options->at, "sortOptions.order must be fifo or legacy");
		return diag_sentence(diags,
		                     "the field 'sortOptions.order' must be one of [fifo, legacy]");
	}
	sort_legacy(resources, legacy);
	return check_unique(resources, diags);
}
