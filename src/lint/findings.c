/*
 * findings.c - see findings.h
 *
 * Order is the whole art: overlays come as they are rendered, and the report must be the same
 * however that was. So findings are kept by key while they come in, and sorted once all are there;
 * only then fingerprints are given, since the second of two that are alike gets a number.
 */
#include "lint/findings.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/file.h"
#include "lint/environments.h"

enum {
	SYSTEMATIC = 10,  /* so many make no mistake, but a way of doing things */
	FINGERPRINT = 32, /* hexadecimal digits, enough for any number of findings */
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

static struct finding *find_or_add(struct findings *findings, struct diag *diag,
                                   const struct subjects *subjects)
{
	struct arena *arena = findings->arena;
	const str key = key_of(arena, diag);
	struct finding *finding = map_get(&findings->by_key, key);
	if (finding)
		return finding;
	finding = ARENA_NEW(arena, struct finding);
	finding->diag = diag;
	if (subjects)
		finding->subject = subjects_get(subjects, diag);
	map_set(arena, &findings->by_key, key, finding);
	*ARRAY_ADD(arena, &findings->list) = finding;
	return finding;
}

static void add_environment(struct arena *arena, struct finding *finding, str name)
{
	bool is_new = name.len > 0;
	for (size_t i = 0; i < finding->environments.len; i++)
		is_new &= !str_eq(finding->environments.at[i], name);
	if (is_new)
		*ARRAY_ADD(arena, &finding->environments) = name;
}

bool findings_add(struct findings *findings, const struct diags *diags,
                  const struct subjects *subjects, str overlay, str environment)
{
	struct arena *arena = findings->arena;
	bool any = false;
	if (environment.len == 0 && diags->len > 0)
		environment = environment_of(findings->config, overlay);
	for (struct diag *diag = diags->first; diag; diag = diag->next) {
		if (findings->is_wanted && !findings->is_wanted(diag, findings->context))
			continue;
		any = true;
		struct finding *finding = find_or_add(findings, diag, subjects);
		const size_t len = finding->overlays.len;
		if (len == 0 || !str_eq(finding->overlays.at[len - 1], overlay))
			*ARRAY_ADD(arena, &finding->overlays) = overlay;
		add_environment(arena, finding, environment);
	}
	return any;
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

/* ---- what is missing everywhere ---- */

/* What is found where something is missing: a field, a layer to select. */
static bool may_be_absent(const char *code)
{
	return strcmp(code, "SCH003") == 0 || strcmp(code, "OCI503") == 0;
}

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
		if (!may_be_absent(diag->code))
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
	struct absence *absence = may_be_absent(finding->diag->code)
	                                  ? map_get(absences, finding->diag->message)
	                                  : NULL;
	return absence && absence->count >= SYSTEMATIC ? absence : NULL;
}

/* Says it of the first, and of the others no more. */
static void note_absence(struct arena *arena, struct diag *diag, const struct absence *absence)
{
	struct diags just_this = {.arena = arena, .last = diag};
	diag->severity = DIAG_WARNING;
	diag_note(&just_this, NO_MARK, "also",
	          "in %zu more objects: does a webhook or a patch of Flux's supply it?",
	          absence->count - 1);
}

/* ---- names ---- */

/* What is about no object is known by its file and its message. Lines do not count: they move. */
static str identity_of(struct arena *arena, const struct finding *finding)
{
	const struct finding_subject *subject = &finding->subject;
	struct buf buf;
	buf_init(&buf, arena);
	buf_printf(&buf, "%s\n%.*s\n", finding->diag->code,
	           STR_ARG(finding->overlays.len ? finding->overlays.at[0] : STR("")));
	if (subject->kind.len)
		buf_printf(&buf, "%.*s/%.*s/%.*s/%.*s\n%.*s", STR_ARG(subject->api_version),
		           STR_ARG(subject->kind), STR_ARG(subject->namespace),
		           STR_ARG(subject->name), STR_ARG(subject->field));
	else
		buf_printf(&buf, "%.*s\n%.*s", STR_ARG(path_of(finding->diag)),
		           STR_ARG(finding->diag->message));
	return buf_text(&buf);
}

/* The second of two that are otherwise the same gets a number: forges show one of a name. */
static void add_fingerprint(struct arena *arena, struct map *seen, struct finding *finding)
{
	str identity = identity_of(arena, finding);
	size_t *count = map_get(seen, identity);
	if (!count) {
		count = ARENA_NEW(arena, size_t);
		map_set(arena, seen, identity, count);
	}
	if (++*count > 1)
		identity = arena_printf(arena, "%.*s\n%zu", STR_ARG(identity), *count);
	finding->fingerprint = str_slice(digest_sha256_hex(arena, identity), 0, FINGERPRINT);
}

/* ---- places in sentences ---- */

/* So '/src/app' is not taken for the beginning of '/src/app-2'. */
static bool path_continues(char c)
{
	return ascii_is_alnum(c) || c == '-' || c == '_' || c == '.';
}

/*
 * kustomize's sentences name directories by their absolute paths. A report says the same wherever
 * the repository lies: what is below the current directory `here` is named from there.
 */
static str without_prefix(struct arena *arena, str sentence, str here)
{
	struct buf buf;
	if (here.len <= 1 || str_find(sentence, here) == STR_NONE)
		return sentence;
	buf_init(&buf, arena);
	for (size_t at; (at = str_find(sentence, here)) != STR_NONE;) {
		const str before = str_slice(sentence, 0, at);
		const str after = str_from(sentence, at + here.len);
		const bool is_below = str_starts_with(after, STR("/"));
		const bool is_whole = after.len == 0 || !path_continues(after.at[0]);
		buf_add(&buf, before);
		if (!is_below)
			buf_add(&buf, is_whole ? STR(".") : here);
		sentence = is_below ? str_from(after, 1) : after;
	}
	buf_add(&buf, sentence);
	return buf_text(&buf);
}

/* ---- out ---- */

struct finding_list findings_finish(const struct findings *findings)
{
	struct arena *arena = findings->arena;
	struct finding_list out = {0};
	struct map absences = {0}, seen = {0};
	if (findings->list.len == 0)
		return out;
	struct finding **sorted = ARENA_ARRAY(arena, struct finding *, findings->list.len);
	memcpy(sorted, findings->list.at, findings->list.len * sizeof *sorted);
	qsort(sorted, findings->list.len, sizeof *sorted, compare);
	const str here = file_current_dir(arena);
	collect_absences(findings, &absences);
	for (size_t i = 0; i < findings->list.len; i++) {
		struct diag *diag = sorted[i]->diag;
		const struct absence *absence = systematic(&absences, sorted[i]);
		if (absence && absence->first != sorted[i])
			continue;
		if (absence)
			note_absence(arena, diag, absence);
		diag->sentence = without_prefix(arena, diag->sentence, here);
		add_fingerprint(arena, &seen, sorted[i]);
		*ARRAY_ADD(arena, &out) = sorted[i];
	}
	return out;
}
