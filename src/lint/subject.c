/*
 * subject.c - see subject.h
 *
 * The objects are walked once, and only when something was found in them. A
 * block mapping stands where its first key stands. Of the two the key is meant,
 * but at the start of an object the object is: what it lacks is reported there.
 */
#include "lint/subject.h"

#include <stdlib.h>

#include "base/buf.h"
#include "yaml/pointer.h"

struct subject_place {
	struct mark at;
	bool is_found;
	struct finding_subject subject;
};

/* A node on the way from an object's root. */
struct step {
	const struct step *up;
	bool is_item; /* of a list, at `index`; else under `key` of a mapping */
	str key;
	size_t index;
};

struct search {
	struct arena *arena;
	struct subjects *subjects;
	const struct resource *resource;
	size_t missing; /* places that are not found yet */
};

static int compare(const void *x, const void *y)
{
	const struct mark a = ((const struct subject_place *)x)->at;
	const struct mark b = ((const struct subject_place *)y)->at;
	const uintptr_t file_a = (uintptr_t)a.source, file_b = (uintptr_t)b.source;
	if (file_a != file_b)
		return file_a < file_b ? -1 : 1;
	if (a.line != b.line)
		return a.line < b.line ? -1 : 1;
	return (a.col > b.col) - (a.col < b.col);
}

static struct subject_place *place_find(const struct subjects *subjects, struct mark at)
{
	const struct subject_place wanted = {.at = at};
	if (!at.source || at.line == 0 || subjects->len == 0)
		return NULL;
	return bsearch(&wanted, subjects->at, subjects->len, sizeof wanted, compare);
}

/* ---- what is found ---- */

static void add_pointer(struct buf *out, const struct step *step)
{
	if (!step)
		return;
	add_pointer(out, step->up);
	if (step->is_item)
		pointer_add_index(out, step->index);
	else
		pointer_add_key(out, step->key);
}

static void take(struct search *search, struct subject_place *place, const struct step *step)
{
	const struct node *root = search->resource->root;
	struct buf pointer;
	buf_init(&pointer, search->arena);
	add_pointer(&pointer, step);
	place->is_found = true;
	place->subject = (struct finding_subject){
		.api_version = node_get_text(root, STR("apiVersion")),
		.kind = node_get_text(root, STR("kind")),
		.namespace = search->resource->id.namespace,
		.name = search->resource->id.name,
		.field = buf_text(&pointer),
	};
	search->missing--;
}

static void visit(struct search *search, struct mark at, const struct step *step)
{
	struct subject_place *place = place_find(search->subjects, at);
	if (place && !place->is_found)
		take(search, place, step);
}

/* ---- the walk ---- */

static void walk(struct search *search, const struct node *node, const struct step *up)
{
	struct step step = {.up = up, .is_item = node->kind == NODE_SEQ};
	switch (node->kind) {
	case NODE_SCALAR: break;
	case NODE_MAP:
		NODE_EACH_PAIR (pair, node) {
			step.key = pair->key.text;
			visit(search, pair->key.at, &step);
			walk(search, pair->value, &step);
		}
		break;
	case NODE_SEQ:
		NODE_EACH_ITEM (item, node) {
			walk(search, item->value, &step);
			step.index++;
		}
		break;
	}
	visit(search, node->at, up);
}

/* The places of all diagnostics, sorted, each once. */
static struct subjects places_of(struct arena *arena, const struct diags *diags)
{
	struct subject_place *all = ARENA_ARRAY(arena, struct subject_place, diags->len);
	size_t count = 0, len = 0;
	for (const struct diag *diag = diags->first; diag; diag = diag->next)
		all[count++].at = diag->at;
	qsort(all, count, sizeof *all, compare);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || compare(&all[i], &all[len - 1]) != 0)
			all[len++] = all[i];
	return (struct subjects){all, len};
}

struct subjects subjects_find(struct arena *arena, const struct diags *diags,
                              const struct resmap *resources)
{
	if (!resources || diags->len == 0)
		return (struct subjects){0};
	struct subjects subjects = places_of(arena, diags);
	struct search search = {.arena = arena, .subjects = &subjects, .missing = subjects.len};
	for (size_t i = 0; i < resources->len && search.missing > 0; i++) {
		search.resource = &resources->at[i]->resource;
		if (resources->at[i]->dropped)
			continue;
		visit(&search, search.resource->root->at, NULL);
		walk(&search, search.resource->root, NULL);
	}
	return subjects;
}

struct finding_subject subjects_get(const struct subjects *subjects, const struct diag *diag)
{
	const struct subject_place *place = place_find(subjects, diag->at);
	struct finding_subject subject = place ? place->subject : (struct finding_subject){0};
	if (diag->field.at)
		subject.field = diag->field;
	return subject;
}
