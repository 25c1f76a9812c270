/*
 * json_patch.c - see json_patch.h
 *
 * Faults come from two levels, as in the library: what a mapping or list says
 * about one of its members (struct problem), and the operation that puts its
 * own words before that.
 */
#include "kustomize/json_patch.h"

#include <errno.h>
#include <stdlib.h>

#include "base/quote.h"
#include "kustomize/setter.h"

/* What is wrong with a member of a container, in our words and in the library's. */
struct problem {
	str ours, sentence;
};

/* Copies may double a document with every operation; nobody needs that many. */
enum { DEPTH_MAX = 1000, ADDED_NODES_MAX = 1000 * 1000 };

struct patching {
	struct arena *arena;
	struct diags *diags;
	struct node **document;
	const struct node *operation;
	const char *name; /* "add" */
	struct problem problem;
	size_t added; /* nodes so far */
};

/* A container and which of its members a pointer means; none when the pointer leads nowhere. */
struct place {
	struct node *container;
	str key;
	size_t depth;          /* of the container */
	str pointer;           /* as written */
	const struct node *at; /* where it is written */
};

/* ---- limits ---- */

/* Levels in a tree; adds its nodes to *count. */
static size_t measure(const struct node *node, size_t *count)
{
	size_t depth = 0;
	++*count;
	if (node->kind == NODE_MAP) {
		NODE_EACH_PAIR (pair, node) {
			const size_t below = measure(pair->value, count);
			depth = below > depth ? below : depth;
		}
	} else if (node->kind == NODE_SEQ) {
		NODE_EACH_ITEM (item, node) {
			const size_t below = measure(item->value, count);
			depth = below > depth ? below : depth;
		}
	}
	return depth + 1;
}

/* May `value` be put there? */
static bool fits(struct patching *p, const struct place *place, const struct node *value)
{
	const size_t depth = place->depth + measure(value, &p->added);
	if (depth <= DEPTH_MAX && p->added <= ADDED_NODES_MAX)
		return true;
	p->problem.ours = depth > DEPTH_MAX ? STR("the result would be nested too deeply")
	                                    : STR("the patch adds too much");
	p->problem.sentence = p->problem.ours;
	return false;
}

/* ---- members of containers ---- */

/* Always false: the member is not there. */
static bool missing_index(struct patching *p, long index, size_t len)
{
	p->problem.ours = arena_printf(p->arena, "a list of %zu has no index %ld", len, index);
	p->problem.sentence = arena_printf(
		p->arena, "Unable to access invalid index: %ld: invalid index referenced", index);
	return false;
}

/* strconv.Atoi: decimal digits after an optional sign. */
static bool parse_index(struct patching *p, str text, long *out)
{
	const bool is_signed = text.len > 0 && (text.at[0] == '-' || text.at[0] == '+');
	bool is_number = text.len > is_signed;
	for (size_t i = is_signed; i < text.len; i++)
		is_number = is_number && text.at[i] >= '0' && text.at[i] <= '9';
	errno = 0;
	*out = is_number ? strtol(arena_cstr(p->arena, text), NULL, 10) : 0;
	if (is_number && errno == 0)
		return true;
	p->problem.ours = arena_printf(p->arena, "'%.*s' is no index of a list", STR_ARG(text));
	p->problem.sentence = arena_printf(p->arena, "strconv.Atoi: parsing %.*s: %s",
	                                   STR_ARG(quote_go_new(p->arena, text)),
	                                   is_number ? "value out of range" : "invalid syntax");
	return false;
}

/* Finds the item before an index, NULL for none; negative ones count from `count`. */
static bool find_index(struct patching *p, const struct node *list, str key, size_t count,
                       struct item **before)
{
	long index;
	if (!parse_index(p, key, &index))
		return false;
	const long len = (long)count;
	if (index >= len || index < -len)
		return missing_index(p, index, node_count(list));
	if (index < 0)
		index += len;
	*before = NULL;
	for (struct item *item = list->head; index > 0; item = item->next, index--)
		*before = item;
	return true;
}

/* *out is NULL for a key that a mapping does not have, and for null. */
static bool get_member(struct patching *p, const struct place *place, struct node **out)
{
	struct item *before;
	if (place->container->kind == NODE_MAP) {
		*out = node_get(place->container, place->key);
	} else {
		const struct node *list = place->container;
		if (!find_index(p, list, place->key, node_count(list), &before))
			return false;
		*out = (before ? before->next : list->head)->value;
	}
	if (node_is_null(*out))
		*out = NULL;
	return true;
}

static void set_key(struct patching *p, const struct place *place, struct node *value)
{
	struct pair *pair = node_find_pair(place->container, place->key);
	if (pair)
		pair->value = value;
	else
		node_add_pair(p->arena, place->container,
		              *node_new_str(p->arena, place->key, place->at->at), value);
}

static bool add_member(struct patching *p, const struct place *place, struct node *value)
{
	struct node *list = place->container;
	struct item *before = list->tail;
	if (!fits(p, place, value))
		return false;
	if (list->kind == NODE_MAP) {
		set_key(p, place, value);
		return true;
	}
	if (!str_eq(place->key, STR("-")) &&
	    !find_index(p, list, place->key, node_count(list) + 1, &before)) {
		if (str_starts_with(p->problem.sentence, STR("strconv")))
			p->problem.sentence =
				arena_printf(p->arena,
			                     "value was not a proper array index: '%.*s': %.*s",
			                     STR_ARG(place->key), STR_ARG(p->problem.sentence));
		return false;
	}
	node_insert_after(p->arena, list, before, value);
	return true;
}

static bool remove_member(struct patching *p, const struct place *place)
{
	struct node *list = place->container;
	struct item *before;
	if (list->kind == NODE_MAP) {
		if (node_remove(list, place->key))
			return true;
		p->problem.ours =
			arena_printf(p->arena, "there is no key '%.*s'", STR_ARG(place->key));
		p->problem.sentence =
			arena_printf(p->arena,
		                     "Unable to remove nonexistent key: %.*s: missing value",
		                     STR_ARG(place->key));
		return false;
	}
	if (!find_index(p, list, place->key, node_count(list), &before))
		return false;
	node_remove_after(list, before);
	return true;
}

/* ---- pointers ---- */

/* "~1" is '/', "~0" is '~', in one pass from the left. */
static str unescape(struct arena *arena, str piece)
{
	if (str_find_char(piece, '~') == STR_NONE)
		return piece;
	struct buf out;
	buf_init(&out, arena);
	for (size_t i = 0; i < piece.len; i++) {
		const char next = i + 1 < piece.len ? piece.at[i + 1] : '\0';
		const bool escaped = piece.at[i] == '~' && (next == '0' || next == '1');
		buf_add_char(&out, !escaped ? piece.at[i] : next == '1' ? '/' : '~');
		i += escaped;
	}
	return buf_text(&out);
}

/* What comes before the first '/' is left aside, whatever it is. */
static void find_container(struct patching *p, struct place *place)
{
	str piece, rest;
	place->container = NULL;
	if (!str_cut(place->pointer, '/', &piece, &rest))
		return;
	struct place step = {.container = *p->document, .at = place->at};
	while (str_cut(rest, '/', &piece, &rest)) {
		struct node *next;
		step.key = unescape(p->arena, piece);
		if (!get_member(p, &step, &next) || !next || next->kind == NODE_SCALAR)
			return;
		step.container = next;
		step.depth++;
	}
	place->container = step.container;
	place->depth = step.depth;
	place->key = unescape(p->arena, piece);
}

static const struct node *or_operation(const struct patching *p, const struct node *node)
{
	return node ? node : p->operation;
}

/* As encoding/json calls it. */
static const char *json_type(const struct node *value)
{
	if (value->kind != NODE_SCALAR)
		return value->kind == NODE_MAP ? "object" : "array";
	return value->tag == TAG_BOOL ? "bool" : value->tag == TAG_STR ? "string" : "number";
}

/*
 * Reads the field `path` or `from`. The library's words for a fault depend on the operation:
 * `hides` it and says only that a value is missing.
 */
static bool read_pointer(struct patching *p, const char *field, bool hides, struct place *out)
{
	const struct node *node = node_get(p->operation, str_of(field));
	*out = (struct place){.at = or_operation(p, node)};
	if (node_is_scalar(node) && node->tag == TAG_STR) {
		out->pointer = node->text;
		find_container(p, out);
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
		                     json_type(node));
	return diag_sentence(p->diags, "%s operation failed to decode %s: %.*s", p->name, field,
	                     STR_ARG(cause));
}

/* The pointer leads nowhere. `sentence` is what the library says before "missing value". */
static bool no_container(struct patching *p, const struct place *place, str sentence)
{
	diag_error(p->diags, place->at->at,
	           "nothing to %s at '%.*s': what should hold it does not exist", p->name,
	           STR_ARG(place->pointer));
	return diag_sentence(p->diags, "%.*s: missing value", STR_ARG(sentence));
}

/* The problem becomes an error of the operation. */
static bool fail(struct patching *p, const struct place *place, str sentence)
{
	diag_error(p->diags, place->at->at, "cannot %s '%.*s': %.*s", p->name,
	           STR_ARG(place->pointer), STR_ARG(p->problem.ours));
	return diag_sentence(p->diags, "%.*s: %.*s", STR_ARG(sentence),
	                     STR_ARG(p->problem.sentence));
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
	struct place place;
	if (!read_pointer(p, "path", true, &place))
		return false;
	const str pointer = place.pointer;
	if (!place.container)
		return no_container(
			p, &place,
			arena_printf(p->arena,
		                     "add operation does not apply: doc is missing path: \"%.*s\"",
		                     STR_ARG(pointer)));
	if (!add_member(p, &place, value_of(p)))
		return fail(p, &place,
		            arena_printf(p->arena, "error in add for path: '%.*s'",
		                         STR_ARG(pointer)));
	return true;
}

static bool apply_remove(struct patching *p)
{
	struct place place;
	if (!read_pointer(p, "path", true, &place))
		return false;
	const str pointer = place.pointer;
	if (!place.container)
		return no_container(p, &place,
		                    arena_printf(p->arena,
		                                 "remove operation does not apply: doc is missing "
		                                 "path: \"%.*s\"",
		                                 STR_ARG(pointer)));
	if (!remove_member(p, &place))
		return fail(p, &place,
		            arena_printf(p->arena, "error in remove for path: '%.*s'",
		                         STR_ARG(pointer)));
	return true;
}

/* The whole document becomes the value; one that cannot be a document changes nothing. */
static bool replace_document(struct patching *p, const struct place *place)
{
	const struct node *value = node_get(p->operation, STR("value"));
	if (!value)
		return diag_error(p->diags, place->at->at,
		                  "'replace' of the whole document needs a value");
	if (value->kind == NODE_SEQ) {
		diag_error(p->diags, value->at, "a resource must be a mapping, not a list");
		return diag_sentence(p->diags, "json: cannot unmarshal array into Go value of type "
		                               "map[string]interface {}");
	}
	if (value->kind == NODE_MAP)
		*p->document = node_copy(p->arena, value);
	return true;
}

/* A key that is not there is added; an index must be there. */
static bool apply_replace(struct patching *p)
{
	struct place place;
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
	if (!get_member(p, &place, &old)) {
		p->problem.sentence = STR("missing value");
		return fail(
			p, &place,
			arena_printf(p->arena,
		                     "replace operation does not apply: doc is missing key: %.*s",
		                     STR_ARG(place.pointer)));
	}
	struct node *value = value_of(p);
	struct item *before;
	if (!fits(p, &place, value))
		return fail(p, &place, STR("error in replace"));
	if (place.container->kind == NODE_MAP)
		set_key(p, &place, value);
	else if (find_index(p, place.container, place.key, node_count(place.container), &before))
		(before ? before->next : place.container->head)->value = value;
	return true;
}

/* Finds where `move` and `copy` take their value from. */
static bool find_source(struct patching *p, struct place *from)
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

static bool find_destination(struct patching *p, bool hides, struct place *to)
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
	struct place from, to;
	struct node *value;
	if (!find_source(p, &from))
		return false;
	if (!get_member(p, &from, &value) || !remove_member(p, &from))
		return fail(p, &from,
		            arena_printf(p->arena, "error in move for path: '%.*s'",
		                         STR_ARG(from.key)));
	if (!find_destination(p, false, &to))
		return false;
	if (!add_member(p, &to, value ? value : null_at(p, from.at->at)))
		return fail(p, &to,
		            arena_printf(p->arena, "error in move for path: '%.*s'",
		                         STR_ARG(to.pointer)));
	return true;
}

/* A key that is not there is copied as null. */
static bool apply_copy(struct patching *p)
{
	struct place from, to;
	struct node *value;
	if (!find_source(p, &from))
		return false;
	if (!get_member(p, &from, &value))
		return fail(p, &from,
		            arena_printf(p->arena, "error in copy for from: '%.*s'",
		                         STR_ARG(from.pointer)));
	if (!find_destination(p, true, &to))
		return false;
	if (!add_member(p, &to, value ? node_copy(p->arena, value) : null_at(p, from.at->at)))
		return fail(p, &to, STR("error while adding value during copy"));
	return true;
}

static bool test_failed(struct patching *p, const struct place *place)
{
	diag_error(p->diags, place->at->at, "'%.*s' is not what the patch expects",
	           STR_ARG(place->pointer));
	return diag_sentence(p->diags, "testing value %.*s failed: test failed",
	                     STR_ARG(place->pointer));
}

/* Null and absent are the same. */
static bool apply_test(struct patching *p)
{
	struct place place;
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
	if (!get_member(p, &place, &value))
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
	{"add",     apply_add    },
        {"copy",    apply_copy   },
        {"move",    apply_move   },
	{"remove",  apply_remove },
        {"replace", apply_replace},
        {"test",    apply_test   },
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
	struct patching p = {.arena = arena, .diags = diags, .document = document};
	NODE_EACH_ITEM (item, operations) {
		p.operation = item->value;
		if (!apply(&p))
			return false;
	}
	return true;
}

/* ---- back to a resource ---- */

static void rewrite_scalar(struct arena *arena, struct node *node)
{
	if (node->tag == TAG_INT || node->tag == TAG_FLOAT) {
		node->text =
			resolve_double_text(arena, strtod(arena_cstr(arena, node->text), NULL));
		node->tag = resolve_tag(node->text, YAML_NODES);
		return;
	}
	if (node->tag != TAG_STR)
		return;
	if (str_find_char(node->text, '\n') != STR_NONE)
		node->style = STYLE_LITERAL;
	else if (node->text.len == 0 || setter_text_is_typed(arena, node->text))
		node->style = STYLE_DOUBLE;
	else
		node->style = STYLE_PLAIN;
}

void json_patch_to_resource(struct arena *arena, struct node *document)
{
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
