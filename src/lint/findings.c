/* findings.c - see findings.h */
#include "lint/findings.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/path.h"

enum { SHOWN = 5 }; /* overlays that a note names */

void findings_init(struct findings *findings, struct arena *arena)
{
	*findings = (struct findings){.arena = arena};
}

static str path_of(const struct diag *diag)
{
	return diag->at.source ? diag->at.source->path : STR("");
}

/* The message counts: two rules' worth of trouble may sit at one place. */
static str key_of(struct arena *arena, const struct diag *diag)
{
	return arena_printf(arena, "%.*s:%u:%u:%s:%.*s", STR_ARG(path_of(diag)), diag->at.line,
	                    diag->at.col, diag->code, STR_ARG(diag->message));
}

bool findings_add(struct findings *findings, const struct diags *diags, str overlay)
{
	struct arena *arena = findings->arena;
	bool any = false;
	for (struct diag *diag = diags->first; diag; diag = diag->next) {
		if (findings->is_wanted && !findings->is_wanted(diag->code, findings->context))
			continue;
		any = true;
		const str key = key_of(arena, diag);
		struct finding *finding = map_get(&findings->by_key, key);
		if (!finding) {
			finding = ARENA_NEW(arena, struct finding);
			finding->diag = diag;
			map_set(arena, &findings->by_key, key, finding);
			*ARRAY_ADD(arena, &findings->list) = finding;
		}
		const size_t len = finding->overlays.len;
		if (len == 0 || !str_eq(finding->overlays.at[len - 1], overlay))
			*ARRAY_ADD(arena, &finding->overlays) = overlay;
	}
	return any;
}

/* "staging" says enough as long as no other overlay of the list is called so. */
static bool has_distinct_bases(const struct finding *finding)
{
	for (size_t i = 0; i < finding->overlays.len && i < SHOWN; i++)
		for (size_t j = 0; j < i; j++)
			if (str_eq(path_base(finding->overlays.at[i]),
			           path_base(finding->overlays.at[j])))
				return false;
	return true;
}

static str overlays_note(struct arena *arena, const struct finding *finding)
{
	struct buf buf;
	buf_init(&buf, arena);
	const bool bases = has_distinct_bases(finding);
	buf_printf(&buf, "%zu overlays (", finding->overlays.len);
	for (size_t i = 0; i < finding->overlays.len && i < SHOWN; i++) {
		const str overlay = finding->overlays.at[i];
		buf_add(&buf, i ? STR(", ") : STR(""));
		buf_add(&buf, bases ? path_base(overlay) : overlay);
	}
	if (finding->overlays.len > SHOWN)
		buf_printf(&buf, ", %zu more", finding->overlays.len - SHOWN);
	buf_add_char(&buf, ')');
	return buf_text(&buf);
}

/* By place, as a reader goes through files; equal places by code, for equal bytes out. */
static int compare(const void *x, const void *y)
{
	const struct diag *a = (*(struct finding *const *)x)->diag;
	const struct diag *b = (*(struct finding *const *)y)->diag;
	int order = str_cmp(path_of(a), path_of(b));
	if (order == 0)
		order = (a->at.line > b->at.line) - (a->at.line < b->at.line);
	if (order == 0)
		order = (a->at.col > b->at.col) - (a->at.col < b->at.col);
	if (order == 0)
		order = strcmp(a->code, b->code);
	return order ? order : str_cmp(a->message, b->message);
}

static void append(struct diags *out, struct diag *diag)
{
	diag->next = NULL;
	if (out->last)
		out->last->next = diag;
	else
		out->first = diag;
	out->last = diag;
	out->len++;
	out->errors += diag->severity == DIAG_ERROR;
}

void findings_to_diags(const struct findings *findings, struct diags *out)
{
	if (findings->list.len == 0)
		return;
	struct finding **sorted =
		ARENA_ARRAY(findings->arena, struct finding *, findings->list.len);
	memcpy(sorted, findings->list.at, findings->list.len * sizeof *sorted);
	qsort(sorted, findings->list.len, sizeof *sorted, compare);
	for (size_t i = 0; i < findings->list.len; i++) {
		append(out, sorted[i]->diag);
		if (sorted[i]->overlays.len > 1)
			diag_note(out, NO_MARK, "in", "%.*s",
			          STR_ARG(overlays_note(findings->arena, sorted[i])));
	}
}
