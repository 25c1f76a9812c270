/* object.c - see object.h */
#include "kustomize/generators/object.h"

#include "base/buf.h"
#include "base/digest.h"
#include "kustomize/internal.h"
#include "kustomize/setter.h"

enum { BASE64_LINE = 70 };

struct node *object_string(struct arena *arena, str text, struct mark at)
{
	struct node *node = node_new_str(arena, text, at);
	if (setter_text_is_typed(arena, text))
		node->style = STYLE_DOUBLE;
	return node;
}

struct node *object_data(struct arena *arena, str text, struct mark at)
{
	struct node *node = object_string(arena, text, at);
	if (str_find_char(text, '\n') != STR_NONE)
		node->style = STYLE_LITERAL;
	return node;
}

str object_base64(struct arena *arena, str bytes)
{
	const str line = digest_base64(arena, bytes);
	if (line.len < BASE64_LINE)
		return line;
	struct buf text;
	buf_init(&text, arena);
	for (size_t at = 0; at < line.len; at += BASE64_LINE) {
		buf_add(&text, str_slice(line, at, at + BASE64_LINE));
		buf_add_char(&text, '\n');
	}
	return buf_text(&text);
}

/* The generator's own field, else that of its metadata, which only plugin configs have. */
static str own_or_metadata(const struct node *config, str field)
{
	const str own = node_get_text(config, field);
	return own.len > 0 ? own : node_get_text(node_get(config, STR("metadata")), field);
}

/* Copies `field` of the options, a map of strings, into the metadata. */
static void add_strings(struct arena *arena, struct node *metadata, const struct node *options,
                        str field)
{
	const struct node *from = node_get(options, field);
	if (!node_is_map(from) || !from->first)
		return;
	struct node *strings = node_new_map(arena, from->at);
	NODE_EACH_PAIR (pair, from)
		node_set(arena, strings, pair->key.text,
		         object_string(arena, pair->value->text, pair->value->at));
	node_set(arena, metadata, field, strings);
}

static enum generator_behavior behavior_of(const struct node *config)
{
	const str word = node_get_text(config, STR("behavior"));
	if (str_eq(word, STR("merge")))
		return BEHAVIOR_MERGE;
	if (str_eq(word, STR("replace")))
		return BEHAVIOR_REPLACE;
	/* kustomize takes any other word for none. */
	return str_eq(word, STR("create")) ? BEHAVIOR_CREATE : BEHAVIOR_UNSPECIFIED;
}

static bool is_true(const struct node *options, str field)
{
	return str_eq(node_get_text(options, field), STR("true"));
}

static struct node *metadata_new(const struct generate *generate, str name)
{
	struct arena *arena = generate->arena;
	const struct node *options = node_get(generate->config, STR("options"));
	const str namespace = own_or_metadata(generate->config, STR("namespace"));
	struct node *metadata = node_new_map(arena, generate->at);
	node_set(arena, metadata, STR("name"), object_string(arena, name, generate->at));
	if (namespace.len > 0)
		node_set(arena, metadata, STR("namespace"),
		         object_string(arena, namespace, generate->at));
	add_strings(arena, metadata, options, STR("labels"));
	add_strings(arena, metadata, options, STR("annotations"));
	return metadata;
}

bool object_new(struct generate *generate, const char *kind, struct members *out,
                struct node **root, struct key_values *pairs, struct diags *diags)
{
	struct arena *arena = generate->arena;
	const struct mark at = generate->at;
	const struct node *options = node_get(generate->config, STR("options"));
	const str name = own_or_metadata(generate->config, STR("name"));
	if (name.len == 0)
		/* kustomize says "configmap" of secrets too. */
		return diag_error(diags, at, "the generated %s has no name", kind) ||
		       diag_sentence(diags, "a configmap must have a name");
	if (!key_values_load(arena, generate->config, name, generate->loader, pairs, diags))
		return false;
	*root = node_new_map(arena, at);
	node_set(arena, *root, STR("apiVersion"), node_new_scalar(arena, STR("v1"), at));
	node_set(arena, *root, STR("kind"), node_new_scalar(arena, str_of(kind), at));
	/* kustomize reads the two from a text. */
	NODE_EACH_PAIR (pair, *root)
		pair->value->as_read = 1;
	node_set(arena, *root, STR("metadata"), metadata_new(generate, name));
	if (is_true(options, STR("immutable"))) {
		struct node *immutable = node_new_scalar(arena, STR("true"), at);
		immutable->tag = TAG_BOOL; /* or a merge would take it for text */
		node_set(arena, *root, STR("immutable"), immutable);
	}
	struct member *member = member_new(arena, *root);
	member->behavior = behavior_of(generate->config);
	member->needs_hash = !is_true(options, STR("disableNameSuffixHash"));
	internal_open(arena, *root); /* for `behavior`, which kustomize notes whatever it is */
	*ARRAY_ADD(arena, out) = member;
	return true;
}
