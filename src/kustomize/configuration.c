/* configuration.c - files of field-spec sets: the `configurations` of a kustomization */
#include "base/buf.h"
#include "kustomize/config_files.h"
#include "kustomize/shape.h"

static const struct {
	const char *key;
	enum fieldspec_set set;
} SETS[] = {
	{"commonAnnotations", SPECS_COMMON_ANNOTATIONS},
	{"commonLabels", SPECS_COMMON_LABELS},
	{"images", SPECS_IMAGES},
	{"labels", SPECS_LABELS},
	{"namePrefix", SPECS_NAME_PREFIX},
	{"nameSuffix", SPECS_NAME_SUFFIX},
	{"namespace", SPECS_NAMESPACE},
	{"replicas", SPECS_REPLICAS},
	{"templateLabels", SPECS_TEMPLATE_LABELS},
	{"varReference", SPECS_VAR_REFERENCE},
};

/* Adds a line to `problems` for each key that a map below `node` has already. */
static void find_repeated_keys(const struct node *node, struct buf *problems, struct mark *first)
{
	if (node->kind == NODE_SEQ)
		NODE_EACH_ITEM (item, node)
			find_repeated_keys(item->value, problems, first);
	if (node->kind != NODE_MAP)
		return;
	NODE_EACH_PAIR (pair, node) {
		const struct pair *earlier = node_find_pair(node, pair->key.text);
		if (earlier && earlier != pair) {
			if (problems->len == 0)
				*first = pair->key.at;
			buf_printf(problems, "\n  line %u: key \"%.*s\" already set in map",
			           pair->key.at.line, STR_ARG(pair->key.text));
		}
		find_repeated_keys(pair->value, problems, first);
	}
}

/* A value has each key once, so this has to be seen in the document. */
static bool check_repeated_keys(struct arena *arena, const struct source *source,
                                struct diags *diags)
{
	struct documents documents;
	struct buf problems;
	struct mark first = {0};
	if (!load_documents(arena, source->text, origin_of_source(source), &documents, diags))
		return false;
	buf_init(&problems, arena);
	if (documents.len)
		find_repeated_keys(documents.at[0], &problems, &first);
	if (problems.len == 0)
		return true;
	diag_error(diags, first, "this key is already set in the mapping");
	return diag_sentence(diags, "yaml: unmarshal errors:%.*s", STR_ARG(buf_text(&problems)));
}

/* Rows with the same target are merged when the whole file is, not here. */
static void add_references(struct arena *arena, const struct node *list,
                           struct transformer_config *out)
{
	if (!list)
		return;
	NODE_EACH_ITEM (item, list) {
		*ARRAY_ADD(arena, &out->name_references) = (struct name_reference){
			.target = {node_get_text(item->value, STR("group")),
		                   node_get_text(item->value, STR("version")),
		                   node_get_text(item->value, STR("kind"))},
			.referrers = fieldspecs_from_node(arena,
		                                          node_get(item->value, STR("fieldSpecs"))),
		};
	}
}

/* Only here does kustomize refuse repeated keys; its own file's are silently overwritten. */
bool configuration_read(const struct loader *loader, const struct node *entry,
                        struct transformer_config *out, struct diags *diags)
{
	struct arena *arena = loader->arena;
	const struct source *source;
	struct node *root;
	if (!loader_read(loader, entry->text, entry->at, &source, diags))
		return false;
	if (!load_value(arena, source->text, origin_of_source(source), &root, diags) ||
	    !check_repeated_keys(arena, source, diags))
		return diag_prefix(diags, "error converting YAML to JSON: ");
	if (node_is_null(root))
		return true;
	if (!shape_check(arena, &SHAPE_CONFIGURATION, root, SHAPE_STRICT, &root, diags))
		return diag_prefix(diags, "error unmarshaling JSON: while decoding JSON: ");
	for (size_t i = 0; i < sizeof SETS / sizeof *SETS; i++)
		out->sets[SETS[i].set] =
			fieldspecs_from_node(arena, node_get(root, str_of(SETS[i].key)));
	add_references(arena, node_get(root, STR("nameReference")), out);
	return true;
}
