/* overlays.c - see overlays.h */
#include "cli/overlays.h"

#include "base/file.h"
#include "base/path.h"
#include "lint/environments.h"

str overlays_start(struct invocation *invocation, const struct texts *operands)
{
	for (size_t i = 0; i < operands->len; i++)
		if (file_kind(invocation->arena, operands->at[i]) == FILE_DIRECTORY)
			return operands->at[i];
	return STR(".");
}

/* ---- what there is ---- */

static struct texts directories_of(struct invocation *invocation, const struct texts *operands,
                                   struct texts *names)
{
	struct arena *arena = invocation->arena;
	struct texts directories = {0};
	for (size_t i = 0; i < operands->len; i++) {
		const bool is_directory = file_kind(arena, operands->at[i]) == FILE_DIRECTORY;
		*ARRAY_ADD(arena, is_directory ? &directories : names) = operands->at[i];
	}
	if (directories.len == 0)
		*ARRAY_ADD(arena, &directories) = STR(".");
	return directories;
}

bool overlays_find(struct invocation *invocation, const struct texts *operands,
                   const struct config *config, const struct build_options *options,
                   struct overlays *out)
{
	struct arena *arena = invocation->arena;
	struct diags *diags = &invocation->diags;
	*out = (struct overlays){0};
	candidates_init(&out->candidates, arena);
	const struct texts dirs = directories_of(invocation, operands, &out->names);
	out->is_met = ARENA_ARRAY(arena, bool, out->names.len + 1);
	out->closest = ARENA_ARRAY(arena, struct closest, out->names.len + 1);
	for (size_t i = 0; i < out->names.len; i++)
		out->closest[i] = closest_to(out->names.at[i]);
	for (size_t i = 0; i < dirs.len; i++)
		if (!candidates_walk(&out->candidates, dirs.at[i], diags))
			return false;
	candidates_link(&out->candidates);
	deployments_find(&out->deployments, arena, &out->candidates, dirs.at[0], STR(""), config,
	                 options);
	deployments_add_made(&out->deployments, dirs.at, dirs.len, &out->candidates);
	candidates_link(&out->candidates);
	for (size_t i = 0; i < dirs.len; i++)
		if (!candidates_expect(&out->candidates, dirs.at[i], diags))
			return false;
	return true;
}

bool overlays_no_such(struct invocation *invocation, const char *what,
                      const struct closest *closest)
{
	diag_error(&invocation->diags, NO_MARK, "no %s '%.*s'", what, STR_ARG(closest->wanted));
	return closest->best.len > 0 ? diag_note(&invocation->diags, NO_MARK, "closest", "%.*s",
	                                         STR_ARG(closest->best))
	                             : false;
}

bool overlays_expect_environment(struct invocation *invocation, const struct overlays *overlays,
                                 str environment)
{
	struct closest closest = closest_to(environment);
	for (size_t i = 0; i < overlays->environments.len; i++) {
		if (str_eq(overlays->environments.at[i], environment))
			return true;
		closest_try(&closest, overlays->environments.at[i]);
	}
	return overlays_no_such(invocation, "environment", &closest);
}

/* All names are compared, so that each that is met is known to be. */
bool overlays_is_named(struct overlays *overlays, str environment, str source)
{
	bool is_named = overlays->names.len == 0;
	for (size_t i = 0; i < overlays->names.len; i++) {
		const bool is_met = str_eq(overlays->names.at[i], environment) ||
		                    str_eq(overlays->names.at[i], source);
		overlays->is_met[i] |= is_met;
		is_named |= is_met;
		closest_try(&overlays->closest[i], environment);
		closest_try(&overlays->closest[i], source);
	}
	return is_named;
}

bool overlays_expect_names(struct invocation *invocation, const struct overlays *overlays)
{
	bool ok = true;
	for (size_t i = 0; i < overlays->names.len; i++)
		if (!overlays->is_met[i])
			ok = overlays_no_such(invocation, "environment, OCIRepository or directory",
			                      &overlays->closest[i]);
	return ok;
}

/* ---- each of them ---- */

struct visiting {
	struct invocation *invocation;
	struct overlays *overlays;
	bool (*visit)(void *context, const struct overlay *overlay);
	void *context;
};

/* What warns of something is lint's to say. */
static bool report(const struct visiting *visiting, const struct rendering *rendering)
{
	if (rendering->is_rendered)
		return true;
	for (struct diag *diag = rendering->diags.first, *next; diag; diag = next) {
		next = diag->next;
		diags_take(&visiting->invocation->diags, diag);
	}
	return false;
}

static bool visit(const struct visiting *visiting, str dir, str environment,
                  const struct resmap *resources, const struct deployment *by)
{
	const struct overlay overlay = {.dir = dir,
	                                .environment =
	                                        environment.len ? environment : path_base(dir),
	                                .resources = resources,
	                                .by = by};
	*ARRAY_ADD(visiting->invocation->arena, &visiting->overlays->environments) =
		overlay.environment;
	return visiting->visit(visiting->context, &overlay);
}

static bool visit_bare(const struct visiting *visiting, str dir)
{
	const struct deployments *deployments = &visiting->overlays->deployments;
	struct rendering *rendering = deployments_bare(&visiting->overlays->deployments, dir);
	return report(visiting, rendering) &&
	       visit(visiting, dir, environment_of(deployments->tree.config, dir),
	             &rendering->build.resources, NULL);
}

/* What cannot be built as it is applied is no error: nothing can be said about it, and that is. */
static bool visit_applied(const struct visiting *visiting, struct deployment *deployment)
{
	deployments_render(&visiting->overlays->deployments, deployment);
	const struct resmap *resources = deployment_resources(deployment);
	if (!resources)
		return report(visiting, deployment->rendering);
	return visit(visiting, deployment->dir, deployment->environment, resources, deployment);
}

bool overlays_each(struct invocation *invocation, struct overlays *overlays,
                   bool (*visit_one)(void *context, const struct overlay *overlay), void *context)
{
	const struct visiting visiting = {invocation, overlays, visit_one, context};
	bool ok = true;
	for (size_t i = 0; i < overlays->candidates.len; i++) {
		const struct candidate *candidate = &overlays->candidates.at[i];
		const struct deployment_list list =
			deployments_of(&overlays->deployments, candidate->dir);
		for (size_t j = 0; j < list.len; j++)
			ok = visit_applied(&visiting, list.at[j]) && ok;
		if (list.len == 0 && candidate_is_overlay(candidate))
			ok = visit_bare(&visiting, candidate->dir) && ok;
	}
	return ok;
}
