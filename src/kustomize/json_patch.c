/*
 * json_patch.c - see json_patch.h
 *
 * Faults come from two levels, as in the library: json_place.c knows what is
 * wrong with a member of a container, the operation says what it was about.
 */
#include "kustomize/json_patch.h"

#include <stdlib.h>

#include "kustomize/json_place.h"
#include "yaml/emit.h"

struct patching {
	struct arena *arena;
	struct json_places places;
	struct node **document;
	const struct node *operation;
	const char *name; /* "add" */
	struct diags *diags;
};

/* ---- pointers and faults ---- */

static const struct node *or_operation(const struct patching *p, const struct node *node)
{
	return node ? node : p->operation;
}

/*
 * Reads the field `path` or `from`. The library's words for a fault depend on the operation:
 * `hides` it and says only that a value is missing.
 */
static bool read_pointer(struct patching *p, const char *field, bool hides, struct json_place *out)
{
	const struct node *node = node_get(p->operation, str_of(field));
	*out = (struct json_place){.at = or_operation(p, node)};
	if (node_is_scalar(node) && node->tag == TAG_STR) {
		out->pointer = node->text;
		json_place_find(&p->places, *p->document, out);
		return true;
	}
	diag_error(p->diags, out->at->at, "'%s' of a JSON patch's operation '%s' must be a string",
	           field, p->name);
	str cause = STR("missing value");
	if (!hides && node_is_null(node))
		cause = str_eq(str_of(field), STR("from"))
		                ? STR("operation, missing from field: missing value")
		                : STR("operation missing path field: missing value");
	else if (!hides)
		cause = arena_printf(p->arena,
		                     "json: cannot unmarshal %s into Go value of type string",
		                     value_json_type(node));
	return diag_sentence(p->diags, "%s operation failed to decode %s: %.*s", p->name, field,
	                     STR_ARG(cause));
}

/* What the pointer may mean, and what does not fail where there is nothing. */
static void note_way_out(struct patching *p, const struct json_place *place)
{
	const struct pair *closest = json_place_closest(p->arena, *p->document, place->pointer);
	if (closest)
		diag_note(p->diags, closest->key.at, "closest", "%.*s",
		          STR_ARG(node_text(&closest->key)));
	if (str_eq(str_of(p->name), STR("remove")))
		diag_note(p->diags, NO_MARK, "fix",
		          "leave it out; where it may be there, a merge patch says null");
}

/* The pointer leads nowhere. `sentence` is what the library says before "missing value". */
static bool no_container(struct patching *p, const struct json_place *place, str sentence)
{
	diag_error(p->diags, place->at->at,
	           "nothing to %s at '%.*s': what should hold it does not exist", p->name,
	           STR_ARG(place->pointer));
	note_way_out(p, place);
	return diag_sentence(p->diags, "%.*s: missing value", STR_ARG(sentence));
}

/* The problem becomes an error of the operation. */
static bool fail(struct patching *p, const struct json_place *place, str sentence)
{
	diag_error(p->diags, place->at->at, "cannot %s '%.*s': %.*s", p->name,
	           STR_ARG(place->pointer), STR_ARG(p->places.problem.ours));
	note_way_out(p, place);
	return diag_sentence(p->diags, "%.*s: %.*s", STR_ARG(sentence),
	                     STR_ARG(p->places.problem.sentence));
}

/* ---- operations ---- */

static struct node *null_at(struct patching *p, struct mark at)
{
	struct node *null = node_new_scalar(p->arena, STR("null"), at);
	null->tag = TAG_NULL;
	return null;
}

/* The operation's value, to keep; null when there is none. */
static struct node *value_of(struct patching *p)
{
	const struct node *value = node_get(p->operation, STR("value"));
	return value ? node_copy(p->arena, value) : null_at(p, p->operation->at);
}

static bool apply_add(struct patching *p)
{
	struct json_place place;
	if (!read_pointer(p, "path", true, &place))
		return false;
	const str pointer = place.pointer;
	if (!place.container)
		return no_container(
			p, &place,
			arena_printf(p->arena,
		                     "add operation does not apply: doc is missing path: \"%.*s\"",
		                     STR_ARG(pointer)));
	if (!json_place_add(&p->places, &place, value_of(p)))
		return fail(p, &place,
		            arena_printf(p->arena, "error in add for path: '%.*s'",
		                         STR_ARG(pointer)));
	return true;
}

static bool apply_remove(struct patching *p)
{
	struct json_place place;
	if (!read_pointer(p, "path", true, &place))
		return false;
	const str pointer = place.pointer;
	if (!place.container)
		return no_container(p, &place,
		                    arena_printf(p->arena,
		                                 "remove operation does not apply: doc is missing "
		                                 "path: \"%.*s\"",
		                                 STR_ARG(pointer)));
	if (!json_place_remove(&p->places, &place))
		return fail(p, &place,
		            arena_printf(p->arena, "error in remove for path: '%.*s'",
		                         STR_ARG(pointer)));
	return true;
}

/* The whole document becomes the value; one that cannot be a document changes nothing. */
static bool replace_document(struct patching *p, const struct json_place *place)
{
	const struct node *value = node_get(p->operation, STR("value"));
	if (!value)
		return diag_error(p->diags, place->at->at,
		                  "'replace' of the whole document needs a value");
	if (value->kind != NODE_SCALAR)
		*p->document = node_copy(p->arena, value);
	return true;
}

/* A key that is not there is added; an index must be there. */
static bool apply_replace(struct patching *p)
{
	struct json_place place;
	struct node *old;
	if (!read_pointer(p, "path", false, &place))
		return false;
	if (place.pointer.len == 0)
		return replace_document(p, &place);
	if (!place.container)
		return no_container(
			p, &place,
			arena_printf(p->arena,
		                     "replace operation does not apply: doc is missing path: %.*s",
		                     STR_ARG(place.pointer)));
	if (!json_place_get(&p->places, &place, &old)) {
		p->places.problem.sentence = STR("missing value");
		return fail(
			p, &place,
			arena_printf(p->arena,
		                     "replace operation does not apply: doc is missing key: %.*s",
		                     STR_ARG(place.pointer)));
	}
	if (!json_place_replace(&p->places, &place, value_of(p)))
		return fail(p, &place, STR("error in replace"));
	return true;
}

/* Finds where `move` and `copy` take their value from. */
static bool find_source(struct patching *p, struct json_place *from)
{
	if (!read_pointer(p, "from", false, from))
		return false;
	if (from->container)
		return true;
	return no_container(
		p, from,
		arena_printf(p->arena,
	                     "%s operation does not apply: doc is missing from path: %.*s", p->name,
	                     STR_ARG(from->pointer)));
}

static bool find_destination(struct patching *p, bool hides, struct json_place *to)
{
	if (!read_pointer(p, "path", hides, to))
		return false;
	if (to->container)
		return true;
	return no_container(
		p, to,
		arena_printf(p->arena,
	                     "%s operation does not apply: doc is missing destination path: %.*s",
	                     p->name, STR_ARG(to->pointer)));
}

static bool apply_move(struct patching *p)
{
	struct json_place from, to;
	struct node *value;
	if (!find_source(p, &from))
		return false;
	if (!json_place_get(&p->places, &from, &value) || !json_place_remove(&p->places, &from))
		return fail(p, &from,
		            arena_printf(p->arena, "error in move for path: '%.*s'",
		                         STR_ARG(from.key)));
	if (!find_destination(p, false, &to))
		return false;
	if (!json_place_add(&p->places, &to, value ? value : null_at(p, from.at->at)))
		return fail(p, &to,
		            arena_printf(p->arena, "error in move for path: '%.*s'",
		                         STR_ARG(to.pointer)));
	return true;
}

/* A key that is not there is copied as null. */
static bool apply_copy(struct patching *p)
{
	struct json_place from, to;
	struct node *value;
	if (!find_source(p, &from))
		return false;
	if (!json_place_get(&p->places, &from, &value))
		return fail(p, &from,
		            arena_printf(p->arena, "error in copy for from: '%.*s'",
		                         STR_ARG(from.pointer)));
	if (!find_destination(p, true, &to))
		return false;
	if (!json_place_add(&p->places, &to,
	                    value ? node_copy(p->arena, value) : null_at(p, from.at->at)))
		return fail(p, &to, STR("error while adding value during copy"));
	return true;
}

static bool test_failed(struct patching *p, const struct json_place *place)
{
	diag_error(p->diags, place->at->at, "'%.*s' is not what the patch expects",
	           STR_ARG(place->pointer));
	return diag_sentence(p->diags, "testing value %.*s failed: test failed",
	                     STR_ARG(place->pointer));
}

/* Null and absent are the same. */
static bool apply_test(struct patching *p)
{
	struct json_place place;
	struct node *value;
	if (!read_pointer(p, "path", false, &place))
		return false;
	const struct node *want = node_get(p->operation, STR("value"));
	if (place.pointer.len == 0)
		return (want && value_eq(*p->document, want)) || test_failed(p, &place);
	if (!place.container)
		return no_container(
			p, &place,
			arena_printf(p->arena,
		                     "test operation does not apply: is missing path: %.*s",
		                     STR_ARG(place.pointer)));
	if (!json_place_get(&p->places, &place, &value))
		return fail(p, &place,
		            arena_printf(p->arena, "error in test for path: '%.*s'",
		                         STR_ARG(place.pointer)));
	if (!value && !want)
		return diag_error(p->diags, place.at->at, "'test' of '%.*s' needs a value",
		                  STR_ARG(place.pointer));
	const bool equal = value && want ? value_eq(value, want) : !value && node_is_null(want);
	return equal || test_failed(p, &place);
}

static const struct operation {
	const char *name;
	bool (*apply)(struct patching *p);
} OPERATIONS[] = {
	{"add", apply_add},       {"copy", apply_copy},       {"move", apply_move},
	{"remove", apply_remove}, {"replace", apply_replace}, {"test", apply_test},
};

static bool apply(struct patching *p)
{
	const struct node *op = node_get(p->operation, STR("op"));
	str name = STR("unknown");
	if (node_is_scalar(op) && op->tag == TAG_STR)
		name = op->text;
	for (size_t i = 0; i < sizeof OPERATIONS / sizeof *OPERATIONS; i++) {
		if (str_eq(name, str_of(OPERATIONS[i].name))) {
			p->name = OPERATIONS[i].name;
			return OPERATIONS[i].apply(p);
		}
	}
	diag_error(p->diags, or_operation(p, op)->at,
	           "'op' must be one of add, copy, move, remove, replace and test");
	return diag_sentence(p->diags, "Unexpected kind: %.*s", STR_ARG(name));
}

bool json_patch_apply(struct arena *arena, const struct node *operations, struct node **document,
                      struct diags *diags)
{
	struct patching p = {
		.arena = arena, .places = {.arena = arena}, .document = document, .diags = diags};
	NODE_EACH_ITEM (item, operations) {
		p.operation = item->value;
		if (!apply(&p))
			return false;
	}
	if ((*document)->kind == NODE_MAP)
		return true;
	diag_error(diags, (*document)->at, "a resource must be a mapping, not a list");
	return diag_sentence(diags, "json: cannot unmarshal array into Go value of type "
	                            "map[string]interface {}");
}

/* ---- back to a resource ---- */

/*
 * The patched JSON is written as YAML and read back: what got quotes on that way stays a string
 * under whatever a strategic merge writes over it later.
 */
static void rewrite_scalar(struct arena *arena, struct node *node)
{
	if (node->tag == TAG_INT || node->tag == TAG_FLOAT) {
		node->text =
			resolve_double_text(arena, strtod(arena_cstr(arena, node->text), NULL));
		node->tag = resolve_tag(node->text, YAML_NODES);
		return;
	}
	if (node->tag == TAG_STR)
		node->style = emit_string_style(arena, node->text);
}

void json_patch_to_resource(struct arena *arena, struct node *document)
{
	document->as_read = 1;
	switch (document->kind) {
	case NODE_SCALAR: rewrite_scalar(arena, document); return;
	case NODE_SEQ:
		NODE_EACH_ITEM (item, document)
			json_patch_to_resource(arena, item->value);
		return;
	case NODE_MAP:
		NODE_EACH_PAIR (pair, document)
			json_patch_to_resource(arena, pair->value);
		return;
	}
}
