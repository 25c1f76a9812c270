/*
 * fix_deprecated.c - fields of a kustomization that have a successor
 *
 * What `kustomize edit fix` rewrites from scratch, as the few bytes that differ:
 * comments and order stay. Where the successor is there already, its list would
 * have to be merged, and that is left to people.
 */
#include "lint/fix_deprecated.h"

#include <string.h>

#include "yaml/load.h"
#include "yaml/rewrite.h"

/* The field that the finding is about. */
struct field {
	const struct node *root; /* of the kustomization */
	const struct pair *pair;
	struct diags just_this; /* the diagnostic alone */
};

static bool has(const struct field *field, const char *name)
{
	return node_get(field->root, str_of(name)) != NULL;
}

static void rename_to(struct field *field, const char *name)
{
	if (!has(field, name))
		rewrite_word(&field->just_this, true, field->pair->key.at, str_of(name));
}

static void fix_bases(struct field *field)
{
	rename_to(field, "resources");
}

/* Both lists at once would have to become one. */
static void fix_patches_json(struct field *field)
{
	if (!has(field, "patchesStrategicMerge"))
		rename_to(field, "patches");
}

/* "- patch.yaml" becomes "- path: patch.yaml"; a patch written out would have to move right. */
static void fix_patches_strategic(struct field *field)
{
	const struct node *list = field->pair->value;
	if (!node_is_seq(list) || has(field, "patches") || has(field, "patchesJson6902"))
		return;
	NODE_EACH_ITEM (item, list)
		if (!node_is_scalar(item->value) ||
		    str_find_char(item->value->text, '\n') != STR_NONE)
			return;
	rename_to(field, "patches");
	NODE_EACH_ITEM (item, list)
		rewrite_before(&field->just_this, true, item->value->at, STR("path: "));
}

/* The labels go two columns to the right, below `pairs`; comments among them go along. */
static void fix_labels(struct field *field)
{
	const struct mark key = field->pair->key.at;
	const struct node *labels = field->pair->value;
	struct source_view *view = source_view_new(field->just_this.arena, key.source);
	if (!node_is_map(labels) || has(field, "labels") || key.col != 1)
		return;
	rewrite_word(&field->just_this, true, key,
	             STR("labels:\n- includeSelectors: true\n  pairs"));
	if (!labels->first || labels->first->key.at.line == key.line)
		return; /* {on: one line} */
	for (uint32_t line = key.line + 1; line <= source_line_count(view); line++) {
		const str text = source_line(view, line);
		const size_t start = source_line_span(view, line).start;
		if (str_trim(text).len == 0)
			continue;
		if (text.at[0] != ' ')
			return;
		diag_edit(&field->just_this, true,
		          (struct diag_edit){.source = key.source,
		                             .start = start,
		                             .end = start,
		                             .text = STR("  ")});
	}
}

static const struct {
	const char *field;
	void (*fix)(struct field *field);
} FIXES[] = {
	{"bases", fix_bases},
	{"commonLabels", fix_labels},
	{"patchesJson6902", fix_patches_json},
	{"patchesStrategicMerge", fix_patches_strategic},
};

void fix_deprecated(struct arena *arena, struct diag *diag)
{
	const struct source *source = diag->at.source;
	struct node *root = NULL;
	struct diags unheard;
	diags_init(&unheard, arena);
	if (!source ||
	    !load_value(arena, source->text, origin_of_source(source), &root, &unheard) ||
	    !node_is_map(root))
		return;
	for (size_t i = 0; i < sizeof FIXES / sizeof *FIXES; i++) {
		struct field field = {root,
		                      node_find_pair(root, str_of(FIXES[i].field)),
		                      {.arena = arena, .last = diag}};
		if (field.pair && field.pair->key.at.line == diag->at.line)
			FIXES[i].fix(&field);
	}
}

/* A value that Flux fills in is mended where it is set, if anywhere. */
static bool writes_over_variable(const struct diag_fix *fix)
{
	const str mark = STR("${");
	for (const struct diag_edit *edit = fix ? fix->edits : NULL; edit; edit = edit->next) {
		const str text = str_slice(edit->source->text, edit->start, edit->end);
		if (str_contains(text, mark) && !str_contains(edit->text, mark))
			return true;
	}
	return false;
}

void fix_complete(struct arena *arena, const struct finding_list *findings)
{
	for (size_t i = 0; i < findings->len; i++) {
		struct diag *diag = findings->at[i]->diag;
		if (!diag->fix && strcmp(diag->code, "KUS006") == 0)
			fix_deprecated(arena, diag);
		if (writes_over_variable(diag->fix))
			diag->fix = NULL;
	}
}
