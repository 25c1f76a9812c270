/* field_path.c - see field_path.h */
#include "kustomize/field_path.h"

#include "base/buf.h"

struct field_path field_path_split(struct arena *arena, str path)
{
	struct field_path parts = {0};
	struct buf part;
	buf_init(&part, arena);
	bool in_brackets = false;
	for (size_t i = 0; i <= path.len; i++) {
		const char c = i < path.len ? path.at[i] : '.';
		if (c == '\\' && i + 1 < path.len && path.at[i + 1] == '.') {
			buf_add_char(&part, path.at[++i]);
		} else if (i == path.len || (c == '.' && !in_brackets)) {
			*ARRAY_ADD(arena, &parts) = buf_text(&part);
			buf_init(&part, arena);
		} else {
			in_brackets = c == '[' || (in_brackets && c != ']');
			buf_add_char(&part, c);
		}
	}
	return parts;
}

static bool is_number(str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] < '0' || text.at[i] > '9')
			return false;
	return text.len > 0 && text.len < 10;
}

bool field_path_is_item(str part)
{
	return is_number(part) || str_eq(part, STR("-")) ||
	       (str_starts_with(part, STR("[")) && str_ends_with(part, STR("]")));
}

static struct node *find_index(const struct node *list, str digits)
{
	size_t index = 0;
	if (!is_number(digits))
		return NULL;
	for (size_t i = 0; i < digits.len; i++)
		index = index * 10 + (size_t)(digits.at[i] - '0');
	return node_item(list, index);
}

static struct node *find_by_field(const struct node *list, str name, str text)
{
	if (node_is_seq(list))
		NODE_EACH_ITEM (item, list)
			if (str_eq(node_get_text(item->value, name), text))
				return item->value;
	return NULL;
}

struct node *field_path_step(struct node *node, str part)
{
	if (str_eq(part, STR("-")) && node_is_seq(node))
		return node->tail ? node->tail->value : NULL;
	if (!str_ends_with(part, STR("]")))
		return node_is_seq(node) ? find_index(node, part) : node_get(node, part);
	const size_t open = str_find_last_char(part, '[');
	if (open == STR_NONE)
		return node_get(node, part);
	const str inside = str_slice(part, open + 1, part.len - 1);
	str name, text;
	if (open > 0)
		return find_index(node_get(node, str_slice(part, 0, open)), inside);
	if (str_cut(inside, '=', &name, &text))
		return find_by_field(node, name, text);
	return node_is_seq(node) ? find_index(node, inside) : node_get(node, inside);
}
