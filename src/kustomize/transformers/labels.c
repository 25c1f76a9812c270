/* labels.c - labels and annotations: entries of maps */
#include "kustomize/setter.h"
#include "kustomize/transformers/table.h"

/* One label or annotation on its way into all fields of one resource. */
struct entry {
	struct arena *arena;
	str key;
	struct node *value;
};

static bool set_entry(struct node *field, void *context, struct diags *diags)
{
	const struct entry *entry = context;
	return setter_field(entry->arena, field, entry->key, entry->value, diags);
}

/* All fields of one resource that get the entry anew share one node: see setter_field(). */
static bool set_entries(const struct transform *transform, const struct node *entries,
                        struct resmap *resources, struct diags *diags)
{
	struct entry entry = {.arena = transform->arena};
	const struct field_visit visit = {transform->arena, set_entry, &entry, FIELD_CREATE_MAP};
	const struct fieldspec_index index =
		fieldspec_index_new(transform->arena, &transform->specs);
	if (node_count(entries) == 0)
		return true;
	for (size_t i = 0; i < resources->len; i++) {
		struct member *member = resources->at[i];
		if (member->dropped)
			continue;
		NODE_EACH_PAIR (pair, entries) {
			entry.key = pair->key.text;
			entry.value =
				node_new_str(transform->arena, pair->value->text, pair->value->at);
			if (!fieldspec_index_apply(&index, &member->resource, &visit, diags))
				return false;
		}
	}
	return true;
}

bool labels_run(struct transform *transform, struct resmap *resources, struct diags *diags)
{
	return set_entries(transform, node_get(transform->config, STR("labels")), resources, diags);
}

bool annotations_run(struct transform *transform, struct resmap *resources, struct diags *diags)
{
	return set_entries(transform, node_get(transform->config, STR("annotations")), resources,
	                   diags);
}
