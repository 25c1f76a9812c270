/* transformer_config.c - see transformer_config.h */
#include "kustomize/transformer_config.h"

#include <stdlib.h>

#include "base/buf.h"
#include "kustomize/config_files.h"
#include "kustomize/sort.h"

/* ---- the built-in specs ---- */

/* Not for clang-format, which does not see that these macros are rows. */
/* clang-format off */
static const struct {
	enum fieldspec_set set;
	struct fieldspec spec;
} SPECS[] = {
#define SPEC(set, group, version, kind, path, create)                                              \
	{set, {{STR_INIT(group), STR_INIT(version), STR_INIT(kind)}, STR_INIT(path), create}},
#define TARGET(group, version, kind)
#define REFERRER(group, version, kind, path)
#include "specs_table.inc"
#undef SPEC
#undef TARGET
#undef REFERRER
};

/* The rows of one target follow the row that names it, which has no path. */
static const struct fieldspec REFERENCES[] = {
#define SPEC(set, group, version, kind, path, create)
#define TARGET(group, version, kind)                                                               \
	{{STR_INIT(group), STR_INIT(version), STR_INIT(kind)}, {NULL, 0}, false},
#define REFERRER(group, version, kind, path)                                                       \
	{{STR_INIT(group), STR_INIT(version), STR_INIT(kind)}, STR_INIT(path), false},
#include "specs_table.inc"
#undef SPEC
#undef TARGET
#undef REFERRER
};
/* clang-format on */

struct transformer_config transformer_config_builtin(struct arena *arena)
{
	struct transformer_config config = {0};
	for (size_t i = 0; i < sizeof SPECS / sizeof *SPECS; i++)
		fieldspecs_append(arena, &config.sets[SPECS[i].set], &SPECS[i].spec);
	struct name_reference *reference = NULL;
	for (size_t i = 0; i < sizeof REFERENCES / sizeof *REFERENCES; i++) {
		const struct fieldspec *row = &REFERENCES[i];
		if (row->path.len == 0) {
			reference = ARRAY_ADD(arena, &config.name_references);
			*reference = (struct name_reference){.target = row->gvk};
		} else {
			fieldspecs_append(arena, &reference->referrers, row);
		}
	}
	return config;
}

/* ---- order ---- */

/*
 * After every merge kustomize sorts by kind, specs for all kinds between the rest. It shows in the
 * next merge: a spec for one kind then comes first and covers one for all kinds.
 */
struct ordered {
	long rank;
	str key;
	size_t index; /* equals stay as they are */
	const struct fieldspec *spec;
	struct name_reference reference;
};

static int compare(const void *x, const void *y)
{
	const struct ordered *a = x, *b = y;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	const int order = str_cmp(a->key, b->key);
	return order ? order : a->index < b->index ? -1 : 1;
}

static void sort_specs(struct arena *arena, struct fieldspecs *specs)
{
	struct ordered *ordered = ARENA_ARRAY(arena, struct ordered, specs->len + 1);
	for (size_t i = 0; i < specs->len; i++) {
		const struct gvk gvk = specs->at[i]->gvk;
		ordered[i] = (struct ordered){.rank = sort_rank(gvk.kind),
		                              .key = sort_key(arena, gvk),
		                              .index = i,
		                              .spec = specs->at[i]};
	}
	qsort(ordered, specs->len, sizeof *ordered, compare);
	struct fieldspecs sorted = {0}; /* the old array may be another set's too */
	for (size_t i = 0; i < specs->len; i++)
		fieldspecs_append(arena, &sorted, ordered[i].spec);
	*specs = sorted;
}

static void sort_references(struct arena *arena, struct transformer_config *config)
{
	const size_t len = config->name_references.len;
	struct ordered *ordered = ARENA_ARRAY(arena, struct ordered, len + 1);
	for (size_t i = 0; i < len; i++) {
		const struct gvk target = config->name_references.at[i].target;
		ordered[i] = (struct ordered){.rank = sort_rank(target.kind),
		                              .key = sort_key(arena, target),
		                              .index = i,
		                              .reference = config->name_references.at[i]};
	}
	qsort(ordered, len, sizeof *ordered, compare);
	for (size_t i = 0; i < len; i++)
		config->name_references.at[i] = ordered[i].reference;
}

/* ---- merging ---- */

/* As kustomize's messages call them. */
static const char *const SET_NAMES[SPECS_COUNT] = {
	[SPECS_NAME_PREFIX] = "NamePrefix",
	[SPECS_NAME_SUFFIX] = "NameSuffix",
	[SPECS_NAMESPACE] = "Namespace",
	[SPECS_COMMON_LABELS] = "CommonLabels",
	[SPECS_LABELS] = "Labels",
	[SPECS_TEMPLATE_LABELS] = "TemplateLabels",
	[SPECS_COMMON_ANNOTATIONS] = "CommonAnnotations",
	[SPECS_VAR_REFERENCE] = "VarReference",
	[SPECS_IMAGES] = "Images",
	[SPECS_REPLICAS] = "Replicas",
};

/* Targets are the same only when they are spelt the same: here nothing is a wildcard. */
static bool merge_reference(struct arena *arena, struct transformer_config *config,
                            const struct name_reference *more, struct mark at, struct diags *diags)
{
	for (size_t i = 0; i < config->name_references.len; i++) {
		struct name_reference *present = &config->name_references.at[i];
		if (gvk_eq(present->target, more->target))
			return fieldspecs_add_all(arena, &present->referrers, &more->referrers, at,
			                          diags);
	}
	*ARRAY_ADD(arena, &config->name_references) =
		(struct name_reference){more->target, fieldspecs_copy(&more->referrers)};
	return true;
}

bool transformer_config_merge(struct arena *arena, struct transformer_config *config,
                              const struct transformer_config *more, struct mark at,
                              struct diags *diags)
{
	for (size_t set = 0; set < SPECS_COUNT; set++) {
		struct fieldspecs *specs = &config->sets[set];
		const size_t before = specs->len;
		if (!fieldspecs_add_all(arena, specs, &more->sets[set], at, diags))
			return diag_prefix(diags, "failed to merge %s fieldSpec: ", SET_NAMES[set]);
		if (specs->len > before)
			sort_specs(arena, specs);
	}
	const size_t before = config->name_references.len;
	for (size_t i = 0; i < more->name_references.len; i++)
		if (!merge_reference(arena, config, &more->name_references.at[i], at, diags))
			return diag_prefix(diags, "failed to merge NameReference fieldSpec: ");
	if (config->name_references.len > before)
		sort_references(arena, config);
	return true;
}

/* ---- a kustomization's own ---- */

/* Reads the files of `list` with `read` and merges each into *config. */
static bool merge_files(const struct loader *loader, const struct node *list,
                        bool (*read)(const struct loader *loader, const struct node *entry,
                                     struct transformer_config *out, struct diags *diags),
                        struct transformer_config *config, struct diags *diags)
{
	if (!node_is_seq(list))
		return true;
	NODE_EACH_ITEM (item, list) {
		struct transformer_config file = {0};
		if (!read(loader, item->value, &file, diags) ||
		    !transformer_config_merge(loader->arena, config, &file, item->value->at, diags))
			return false;
	}
	return true;
}

/* Before the first merge, which then need not compare anything. */
static bool is_empty(const struct transformer_config *config)
{
	for (size_t set = 0; set < SPECS_COUNT; set++)
		if (config->sets[set].len)
			return false;
	return config->name_references.len == 0;
}

/* "[a.yaml b.yaml]": as Go prints a list of texts. */
static str list_in_words(struct arena *arena, const struct node *list)
{
	struct buf words;
	buf_init(&words, arena);
	NODE_EACH_ITEM (item, list) {
		buf_add_char(&words, words.len ? ' ' : '[');
		buf_add(&words, item->value->text);
	}
	buf_add_char(&words, ']');
	return buf_text(&words);
}

bool transformer_config_accumulate(const struct loader *loader, const struct node *kustomization,
                                   struct transformer_config *config, struct diags *diags)
{
	const struct mark at = kustomization->at;
	const struct node *crds = node_get(kustomization, STR("crds"));
	struct transformer_config own = transformer_config_builtin(loader->arena), files = {0};
	if (!merge_files(loader, node_get(kustomization, STR("configurations")), configuration_read,
	                 &files, diags) ||
	    !transformer_config_merge(loader->arena, &own, &files, at, diags))
		return false;
	if (is_empty(config) && is_empty(&files))
		*config = own; /* nothing in it covers anything else */
	else if (!transformer_config_merge(loader->arena, config, &own, at, diags))
		return diag_prefix(diags, "merging config: ");
	if (!merge_files(loader, crds, crds_read, config, diags))
		return diag_prefix(
			diags, "loading CRDs %.*s: ", STR_ARG(list_in_words(loader->arena, crds)));
	return true;
}
