/*
 * strategic_merge.c - see strategic_merge.h
 *
 * A mapping chooses which side survives, then each of its keys is merged into
 * that side. Only the patch can be wrong, so what it does not mention is walked
 * in file order, and what it does in the order of keys, which decides the error
 * that is found first.
 */
#include "kustomize/strategic_merge.h"

#include <assert.h>
#include <stdlib.h>

#include "kustomize/merge_walk.h"
#include "kustomize/setter.h"
#include "yaml/resolve.h"

static const str DIRECTIVE = STR_INIT("$patch");

bool merge_directive(struct merge_walk *walk, const struct node *value, enum directive *out)
{
	static const struct {
		str text;
		enum directive directive;
	} WORDS[] = {
		{STR_INIT("delete"), DIRECTIVE_DELETE},
		{STR_INIT("merge"), DIRECTIVE_MERGE},
		{STR_INIT("replace"), DIRECTIVE_REPLACE},
	};
	const str text = node_text(value);
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
		if (str_eq(text, WORDS[i].text)) {
			*out = WORDS[i].directive;
			return true;
		}
	}
	diag_error(walk->diags, value->at, "$patch must be delete, merge or replace, not '%.*s'",
	           STR_ARG(text));
	return diag_sentence(walk->diags, "unknown patch strategy '%.*s'", STR_ARG(text));
}

/* Reads the directive of a patch's mapping or list and takes it out. */
static bool take_directive(struct merge_walk *walk, struct node *patch, enum directive *out)
{
	*out = DIRECTIVE_MERGE;
	if (node_is_null(patch))
		return true;
	if (patch->kind == NODE_SEQ)
		return merge_list_directive(walk, patch, out);
	const struct node *value = node_get(patch, DIRECTIVE);
	if (!value)
		return true;
	node_remove(patch, DIRECTIVE);
	return merge_directive(walk, value, out);
}

/* ---- setting fields ---- */

/*
 * The new value in the old one's place. The old style stays: a quoted number stays a string. A
 * value that nothing replaces is set all the same, and quoted by the rule of add_value(): what a
 * reader took for text stays text, also when it is patched next.
 */
static void replace_value(struct node *old, const struct node *value)
{
	if (old != value)
		node_replace(old, value);
	else if (old->style == STYLE_PLAIN && !old->explicit_tag && old->kind == NODE_SCALAR &&
	         (old->tag == TAG_STR || old->tag == TAG_NONE) && old->text.len > 0 &&
	         resolve_tag(old->text, YAML_11) != TAG_STR)
		old->style = STYLE_DOUBLE;
}

/*
 * A field that was not there. Its key keeps no tag but its style; a string that YAML 1.1 would
 * take for something else is quoted, which matters to whoever patches it next.
 */
static void add_value(struct merge_walk *walk, struct node *map, const struct node *key,
                      struct node *value)
{
	if (value->kind == NODE_SCALAR && value->style == STYLE_PLAIN &&
	    (value->tag == TAG_STR || value->tag == TAG_NONE) &&
	    setter_text_is_typed(walk->arena, value->text))
		value->style = STYLE_DOUBLE;
	struct node untagged = *key;
	untagged.tag = TAG_NONE;
	untagged.explicit_tag = 0;
	node_add_pair(walk->arena, map, untagged, value);
}

/* Takes out the pairs whose value is NULL. */
static void sweep(struct node *map)
{
	struct pair **slot = &map->first;
	map->last = NULL;
	for (struct pair *pair = map->first; pair; pair = pair->next) {
		if (!pair->value)
			continue;
		*slot = map->last = pair;
		slot = &pair->next;
	}
	*slot = NULL;
}

/* ---- mappings ---- */

/* The schema of a field; one in a comment beside its key, the target's before the patch's, wins. */
static struct merge_type field_type(struct merge_walk *walk, struct merge_type parent,
                                    const struct node *dest_key, const struct node *patch_key)
{
	struct merge_type type = {0};
	const struct node *key = dest_key ? dest_key : patch_key;
	if (walk->has_comments && dest_key)
		type = merge_type_from_comment(walk->schemas, dest_key->at);
	if (walk->has_comments && patch_key && !merge_type_is_known(type))
		type = merge_type_from_comment(walk->schemas, patch_key->at);
	return merge_type_is_known(type) ? type : merge_type_field(parent, node_text(key));
}

/*
 * Merges a pair of a mapping with what the patch has for it, NULL for nothing; `same`: the
 * mapping is the patch. A pair that goes is left with the value NULL. A null that was there
 * survives only if it is written out: kustomize cannot tell an empty one from an absent field.
 */
static bool merge_pair(struct merge_walk *walk, struct pair *pair, struct node *patch,
                       struct merge_type type)
{
	assert(pair->value);
	if (!patch && node_is_null(pair->value)) {
		if (pair->value->text.len == 0)
			pair->value = NULL;
		return true;
	}
	struct node *value;
	if (!merge_node(walk, pair->value, patch, type, &value))
		return false;
	if (node_is_null(value)) /* nothing is left, or the patch wrote null */
		pair->value = NULL;
	else
		replace_value(pair->value, value);
	return true;
}

/*
 * A mapping that the patch does not touch, or one that it adds: both sides in one. kustomize looks
 * at each name once, so of a key that is given twice only the first can go.
 */
static bool merge_alone(struct merge_walk *walk, struct node *map, bool is_patch,
                        struct merge_type type)
{
	bool gone = false;
	NODE_EACH_PAIR (pair, map) {
		struct node *value = pair->value;
		if (!merge_pair(walk, pair, is_patch ? value : NULL,
		                field_type(walk, type, &pair->key, NULL)))
			return false;
		if (!pair->value && node_find_pair(map, node_text(&pair->key)) != pair)
			pair->value = value;
		gone |= !pair->value;
	}
	if (gone)
		sweep(map);
	return true;
}

/* A field of the patch, and the target's field of that name. */
struct field {
	const struct node *key;
	struct node *value;
	struct pair *dest; /* NULL: not there */
	size_t at;         /* in the patch: of two equal keys the first counts */
};

static int compare_names(const void *a, const void *b)
{
	const struct field *x = a, *y = b;
	return str_cmp(x->key->text, y->key->text);
}

static int compare_fields(const void *a, const void *b)
{
	const struct field *x = a, *y = b;
	const int order = compare_names(a, b);
	return order ? order : (x->at > y->at) - (x->at < y->at);
}

enum { FEW_FIELDS = 12 };

/* The fields of a patch, each name once, sorted: in `few` when there is room for them. */
static struct field *sort_fields(struct arena *arena, const struct node *patch,
                                 struct field few[FEW_FIELDS], size_t *count)
{
	const size_t most = node_count(patch);
	struct field *fields = most <= FEW_FIELDS ? few : ARENA_ARRAY(arena, struct field, most);
	size_t all = 0;
	NODE_EACH_PAIR (pair, patch) {
		if (pair->key.kind == NODE_SCALAR)
			fields[all] = (struct field){&pair->key, pair->value, NULL, all};
		all += pair->key.kind == NODE_SCALAR;
	}
	qsort(fields, all, sizeof *fields, compare_fields);
	*count = 0;
	for (size_t i = 0; i < all; i++)
		if (*count == 0 || compare_names(&fields[*count - 1], &fields[i]) != 0)
			fields[(*count)++] = fields[i];
	return fields;
}

/* Finds the fields' places in `dest`, and merges what the patch does not mention with nothing. */
static bool match_fields(struct merge_walk *walk, struct node *dest, struct field *fields,
                         size_t count, struct merge_type type)
{
	NODE_EACH_PAIR (pair, dest) {
		if (pair->key.kind != NODE_SCALAR)
			continue;
		const struct field want = {.key = &pair->key};
		struct field *field = bsearch(&want, fields, count, sizeof want, compare_names);
		if (field && !field->dest)
			field->dest = pair;
		else if (!field &&
		         !merge_pair(walk, pair, NULL, field_type(walk, type, &pair->key, NULL)))
			return false;
	}
	return true;
}

static bool merge_fields(struct merge_walk *walk, struct node *dest, const struct node *patch,
                         struct merge_type type)
{
	size_t count;
	struct field few[FEW_FIELDS];
	struct field *fields = sort_fields(walk->arena, patch, few, &count);
	if (!match_fields(walk, dest, fields, count, type))
		return false;
	for (size_t i = 0; i < count; i++) {
		struct pair *pair = fields[i].dest;
		const struct merge_type its_type =
			field_type(walk, type, pair ? &pair->key : NULL, fields[i].key);
		if (pair) {
			if (!merge_pair(walk, pair, fields[i].value, its_type))
				return false;
			continue;
		}
		struct node *value;
		if (!merge_node(walk, NULL, fields[i].value, its_type, &value))
			return false;
		if (!node_is_null(value))
			add_value(walk, dest, fields[i].key, value);
	}
	sweep(dest);
	return true;
}

static bool merge_map(struct merge_walk *walk, struct node *dest, struct node *patch,
                      struct merge_type type, struct node **out)
{
	enum directive directive;
	*out = NULL;
	if (!node_is_null(dest) && patch && node_is_null(patch))
		return true;
	if (!take_directive(walk, patch, &directive))
		return false;
	if (directive == DIRECTIVE_DELETE)
		return true;
	if (patch != dest && (node_is_null(dest) || directive == DIRECTIVE_REPLACE))
		dest = patch = patch ? node_copy(walk->arena, patch) : NULL;
	*out = dest;
	if (node_is_null(dest))
		return true;
	if (!patch || patch == dest)
		return merge_alone(walk, dest, patch != NULL, type);
	return merge_fields(walk, dest, patch, type);
}

/* ---- any node ---- */

/* The schema that a Kubernetes object brings along where nothing says what may stand there. */
static struct merge_type own_type(struct merge_walk *walk, const struct node *object)
{
	const str api_version = node_get_text(object, STR("apiVersion"));
	const str kind = node_get_text(object, STR("kind"));
	if (api_version.len == 0 || kind.len == 0)
		return (struct merge_type){0};
	return merge_type_of(walk->schemas, api_version, kind);
}

bool merge_node(struct merge_walk *walk, struct node *dest, struct node *patch,
                struct merge_type type, struct node **out)
{
	const struct node *leader = !node_is_null(dest) ? dest : patch;
	/* Two nulls merge as mappings do: what comes of that is null again. */
	const enum node_kind kind = leader && !node_is_null(leader) ? leader->kind : NODE_MAP;
	if (patch && !setter_expect_kind(walk->arena, patch, kind, walk->diags))
		return false;
	switch (kind) {
	case NODE_SCALAR:
		*out = !patch ? dest : dest ? patch : node_copy(walk->arena, patch);
		return true;
	case NODE_SEQ:
		if (merge_type_is_associative(type))
			return merge_list(walk, dest, patch, type, out);
		*out = !patch ? dest : patch == dest ? dest : node_copy(walk->arena, patch);
		return true;
	case NODE_MAP: break;
	}
	if (!merge_type_is_known(type))
		type = own_type(walk, dest);
	if (!merge_type_is_known(type))
		type = own_type(walk, patch);
	return merge_map(walk, dest, patch, type, out);
}

bool strategic_merge(struct arena *arena, const struct merge_schemas *schemas, struct node *target,
                     struct node *patch, bool *deleted, struct diags *diags)
{
	struct merge_walk walk = {arena, schemas, diags,
	                          merge_schemas_has_comments(schemas, target->at.source) ||
	                                  merge_schemas_has_comments(schemas, patch->at.source)};
	struct node *merged;
	assert(node_is_map(target) && node_is_map(patch));
	if (!merge_node(&walk, target, patch, (struct merge_type){0}, &merged))
		return false;
	/* Replaced as a whole the target stays what it was: kustomize drops the result. */
	*deleted = !merged;
	return true;
}
