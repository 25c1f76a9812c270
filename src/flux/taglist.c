/*
 * taglist.c - see taglist.h
 *
 * The first character tells which it is: JSON begins with a bracket, and no tag does.
 */
#include "flux/taglist.h"

#include "yaml/value.h"

static bool add_json(struct arena *arena, const struct node *value, struct taglist *out,
                     struct diags *diags)
{
	const struct node *list = value;
	if (node_is_map(value)) {
		list = node_get(value, STR("tags"));
		if (!list)
			list = node_get(value, STR("Tags"));
		if (!list)
			return diag_error(diags, value->at, "no 'tags' in this list of tags");
		if (node_is_null(list)) /* a registry's way to say that there is none */
			return true;
	}
	if (!node_is_seq(list))
		return diag_error(diags, list->at, "tags must be a list, not %s",
		                  node_kind_name(list));
	NODE_EACH_ITEM (item, list) {
		if (!node_is_scalar(item->value) || item->value->tag != TAG_STR)
			return diag_error(diags, item->value->at, "a tag must be a string");
		*ARRAY_ADD(arena, out) = item->value->text;
	}
	return true;
}

static void add_lines(struct arena *arena, str text, struct taglist *out)
{
	str line;
	while (text.len > 0) {
		str_cut(text, '\n', &line, &text);
		line = str_trim(line);
		if (line.len > 0 && line.at[0] != '#')
			*ARRAY_ADD(arena, out) = line;
	}
}

bool taglist_parse(struct arena *arena, const struct source *source, struct taglist *out,
                   struct diags *diags)
{
	const str text = str_trim_left(source->text);
	struct node *value;
	out->at_file = (struct mark){.source = source};
	if (text.len == 0 || (text.at[0] != '{' && text.at[0] != '[')) {
		add_lines(arena, text, out);
		return true;
	}
	return value_from_json(arena, source->text, origin_of_source(source), &value, diags) &&
	       add_json(arena, value, out, diags);
}
