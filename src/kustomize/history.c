/*
 * history.c - see history.h
 *
 * Made for error texts alone, so nothing here is quick.
 */
#include "kustomize/history.h"

#include "kustomize/internal.h"
#include "yaml/emit.h"
#include "yaml/value.h"

/* A value of the member with its history, NULL when it has no JSON form. */
static struct node *with_history(struct arena *arena, const struct member *member)
{
	struct diags ignored;
	struct node *value;
	diags_init(&ignored, arena);
	if (!value_from_node(arena, member->resource.root, &value, &ignored))
		return NULL;
	internal_open(arena, value);
	internal_export(arena, member, value);
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
