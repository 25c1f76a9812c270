/*
 * fieldspec.c - see fieldspec.h
 *
 * A spec is applied by one recursive walk that takes the path along; no list of matching fields is
 * made. Mappings go on with the path's next part, lists hand the whole rest to each element, which
 * is why a path need not mention them (kyaml's fieldspec filter).
 */
#include "kustomize/fieldspec.h"

#include <string.h>

#include "base/buf.h"
#include "kustomize/replacement_path.h"

/* ---- sets ---- */

struct fieldspecs fieldspecs_copy(const struct fieldspecs *specs)
{
	/* No room left: the first spec added moves the copy to an array of its own. */
	return (struct fieldspecs){specs->at, specs->len, specs->len};
}

void fieldspecs_append(struct arena *arena, struct fieldspecs *specs, const struct fieldspec *spec)
{
	if (specs->len == specs->cap) {
		/* Never in place: the array may be shared with the set this one was copied from. */
		const size_t cap = specs->cap ? specs->cap * 2 : 4;
		const struct fieldspec **at = ARENA_ARRAY(arena, const struct fieldspec *, cap);
		if (specs->len)
			memcpy(at, specs->at, specs->len * sizeof *at);
		specs->at = at;
		specs->cap = cap;
	}
	specs->at[specs->len++] = spec;
}

/* The spec of `specs` that makes `spec` unnecessary: empty parts are wildcards in `spec` only. */
static const struct fieldspec *find_covering(const struct fieldspecs *specs,
                                             const struct fieldspec *spec)
{
	for (size_t i = 0; i < specs->len; i++) {
		const struct fieldspec *present = specs->at[i];
		if (str_eq(present->path, spec->path) && gvk_is_selected(present->gvk, spec->gvk))
			return present;
	}
	return NULL;
}

bool fieldspecs_add(struct arena *arena, struct fieldspecs *specs, const struct fieldspec *spec,
                    struct mark at, struct diags *diags)
{
	const struct fieldspec *present = find_covering(specs, spec);
	if (!present) {
		fieldspecs_append(arena, specs, spec);
		return true;
	}
	if (present->create == spec->create)
		return true;
	diag_error(diags, at, "field '%.*s' is already configured with create: %s",
	           STR_ARG(spec->path), present->create ? "true" : "false");
	return diag_sentence(diags, "conflicting fieldspecs");
}

bool fieldspecs_add_all(struct arena *arena, struct fieldspecs *specs,
                        const struct fieldspecs *more, struct mark at, struct diags *diags)
{
	for (size_t i = 0; i < more->len; i++) {
		/* Most sets begin with the built-in specs, in the same places. */
		if (i < specs->len && specs->at[i] == more->at[i])
			continue;
		if (!fieldspecs_add(arena, specs, more->at[i], at, diags))
			return false;
	}
	return true;
}

struct fieldspecs fieldspecs_from_node(struct arena *arena, const struct node *list)
{
	struct fieldspecs specs = {0};
	if (!node_is_seq(list))
		return specs;
	NODE_EACH_ITEM (item, list) {
		struct fieldspec *spec = ARENA_NEW(arena, struct fieldspec);
		*spec = (struct fieldspec){
			.gvk = {node_get_text(item->value, STR("group")),
		                node_get_text(item->value, STR("version")),
		                node_get_text(item->value, STR("kind"))},
			.path = node_get_text(item->value, STR("path")),
			.create = str_eq(node_get_text(item->value, STR("create")), STR("true")),
		};
		fieldspecs_append(arena, &specs, spec);
	}
	return specs;
}

/* ---- finding the specs of a kind ---- */

struct fieldspec_index fieldspec_index_new(struct arena *arena, const struct fieldspecs *specs)
{
	struct fieldspec_index index = {0};
	for (size_t i = 0; i < specs->len; i++) {
		const str kind = specs->at[i]->gvk.kind;
		if (kind.len && !map_get(&index.by_kind, kind))
			map_set(arena, &index.by_kind, kind, ARENA_NEW(arena, struct fieldspecs));
	}
	for (size_t i = 0; i < specs->len; i++) {
		const struct fieldspec *spec = specs->at[i];
		if (spec->gvk.kind.len) {
			fieldspecs_append(arena, map_get(&index.by_kind, spec->gvk.kind), spec);
			continue;
		}
		fieldspecs_append(arena, &index.any_kind, spec);
		for (size_t slot = 0; slot < index.by_kind.cap; slot++)
			if (index.by_kind.slots[slot].value)
				fieldspecs_append(arena, index.by_kind.slots[slot].value, spec);
	}
	return index;
}

const struct fieldspecs *fieldspec_index_get(const struct fieldspec_index *index, str kind)
{
	const struct fieldspecs *specs = map_get(&index->by_kind, kind);
	return specs ? specs : &index->any_kind;
}

/* ---- paths ---- */

/* The elements not yet walked; `more` tells "none" from "one that is empty". */
struct path {
	str text;
	bool more;
};

/* As kustomize's PathSplitter does it: one leading slash is ignored, an empty path has one part. */
static struct path path_of(str text)
{
	return (struct path){str_starts_with(text, STR("/")) ? str_from(text, 1) : text, true};
}

/* Takes the next element off. Only one with "\/" in it needs memory. */
static str path_next(struct arena *arena, struct path *path)
{
	size_t end = 0;
	bool escaped = false;
	while (end < path->text.len) {
		if (path->text.at[end] == '/') {
			if (end == 0 || path->text.at[end - 1] != '\\')
				break;
			escaped = true;
		}
		end++;
	}
	const str element = str_slice(path->text, 0, end);
	path->more = end < path->text.len;
	path->text = str_from(path->text, end + 1);
	if (!escaped)
		return element;
	char *plain = arena_alloc(arena, element.len, 1);
	size_t len = 0;
	for (size_t i = 0; i < element.len; i++)
		if (element.at[i] != '\\' || i + 1 == element.len || element.at[i + 1] != '/')
			plain[len++] = element.at[i];
	return (str){plain, len};
}

/* "clientConfig service": as Go prints a list of texts. */
static str path_in_words(struct arena *arena, struct path path)
{
	struct buf words;
	buf_init(&words, arena);
	while (path.more) {
		buf_add(&words, path_next(arena, &path));
		if (path.more)
			buf_add_char(&words, ' ');
	}
	return buf_text(&words);
}

/* ---- walking ---- */

struct walk {
	const struct fieldspec *spec;
	const struct field_visit *visit;
	struct diags *diags;
};

static bool walk_node(const struct walk *walk, struct node *node, struct path rest);

/*
 * What `map` has under `name`, NULL for nothing. kyaml's look-up gives some names a meaning of
 * their own (index, list item, wildcard), none of which a mapping can answer.
 */
static bool find_field(const struct walk *walk, struct node *map, str name, struct node **out)
{
	const struct replacement_path path = {&name, 1, 1};
	return replacement_path_get(walk->visit->arena, &path, map, map->at, out, walk->diags) ||
	       diag_prefix(walk->diags, "fieldName: %.*s: ", STR_ARG(name));
}

/* Makes something of a null, where the path says what belongs there. */
static void null_become(struct node *null, enum node_kind kind)
{
	null->kind = kind;
	null->explicit_tag = 0;
	switch (kind) {
	case NODE_SCALAR: null->tag = TAG_NONE; break;
	case NODE_MAP:
		null->tag = TAG_MAP;
		null->first = null->last = NULL;
		break;
	case NODE_SEQ:
		null->tag = TAG_SEQ;
		null->head = null->tail = NULL;
		break;
	}
}

/* Without a tag: what it is gets decided by what is written into it. */
static struct node *create_field(struct arena *arena, struct node *map, str name,
                                 enum node_kind kind)
{
	struct node *field = kind == NODE_MAP ? node_new_map(arena, map->at)
	                                      : node_new_scalar(arena, STR(""), map->at);
	node_set(arena, map, name, field);
	return field;
}

static bool walk_map(const struct walk *walk, struct node *map, struct path rest)
{
	const struct field_visit *visit = walk->visit;
	str name = path_next(visit->arena, &rest);
	const bool is_list = str_ends_with(name, STR("[]"));
	if (is_list)
		name = str_slice(name, 0, name.len - 2);
	if (name.len == 0) {
		diag_error(walk->diags, map->at, "the path '%.*s' has an empty part",
		           STR_ARG(walk->spec->path));
		return diag_sentence(walk->diags, "cannot set or create an empty field name");
	}
	struct node *field;
	if (!find_field(walk, map, name, &field))
		return false;

	const bool creates = walk->spec->create && visit->create && !is_list;
	enum node_kind kind = is_list ? NODE_SEQ : NODE_MAP;
	if (!rest.more && !is_list && visit->create == FIELD_CREATE_SCALAR)
		kind = NODE_SCALAR;
	if (!field) {
		if (!creates)
			return true;
		field = create_field(visit->arena, map, name, kind);
	} else if (node_is_null(field) && (creates || is_list)) {
		/* A null where a list is meant prints as [] from here on, in kustomize too. */
		null_become(field, kind);
	}
	return walk_node(walk, field, rest);
}

/* The rest of the path is the same for all items: a list takes up no element of it. */
static bool walk_seq(const struct walk *walk, struct node *seq, struct path rest)
{
	NODE_EACH_ITEM (item, seq) {
		if (!walk_node(walk, item->value, rest)) {
			const str words = path_in_words(walk->visit->arena, rest);
			return diag_prefix(walk->diags,
			                   "visit traversal on path: [%.*s]: ", STR_ARG(words));
		}
	}
	return true;
}

static bool walk_node(const struct walk *walk, struct node *node, struct path rest)
{
	if (!rest.more)
		return walk->visit->set(node, walk->visit->context, walk->diags);
	if (node_is_null(node))
		return true;
	switch (node->kind) {
	case NODE_MAP: return walk_map(walk, node, rest);
	case NODE_SEQ: return walk_seq(walk, node, rest);
	case NODE_SCALAR: break;
	}
	diag_error(walk->diags, node->at,
	           "'%.*s' leads through here, which must be a mapping or "
	           "a list, not a scalar",
	           STR_ARG(walk->spec->path));
	return diag_sentence(walk->diags, "expected sequence or mapping node");
}

bool fieldspec_apply(const struct fieldspec *spec, const struct resource *resource,
                     const struct field_visit *visit, struct diags *diags)
{
	if (!gvk_is_selected(resource->id.gvk, spec->gvk))
		return true;
	const struct walk walk = {spec, visit, diags};
	if (spec->create && spec->path.len > FIELDSPEC_PATH_MAX)
		return diag_error(diags, resource->root->at,
		                  "the path of a field spec has more than %d bytes",
		                  FIELDSPEC_PATH_MAX);
	if (walk_node(&walk, resource->root, path_of(spec->path)))
		return true;
	/* As it is now: `set` may have changed it. */
	const str path = spec->path;
	const str id = resource_id_to_text(visit->arena, resource_id_of(resource->root));
	diag_note(diags, NO_MARK, "field", "%.*s", STR_ARG(path));
	return diag_prefix(diags, "considering field '%.*s' of object %.*s: ", STR_ARG(path),
	                   STR_ARG(id));
}

bool fieldspec_index_apply(const struct fieldspec_index *index, const struct resource *resource,
                           const struct field_visit *visit, struct diags *diags)
{
	const struct fieldspecs *specs = fieldspec_index_get(index, resource->id.gvk.kind);
	for (size_t i = 0; i < specs->len; i++)
		if (!fieldspec_apply(specs->at[i], resource, visit, diags))
			return false;
	return true;
}
