/*
 * kubernetes.c - see kubernetes.h
 *
 * The text is definitions in the order of their names, each followed by its
 * fields on lines that begin with a tab, so a definition is found by halving
 * the text at line starts.
 */
#include "schema/kubernetes.h"

#include "schema/embedded.h"

/* The rest of the text from the first definition at or behind `at` on; "" when there is none. */
static str header_from(size_t at)
{
	str rest = str_from(KUBERNETES_TYPES, at);
	str line;
	if (at > 0) /* the line that `at` is in began before */
		str_cut(rest, '\n', &line, &rest);
	while (rest.len > 0 && (rest.at[0] == '\t' || rest.at[0] == '#'))
		str_cut(rest, '\n', &line, &rest);
	return rest;
}

/* The text from the first definition on whose name is not below `name`. */
static str find_from(str name)
{
	size_t low = 0, high = KUBERNETES_TYPES.len;
	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		const str rest = header_from(middle);
		str header, after;
		str_cut(rest, '\n', &header, &after);
		if (rest.len > 0 && str_cmp(header, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return header_from(low);
}

/* The lines of the definition `name`; false when there is none. */
static bool find(str name, str *lines)
{
	str header;
	str_cut(find_from(name), '\n', &header, lines);
	return header.len > 0 && str_eq(header, name);
}

/* The next field of a definition and takes it off *lines; false at its end. */
static bool next_field(str *lines, str *name, str *type)
{
	str line;
	if (lines->len == 0 || lines->at[0] != '\t')
		return false;
	str_cut(*lines, '\n', &line, lines);
	str_cut(str_from(line, 1), ' ', name, type);
	return true;
}

/* ---- definitions as schemas ---- */

static void set_text(struct arena *arena, struct node *map, const char *key, str text)
{
	node_set(arena, map, str_of(key), node_new_str(arena, text, NO_MARK));
}

static struct node *texts(struct arena *arena, str words, char separator)
{
	struct node *list = node_new_seq(arena, NO_MARK);
	str word;
	while (str_cut(words, separator, &word, &words))
		node_add(arena, list, node_new_str(arena, word, NO_MARK));
	node_add(arena, list, node_new_str(arena, word, NO_MARK));
	return list;
}

/* What a word of types.txt stands for, beyond what it is called. */
static const struct word {
	str word;
	const char *type, *format, *pattern, *expects;
} WORDS[] = {
	{STR_INIT("string"), "string", NULL, NULL, NULL},
	{STR_INIT("boolean"), "boolean", NULL, NULL, NULL},
	{STR_INIT("integer"), "integer", NULL, NULL, NULL},
	{STR_INIT("number"), "number", NULL, NULL, NULL},
	{STR_INIT("time"), "string", "date-time", NULL, NULL},
	{STR_INIT("bytes"), "string", "byte", NULL, NULL},
	{STR_INIT("quantity"), "string number", NULL,
         "^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+|[KMGTPE]i|[numkMGTPE])?$",
         "a quantity such as 500m, 1.5 or 256Mi"},
};

/* "a|b" is an enum, "v1.PodSpec" a reference, so that definitions may refer to each other. */
static struct node *schema_of_word(struct arena *arena, str word)
{
	struct node *schema = node_new_map(arena, NO_MARK);
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
		const struct word *known = &WORDS[i];
		if (!str_eq(known->word, word))
			continue;
		const str type = str_of(known->type);
		if (str_find_char(type, ' ') == STR_NONE)
			set_text(arena, schema, "type", type);
		else
			node_set(arena, schema, STR("type"), texts(arena, type, ' '));
		if (known->format)
			set_text(arena, schema, "format", str_of(known->format));
		if (known->pattern)
			set_text(arena, schema, "pattern", str_of(known->pattern));
		if (known->expects)
			set_text(arena, schema, "x-expects", str_of(known->expects));
		return schema;
	}
	if (str_eq(word, STR("int-or-string")))
		set_text(arena, schema, "x-kubernetes-int-or-string", STR("true"));
	else if (str_find_char(word, '|') != STR_NONE)
		node_set(arena, schema, STR("enum"), texts(arena, word, '|'));
	else if (!str_eq(word, STR("any")))
		set_text(arena, schema, "$ref", arena_concat(arena, STR(KUBERNETES_REF), word));
	return schema;
}

/* "list T", "map T" or a word. */
static struct node *schema_of_type(struct arena *arena, str type)
{
	str outer, inner;
	if (!str_cut(type, ' ', &outer, &inner))
		return schema_of_word(arena, type);
	const bool is_list = str_eq(outer, STR("list"));
	struct node *schema = node_new_map(arena, NO_MARK);
	set_text(arena, schema, "type", is_list ? STR("array") : STR("object"));
	node_set(arena, schema, is_list ? STR("items") : STR("additionalProperties"),
	         schema_of_type(arena, inner));
	return schema;
}

/*
 * Closed, as the API server is when it is asked to be strict, and as server-side apply always is:
 * `field not declared in schema`.
 */
struct node *kubernetes_definition(struct arena *arena, str name)
{
	str lines, field, type;
	if (!find(name, &lines))
		return NULL;
	struct node *schema = node_new_map(arena, NO_MARK);
	struct node *properties = node_new_map(arena, NO_MARK);
	struct node *required = node_new_seq(arena, NO_MARK);
	while (next_field(&lines, &field, &type)) {
		if (str_ends_with(field, STR("!"))) {
			field = str_slice(field, 0, field.len - 1);
			node_add(arena, required, node_new_str(arena, field, NO_MARK));
		}
		node_add_pair(arena, properties, *node_new_str(arena, field, NO_MARK),
		              schema_of_type(arena, type));
	}
	set_text(arena, schema, "title", str_from(name, str_find_last_char(name, '.') + 1));
	set_text(arena, schema, "type", STR("object"));
	node_set(arena, schema, STR("properties"), properties);
	node_set(arena, schema, STR("required"), required);
	node_set(arena, schema, STR("additionalProperties"),
	         node_new_scalar(arena, STR("false"), NO_MARK));
	return schema;
}

/* ---- kinds ---- */

/* A definition that has a kind and metadata is that of an object. */
static bool is_kind(str lines)
{
	str field, type;
	bool has_kind = false, has_metadata = false;
	while (next_field(&lines, &field, &type)) {
		has_kind |= str_eq(field, STR("kind"));
		has_metadata |= str_eq(field, STR("metadata"));
	}
	return has_kind && has_metadata;
}

/* The next definition and takes it off *rest; false when there are no more. */
static bool next_definition(str *rest, str *name, str *lines)
{
	str field, type;
	if (!str_cut(*rest, '\n', name, lines))
		return false;
	*rest = *lines;
	while (next_field(rest, &field, &type))
		continue;
	return true;
}

/* "apps/v1.Deployment": no group, version or kind has a dot behind the slash. */
static bool cut_name(str name, str *api_version, str *kind)
{
	const size_t dot = str_find_last_char(name, '.');
	if (dot == STR_NONE)
		return false;
	*api_version = str_slice(name, 0, dot);
	*kind = str_from(name, dot + 1);
	return true;
}

/* The next kind, of `api_version` or, for "", of any; false when there are no more. */
static bool next_kind(str *rest, str api_version, str *version, str *kind)
{
	str name, lines;
	while (next_definition(rest, &name, &lines) && str_starts_with(name, api_version))
		if (cut_name(name, version, kind) && is_kind(lines) &&
		    (api_version.len == 0 || str_eq(*version, api_version)))
			return true;
	return false;
}

/* The definitions of one apiVersion stand together, since its name begins theirs. */
bool kubernetes_has_kind(str api_version, str kind)
{
	str rest = find_from(api_version), version, name;
	while (next_kind(&rest, api_version, &version, &name))
		if (str_eq(name, kind))
			return true;
	return false;
}

/* Other servers have kinds without a group, too ("Template"): more than a slip is one of those. */
enum { SLIPS = 2 };

str kubernetes_closest_kind(str api_version, str kind)
{
	str rest = find_from(api_version), version, name, closest = STR("");
	size_t least = kind.len < 4 ? 1 : SLIPS;
	while (next_kind(&rest, api_version, &version, &name)) {
		if (str_eq_nocase(name, kind))
			return name;
		const size_t distance = str_distance(name, kind, least);
		if (distance < least || (distance == least && closest.len == 0)) {
			closest = name;
			least = distance;
		}
	}
	return closest;
}

/* "v1" has neither "alpha" nor "beta" in it, and of two stable ones the later counts. */
static bool is_stable(str api_version)
{
	return !str_contains(api_version, STR("alpha")) && !str_contains(api_version, STR("beta"));
}

/* Goes through all of them; asked only where something is wrong already. */
str kubernetes_version_of(str kind)
{
	str rest = header_from(0), version, name, best = STR("");
	while (next_kind(&rest, STR(""), &version, &name))
		if (str_eq(name, kind) && is_stable(version))
			best = version;
	return best;
}

/* ---- removals ---- */

/* Sorted by apiVersion and kind; as in Kubernetes' guide to deprecated APIs. */
static const struct removal_row {
	str api_version, kind;
	struct kubernetes_removal removal;
} REMOVALS[] = {
#define REMOVED(api_version, kind, release, now, is_alike)                                         \
	{STR_INIT(api_version), STR_INIT(kind), {STR_INIT(release), STR_INIT(now), is_alike}},
#include "schema/kubernetes_removals.def"
#undef REMOVED
};

const struct kubernetes_removal *kubernetes_find_removal(str api_version, str kind)
{
	for (size_t i = 0; i < sizeof REMOVALS / sizeof *REMOVALS; i++)
		if (str_eq(REMOVALS[i].kind, kind) && str_eq(REMOVALS[i].api_version, api_version))
			return &REMOVALS[i].removal;
	return NULL;
}
