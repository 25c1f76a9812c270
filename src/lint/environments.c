/* environments.c - see environments.h */
#include "lint/environments.h"

#include "base/file.h"
#include "base/path.h"
#include "lint/find.h"

str environment_of(const struct config *config, str dir)
{
	const str configured = config ? config_environment(config, dir) : STR("");
	if (configured.len > 0)
		return configured;
	str step, name = STR("");
	bool is_next = false;
	while (dir.len > 0) {
		str_cut(dir, '/', &step, &dir);
		if (is_next)
			name = step;
		is_next = str_eq(step, STR("overlays")) || str_eq(step, STR("clusters"));
	}
	return name;
}

bool environment_is_production(str environment)
{
	return str_starts_with(environment, STR("prod"));
}

static bool is_directory(struct arena *arena, str path)
{
	return file_kind(arena, path) == FILE_DIRECTORY;
}

/* With the name that may be meant: environments are few, and misspelt often. */
static bool unknown(const struct candidates *candidates, str name, struct diags *diags)
{
	str closest = STR("");
	size_t least = name.len / 3 + 1;
	for (size_t i = 0; i < candidates->len; i++) {
		const str other = path_base(candidates->at[i].dir);
		const size_t distance = str_distance(other, name, least);
		if (distance < least) {
			least = distance;
			closest = other;
		}
	}
	diag_error(diags, NO_MARK, "no directory '%.*s', and no kustomization in one below here",
	           STR_ARG(name));
	diag_code(diags, NULL);
	return closest.len ? diag_note(diags, NO_MARK, "closest", "%.*s", STR_ARG(closest)) : false;
}

static bool has_environment(const struct candidates *candidates, str name)
{
	for (size_t i = 0; i < candidates->len; i++)
		if (str_eq(path_base(candidates->at[i].dir), name))
			return true;
	return false;
}

/* Every folder `before` beside which there is a folder `after`. */
static void pair_siblings(const struct candidates *candidates, str before, str after,
                          struct environment_pairs *out)
{
	struct arena *arena = candidates->arena;
	for (size_t i = 0; i < candidates->len; i++) {
		const str dir = candidates->at[i].dir;
		const str other = path_join(arena, path_dir(dir), after);
		if (str_eq(path_base(dir), before) && map_get(&candidates->by_dir, other))
			*ARRAY_ADD(arena, out) = (struct environment_pair){dir, other};
	}
}

bool environments_pair(struct arena *arena, str before, str after, struct environment_pairs *out,
                       struct diags *diags)
{
	if (is_directory(arena, before) && is_directory(arena, after)) {
		*ARRAY_ADD(arena, out) = (struct environment_pair){path_clean(arena, before),
		                                                   path_clean(arena, after)};
		return true;
	}
	struct candidates candidates;
	candidates_init(&candidates, arena);
	if (!candidates_find(&candidates, STR("."), diags))
		return false;
	if (!has_environment(&candidates, before))
		return unknown(&candidates, before, diags);
	if (!has_environment(&candidates, after))
		return unknown(&candidates, after, diags);
	pair_siblings(&candidates, before, after, out);
	if (out->len > 0)
		return true;
	diag_error(diags, NO_MARK, "no folder has kustomizations in both '%.*s' and '%.*s'",
	           STR_ARG(before), STR_ARG(after));
	return diag_code(diags, NULL);
}
