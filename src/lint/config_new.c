/* config_new.c - see config_new.h */
#include "lint/config_new.h"

#include "base/buf.h"
#include "base/path.h"
#include "lint/environments.h"
#include "lint/find.h"

struct environment {
	str name;
	str pattern; /* fits every directory of it */
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
	while (a.len > 0 && b.len > 0) {
		str_cut(a, '/', &x, &a);
		str_cut(b, '/', &y, &b);
		if (out.len)
			buf_add_char(&out, '/');
		buf_add(&out, str_eq(x, y) ? x : STR("*"));
	}
	if (a.len == b.len)
		return buf_text(&out);
	return arena_printf(arena, "**/%.*s/%.*s", STR_ARG(above), STR_ARG(last));
}

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

static void add(struct environments *environments, str dir)
{
	const str name = path_base(dir);
	for (size_t i = 0; i < environments->len; i++) {
		struct environment *known = &environments->at[i];
		if (!str_eq(known->name, name))
			continue;
		if (!str_starts_with(known->pattern, STR("**")))
			known->pattern = pattern_of(environments->arena, known->pattern, dir);
		return;
	}
	*ARRAY_ADD(environments->arena, environments) = (struct environment){name, dir};
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

static void add_environment(struct buf *out, const struct environments *environments,
                            const struct environment *environment)
{
	const str before = stage_before(environments);
	buf_printf(out, "  %.*s:\n    paths: [\"%.*s\"]\n", STR_ARG(environment->name),
	           STR_ARG(environment->pattern));
	if (!environment_is_production(environment->name))
		return;
	buf_add(out, STR("    channel: stable\n"));
	if (before.len)
		buf_printf(out, "    after: %.*s\n", STR_ARG(before));
}

static str text_of(const struct environments *environments)
{
	struct buf out;
	buf_init(&out, environments->arena);
	buf_add(&out, STR("# yaml-language-server: "
	                  "$schema=https://kustoc.example/schema/config-v1.json\n"
	                  "version: 1\n"));
	if (environments->len)
		buf_add(&out, STR("environments:\n"));
	for (size_t i = 0; i < environments->len; i++)
		add_environment(&out, environments, &environments->at[i]);
	if (has_production(environments))
		buf_add(&out,
		        STR("channels:\n"
		            "  stable:\n"
		            "    # Every tag that can be selected must match: releases only.\n"
		            "    only: '^v?\\d+\\.\\d+\\.\\d+$'\n"));
	buf_add(&out, STR("# rules:\n"
	                  "#   ignore: [OCI302]          # 'kustoc rules' lists them\n"
	                  "#   severity: {OCI301: error}\n"));
	return buf_text(&out);
}

bool config_new(struct arena *arena, str dir, str *text, struct diags *diags)
{
	struct candidates candidates;
	struct environments environments = {.arena = arena};
	candidates_init(&candidates, arena);
	if (!candidates_find(&candidates, dir, diags))
		return false;
	const str top = path_clean(arena, dir);
	for (size_t i = 0; i < candidates.len; i++) {
		str found = environment_dir(candidates.at[i].dir);
		if (found.len == 0)
			continue;
		/* Patterns are seen from the file, directories from where we are. */
		if (path_is_below(top, found) && found.len > top.len)
			found = str_from(found, top.len + 1);
		add(&environments, found);
	}
	*text = text_of(&environments);
	return true;
}
