/* show.c - see show.h */
#include "diff/show.h"

#include "base/look.h"
#include "base/quote.h"
#include "base/utf8.h"
#include "yaml/resolve.h"

/* By type, as it would be printed; what has none is shown as it was written. */
static void show_scalar(struct buf *out, const struct node *node)
{
	struct scalar scalar;
	str problem;
	if (!resolve_scalar(out->arena, node, &scalar, &problem)) {
		quote_go(out, node->text);
		return;
	}
	switch (scalar.type) {
	case SCALAR_STR:
	case SCALAR_TIMESTAMP: quote_go(out, scalar.text); break;
	case SCALAR_INT:
	case SCALAR_UINT:
	case SCALAR_FLOAT: buf_add(out, resolve_yaml_number(out->arena, &scalar)); break;
	case SCALAR_BOOL: buf_add(out, scalar.b ? STR("true") : STR("false")); break;
	case SCALAR_NULL: buf_add(out, STR("null")); break;
	}
}

/* In one line however deep: a change between kinds of values is rare, and short. */
static void show(struct buf *out, const struct node *node)
{
	switch (node->kind) {
	case NODE_SCALAR: show_scalar(out, node); break;
	case NODE_MAP:
		buf_add_char(out, '{');
		NODE_EACH_PAIR (pair, node) {
			buf_add(out, pair == node->first ? STR("") : STR(", "));
			buf_add(out, node_text(&pair->key));
			buf_add(out, STR(": "));
			show(out, pair->value);
		}
		buf_add_char(out, '}');
		break;
	case NODE_SEQ:
		buf_add_char(out, '[');
		NODE_EACH_ITEM (item, node) {
			buf_add(out, item == node->head ? STR("") : STR(", "));
			show(out, item->value);
		}
		buf_add_char(out, ']');
		break;
	}
}

str show_value(struct arena *arena, const struct node *node)
{
	struct buf buf;
	buf_init(&buf, arena);
	show(&buf, node);
	return buf_text(&buf);
}

bool show_is_long(const struct node *node)
{
	if (!node_is_scalar(node))
		return false;
	const size_t line = str_find_char(node->text, '\n');
	return line != STR_NONE && line + 1 < node->text.len;
}

size_t show_width(str text)
{
	size_t width = 0, len;
	for (; text.len; text = str_from(text, len))
		width += look_columns(utf8_decode(text, &len));
	return width;
}
