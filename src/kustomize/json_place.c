/* json_place.c - see json_place.h */
#include "kustomize/json_place.h"

#include <errno.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/quote.h"

/* Copies may double a document with every operation; nobody needs that many. */
enum { DEPTH_MAX = 1000, ADDED_NODES_MAX = 1000 * 1000 };

/* ---- limits ---- */

/* May `value` be put there? */
static bool fits(struct json_places *p, const struct json_place *place, const struct node *value)
{
	const size_t depth = place->depth + node_measure(value, &p->added);
	if (depth <= DEPTH_MAX && p->added <= ADDED_NODES_MAX)
		return true;
	p->problem.ours = depth > DEPTH_MAX ? STR("the result would be nested too deeply")
	                                    : STR("the patch adds too much");
	p->problem.sentence = p->problem.ours;
	return false;
}

/* ---- members of containers ---- */

/* Always false: the member is not there. */
static bool missing_index(struct json_places *p, long index, size_t len)
{
	p->problem.ours = arena_printf(p->arena, "a list of %zu has no index %ld", len, index);
	p->problem.sentence = arena_printf(
		p->arena, "Unable to access invalid index: %ld: invalid index referenced", index);
	return false;
}

/* strconv.Atoi: decimal digits after an optional sign. */
static bool parse_index(struct json_places *p, str text, long *out)
{
	const bool is_signed = text.len > 0 && (text.at[0] == '-' || text.at[0] == '+');
	const str digits = str_from(text, is_signed);
	const bool is_number = digits.len > 0 && ascii_count_digits(digits) == digits.len;
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
static bool find_index(struct json_places *p, const struct node *list, str key, size_t count,
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
bool json_place_get(struct json_places *p, const struct json_place *place, struct node **out)
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

static void set_key(struct json_places *p, const struct json_place *place, struct node *value)
{
	struct pair *pair = node_find_pair(place->container, place->key);
	if (pair)
		pair->value = value;
	else
		node_add_pair(p->arena, place->container,
		              *node_new_str(p->arena, place->key, place->at->at), value);
}

bool json_place_add(struct json_places *p, const struct json_place *place, struct node *value)
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

bool json_place_replace(struct json_places *p, const struct json_place *place, struct node *value)
{
	struct node *list = place->container;
	struct item *before;
	if (!fits(p, place, value))
		return false;
	if (list->kind == NODE_MAP) {
		set_key(p, place, value);
		return true;
	}
	if (!find_index(p, list, place->key, node_count(list), &before))
		return false;
	(before ? before->next : list->head)->value = value;
	return true;
}

bool json_place_remove(struct json_places *p, const struct json_place *place)
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
void json_place_find(struct json_places *p, struct node *document, struct json_place *place)
{
	str piece, rest;
	place->container = NULL;
	if (!str_cut(place->pointer, '/', &piece, &rest))
		return;
	struct json_place step = {.container = document, .at = place->at};
	while (str_cut(rest, '/', &piece, &rest)) {
		struct node *next;
		step.key = unescape(p->arena, piece);
		if (!json_place_get(p, &step, &next) || !next || next->kind == NODE_SCALAR)
			return;
		step.container = next;
		step.depth++;
	}
	place->container = step.container;
	place->depth = step.depth;
	place->key = unescape(p->arena, piece);
}

const struct pair *json_place_closest(struct arena *arena, const struct node *document, str pointer)
{
	str piece;
	const struct pair *next, *closest = NULL;
	str_cut(pointer, '/', &piece, &pointer);
	do {
		str_cut(pointer, '/', &piece, &pointer);
		piece = unescape(arena, piece);
		next = node_find_pair(document, piece);
		document = next ? next->value : document;
	} while (next && pointer.len > 0);
	size_t least = piece.len / 3 + 1;
	if (next || !node_is_map(document))
		return NULL;
	NODE_EACH_PAIR (pair, document) {
		const size_t distance = str_distance(node_text(&pair->key), piece, least);
		if (distance <= least && (!closest || distance < least)) {
			closest = pair;
			least = distance;
		}
	}
	return closest;
}
