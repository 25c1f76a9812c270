/*
 * selector.c - see selector.h
 *
 * All fields of a target are anchored regular expressions, and nearly none uses that: plain text is
 * compared, and a plain name found by index, which keeps a hundred patches from looking at every
 * resource a hundred times.
 */
#include "kustomize/selector.h"

#include "base/ascii.h"
#include "base/regex.h"
#include "kustomize/label_selector.h"

/* One field of the target. Most hold plain text and no pattern: that is compared. */
struct pattern {
	str text;            /* "": fits everything */
	struct regex *regex; /* NULL: compare */
};

/* A language of its own, parsed when the first resource gets as far. */
struct requirements {
	const struct node *written; /* NULL: none */
	struct label_selector *parsed;
};

struct selector {
	const struct resmap *resources;
	struct pattern group, version, kind, name, namespace;
	struct requirements labels, annotations;
};

/* ---- reading ---- */

static bool is_plain(str text)
{
	for (size_t i = 0; i < text.len; i++) {
		const char c = text.at[i];
		if (!ascii_is_alnum(c) && c != '-' && c != '_' && c != '/')
			return false;
	}
	return true;
}

static bool read_pattern(struct arena *arena, const struct node *target, const char *field,
                         struct pattern *out, struct diags *diags)
{
	const struct node *node = node_get(target, str_of(field));
	struct regex_error error;
	out->text = node_get_text(target, str_of(field));
	if (is_plain(out->text))
		return true;
	out->regex = regex_new_anchored(arena, out->text, &error);
	if (out->regex)
		return true;
	diag_error(diags, node->at, "'%s' must be a regular expression: %.*s", field,
	           STR_ARG(error.message));
	return diag_sentence(diags, "%.*s", STR_ARG(error.message));
}

static bool read_target(struct selector *selector, const struct node *target, struct diags *diags)
{
	struct arena *arena = selector->resources->arena;
	selector->labels.written = node_get(target, STR("labelSelector"));
	selector->annotations.written = node_get(target, STR("annotationSelector"));
	return read_pattern(arena, target, "group", &selector->group, diags) &&
	       read_pattern(arena, target, "version", &selector->version, diags) &&
	       read_pattern(arena, target, "kind", &selector->kind, diags) &&
	       read_pattern(arena, target, "name", &selector->name, diags) &&
	       read_pattern(arena, target, "namespace", &selector->namespace, diags);
}

/* ---- selecting ---- */

static bool fits(const struct pattern *pattern, str text)
{
	if (pattern->text.len == 0)
		return true;
	return pattern->regex ? regex_matches(pattern->regex, text) : str_eq(pattern->text, text);
}

/* Names and namespaces may be those that the resource came with. */
static bool fits_id(const struct selector *selector, const struct member *member)
{
	const struct resource_id now = member->resource.id, first = member_original_id(member);
	const struct resmap *map = selector->resources;
	if (!fits(&selector->name, first.name) && !fits(&selector->name, now.name))
		return false;
	if (!fits(&selector->group, now.gvk.group) || !fits(&selector->version, now.gvk.version) ||
	    !fits(&selector->kind, now.gvk.kind))
		return false;
	return selector->namespace.text.len == 0 ||
	       fits(&selector->namespace, resmap_effective_namespace(map, first)) ||
	       fits(&selector->namespace, resmap_effective_namespace(map, now));
}

static bool meets(struct selector *selector, struct requirements *requirements,
                  const struct member *member, str key, bool *out, struct diags *diags)
{
	const struct node *written = requirements->written;
	const struct node *metadata = node_get(member->resource.root, STR("metadata"));
	const struct node *values = node_get(metadata, key);
	if (written && !requirements->parsed &&
	    !label_selector_parse(selector->resources->arena, written->text, written->at,
	                          &requirements->parsed, diags))
		return diag_label(diags, "this %.*sSelector cannot be read", (int)key.len - 1,
		                  key.at);
	/*
	 * kustomize reads a list as keys and values in turn, and panics when one is left over, also
	 * where nobody asks for any.
	 */
	if (node_is_seq(values) && node_count(values) % 2 != 0) {
		diag_error(diags, values->at, "%.*s must be a mapping, not a list", STR_ARG(key));
		return written ? diag_note(diags, written->at, "selector", "%.*s",
		                           STR_ARG(written->text))
		               : false;
	}
	if (!written)
		return true;
	*out = *out && label_selector_matches(requirements->parsed, values);
	return true;
}

static bool consider(struct selector *selector, struct member *member, struct members *out,
                     struct diags *diags)
{
	if (member->dropped || !fits_id(selector, member))
		return true;
	bool selected = true;
	if (!meets(selector, &selector->labels, member, STR("labels"), &selected, diags))
		return false;
	if (selected &&
	    !meets(selector, &selector->annotations, member, STR("annotations"), &selected, diags))
		return false;
	if (selected)
		*ARRAY_ADD(selector->resources->arena, out) = member;
	return true;
}

bool selector_find(const struct resmap *resources, const struct node *target, struct members *out,
                   struct diags *diags)
{
	struct selector selector = {.resources = resources};
	if (!read_target(&selector, target, diags))
		return false;
	/* A plain name is looked up; several of the name must come out in order. */
	if (selector.name.text.len > 0 && !selector.name.regex) {
		const struct members *named = resmap_named(resources, selector.name.text);
		if (!named || named->len == 1)
			return !named || consider(&selector, named->at[0], out, diags);
	}
	for (size_t i = 0; i < resources->len; i++)
		if (!consider(&selector, resources->at[i], out, diags))
			return false;
	return true;
}

/* ---- as text ---- */

struct resource_id selector_id(const struct node *target)
{
	return (struct resource_id){
		.gvk = {node_get_text(target, STR("group")), node_get_text(target, STR("version")),
	                node_get_text(target, STR("kind"))},
		.name = node_get_text(target, STR("name")),
		.namespace = node_get_text(target, STR("namespace")),
	};
}

str selector_to_text(struct arena *arena, const struct node *target)
{
	const str text = resource_id_to_text(arena, selector_id(target));
	return arena_printf(arena, "%.*s:a=%.*s:l=%.*s", STR_ARG(text),
	                    STR_ARG(node_get_text(target, STR("annotationSelector"))),
	                    STR_ARG(node_get_text(target, STR("labelSelector"))));
}

str selector_for_people(struct arena *arena, const struct node *target)
{
	str text = STR("");
	NODE_EACH_PAIR (pair, target)
		text = arena_printf(arena, "%.*s%s%.*s '%.*s'", STR_ARG(text), text.len ? ", " : "",
		                    STR_ARG(pair->key.text),
		                    STR_ARG(node_get_text(target, pair->key.text)));
	return text.len > 0 ? text : STR("every resource");
}
