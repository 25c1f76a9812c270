/*
 * fix.c - see fix.h
 *
 * Nothing is trusted: what a rule offers is tried on the whole run, in memory. Each round drops
 * what did not parse, did not help or broke something else, and begins anew with the rest; so a bad
 * fix costs its file, never its neighbours. Of two fixes that want the same bytes the first in the
 * order of findings is planned, and the other one is left for another run.
 */
#include "lint/fix.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "yaml/load.h"

enum { ROUNDS = 4 }; /* every round but the last takes something back */

struct planning {
	struct arena *arena;
	const struct fix_run *run;
	struct map by_path;  /* path -> struct fix_file */
	struct map rejected; /* fingerprint or path -> anything */
	struct fix_plan *plan;
};

/* ---- which edits ---- */

/* What was cloned from elsewhere is not ours to change. */
static bool is_ours(const struct planning *planning, const struct diag_edit *edit)
{
	const str path = edit->source->path;
	const str cache = planning->run->options->build.remote.cache_dir;
	const bool is_cached =
		cache.len > 0 && path_is_absolute(path) && path_is_below(cache, path);
	return !is_cached && !str_contains(path, STR("://"));
}

static bool overlaps(const struct fix_file *file, const struct diag_edit *edit)
{
	for (size_t i = 0; i < file->edits.len; i++) {
		const struct diag_edit *other = file->edits.at[i];
		if (edit->start <= other->end && other->start <= edit->end)
			return true;
	}
	return false;
}

static struct fix_file *file_of(struct planning *planning, const struct source *source)
{
	struct fix_file *file = map_get(&planning->by_path, source->path);
	if (!file) {
		file = ARENA_NEW(planning->arena, struct fix_file);
		file->source = source;
		map_set(planning->arena, &planning->by_path, source->path, file);
		*ARRAY_ADD(planning->arena, &planning->plan->files) = file;
	}
	return file;
}

/* A fix is done whole or not at all. */
static bool is_possible(struct planning *planning, const struct finding *finding)
{
	const struct diag_fix *fix = finding->diag->fix;
	if (!fix || finding->suppression || (!fix->is_safe && !planning->run->is_unsafe) ||
	    map_get(&planning->rejected, finding->fingerprint))
		return false;
	for (const struct diag_edit *edit = fix->edits; edit; edit = edit->next)
		if (!is_ours(planning, edit) || map_get(&planning->rejected, edit->source->path) ||
		    overlaps(file_of(planning, edit->source), edit))
			return false;
	return true;
}

static void plan_fix(struct planning *planning, const struct finding *finding)
{
	struct arena *arena = planning->arena;
	for (const struct diag_edit *edit = finding->diag->fix->edits; edit; edit = edit->next) {
		struct fix_file *file = file_of(planning, edit->source);
		*ARRAY_ADD(arena, &file->edits) = edit;
		if (file->findings.len == 0 || file->findings.at[file->findings.len - 1] != finding)
			*ARRAY_ADD(arena, &file->findings) = finding;
	}
	planning->plan->fixed++;
}

static int by_place(const void *a, const void *b)
{
	const struct diag_edit *x = *(const struct diag_edit *const *)a;
	const struct diag_edit *y = *(const struct diag_edit *const *)b;
	return (x->start > y->start) - (x->start < y->start);
}

static str edited(struct arena *arena, const struct fix_file *file)
{
	const str before = file->source->text;
	struct buf out;
	size_t at = 0;
	buf_init(&out, arena);
	for (size_t i = 0; i < file->edits.len; i++) {
		const struct diag_edit *edit = file->edits.at[i];
		buf_add(&out, str_slice(before, at, edit->start));
		buf_add(&out, edit->text);
		at = edit->end;
	}
	buf_add(&out, str_from(before, at));
	return buf_text(&out);
}

static void plan_all(struct planning *planning, const struct lint_result *before)
{
	*planning->plan = (struct fix_plan){.fixed = 0};
	planning->by_path = (struct map){0};
	for (size_t i = 0; i < before->findings.len; i++)
		if (is_possible(planning, before->findings.at[i]))
			plan_fix(planning, before->findings.at[i]);
	for (size_t i = 0; i < planning->plan->files.len; i++) {
		struct fix_file *file = planning->plan->files.at[i];
		if (file->edits.len > 1)
			qsort(file->edits.at, file->edits.len, sizeof *file->edits.at, by_place);
		file->text = edited(planning->arena, file);
	}
}

/* ---- trying them out ---- */

static void reject(struct planning *planning, str key)
{
	map_set(planning->arena, &planning->rejected, key, planning);
}

static bool parses(struct arena *arena, const struct fix_file *file)
{
	struct source source = {.path = file->source->path, .text = file->text};
	struct documents documents = {0};
	struct diags unheard;
	diags_init(&unheard, arena);
	return load_documents(arena, file->text, origin_of_source(&source), &documents, &unheard);
}

static bool all_parse(struct planning *planning)
{
	bool ok = true;
	for (size_t i = 0; i < planning->plan->files.len; i++) {
		const struct fix_file *file = planning->plan->files.at[i];
		if (parses(planning->arena, file))
			continue;
		reject(planning, file->source->path);
		ok = false;
	}
	return ok;
}

static void lint_again(struct planning *planning, struct lint_result *after)
{
	struct arena *arena = planning->arena;
	const struct fix_run *run = planning->run;
	struct lint_options options = *run->options;
	struct map texts = {0};
	struct diags unheard;
	diags_init(&unheard, arena);
	for (size_t i = 0; i < planning->plan->files.len; i++) {
		struct fix_file *file = planning->plan->files.at[i];
		str resolved;
		if (file_resolve(arena, file->source->path, &resolved) == 0)
			map_set(arena, &texts, resolved, &file->text);
	}
	options.build.texts = &texts;
	const bool complete = lint_run(arena, run->paths, run->count, &options, after, &unheard);
	(void)complete; /* what is not there was not there before */
}

static bool is_planned(const struct planning *planning, const struct finding *finding)
{
	for (size_t i = 0; i < planning->plan->files.len; i++) {
		const struct fix_file *file = planning->plan->files.at[i];
		for (size_t j = 0; j < file->findings.len; j++)
			if (str_eq(file->findings.at[j]->fingerprint, finding->fingerprint))
				return true;
	}
	return false;
}

/*
 * The same mistake is known by its fingerprint or by what is said of it. The first names the
 * object, whose version of the API, or name, may be what was mended; the second may hold a witness.
 */
static str mistake_of(struct arena *arena, const struct finding *finding)
{
	const struct diag *diag = finding->diag;
	return arena_printf(arena, "%s\n%.*s\n%.*s", diag->code,
	                    STR_ARG(diag->at.source ? diag->at.source->path : STR("")),
	                    STR_ARG(diag->message));
}

static struct map mistakes_of(struct arena *arena, const struct lint_result *result)
{
	struct map map = {0};
	for (size_t i = 0; i < result->findings.len; i++) {
		map_set(arena, &map, result->findings.at[i]->fingerprint, arena);
		map_set(arena, &map, mistake_of(arena, result->findings.at[i]), arena);
	}
	return map;
}

static bool is_known(struct arena *arena, const struct map *before, const struct finding *finding)
{
	return map_get(before, finding->fingerprint) || map_get(before, mistake_of(arena, finding));
}

/* Takes back what did not help, and everything in a file in which something new is wrong. */
static bool all_help(struct planning *planning, const struct map *before,
                     const struct lint_result *after)
{
	bool ok = true;
	for (size_t i = 0; i < after->findings.len; i++) {
		const struct finding *finding = after->findings.at[i];
		const struct source *source = finding->diag->at.source;
		if (is_planned(planning, finding)) {
			reject(planning, finding->fingerprint);
			ok = false;
		} else if (finding->diag->severity == DIAG_ERROR && source &&
		           !is_known(planning->arena, before, finding) &&
		           map_get(&planning->by_path, source->path)) {
			reject(planning, source->path);
			ok = false;
		}
	}
	return ok;
}

/* ---- what must stay as it is ---- */

static bool is_about_spelling(const struct fix_file *file)
{
	for (size_t i = 0; i < file->findings.len; i++)
		if (strcmp(file->findings.at[i]->diag->code, "KUS006") != 0)
			return false;
	return file->findings.len > 0;
}

/* "" when it cannot be rendered. */
static str rendered(const struct planning *planning, str dir, const struct map *texts)
{
	struct build_options options = planning->run->options->build;
	struct build build;
	struct buf out;
	struct diags unheard;
	options.texts = texts;
	diags_init(&unheard, planning->arena);
	buf_init(&out, planning->arena);
	if (!build_run(planning->arena, dir, &options, &build, &unheard) ||
	    !build_print(&build, &out, &unheard))
		return STR("");
	return buf_text(&out);
}

/* Another spelling of a kustomization must give the same bytes in every overlay it is part of. */
static bool all_render_the_same(struct planning *planning)
{
	bool ok = true;
	for (size_t i = 0; i < planning->plan->files.len; i++) {
		struct fix_file *file = planning->plan->files.at[i];
		struct map texts = {0};
		str resolved;
		if (!is_about_spelling(file) ||
		    file_resolve(planning->arena, file->source->path, &resolved) != 0)
			continue;
		map_set(planning->arena, &texts, resolved, &file->text);
		const struct finding *finding = file->findings.at[0];
		for (size_t j = 0; j < finding->overlays.len; j++) {
			const str dir = finding->overlays.at[j];
			if (str_eq(rendered(planning, dir, NULL), rendered(planning, dir, &texts)))
				continue;
			reject(planning, file->source->path);
			ok = false;
			break;
		}
	}
	return ok;
}

void fix_make_plan(struct arena *arena, const struct fix_run *run, const struct lint_result *before,
                   struct fix_plan *out, struct lint_result *after)
{
	struct planning planning = {.arena = arena, .run = run, .plan = out};
	const struct map known = mistakes_of(arena, before);
	for (int round = 0; round < ROUNDS; round++) {
		plan_all(&planning, before);
		if (!all_parse(&planning) || !all_render_the_same(&planning))
			continue;
		lint_again(&planning, after);
		if (all_help(&planning, &known, after))
			return;
	}
	*out = (struct fix_plan){.fixed = 0};
	*after = *before;
}
