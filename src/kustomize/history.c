/*
 * history.c - see history.h
 *
 * Made for error texts alone, so nothing here is quick.
 */
#include "kustomize/history.h"

#include "yaml/emit.h"
#include "yaml/value.h"

static str past_name(const struct past_id *id)
{
	return id->name;
}

static str past_namespace(const struct past_id *id)
{
	return id->namespace;
}

static str past_kind(const struct past_id *id)
{
	return id->kind;
}

static void annotate(struct arena *arena, struct node *annotations, const char *key, str value)
{
	const str full = arena_printf(arena, "internal.config.kubernetes.io/%s", key);
	node_set(arena, annotations, full, node_new_str(arena, value, annotations->at));
}

/* kustomize joins with commas and does not escape them. */
static void annotate_past(struct arena *arena, struct node *annotations, const char *key,
                          const struct member *member, str (*part)(const struct past_id *id))
{
	struct buf list;
	buf_init(&list, arena);
	for (size_t i = 0; i < member->past.len; i++) {
		if (i > 0)
			buf_add_char(&list, ',');
		buf_add(&list, part(&member->past.at[i]));
	}
	if (list.len)
		annotate(arena, annotations, key, buf_text(&list));
}

static void annotate_affixes(struct arena *arena, struct node *annotations, const char *key,
                             const struct affixes *affixes)
{
	struct buf list;
	buf_init(&list, arena);
	for (size_t i = 0; i < affixes->len; i++) {
		if (i > 0)
			buf_add_char(&list, ',');
		buf_add(&list, affixes->at[i]);
	}
	if (list.len)
		annotate(arena, annotations, key, buf_text(&list));
}

static const char *const BEHAVIORS[] = {
	[BEHAVIOR_UNSET] = "unspecified",
	[BEHAVIOR_CREATE] = "create",
	[BEHAVIOR_REPLACE] = "replace",
	[BEHAVIOR_MERGE] = "merge",
};

/* A value of the member with its history, NULL when it has no JSON form. */
static struct node *with_history(struct arena *arena, const struct member *member)
{
	struct diags ignored;
	struct node *value;
	diags_init(&ignored, arena);
	if (!value_from_node(arena, member->resource.root, &value, &ignored))
		return NULL;
	struct node *metadata = node_get(value, STR("metadata"));
	if (!node_is_map(metadata)) {
		metadata = node_new_map(arena, value->at);
		node_set(arena, value, STR("metadata"), metadata);
	}
	struct node *annotations = node_get(metadata, STR("annotations"));
	if (!node_is_map(annotations))
		annotations = node_new_map(arena, value->at);
	annotate_past(arena, annotations, "previousKinds", member, past_kind);
	annotate_past(arena, annotations, "previousNames", member, past_name);
	annotate_past(arena, annotations, "previousNamespaces", member, past_namespace);
	annotate_affixes(arena, annotations, "prefixes", &member->prefixes);
	annotate_affixes(arena, annotations, "suffixes", &member->suffixes);
	/* Only what a generator made has these. */
	if (member->needs_hash || member->behavior != BEHAVIOR_UNSET)
		annotate(arena, annotations, "generatorBehavior",
		         str_of(BEHAVIORS[member->behavior]));
	if (member->needs_hash)
		annotate(arena, annotations, "needsHashSuffix", STR("enabled"));
	if (!node_is_empty(annotations))
		node_set(arena, metadata, STR("annotations"), annotations);
	return value;
}

void history_to_json(struct buf *out, const struct member *member)
{
	const struct node *value = with_history(out->arena, member);
	if (value)
		value_to_json(out, value);
}

void history_to_yaml(struct buf *out, const struct member *member)
{
	const struct node *value = with_history(out->arena, member);
	if (value)
		emit_value(out, value);
}
