/* value_add.c - ValueAddTransformer: one text into many fields */
#include "base/ascii.h"
#include "base/buf.h"
#include "base/path.h"
#include "kustomize/replacement_path.h"
#include "kustomize/selector.h"
#include "kustomize/setter.h"
#include "kustomize/transformers/table.h"
#include "yaml/value.h"

struct value_target {
	const struct node *selector; /* NULL: everything */
	str path;
	size_t position; /* of the value in the field's text as a file path; 0: it is the text */
};

struct value_add {
	str value;
	ARRAY(struct value_target) targets;
};

static bool add_target(struct transform *transform, struct value_add *add, const struct node *node,
                       struct diags *diags)
{
	const str path = node_get_text(node, STR("fieldPath"));
	const str position = node_get_text(node, STR("filePathPosition"));
	if (path.len == 0) {
		diag_error(diags, node->at, "a target needs a fieldPath");
		return diag_sentence(diags, "fieldPath cannot be empty");
	}
	if (path.len > FIELDSPEC_PATH_MAX)
		return diag_error(diags, node->at, "a fieldPath has at most %d bytes",
		                  FIELDSPEC_PATH_MAX);
	if (str_starts_with(position, STR("-"))) {
		diag_error(diags, node->at, "filePathPosition must not be negative");
		return diag_sentence(diags, "value of FilePathPosition (%.*s) cannot be negative",
		                     STR_ARG(position));
	}
	struct value_target *target = ARRAY_ADD(transform->arena, &add->targets);
	*target = (struct value_target){.selector = node_get(node, STR("selector")), .path = path};
	for (size_t i = 0; i < position.len && i < 9; i++)
		target->position = target->position * 10 + (size_t)(position.at[i] - '0');
	return true;
}

static bool add_targets(struct transform *transform, struct value_add *add, const struct node *list,
                        struct diags *diags)
{
	if (node_is_seq(list))
		NODE_EACH_ITEM (item, list)
			if (!add_target(transform, add, item->value, diags))
				return false;
	return true;
}

/* More targets, in a file of their own. */
static bool read_targets(struct transform *transform, str path, struct value_add *add,
                         struct diags *diags)
{
	const struct source *source;
	struct node *root;
	return loader_read(transform->loader, path, transform->at, &source, diags) &&
	       load_value(transform->arena, source->text, origin_of_source(source), &root, diags) &&
	       add_targets(transform, add, node_get(root, STR("targets")), diags);
}

/* Without a value it is the name of the directory, as a way to tell environments apart. */
bool value_add_configure(struct transform *transform, struct diags *diags)
{
	struct value_add *add = ARENA_NEW(transform->arena, struct value_add);
	const struct node *config = transform->config;
	const str file = node_get_text(config, STR("targetFilePath"));
	add->value = node_get_text(config, STR("value"));
	if (add->value.len == 0)
		add->value = path_base(transform->loader->root);
	transform->state = add;
	if (!add_targets(transform, add, node_get(config, STR("targets")), diags) ||
	    (file.len && !read_targets(transform, file, add, diags)))
		return false;
	if (add->targets.len)
		return true;
	diag_error(diags, transform->at, "ValueAddTransformer needs a target");
	return diag_sentence(diags, "must specify at least one target");
}

/* ---- finding the field ---- */

/* The parts of a path, split at '/'; "\/" is a slash, and empty parts do not count. */
static struct replacement_path split(struct arena *arena, str path)
{
	struct replacement_path parts = {0};
	struct buf part;
	buf_init(&part, arena);
	for (size_t i = 0; i <= path.len; i++) {
		const bool ends = i == path.len || path.at[i] == '/';
		if (ends && i < path.len && i > 0 && path.at[i - 1] == '\\') {
			part.at[part.len - 1] = '/';
		} else if (!ends) {
			buf_add_char(&part, path.at[i]);
		} else if (part.len) {
			*ARRAY_ADD(arena, &parts) = buf_text(&part);
			buf_init(&part, arena);
		}
	}
	return parts;
}

/* Does a part stand for an item of a list: "0", "-", "[name=x]"? */
static bool is_item(str part)
{
	return (part.len > 0 && ascii_count_digits(part) == part.len) || str_eq(part, STR("-")) ||
	       (str_starts_with(part, STR("[")) && str_ends_with(part, STR("]")));
}

/* The field in *out, made if need be; NULL where none can be made. */
static bool find_or_create(struct arena *arena, struct node *node,
                           const struct replacement_path *path, struct node **out,
                           struct diags *diags)
{
	*out = NULL;
	for (size_t i = 0; i < path->len; i++) {
		const struct replacement_path one = {&path->at[i], 1, 1};
		struct node *next;
		if (node_is_null(node))
			return true;
		if (!replacement_path_get(arena, &one, node, node->at, &next, diags))
			return false;
		if (!next && node->kind == NODE_SEQ)
			return true;
		if (!next) {
			next = i + 1 == path->len ? node_new_scalar(arena, STR(""), node->at)
			       : is_item(path->at[i + 1]) ? node_new_seq(arena, node->at)
			                                  : node_new_map(arena, node->at);
			node_set(arena, node, path->at[i], next);
		}
		node = next;
	}
	*out = node;
	return true;
}

/* ---- setting it ---- */

struct path_parts {
	str *at; /* the last one first */
	size_t len, cap;
};

/* kustomize's PathSplit(): an absolute path begins with an empty part, doubled slashes have one. */
static struct path_parts split_path(struct arena *arena, str path)
{
	struct path_parts parts = {0};
	while (path.len > 0) {
		const size_t slash = str_find_last_char(path, '/');
		const str name = slash == STR_NONE ? path : str_from(path, slash + 1);
		path = slash == STR_NONE ? STR("") : str_slice(path, 0, slash);
		if (slash != 0 || name.len > 0)
			*ARRAY_ADD(arena, &parts) = name;
		if (slash == 0)
			*ARRAY_ADD(arena, &parts) = STR("");
	}
	return parts;
}

/*
 * `path` with `part` put in as its piece `position`, a leading slash not counted. What comes out is
 * clean, as Go's filepath.Join() has it: "oci://x" becomes "oci:/x".
 */
static str insert_part(struct arena *arena, str path, size_t position, str part)
{
	const struct path_parts parts = split_path(arena, path);
	const bool is_absolute = parts.len > 0 && parts.at[parts.len - 1].len == 0;
	str joined = STR("");
	if (position > parts.len)
		position = parts.len;
	position += is_absolute && position < parts.len;
	for (size_t i = 0; i <= parts.len; i++) {
		if (i == position)
			joined = path_join(arena, joined, part);
		if (i < parts.len && parts.at[parts.len - 1 - i].len > 0)
			joined = path_join(arena, joined, parts.at[parts.len - 1 - i]);
	}
	return is_absolute ? arena_concat(arena, STR("/"), joined) : joined;
}

/* The namespace has rules of its own: cluster-scoped kinds have none, role bindings follow. */
static bool set_value(struct transform *transform, const struct value_target *target,
                      struct resmap *resources, struct member *member, struct diags *diags)
{
	struct arena *arena = transform->arena;
	const struct value_add *add = transform->state;
	if (str_eq(target->path, STR("metadata/namespace")))
		return namespace_move(transform, add->value, resources, member, diags);
	const struct replacement_path path = split(arena, target->path);
	struct node *field;
	if (!find_or_create(arena, member->resource.root, &path, &field, diags) ||
	    !setter_expect_kind(arena, field, NODE_SCALAR, diags))
		return false;
	if (!field)
		return true;
	const str value =
		target->position ? insert_part(arena, field->text, target->position - 1, add->value)
				 : add->value;
	if (!setter_text(arena, field, value, diags))
		return false;
	resmap_touch(resources, member);
	return true;
}

bool value_add_run(struct transform *transform, struct resmap *resources, struct diags *diags)
{
	const struct value_add *add = transform->state;
	for (size_t i = 0; i < add->targets.len; i++) {
		const struct value_target *target = &add->targets.at[i];
		struct members selected = {0};
		if (!target->selector)
			selected = (struct members){resources->at, resources->len, resources->len};
		else if (!selector_find(resources, target->selector, &selected, diags))
			return false;
		for (size_t j = 0; j < selected.len; j++)
			if (!selected.at[j]->dropped &&
			    !set_value(transform, target, resources, selected.at[j], diags))
				return false;
	}
	return true;
}
