/*
 * image.c - images: other names, tags and digests for containers
 *
 * An image is split by kustomize's own rules (api/internal/image), which are not those of a
 * registry: a ':' counts as a tag wherever it is behind the first '/'.
 */
#include "base/regex.h"
#include "kustomize/setter.h"
#include "kustomize/transformers/table.h"

struct image_change {
	struct arena *arena;
	const struct transform *transform;
	str name, new_name, new_tag, tag_suffix, digest;
	struct regex *regex; /* compiled when the first image is met: kustomize needs it then */
};

/* "registry:5000/name:tag@digest" */
struct image {
	str name, tag, digest;
};

/* A ':' or '@' before the first '/' belongs to the registry. */
static struct image image_split(str text)
{
	const size_t slash = str_find_char(text, '/');
	const size_t from = slash == STR_NONE ? 0 : slash;
	const str searched = str_from(text, from);
	const size_t colon = str_find_char(searched, ':'), sign = str_find_char(searched, '@');
	if (sign != STR_NONE && (colon == STR_NONE || sign < colon))
		return (struct image){str_slice(text, 0, from + sign), STR(""),
		                      str_from(searched, sign + 1)};
	if (colon == STR_NONE)
		return (struct image){text, STR(""), STR("")};
	struct image image = {.name = str_slice(text, 0, from + colon)};
	if (sign != STR_NONE)
		image.digest = str_from(searched, sign + 1);
	image.tag = str_slice(searched, colon + 1, sign); /* STR_NONE is past the end */
	return image;
}

/* An empty tag or digest leaves its sign out as well. */
static str image_join(struct arena *arena, struct image image)
{
	return arena_printf(arena, "%.*s%s%.*s%s%.*s", STR_ARG(image.name),
	                    image.tag.len ? ":" : "", STR_ARG(image.tag),
	                    image.digest.len ? "@" : "", STR_ARG(image.digest));
}

/* A new tag or digest replaces both, a suffix only works on a tag; a digest does not outlive it. */
static struct image image_changed(const struct image_change *change, struct image image)
{
	if (change->new_name.len)
		image.name = change->new_name;
	if (change->new_tag.len || change->digest.len) {
		image.tag = change->new_tag;
		image.digest = change->digest;
	} else if (change->tag_suffix.len) {
		image.tag = arena_concat(change->arena, image.tag, change->tag_suffix);
		image.digest = STR("");
	}
	return image;
}

/* The name goes into the pattern as it is, so that '.' in it fits everything, as in kustomize. */
static bool compile(struct image_change *change, struct diags *diags)
{
	if (change->regex)
		return true;
	struct regex_error problem;
	const str pattern = arena_printf(change->arena,
	                                 "^%.*s(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$",
	                                 STR_ARG(change->name));
	change->regex = regex_new(change->arena, pattern, &problem);
	return change->regex ||
	       diag_error(diags, change->transform->at, "images: name '%.*s' is no pattern: %.*s",
	                  STR_ARG(change->name), STR_ARG(problem.message));
}

static bool set_image(struct node *field, void *context, struct diags *diags)
{
	struct image_change *change = context;
	if (!setter_expect_kind(change->arena, field, NODE_SCALAR, diags) ||
	    !compile(change, diags))
		return false;
	if (!regex_matches(change->regex, field->text))
		return true;
	const struct image image = image_changed(change, image_split(field->text));
	return setter_text(change->arena, field, image_join(change->arena, image), diags);
}

/* ---- the older way: containers wherever they are ---- */

/* No init container of a CronJob, no pod of a custom resource escapes this one. */
static bool set_containers(struct image_change *change, const struct node *containers,
                           struct diags *diags)
{
	if (containers->kind != NODE_SEQ)
		return true;
	NODE_EACH_ITEM (item, containers) {
		if (!setter_expect_kind(change->arena, item->value, NODE_MAP, diags))
			return false;
		struct node *image = node_get(item->value, STR("image"));
		if (image && !set_image(image, change, diags))
			return false;
	}
	return true;
}

static bool walk(struct image_change *change, const struct node *node, struct diags *diags)
{
	if (node->kind == NODE_SEQ) {
		NODE_EACH_ITEM (item, node)
			if (!walk(change, item->value, diags))
				return false;
	} else if (node->kind == NODE_MAP) {
		NODE_EACH_PAIR (pair, node) {
			if (!walk(change, pair->value, diags))
				return false;
			const str key = pair->key.kind == NODE_SCALAR ? pair->key.text : STR("");
			if ((str_eq(key, STR("containers")) ||
			     str_eq(key, STR("initContainers"))) &&
			    !set_containers(change, pair->value, diags))
				return false;
		}
	}
	return true;
}

/* The schema of a CustomResourceDefinition may have fields of these names. */
static bool is_skipped(const struct member *member)
{
	return member->dropped ||
	       str_eq(member->resource.id.gvk.kind, STR("CustomResourceDefinition"));
}

/* Both ways run over everything, one after the other, so that a tagSuffix comes twice. */
bool image_run(struct transform *transform, struct resmap *resources, struct diags *diags)
{
	const struct node *image = node_get(transform->config, STR("imageTag"));
	struct image_change change = {
		.arena = transform->arena,
		.transform = transform,
		.name = node_get_text(image, STR("name")),
		.new_name = node_get_text(image, STR("newName")),
		.new_tag = node_get_text(image, STR("newTag")),
		.tag_suffix = node_get_text(image, STR("tagSuffix")),
		.digest = node_get_text(image, STR("digest")),
	};
	for (size_t i = 0; i < resources->len; i++)
		if (!is_skipped(resources->at[i]) &&
		    !walk(&change, resources->at[i]->resource.root, diags))
			return false;

	/* Nothing is created: there is no image where there was none. */
	const struct field_visit visit = {transform->arena, set_image, &change,
	                                  FIELD_CREATE_NOTHING};
	const struct fieldspec_index index =
		fieldspec_index_new(transform->arena, &transform->specs);
	for (size_t i = 0; i < resources->len; i++)
		if (!is_skipped(resources->at[i]) &&
		    !fieldspec_index_apply(&index, &resources->at[i]->resource, &visit, diags))
			return false;
	return true;
}
