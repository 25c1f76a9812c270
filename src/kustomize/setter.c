/* setter.c - see setter.h */
#include "kustomize/setter.h"

#include "base/ascii.h"
#include "yaml/emit.h"
#include "yaml/load.h"
#include "yaml/resolve.h"

bool setter_expect_kind(struct arena *arena, const struct node *node, enum node_kind kind,
                        struct diags *diags)
{
	/* go-yaml's names, and ours. */
	static const char *const NAMES[] = {[NODE_SCALAR] = "ScalarNode",
	                                    [NODE_MAP] = "MappingNode",
	                                    [NODE_SEQ] = "SequenceNode"};
	static const char *const WORDS[] = {
		[NODE_SCALAR] = "a scalar", [NODE_MAP] = "a mapping", [NODE_SEQ] = "a list"};
	if (node_is_null(node) || node->kind == kind)
		return true;
	struct buf contents;
	buf_init(&contents, arena);
	emit_node(&contents, node);
	diag_error(diags, node->at, "%s is needed here, not %s", WORDS[kind], WORDS[node->kind]);
	return diag_sentence(diags, "wrong node kind: expected %s but got %s: node contents:\n%.*s",
	                     NAMES[kind], NAMES[node->kind], STR_ARG(buf_text(&contents)));
}

bool setter_text(struct arena *arena, struct node *field, str text, struct diags *diags)
{
	return text.len == 0 || setter_tagged(arena, field, text, TAG_NONE, diags);
}

bool setter_tagged(struct arena *arena, struct node *field, str text, enum node_tag tag,
                   struct diags *diags)
{
	if (!setter_expect_kind(arena, field, NODE_SCALAR, diags))
		return false;
	node_set_text(field, text);
	field->tag = tag;
	return true;
}

/* Letters, digits and what stands between them in names: nothing but the resolve table matters. */
static bool is_word(str text)
{
	for (size_t i = 0; i < text.len; i++) {
		const char c = text.at[i];
		const bool plain = ascii_is_alnum(c) || c == '.' || c == '_' || c == '/' ||
		                   (c == '-' && i > 0);
		if (!plain)
			return false;
	}
	return true;
}

/* Empty text and text of several lines are never quoted for their looks. */
bool setter_text_is_typed(struct arena *arena, str text)
{
	if (text.len == 0 || str_find_char(text, '\n') != STR_NONE)
		return false;
	if (is_word(text))
		return resolve_tag(text, YAML_11) != TAG_STR;
	/* Anything may stand here, "[a]" and "# x" too: only the reader knows. */
	struct diags ignored;
	diags_init(&ignored, arena);
	struct source *source = ARENA_NEW(arena, struct source);
	*source = (struct source){.path = STR(""), .text = text};
	struct node *value = NULL;
	if (!load_value(arena, text, origin_of_source(source), &value, &ignored))
		return false;
	return !value || value->kind != NODE_SCALAR || value->tag != TAG_STR;
}

bool setter_field(struct arena *arena, struct node *map, str key, struct node *value,
                  struct diags *diags)
{
	if (!setter_expect_kind(arena, map, NODE_MAP, diags))
		return false;
	if (map->kind != NODE_MAP)
		return true; /* a null takes no entries, and kustomize does not mind */
	struct node *present = node_get(map, key);
	if (present) {
		node_replace(present, value);
		return true;
	}
	const bool untyped = value->tag == TAG_STR || value->tag == TAG_NONE;
	if (value->kind == NODE_SCALAR && value->style == STYLE_PLAIN && untyped &&
	    setter_text_is_typed(arena, value->text))
		value->style = STYLE_DOUBLE;
	node_set(arena, map, key, value);
	return true;
}

static bool add_string(struct arena *arena, struct node *strings, const struct node *key,
                       const struct node *value, struct diags *diags)
{
	return setter_field(arena, strings, node_text(key),
	                    node_new_str(arena, node_text(value), value->at), diags);
}

bool setter_add_strings(struct arena *arena, const struct node *field, struct node *strings,
                        struct diags *diags)
{
	if (node_is_map(field))
		NODE_EACH_PAIR (pair, field)
			if (!add_string(arena, strings, &pair->key, pair->value, diags))
				return false;
	if (!node_is_seq(field))
		return true;
	for (const struct item *item = field->head; item; item = item->next->next) {
		if (!item->next)
			return diag_error(diags, field->at,
			                  "labels and annotations must be a mapping, not a list");
		if (!add_string(arena, strings, item->value, item->next->value, diags))
			return false;
	}
	return true;
}
