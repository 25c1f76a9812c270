/*
 * config_new.c - see config_new.h
 *
 * People lay out repositories in two ways: what follows `overlays/` or `clusters/` is an
 * environment whatever it is called, and elsewhere an overlay whose folder has a name that only
 * environments have, as in apps/search/production. What is written is what is there; nothing is
 * invented.
 */
#include "lint/config_new.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/glob.h"
#include "base/path.h"
#include "base/quote.h"
#include "flux/release.h"
#include "lint/environments.h"
#include "lint/find.h"
#include "yaml/resolve.h"

struct environment {
	str name;
	ARRAY(str) patterns; /* of its directories */
};

struct environments {
	struct arena *arena;
	struct environment *at;
	size_t len, cap;
};

/* ---- patterns ---- */

/*
 * A pattern that fits both: with stars where names differ, with any depth where the number of
 * names does.
 */
static str pattern_of(struct arena *arena, str a, str b)
{
	struct buf out;
	str x, y;
	buf_init(&out, arena);
	const str last = path_base(a), above = path_base(path_dir(a));
	const bool is_same = str_eq(above, path_base(path_dir(b)));
	while (a.len > 0 && b.len > 0) {
		str_cut(a, '/', &x, &a);
		str_cut(b, '/', &y, &b);
		if (out.len)
			buf_add_char(&out, '/');
		buf_add(&out, str_eq(x, y) ? x : STR("*"));
	}
	if (a.len == b.len)
		return buf_text(&out);
	return is_same ? arena_printf(arena, "**/%.*s/%.*s", STR_ARG(above), STR_ARG(last))
	               : arena_printf(arena, "**/%.*s", STR_ARG(last));
}

static void add_directory(struct arena *arena, struct environment *environment, str dir)
{
	for (size_t i = 0; i < environment->patterns.len; i++)
		if (glob_matches(environment->patterns.at[i], dir))
			return;
	if (environment->patterns.len == 0)
		*ARRAY_ADD(arena, &environment->patterns) = dir;
	else
		environment->patterns.at[0] = pattern_of(arena, environment->patterns.at[0], dir);
}

static void add(struct environments *environments, str dir)
{
	const str name = path_base(dir);
	size_t i = 0;
	while (i < environments->len && !str_eq(environments->at[i].name, name))
		i++;
	if (i == environments->len)
		*ARRAY_ADD(environments->arena, environments) = (struct environment){.name = name};
	add_directory(environments->arena, &environments->at[i], dir);
}

/* ---- which directories are environments ---- */

/* The directory of an environment that `dir` lies in: "apps/a/overlays/prod"; "" when in none. */
static str environment_dir(str dir)
{
	for (; !str_eq(dir, STR(".")) && !str_eq(dir, STR("/")); dir = path_dir(dir)) {
		const str above = path_base(path_dir(dir));
		if (str_eq(above, STR("overlays")) || str_eq(above, STR("clusters")))
			return dir;
	}
	return STR("");
}

/* "prod", "prod-eu", "staging2"; not "products". */
static bool is_environment_name(str name)
{
	static const str WORDS[] = {
		STR_INIT("prod"),    STR_INIT("production"), STR_INIT("preprod"),
		STR_INIT("stage"),   STR_INIT("staging"),    STR_INIT("stg"),
		STR_INIT("dev"),     STR_INIT("develop"),    STR_INIT("development"),
		STR_INIT("test"),    STR_INIT("testing"),    STR_INIT("qa"),
		STR_INIT("uat"),     STR_INIT("int"),        STR_INIT("integration"),
		STR_INIT("preview"), STR_INIT("sandbox"),    STR_INIT("canary"),
		STR_INIT("live"),    STR_INIT("demo"),
	};
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
		const str rest = str_from(name, WORDS[i].len);
		if (str_eq_nocase(str_slice(name, 0, WORDS[i].len), WORDS[i]) &&
		    (rest.len == 0 || !ascii_is_letter(rest.at[0])))
			return true;
	}
	return false;
}

static str found_in(const struct candidate *candidate)
{
	const str dir = environment_dir(candidate->dir);
	if (dir.len > 0)
		return dir;
	return candidate_is_overlay(candidate) && is_environment_name(path_base(candidate->dir))
	               ? candidate->dir
	               : STR("");
}

/* Patterns are seen from the file, directories from where we are. */
static void find_environments(const struct candidates *candidates, str top,
                              struct environments *out)
{
	for (size_t i = 0; i < candidates->len; i++) {
		str dir = found_in(&candidates->at[i]);
		if (path_is_below(top, dir) && dir.len > top.len)
			dir = str_from(dir, top.len + 1);
		if (dir.len > 0)
			add(out, dir);
	}
}

/* ---- which Flux ---- */

/* `flux bootstrap` says in its manifests which release wrote them; NULL when none does. */
static const struct flux_release *release_in(struct arena *arena, str dir)
{
	const str key = STR("# Flux Version: ");
	str text, line;
	if (file_read(arena, path_join(arena, dir, STR("gotk-components.yaml")), &text) != 0)
		return NULL;
	const size_t at = str_find(text, key);
	if (at == STR_NONE)
		return NULL;
	str_cut(str_from(text, at + key.len), '\n', &line, &text);
	return flux_release_find(str_trim(line));
}

/* Oldest first; nothing for who runs the newest, which is judged by anyway. */
static void add_flux(struct buf *out, const struct candidates *candidates)
{
	bool is_used[FLUX_MAX_RELEASES] = {false}, is_first = true;
	for (size_t i = 0; i < candidates->len; i++) {
		const struct flux_release *release =
			release_in(candidates->arena, candidates->at[i].dir);
		if (release)
			is_used[release - FLUX_RELEASES] = true;
	}
	for (size_t i = 0; i < FLUX_RELEASE_COUNT; i++) {
		if (!is_used[i])
			continue;
		buf_printf(out, "%s\"%s\"", is_first ? "flux: [" : ", ", FLUX_RELEASES[i].name);
		is_first = false;
	}
	if (!is_first)
		buf_add(out, STR("] # as gotk-components.yaml says\n"));
}

/* ---- text ---- */

static bool has_production(const struct environments *environments)
{
	for (size_t i = 0; i < environments->len; i++)
		if (environment_is_production(environments->at[i].name))
			return true;
	return false;
}

/* Where production's tags are tried before, by the name that it usually has. */
static str stage_before(const struct environments *environments)
{
	for (size_t i = 0; i < environments->len; i++)
		if (str_starts_with(environments->at[i].name, STR("stag")))
			return environments->at[i].name;
	return STR("");
}

/* A folder may be called anything: 'no' without quotes is a boolean. */
static void add_name(struct buf *out, str name)
{
	const enum node_tag tag = resolve_tag(name, YAML_11);
	bool is_plain =
		name.len > 0 && ascii_is_letter(name.at[0]) && (tag == TAG_STR || tag == TAG_NONE);
	for (size_t i = 0; i < name.len; i++)
		is_plain &= ascii_is_alnum(name.at[i]) || name.at[i] == '-' || name.at[i] == '_';
	if (is_plain)
		buf_add(out, name);
	else
		quote_json(out, name);
}

static void add_environment(struct buf *out, const struct environments *environments,
                            const struct environment *environment)
{
	const str before = stage_before(environments);
	buf_add(out, STR("  "));
	add_name(out, environment->name);
	buf_add(out, STR(":\n    paths: ["));
	for (size_t i = 0; i < environment->patterns.len; i++) {
		buf_add(out, i ? STR(", ") : STR(""));
		quote_json(out, environment->patterns.at[i]);
	}
	buf_add(out, STR("]\n"));
	if (!environment_is_production(environment->name))
		return;
	buf_add(out, STR("    channel: stable\n"));
	if (before.len == 0)
		return;
	buf_add(out, STR("    after: "));
	add_name(out, before);
	buf_add_char(out, '\n');
}

/* What cannot be found is shown by example. */
static void add_environments(struct buf *out, const struct environments *environments)
{
	if (environments->len > 0)
		buf_add(out, STR("environments:\n"));
	for (size_t i = 0; i < environments->len; i++)
		add_environment(out, environments, &environments->at[i]);
	if (has_production(environments))
		buf_add(out, STR("channels:\n"
		                 "  stable:\n"
		                 "    # Every tag that can be selected must match: releases only.\n"
		                 "    only: '^v?\\d+\\.\\d+\\.\\d+$'\n"));
	else
		buf_printf(out,
		           "# No overlay %s production. To hold one to releases:\n"
		           "# environments:\n"
		           "#   production:\n"
		           "#     paths: [\"apps/*/prod\"]  # * is any name, ** any depth\n"
		           "#     channel: stable\n"
		           "# channels:\n"
		           "#   stable: {only: '^v?\\d+\\.\\d+\\.\\d+$'}\n",
		           environments->len ? "is called" : "is called staging or");
}

bool config_new(struct arena *arena, str dir, str *text, struct diags *diags)
{
	struct candidates candidates;
	struct environments environments = {.arena = arena};
	struct buf out;
	candidates_init(&candidates, arena);
	if (!candidates_find(&candidates, dir, diags))
		return false;
	candidates_link(&candidates);
	find_environments(&candidates, path_clean(arena, dir), &environments);
	buf_init(&out, arena);
	buf_add(&out, STR("# yaml-language-server: "
	                  "$schema=https://kustoc.example/schema/config-v1.json\n"
	                  "version: 1\n"));
	add_flux(&out, &candidates);
	add_environments(&out, &environments);
	buf_add(&out, STR("# rules:\n"
	                  "#   ignore: [OCI302]          # 'kustoc rules' lists them\n"
	                  "#   severity: {OCI301: error}\n"));
	*text = buf_text(&out);
	return true;
}
