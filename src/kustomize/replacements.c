/*
 * replacements.c - see replacements.h
 *
 * A source is one node, a target any number. The source's node is read once for all targets and not
 * copied before it is needed, so a target that overlaps it sees what earlier ones made of it, as in
 * kustomize.
 */
#include "kustomize/replacements.h"

#include <assert.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/quote.h"
#include "kustomize/label_selector.h"
#include "kustomize/replacement_path.h"

static const str DEFAULT_FIELD = STR_INIT("metadata.name");

/* `options` of a source or a target. */
struct options {
	str delimiter;
	long index;
	bool create;
};

static struct options options_of(struct arena *arena, const struct node *map)
{
	const struct node *options = node_get(map, STR("options"));
	return (struct options){
		.delimiter = node_get_text(options, STR("delimiter")),
		.index = strtol(arena_cstr(arena, node_get_text(options, STR("index"))), NULL, 10),
		.create = str_eq(node_get_text(options, STR("create")), STR("true")),
	};
}

static struct resource_id id_of(const struct node *selector)
{
	return (struct resource_id){
		.gvk = {node_get_text(selector, STR("group")),
	                node_get_text(selector, STR("version")),
	                node_get_text(selector, STR("kind"))},
		.name = node_get_text(selector, STR("name")),
		.namespace = node_get_text(selector, STR("namespace")),
	};
}

static bool id_is_empty(struct resource_id id)
{
	return id.gvk.group.len + id.gvk.version.len + id.gvk.kind.len + id.name.len +
	               id.namespace.len ==
	       0;
}

/* Does an id have everything that the selector, `context`, names? No regular expressions here. */
static bool is_selected(struct resource_id id, void *context)
{
	const struct resource_id *selector = context;
	const str namespace = id.namespace.len > 0 ? id.namespace : STR("default");
	return (selector->name.len == 0 || str_eq(selector->name, id.name)) &&
	       (selector->namespace.len == 0 || str_eq(selector->namespace, namespace)) &&
	       gvk_is_selected(id.gvk, selector->gvk);
}

/*
 * Copies may put a resource into itself, and double it with every entry. Nobody needs that many, or
 * trees that deep: whoever walks them does it by recursion.
 */
enum { DEPTH_MAX = 1000, ADDED_NODES_MAX = 1000 * 1000 };

/* What is copied. It may lie in what it is copied to, and so grow from one copy to the next. */
struct copied {
	const struct node *value;
	size_t *added; /* nodes, by all replacements so far */
};

/* ---- pieces of text ---- */

struct pieces {
	str *at;
	size_t len, cap;
};

static struct pieces split(struct arena *arena, str text, str delimiter)
{
	struct pieces pieces = {0};
	for (;;) {
		const size_t end = str_find(text, delimiter);
		*ARRAY_ADD(arena, &pieces) = str_slice(text, 0, end);
		if (end == STR_NONE)
			return pieces;
		text = str_from(text, end + delimiter.len);
	}
}

/* The pieces of `text` with `value` in place of that at `index`, or before or behind them all. */
static str put_piece(struct arena *arena, str text, const struct options *options, str value)
{
	const struct pieces pieces = split(arena, text, options->delimiter);
	const bool before = options->index < 0;
	const bool behind = !before && (size_t)options->index >= pieces.len;
	struct buf joined;
	buf_init(&joined, arena);
	if (before) {
		buf_add(&joined, value);
		buf_add(&joined, options->delimiter);
	}
	for (size_t i = 0; i < pieces.len; i++) {
		const bool here = !before && i == (size_t)options->index;
		buf_add(&joined, i > 0 ? options->delimiter : STR(""));
		buf_add(&joined, here ? value : pieces.at[i]);
	}
	if (behind) {
		buf_add(&joined, options->delimiter);
		buf_add(&joined, value);
	}
	return buf_text(&joined);
}

static bool only_scalars(struct mark at, struct diags *diags)
{
	return diag_error(diags, at, "delimiter option can only be used with scalar nodes");
}

/* ---- sources ---- */

/* kustomize's text for a source: its id, field and options. */
static str source_text(struct arena *arena, const struct node *source)
{
	const struct options options = options_of(arena, source);
	const str field = node_get_text(source, STR("fieldPath"));
	struct buf text;
	buf_init(&text, arena);
	buf_add(&text, resource_id_to_text(arena, id_of(source)));
	if (field.len > 0)
		buf_printf(&text, ":%.*s", STR_ARG(field));
	if (options.delimiter.len > 0 || options.create)
		buf_printf(&text, ":%.*s(%ld), create=%s", STR_ARG(options.delimiter),
		           options.index, options.create ? "true" : "false");
	return buf_text(&text);
}

static bool ambiguous(struct resmap *resources, const struct node *source,
                      const struct member *first, const struct member *second, struct diags *diags)
{
	struct arena *arena = resources->arena;
	diag_error(diags, source->at, "several resources are the source of this replacement");
	diag_note(diags, first->resource.root->at, "one", "%.*s",
	          STR_ARG(resource_id_for_people(arena, first->resource.id)));
	diag_note(diags, second->resource.root->at, "another", "%.*s",
	          STR_ARG(resource_id_for_people(arena, second->resource.id)));
	return diag_sentence(diags, "multiple matches for selector %.*s",
	                     STR_ARG(source_text(arena, source)));
}

static bool find_source(struct resmap *resources, const struct node *source, struct node **root,
                        struct diags *diags)
{
	struct resource_id id = id_of(source);
	const struct member *found = NULL;
	for (size_t i = 0; i < resources->len; i++) {
		const struct member *member = resources->at[i];
		if (member->dropped || !member_any_id(member, is_selected, &id))
			continue;
		if (found)
			return ambiguous(resources, source, found, member, diags);
		found = member;
	}
	if (!found) {
		diag_error(diags, source->at, "no resource is the source of this replacement");
		return diag_sentence(diags, "nothing selected by %.*s",
		                     STR_ARG(source_text(resources->arena, source)));
	}
	*root = found->resource.root;
	return true;
}

/* The piece that the source's options ask for, as a node like the one it comes from. */
static bool refine(struct arena *arena, const struct node *source, struct node **value,
                   struct diags *diags)
{
	const struct options options = options_of(arena, source);
	if (options.delimiter.len == 0)
		return true;
	if ((*value)->kind != NODE_SCALAR)
		return only_scalars(source->at, diags);
	const str text = (*value)->text;
	const struct pieces pieces = split(arena, text, options.delimiter);
	if (options.index < 0 || (size_t)options.index >= pieces.len)
		return diag_error(diags, source->at,
		                  "options.index %ld is out of bounds for value %.*s",
		                  options.index, STR_ARG(text));
	*value = node_copy(arena, *value);
	(*value)->text = pieces.at[options.index];
	return true;
}

static bool source_value(struct resmap *resources, const struct node *source, struct node **value,
                         struct diags *diags)
{
	struct arena *arena = resources->arena;
	struct node *root = NULL;
	if (!find_source(resources, source, &root, diags))
		return false;
	assert(root);
	const str given = node_get_text(source, STR("fieldPath"));
	const str field = given.len > 0 ? given : DEFAULT_FIELD;
	const struct replacement_path path = replacement_path_split(arena, field);
	if (!replacement_path_get(arena, &path, root, source->at, value, diags))
		return diag_prefix(diags, "error looking up replacement source: ");
	if (node_is_empty(*value)) {
		diag_error(diags, source->at, "the source has no field '%.*s'", STR_ARG(field));
		diag_note(diags, root->at, "source", "this resource");
		return diag_sentence(diags,
		                     "fieldPath `%.*s` is missing for replacement source %.*s",
		                     STR_ARG(field),
		                     STR_ARG(resource_id_to_text(arena, id_of(source))));
	}
	return refine(arena, source, value, diags);
}

static bool value_of(struct resmap *resources, const struct node *replacement, struct node **value,
                     struct diags *diags)
{
	const struct node *source = node_get(replacement, STR("source"));
	const struct node *fixed = node_get(replacement, STR("sourceValue"));
	if (source && fixed)
		return diag_error(diags, fixed->at,
		                  "value and resource selectors are mutually exclusive");
	if (source)
		return source_value(resources, source, value, diags);
	*value = node_new_scalar(resources->arena, fixed->text, fixed->at);
	return true;
}

/* ---- targets ---- */

/* Does the resource match the selector's labelSelector and annotationSelector? Empty ones match. */
static bool check_labels(struct resmap *resources, const struct member *member,
                         const struct node *selector, bool *matches, struct diags *diags)
{
	static const struct {
		str selector, labels;
	} KINDS[] = {
		{STR_INIT("annotationSelector"), STR_INIT("annotations")},
		{STR_INIT("labelSelector"), STR_INIT("labels")},
	};
	const struct node *metadata = node_get(member->resource.root, STR("metadata"));
	*matches = true;
	for (size_t i = 0; *matches && i < sizeof KINDS / sizeof *KINDS; i++) {
		struct label_selector *parsed;
		const str text = node_get_text(selector, KINDS[i].selector);
		if (text.len == 0)
			continue;
		if (!label_selector_parse(resources->arena, text, selector->at, &parsed, diags))
			return false;
		*matches = label_selector_matches(parsed, node_get(metadata, KINDS[i].labels));
	}
	return true;
}

static bool has_label_selector(const struct node *selector)
{
	return node_get_text(selector, STR("labelSelector")).len > 0 ||
	       node_get_text(selector, STR("annotationSelector")).len > 0;
}

/* Either half of an entry rejects: its label selectors, or what it says of the id. */
static bool check_rejects(struct resmap *resources, const struct member *member,
                          const struct node *rejects, bool *rejected, struct diags *diags)
{
	*rejected = false;
	if (!node_is_seq(rejects))
		return true;
	NODE_EACH_ITEM (item, rejects) {
		struct resource_id id = id_of(item->value);
		bool matches = false;
		if (has_label_selector(item->value) &&
		    !check_labels(resources, member, item->value, &matches, diags))
			return false;
		if (matches || (!id_is_empty(id) && member_any_id(member, is_selected, &id)))
			*rejected = true;
	}
	return true;
}

/* Only text is replaced in a scalar: its tag and style stay, and decide about its type. */
static bool set_field(struct arena *arena, struct node *field, size_t path_len,
                      const struct copied *copied, const struct options *options, struct mark at,
                      struct diags *diags)
{
	str text = node_text(copied->value);
	if (options->delimiter.len > 0) {
		if (field->kind != NODE_SCALAR)
			return only_scalars(at, diags);
		text = put_piece(arena, field->text, options, text);
	}
	if (field->kind == NODE_SCALAR) {
		field->text = text;
		return true;
	}
	const size_t depth = path_len + node_measure(copied->value, copied->added);
	if (depth > DEPTH_MAX)
		return diag_error(diags, at, "the result would be nested too deeply");
	if (*copied->added > ADDED_NODES_MAX)
		return diag_error(diags, at, "the replacements add too much");
	node_become(field, node_copy(arena, copied->value));
	return true;
}

static bool not_found(struct arena *arena, const struct node *path, bool create,
                      const struct member *member, struct diags *diags)
{
	diag_error(diags, path->at, "'%.*s' leads to no field of %.*s", STR_ARG(path->text),
	           STR_ARG(resource_id_for_people(arena, member->resource.id)));
	diag_note(diags, member->resource.root->at, "target", "this resource");
	return diag_sentence(diags, "unable to find %sfield %.*s in replacement target",
	                     create ? "or create " : "", STR_ARG(quote_go_new(arena, path->text)));
}

static bool copy_to_field(struct resmap *resources, struct member *member, const struct node *path,
                          const struct copied *copied, const struct options *options,
                          struct diags *diags)
{
	struct arena *arena = resources->arena;
	const struct replacement_path parts = replacement_path_split(arena, path->text);
	const enum node_kind kind = copied->value->kind;
	if (parts.len > DEPTH_MAX)
		return diag_error(diags, path->at, "the result would be nested too deeply");
	struct replacement_targets fields = {0};
	if (!replacement_path_find(arena, &parts, member->resource.root,
	                           options->create ? &kind : NULL, path->at, &fields, diags))
		return diag_prefix(diags, "unable to find %sfield %.*s in replacement target: ",
		                   options->create ? "or create " : "",
		                   STR_ARG(quote_go_new(arena, path->text)));
	if (fields.len == 0)
		return not_found(arena, path, options->create, member, diags);
	for (size_t i = 0; i < fields.len; i++)
		if (!set_field(arena, fields.at[i], parts.len, copied, options, path->at, diags))
			return false;
	resmap_touch(resources, member);
	return true;
}

static bool copy_to_member(struct resmap *resources, struct member *member,
                           const struct node *target, const struct copied *copied,
                           struct diags *diags)
{
	const struct options options = options_of(resources->arena, target);
	const struct node *paths = node_get(target, STR("fieldPaths"));
	if (node_is_empty(paths)) {
		const struct node *path = node_new_str(resources->arena, DEFAULT_FIELD, target->at);
		return copy_to_field(resources, member, path, copied, &options, diags);
	}
	NODE_EACH_ITEM (item, paths)
		if (!copy_to_field(resources, member, item->value, copied, &options, diags))
			return false;
	return true;
}

static bool copy_to_target(struct resmap *resources, const struct node *target,
                           const struct copied *copied, struct diags *diags)
{
	const struct node *select = node_get(target, STR("select"));
	if (!select)
		return diag_error(diags, target->at, "target must specify resources to select");
	struct resource_id id = id_of(select);
	for (size_t i = 0; i < resources->len; i++) {
		struct member *member = resources->at[i];
		bool matches, rejected;
		if (member->dropped)
			continue;
		if (!check_labels(resources, member, select, &matches, diags) ||
		    !check_rejects(resources, member, node_get(target, STR("reject")), &rejected,
		                   diags))
			return false;
		if (!matches || rejected || !member_any_id(member, is_selected, &id))
			continue;
		if (!copy_to_member(resources, member, target, copied, diags))
			return false;
	}
	return true;
}

static bool apply(struct resmap *resources, const struct node *replacement, size_t *added,
                  struct diags *diags)
{
	const struct node *targets = node_get(replacement, STR("targets"));
	struct node *value;
	const bool has_source =
		node_get(replacement, STR("source")) || node_get(replacement, STR("sourceValue"));
	if (!has_source || node_is_empty(targets))
		return diag_error(diags, replacement->at,
		                  "replacements must specify a source and at least one target");
	if (!value_of(resources, replacement, &value, diags))
		return false;
	const struct copied copied = {value, added};
	NODE_EACH_ITEM (item, targets)
		if (!copy_to_target(resources, item->value, &copied, diags))
			return false;
	return true;
}

bool replacements_apply(struct resmap *resources, const struct node *replacements, struct mark at,
                        struct diags *diags)
{
	size_t added = 0;
	NODE_EACH_ITEM (item, replacements)
		if (!apply(resources, item->value, &added, diags))
			return diag_place(diags, at);
	return true;
}
