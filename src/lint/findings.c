/* findings.c - see findings.h */
#include "lint/findings.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/path.h"

enum {
	SHOWN = 5,       /* overlays that a note names */
	SYSTEMATIC = 10, /* so many make no mistake, but a way of doing things */
};

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
		if (findings->is_wanted && !findings->is_wanted(diag, findings->context))
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

/* ---- what is missing everywhere ---- */

struct absence {
	struct finding *first;
	size_t count;
};

/*
 * The same field missing in a dozen objects is hardly forgotten: an admission webhook, or a patch
 * in the Flux Kustomization that applies them, supplies it. That cannot be seen from here, so it
 * is said once, as a warning, and not held against every object.
 */
static void collect_absences(const struct findings *findings, struct map *absences)
{
	for (size_t i = 0; i < findings->list.len; i++) {
		struct diag *diag = findings->list.at[i]->diag;
		if (strcmp(diag->code, "SCH003") != 0)
			continue;
		struct absence *absence = map_get(absences, diag->message);
		if (!absence) {
			absence = ARENA_NEW(findings->arena, struct absence);
			absence->first = findings->list.at[i];
			map_set(findings->arena, absences, diag->message, absence);
		} else if (compare(&findings->list.at[i], &absence->first) < 0) {
			absence->first = findings->list.at[i];
		}
		absence->count++;
	}
}

/* The absence that `finding` is one of, when it is systematic; else NULL. */
static struct absence *systematic(const struct map *absences, const struct finding *finding)
{
	struct absence *absence = strcmp(finding->diag->code, "SCH003") == 0
	                                  ? map_get(absences, finding->diag->message)
	                                  : NULL;
	return absence && absence->count >= SYSTEMATIC ? absence : NULL;
}

/* ---- out ---- */

static void add_finding(const struct findings *findings, struct finding *finding,
                        const struct absence *absence, struct diags *out)
{
	append(out, finding->diag);
	if (absence) {
		out->errors--;
		finding->diag->severity = DIAG_WARNING;
		diag_note(out, NO_MARK, "also",
		          "in %zu more objects: does a webhook or a patch of Flux's supply it?",
		          absence->count - 1);
	}
	if (finding->overlays.len > 1)
		diag_note(out, NO_MARK, "in", "%.*s",
		          STR_ARG(overlays_note(findings->arena, finding)));
}

void findings_to_diags(const struct findings *findings, struct diags *out)
{
	if (findings->list.len == 0)
		return;
	struct finding **sorted =
		ARENA_ARRAY(findings->arena, struct finding *, findings->list.len);
	memcpy(sorted, findings->list.at, findings->list.len * sizeof *sorted);
	qsort(sorted, findings->list.len, sizeof *sorted, compare);
	struct map absences = {0};
	collect_absences(findings, &absences);
	for (size_t i = 0; i < findings->list.len; i++) {
		const struct absence *absence = systematic(&absences, sorted[i]);
		if (!absence || absence->first == sorted[i])
			add_finding(findings, sorted[i], absence, out);
	}
}
