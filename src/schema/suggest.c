/*
 * suggest.c - see suggest.h
 *
 * The surest guess comes first: an alias was put there by somebody who saw the
 * mistake, a likeness in spelling is nearly as good, and the same name at
 * another place is at least worth a look.
 */
#include "schema/suggest.h"

#include "base/buf.h"

enum { FEW_FIELDS = 8 }; /* as many as a label can name and still be read */

static bool is_alias(const struct node *field, str name)
{
	const struct node *aliases = node_get(field, STR("x-aliases"));
	if (node_is_seq(aliases))
		NODE_EACH_ITEM (item, aliases)
			if (str_eq(node_text(item->value), name))
				return true;
	return false;
}

static str alias_of(const struct node *properties, str name)
{
	NODE_EACH_PAIR (pair, properties)
		if (is_alias(pair->value, name))
			return node_text(&pair->key);
	return STR("");
}

/* One typing mistake for every four letters, two at least for names that can bear it. */
static str spelled_alike(const struct node *properties, str name)
{
	str closest = STR("");
	size_t least = name.len / 4 + 1;
	NODE_EACH_PAIR (pair, properties) {
		const str key = node_text(&pair->key);
		if (str_eq_nocase(key, name))
			return key;
		const size_t distance = str_distance(key, name, least);
		if (distance < least || (distance == least && closest.len == 0)) {
			closest = key;
			least = distance;
		}
	}
	return closest;
}

/* The path of the mapping, below `schema`, that has a field `name`; *found says whether. */
static str place_of(struct arena *arena, const struct node *schema, str name, str path, bool *found)
{
	const struct node *properties = node_get(schema, STR("properties"));
	if (node_get(properties, name)) {
		*found = true;
		return path;
	}
	if (node_is_map(properties))
		NODE_EACH_PAIR (pair, properties) {
			const str key = node_text(&pair->key);
			const str below = path.len ? arena_printf(arena, "%.*s.%.*s", STR_ARG(path),
			                                          STR_ARG(key))
			                           : key;
			const str place = place_of(arena, pair->value, name, below, found);
			if (*found)
				return place;
		}
	return STR("");
}

/* All fields, when they are few enough to choose from. */
static str fields_of(struct arena *arena, const struct node *properties)
{
	struct buf names;
	buf_init(&names, arena);
	if (!node_is_map(properties) || node_is_empty(properties) ||
	    node_count(properties) > FEW_FIELDS)
		return STR("");
	NODE_EACH_PAIR (pair, properties) {
		buf_add(&names, names.len ? STR(", ") : STR("fields here: "));
		buf_add(&names, node_text(&pair->key));
	}
	return buf_text(&names);
}

struct suggestion suggest_field(struct arena *arena, const struct node *root,
                                const struct node *schema, str name)
{
	const struct node *properties = node_get(schema, STR("properties"));
	struct suggestion suggestion = {.label = fields_of(arena, properties)};
	if (!node_is_map(properties))
		return suggestion;
	const str alias = alias_of(properties, name), alike = spelled_alike(properties, name);
	const str kind = node_get_text(root, STR("title"));
	bool found = false;
	suggestion.field = alias.len ? alias : alike;
	if (alias.len) {
		suggestion.tail =
			arena_printf(arena, "; %.*s uses '%.*s'", STR_ARG(kind), STR_ARG(alias));
	} else if (alike.len) {
		suggestion.tail = arena_printf(arena, "; did you mean '%.*s'?", STR_ARG(alike));
	} else {
		const str place = place_of(arena, root, name, STR(""), &found);
		if (place.len)
			suggestion.tail =
				arena_printf(arena, "; it belongs in %.*s", STR_ARG(place));
	}
	return suggestion;
}
