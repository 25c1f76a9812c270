/*
 * internal.c - see internal.h
 *
 * What is kept in struct member here stands in annotations there, where a JSON patch can see it and
 * its removal has consequences. Only for the time of such a patch are the annotations written out.
 */
#include "kustomize/internal.h"

#include "kustomize/setter.h"
#include "yaml/emit.h"
#include "yaml/value.h"

#define PREFIX "internal.config.kubernetes.io/"
static const char ORIGIN[] = "config.kubernetes.io/origin";
static const char TRANSFORMATIONS[] = "alpha.config.kubernetes.io/transformations";

/* Never printed. Others below the prefix are the user's own. */
static const char *const NAMES[] = {
	PREFIX "previousKinds",
	PREFIX "previousNames",
	PREFIX "prefixes",
	PREFIX "suffixes",
	PREFIX "previousNamespaces",
	PREFIX "allowNameChange",
	PREFIX "allowKindChange",
	PREFIX "refBy",
	PREFIX "generatorBehavior",
	PREFIX "needsHashSuffix",
	PREFIX "path",
	PREFIX "index",
	PREFIX "seqindent",
	PREFIX "id",
	PREFIX "annotations-migration-resource-id",
	"config.kubernetes.io/path",
	"config.kubernetes.io/index",
	"config.k8s.io/id",
};

static struct node *annotations_of(const struct member *member)
{
	return node_get(node_get(member->resource.root, STR("metadata")), STR("annotations"));
}

/* ---- in ---- */

static struct affixes split(struct arena *arena, str list)
{
	struct affixes out = {0};
	while (list.len > 0) {
		str one;
		str_cut(list, ',', &one, &list);
		*ARRAY_ADD(arena, &out) = one;
	}
	return out;
}

static enum generator_behavior behavior_from(str text)
{
	if (text.len == 0)
		return BEHAVIOR_NONE;
	if (str_eq(text, STR("merge")))
		return BEHAVIOR_MERGE;
	if (str_eq(text, STR("replace")))
		return BEHAVIOR_REPLACE;
	return str_eq(text, STR("create")) ? BEHAVIOR_CREATE : BEHAVIOR_UNSPECIFIED;
}

static bool import_past(struct arena *arena, struct member *member, const struct node *annotations,
                        struct diags *diags)
{
	const struct affixes names =
		split(arena, node_get_text(annotations, STR(PREFIX "previousNames")));
	const struct affixes spaces =
		split(arena, node_get_text(annotations, STR(PREFIX "previousNamespaces")));
	const struct affixes kinds =
		split(arena, node_get_text(annotations, STR(PREFIX "previousKinds")));
	if (names.len != spaces.len || names.len != kinds.len)
		return diag_error(diags, annotations->at,
		                  "the annotations " PREFIX "previous… contradict each other");
	for (size_t i = 0; i < names.len; i++)
		*ARRAY_ADD(arena, &member->past) =
			(struct past_id){names.at[i], spaces.at[i], kinds.at[i]};
	return true;
}

bool internal_import(struct arena *arena, struct member *member, struct diags *diags)
{
	const struct node *annotations = annotations_of(member);
	if (!node_is_map(annotations))
		return true;
	const str hash = node_get_text(annotations, STR(PREFIX "needsHashSuffix"));
	member->needs_hash = str_eq(hash, STR("enabled"));
	member->behavior =
		behavior_from(node_get_text(annotations, STR(PREFIX "generatorBehavior")));
	member->prefixes = split(arena, node_get_text(annotations, STR(PREFIX "prefixes")));
	member->suffixes = split(arena, node_get_text(annotations, STR(PREFIX "suffixes")));
	return import_past(arena, member, annotations, diags);
}

/* As many entries as a list without empty ones gives back for a text. */
static size_t entries_of(str text)
{
	size_t count = text.len > 0;
	for (size_t i = 0; i < text.len; i++)
		count += text.at[i] == ',';
	return count;
}

bool internal_check_past(const struct member *member, struct diags *diags)
{
	size_t names = 0, namespaces = 0, kinds = 0;
	for (size_t i = 0; i < member->past.len; i++) {
		names += entries_of(member->past.at[i].name);
		namespaces += entries_of(member->past.at[i].namespace);
		kinds += entries_of(member->past.at[i].kind);
	}
	if (names == 0 || (names == namespaces && names == kinds))
		return true;
	diag_error(diags, member->resource.root->at,
	           "a former name, namespace or kind of this is empty or holds a comma");
	return diag_sentence(diags, "number of previous names, number of previous namespaces, "
	                            "number of previous kinds not equal");
}

bool internal_is_local(const struct member *member)
{
	const struct node *mark =
		node_get(annotations_of(member), STR("config.kubernetes.io/local-config"));
	return mark && !(mark->kind == NODE_SCALAR && str_eq(mark->text, STR("false")));
}

/* ---- in and out again, for JSON patches ---- */

static struct node *map_below(struct arena *arena, struct node *parent, str key)
{
	struct node *map = node_get(parent, key);
	if (map || !node_is_map(parent))
		return map;
	map = node_new_map(arena, parent->at);
	node_add_pair(arena, parent, *node_new_str(arena, key, parent->at), map);
	return map;
}

static void export(struct arena *arena, struct node *annotations, const char *name, str value,
                   enum node_style style)
{
	if (value.len == 0 || !node_is_map(annotations) || node_get(annotations, str_of(name)))
		return;
	struct node *text = node_new_str(arena, value, NO_MARK);
	text->style = style;
	node_add_pair(arena, annotations, *node_new_str(arena, str_of(name), NO_MARK), text);
}

static void add_to_list(struct arena *arena, str *list, str item)
{
	*list = list->len == 0 ? item
	                       : arena_printf(arena, "%.*s,%.*s", STR_ARG(*list), STR_ARG(item));
}

static str join(struct arena *arena, const struct affixes *affixes)
{
	str list = STR("");
	for (size_t i = 0; i < affixes->len; i++)
		add_to_list(arena, &list, affixes->at[i]);
	return list;
}

static const char *const BEHAVIORS[] = {
	[BEHAVIOR_NONE] = "",         [BEHAVIOR_UNSPECIFIED] = "unspecified",
	[BEHAVIOR_CREATE] = "create", [BEHAVIOR_REPLACE] = "replace",
	[BEHAVIOR_MERGE] = "merge",
};

/* Has kustomize written anything into the resource yet? */
static bool has_books(const struct member *member)
{
	return member->past.len > 0 || member->prefixes.len > 0 || member->suffixes.len > 0 ||
	       member->needs_hash || member->behavior != BEHAVIOR_NONE || member->origin ||
	       member->transformations;
}

static str record_text(struct arena *arena, const struct node *record)
{
	struct buf text;
	buf_init(&text, arena);
	if (record)
		emit_node(&text, record);
	return buf_text(&text);
}

void internal_export(struct arena *arena, const struct member *member, struct node *root)
{
	if (!has_books(member) || !node_is_map(root))
		return;
	struct node *annotations =
		map_below(arena, map_below(arena, root, STR("metadata")), STR("annotations"));
	str names = STR(""), namespaces = STR(""), kinds = STR("");
	for (size_t i = 0; i < member->past.len; i++) {
		add_to_list(arena, &names, member->past.at[i].name);
		add_to_list(arena, &namespaces, member->past.at[i].namespace);
		add_to_list(arena, &kinds, member->past.at[i].kind);
	}
	/*
	 * In the order in which kustomize comes to them: what a generator writes at once is plain,
	 * what is added to it is in quotes. Hashes tell the difference, see generators/hash.c.
	 */
	const struct {
		const char *name;
		str text;
		enum node_style style;
	} notes[] = {
		{ORIGIN, record_text(arena, member->origin), STYLE_PLAIN},
		{PREFIX "generatorBehavior", str_of(BEHAVIORS[member->behavior]), STYLE_PLAIN},
		{PREFIX "needsHashSuffix", member->needs_hash ? STR("enabled") : STR(""),
	         STYLE_PLAIN},
		{PREFIX "prefixes", join(arena, &member->prefixes), STYLE_SINGLE},
		{PREFIX "suffixes", join(arena, &member->suffixes), STYLE_SINGLE},
		{PREFIX "previousNames", names, STYLE_SINGLE},
		{PREFIX "previousNamespaces", namespaces, STYLE_SINGLE},
		{PREFIX "previousKinds", kinds, STYLE_SINGLE},
		{TRANSFORMATIONS, record_text(arena, member->transformations), STYLE_PLAIN},
	};
	for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
		export(arena, annotations, notes[i].name, notes[i].text, notes[i].style);
}

void internal_forget_records(struct member *member, const struct node *root)
{
	const struct node *annotations =
		node_get(node_get(root, STR("metadata")), STR("annotations"));
	if (!node_get(annotations, str_of(ORIGIN)))
		member->origin = NULL;
	if (!node_get(annotations, str_of(TRANSFORMATIONS)))
		member->transformations = NULL;
}

void internal_withdraw(const struct member *member, struct node *root)
{
	struct node *metadata = node_get(root, STR("metadata"));
	struct node *annotations = node_get(metadata, STR("annotations"));
	const struct node *before = annotations_of(member);
	if (!has_books(member) || !node_is_map(annotations))
		return;
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		if (!node_get(before, str_of(NAMES[i])))
			node_remove(annotations, str_of(NAMES[i]));
	if (member->origin)
		node_remove(annotations, str_of(ORIGIN));
	if (member->transformations)
		node_remove(annotations, str_of(TRANSFORMATIONS));
	if (!before && node_is_empty(annotations))
		node_remove(metadata, STR("annotations"));
}

static bool is_settled(struct arena *arena, const struct node *annotations)
{
	if (!node_is_map(annotations) || !annotations->first)
		return false;
	NODE_EACH_PAIR (pair, annotations)
		if (pair->key.kind != NODE_SCALAR || pair->value->tag != TAG_STR)
			return false;
	return !value_has_duplicate_keys(arena, annotations);
}

bool internal_settle(struct arena *arena, struct node *root, struct diags *diags)
{
	struct node *metadata = node_get(root, STR("metadata"));
	if (!setter_expect_kind(arena, metadata, NODE_MAP, diags))
		return false;
	const struct node *annotations = node_get(metadata, STR("annotations"));
	if (!annotations || is_settled(arena, annotations))
		return true;
	struct node *strings = node_new_map(arena, annotations->at);
	if (!setter_add_strings(arena, annotations, strings, diags))
		return false;
	if (node_is_empty(strings))
		node_remove(metadata, STR("annotations"));
	else
		node_set(arena, metadata, STR("annotations"), strings);
	return true;
}

void internal_open(struct arena *arena, struct node *root)
{
	struct node *metadata = map_below(arena, root, STR("metadata"));
	const struct node *annotations = node_get(metadata, STR("annotations"));
	const bool in_the_way =
		annotations && (annotations->kind == NODE_SCALAR ||
	                        (annotations->kind == NODE_SEQ && !annotations->head));
	if (node_is_map(metadata) && (!annotations || in_the_way))
		node_set(arena, metadata, STR("annotations"), node_new_map(arena, metadata->at));
}

/* ---- out ---- */

static bool is_internal(str key, bool keep_origin, bool keep_transformations)
{
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		if (str_eq(key, str_of(NAMES[i])))
			return true;
	return (!keep_origin && str_eq(key, str_of(ORIGIN))) ||
	       (!keep_transformations && str_eq(key, str_of(TRANSFORMATIONS)));
}

bool internal_strip(struct arena *arena, struct member *member, bool keep_origin,
                    bool keep_transformations, struct diags *diags)
{
	struct node *root = member->resource.root;
	struct node *metadata = node_get(root, STR("metadata"));
	if (!metadata) { /* only a FooList may come without */
		node_set(arena, root, STR("metadata"), node_new_map(arena, root->at));
		return true;
	}
	struct node *annotations = node_get(metadata, STR("annotations"));
	if (!annotations)
		return true;
	struct node *strings = node_new_map(arena, annotations->at);
	struct node *kept = node_new_map(arena, annotations->at);
	if (!setter_add_strings(arena, annotations, strings, diags))
		return false;
	NODE_EACH_PAIR (pair, strings)
		if (!is_internal(pair->key.text, keep_origin, keep_transformations))
			node_add_pair(arena, kept, pair->key, pair->value);
	if (node_is_empty(kept))
		node_remove(metadata, STR("annotations"));
	else
		node_set(arena, metadata, STR("annotations"), kept);
	return true;
}
