/*
 * post_build.c - see post_build.h
 *
 * The controller substitutes in a whole object's text at once. A value cannot hold a line break, so
 * doing it scalar by scalar comes to the same, and leaves everything else the place that it has.
 */
#include "flux/post_build.h"

#include "yaml/emit.h"
#include "yaml/value.h"

struct filling {
	struct arena *arena;
	const struct variables *variables;
	struct diags *diags;
};

/* The key that a scalar is printed and read back under; it holds nothing to substitute. */
#define KEY "k"

static void place_all(struct node *node, struct mark at)
{
	node->at = at;
	if (node->kind == NODE_MAP)
		NODE_EACH_PAIR (pair, node) {
			pair->key.at = at;
			place_all(pair->value, at);
		}
	if (node->kind == NODE_SEQ)
		NODE_EACH_ITEM (item, node)
			place_all(item->value, at);
}

static bool refuse(const struct filling *filling, const struct node *scalar, str why)
{
	diag_error(filling->diags, scalar->at, "Flux cannot fill in the variables of '%.*s'",
	           STR_ARG(scalar->text));
	return diag_label(filling->diags, "%.*s", STR_ARG(why));
}

/* What cannot be read is nearly always a value that needs quotes, and has lost those around it. */
static bool refuse_text(const struct filling *filling, const struct node *scalar, str filled)
{
	str name;
	const str text = str_trim(str_from(filled, sizeof KEY));
	refuse(filling, scalar, STR("with the values in it, it is no YAML"));
	diag_note(filling->diags, NO_MARK, "text", "%.*s", STR_ARG(text));
	if (substitute_is_whole(scalar->text, &name))
		diag_note(filling->diags, NO_MARK, "fix",
		          "quotes around it are lost: let %.*s bring its own, \"'%.*s'\"",
		          STR_ARG(name), STR_ARG(text));
	return false;
}

/* The scalar as the controller prints it: "k: 'x ${A}'\n". */
static str printed(struct arena *arena, const struct node *scalar)
{
	struct buf out;
	struct node *map = node_new_map(arena, NO_MARK);
	buf_init(&out, arena);
	node_set(arena, map, STR(KEY), node_new_str(arena, scalar->text, NO_MARK));
	emit_value(&out, map);
	return buf_text(&out);
}

/* What is read back; NULL when it is no YAML, or something else than a value. */
static struct node *read_back(struct arena *arena, str text, struct mark at)
{
	struct documents documents = {0};
	struct diags unheard;
	diags_init(&unheard, arena);
	if (!load_documents(arena, text, (struct origin){.at = at}, &documents, &unheard) ||
	    documents.len != 1 || node_count(documents.at[0]) != 1)
		return NULL;
	struct node *value = node_get(documents.at[0], STR(KEY));
	if (value)
		place_all(value, at);
	return value;
}

static bool is_string(struct arena *arena, const struct node *node)
{
	struct scalar scalar;
	return node->kind == NODE_SCALAR && value_of_scalar(arena, node, false, &scalar) &&
	       scalar.type == SCALAR_STR;
}

static bool fill_scalar(const struct filling *filling, struct node *scalar)
{
	struct substituted filled;
	str problem;
	if (str_find_char(scalar->text, '$') == STR_NONE)
		return true;
	const str before = printed(filling->arena, scalar);
	if (!substitute(filling->arena, before, filling->variables, &filled, &problem))
		return refuse(filling, scalar, problem);
	if (str_eq(filled.text, before))
		return true;
	const struct node *value = read_back(filling->arena, filled.text, scalar->at);
	if (!value)
		return refuse_text(filling, scalar, filled.text);
	if (!is_string(filling->arena, value)) {
		node_become(scalar, value);
		return true;
	}
	/* A text stays one, in the style it was written in: its lines are where they were. */
	scalar->text = value->text;
	scalar->tag = TAG_STR;
	return true;
}

static bool fill(const struct filling *filling, struct node *node)
{
	switch (node->kind) {
	case NODE_SCALAR: return fill_scalar(filling, node);
	case NODE_MAP:
		NODE_EACH_PAIR (pair, node)
			if ((pair->key.kind == NODE_SCALAR && !fill_scalar(filling, &pair->key)) ||
			    !fill(filling, pair->value))
				return false;
		return true;
	case NODE_SEQ:
		NODE_EACH_ITEM (item, node)
			if (!fill(filling, item->value))
				return false;
		return true;
	}
	return true;
}

static bool is_disabled(const struct node *root)
{
	const str key = STR("kustomize.toolkit.fluxcd.io/substitute");
	const struct node *metadata = node_get(root, STR("metadata"));
	return str_eq(node_get_text(node_get(metadata, STR("labels")), key), STR("disabled")) ||
	       str_eq(node_get_text(node_get(metadata, STR("annotations")), key), STR("disabled"));
}

bool post_build_substitute(struct arena *arena, const struct variables *variables,
                           struct node *root, struct diags *diags)
{
	const struct filling filling = {arena, variables, diags};
	return is_disabled(root) || fill(&filling, root);
}

static struct node *map_in(struct arena *arena, struct node *map, str key, struct mark at)
{
	struct node *found = node_get(map, key);
	if (node_is_map(found))
		return found;
	found = node_new_map(arena, at);
	node_set(arena, map, key, found);
	return found;
}

void post_build_add_metadata(struct arena *arena, const struct node *common, struct node *root)
{
	static const str FIELDS[] = {STR_INIT("labels"), STR_INIT("annotations")};
	for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
		const struct node *added = node_get(common, FIELDS[i]);
		if (!node_is_map(added) || node_is_empty(added))
			continue;
		struct node *metadata = map_in(arena, root, STR("metadata"), root->at);
		struct node *map = map_in(arena, metadata, FIELDS[i], added->at);
		NODE_EACH_PAIR (pair, added)
			node_set(arena, map, pair->key.text, node_copy(arena, pair->value))
				->key.at = pair->key.at;
	}
}
