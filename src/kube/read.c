/*
 * read.c - documents as resources; see resources_load()
 *
 * Lists are taken apart twice, as in kustomize: a file that is one `List` gives
 * its items as they are; any kind that ends in "List" and holds items gives them
 * by way of JSON, behind all other documents of the file.
 */
#include "kube/resource.h"
#include "yaml/emit.h"
#include "yaml/value.h"

/* "map[a:b c:d]" as Go prints a map of strings, keys sorted. */
static str go_map(struct arena *arena, const struct node *map)
{
	struct buf out;
	buf_init(&out, arena);
	buf_add(&out, STR("map["));
	size_t len;
	struct pair **pairs = node_sorted_pairs(arena, map, NULL, &len);
	for (size_t i = 0; i < len; i++) {
		const str key = node_text(&pairs[i]->key), value = node_text(pairs[i]->value);
		if (i == 0 || !str_eq(key, node_text(&pairs[i - 1]->key))) /* Go has each once */
			buf_printf(&out, "%s%.*s:%.*s", i ? " " : "", STR_ARG(key), STR_ARG(value));
	}
	buf_add_char(&out, ']');
	return buf_text(&out);
}

static bool report_missing(struct arena *arena, const struct node *root, const char *field,
                           struct diags *diags)
{
	const struct node *metadata = node_get(root, STR("metadata"));
	const struct resource_id id = resource_id_of(root);
	const bool has_name = str_eq(str_of(field), STR("metadata.name")) && metadata;
	diag_error(diags, has_name ? node_find_pair(root, STR("metadata"))->key.at : root->at,
	           "this resource has no %s", field);
	const str version = node_get_text(root, STR("apiVersion"));
	const str labels = go_map(arena, node_get(metadata, STR("labels")));
	const str annotations = go_map(arena, node_get(metadata, STR("annotations")));
	return diag_sentence(diags, "missing %s in object {{%.*s %.*s} {{%.*s %.*s} %.*s %.*s}}",
	                     field, STR_ARG(version), STR_ARG(id.gvk.kind), STR_ARG(id.name),
	                     STR_ARG(id.namespace), STR_ARG(labels), STR_ARG(annotations));
}

static bool is_list_kind(const struct node *root)
{
	return str_ends_with(node_get_text(root, STR("kind")), STR("List"));
}

bool resource_check(struct arena *arena, const struct node *root, struct diags *diags)
{
	if (!node_get(root, STR("apiVersion")) && !node_get(root, STR("kind")) &&
	    !node_is_map(node_get(root, STR("metadata")))) {
		diag_error(diags, root->at,
		           "a resource is a mapping with apiVersion, kind and metadata");
		return diag_sentence(diags, "missing Resource metadata");
	}
	if (node_get_text(root, STR("kind")).len == 0)
		return report_missing(arena, root, "kind", diags);
	const struct node *name = node_get(node_get(root, STR("metadata")), STR("name"));
	if (!is_list_kind(root) && (!node_is_scalar(name) || name->text.len == 0))
		return report_missing(arena, root, "metadata.name", diags);
	return true;
}

static bool is_blank(const struct node *root)
{
	return node_is_empty(root) || (root->kind == NODE_SCALAR && root->text.len == 0);
}

/* Adds what is not blank to *out, after a check. */
static bool keep(struct arena *arena, struct node *root, struct documents *out, struct diags *diags)
{
	if (is_blank(root))
		return true;
	if (!resource_check(arena, root, diags))
		return false;
	*ARRAY_ADD(arena, out) = root;
	return true;
}

/* A file that is nothing but one List: its items are its documents (kio's unwrapping). */
static void unwrap(struct arena *arena, struct documents *docs)
{
	if (docs->pieces != 1 || docs->len != 1)
		return;
	const struct node *root = docs->at[0];
	const str kind = node_get_text(root, STR("kind"));
	const struct node *items = node_get(root, STR("items"));
	if (!str_eq(kind, STR("List")) && !str_eq(kind, STR("ResourceList")))
		return;
	if (!items && !node_get(root, STR("functionConfig")))
		return;
	docs->len = 0;
	if (node_is_seq(items))
		NODE_EACH_ITEM (item, items)
			if (!node_is_null(item->value))
				*ARRAY_ADD(arena, docs) = item->value;
}

/* What JSON text reads back as: flow style throughout, strings and keys in double quotes. */
static void style_as_json(struct node *value)
{
	if (value->kind == NODE_SCALAR) {
		if (value->tag == TAG_STR)
			value->style = STYLE_DOUBLE;
		return;
	}
	value->style = STYLE_FLOW;
	if (value->kind == NODE_MAP)
		NODE_EACH_PAIR (pair, value) {
			pair->key.style = STYLE_DOUBLE;
			style_as_json(pair->value);
		}
	else
		NODE_EACH_ITEM (item, value)
			style_as_json(item->value);
}

static const char *go_type_name(const struct node *value)
{
	if (value->kind == NODE_MAP)
		return "map[string]interface {}";
	static const char *const NAMES[] = {
		[TAG_STR] = "string", [TAG_INT] = "int",    [TAG_FLOAT] = "float64",
		[TAG_BOOL] = "bool",  [TAG_NULL] = "<nil>", [TAG_TIMESTAMP] = "string",
	};
	const char *name = value->tag <= TAG_TIMESTAMP ? NAMES[value->tag] : NULL;
	return name ? name : "string";
}

/* What cannot be read back is told with the whole list. */
static bool expand_failed(struct arena *arena, const struct node *list, struct diags *diags)
{
	const str sentence = diags->last->sentence;
	if (!str_starts_with(sentence, STR("yaml: ")))
		return false;
	struct buf text;
	buf_init(&text, arena);
	emit_node(&text, list);
	return diag_sentence(diags,
	                     "trouble expanding list of %.*s; received error %.*s for the "
	                     "following resource:\n%.*s",
	                     STR_ARG(node_get_text(list, STR("kind"))), STR_ARG(sentence),
	                     STR_ARG(buf_text(&text)));
}

/* Adds the items of a FooList behind everything that waits to be looked at. */
static bool expand(struct arena *arena, const struct node *list, struct documents *waiting,
                   struct diags *diags)
{
	struct node *value;
	if (!value_from_node(arena, list, &value, diags))
		return expand_failed(arena, list, diags);
	struct node *items = node_get(value, STR("items"));
	if (items->kind != NODE_SEQ && !node_is_null(items)) {
		diag_error(diags, items->at, "items must be a list, not %s", node_kind_name(items));
		return diag_sentence(diags, "expected array in %.*s/items, but found %s",
		                     STR_ARG(node_get_text(list, STR("kind"))),
		                     go_type_name(items));
	}
	for (struct item *item = items->kind == NODE_SEQ ? items->head : NULL; item;
	     item = item->next) {
		struct documents read = {.pieces =
		                                 1}; /* each item is read like a file of its own */
		style_as_json(item->value);
		*ARRAY_ADD(arena, &read) = item->value;
		unwrap(arena, &read);
		for (size_t i = 0; i < read.len; i++)
			if (!keep(arena, read.at[i], waiting, diags))
				return false;
	}
	return true;
}

bool resources_load(struct arena *arena, str text, struct origin origin, struct resources *out,
                    struct diags *diags)
{
	struct documents read, waiting = {0};
	if (!load_documents(arena, text, origin, &read, diags))
		return false;
	unwrap(arena, &read);
	for (size_t i = 0; i < read.len; i++)
		if (!keep(arena, read.at[i], &waiting, diags))
			return false;
	for (size_t i = 0; i < waiting.len; i++) {
		struct node *root = waiting.at[i];
		if (!is_list_kind(root) || !node_find_pair(root, STR("items")))
			*ARRAY_ADD(arena, out) = (struct resource){root, resource_id_of(root)};
		else if (!expand(arena, root, &waiting, diags))
			return false;
	}
	return true;
}
