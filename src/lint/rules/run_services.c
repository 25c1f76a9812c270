/*
 * run_services.c - a service that lacks an environment which all others have: CHN010
 *
 * Services lie beside each other, each with a folder `overlays`: apps/search/overlays/production.
 * One of several that is not in production is either new or forgotten, and worth a look.
 */
#include "base/file.h"
#include "base/path.h"
#include "lint/rules/run.h"

enum { FEWEST_SERVICES = 4 };

static bool has(const struct run_service *service, str environment)
{
	return map_get(&service->environments, environment) != NULL;
}

/* An overlay that cannot be rendered is there all the same. */
static bool has_directory(struct arena *arena, const struct run_service *service, str environment)
{
	const str overlays = path_join(arena, service->dir, STR("overlays"));
	return file_kind(arena, path_join(arena, overlays, environment)) != FILE_NONE;
}

static bool all_others_have(const struct run_services *services, const struct run_service *but,
                            str environment)
{
	for (size_t i = 0; i < services->len; i++)
		if (services->at[i] != but && !has(services->at[i], environment))
			return false;
	return true;
}

static void report(struct rule_check *check, const struct run_service *service,
                   const struct rules_overlay *example)
{
	const struct node *kustomization = check->overlay->kustomization;
	rule_report(check, kustomization ? kustomization->at : NO_MARK,
	            "%.*s has no overlay for %.*s, which all services beside it have",
	            STR_ARG(path_base(service->dir)), STR_ARG(example->environment));
	diag_note(check->diags, example->kustomization ? example->kustomization->at : NO_MARK,
	          "others", "%.*s", STR_ARG(example->dir));
}

/* Once a service, at the first of its overlays. */
void check_environment_missing(struct rule_check *check)
{
	const struct run_service *service = run_service_of(check->run, check->overlay);
	if (!service || service->first != check->overlay || !check->run->overlays->is_whole)
		return;
	const struct run_services *services =
		map_get(&check->run->neighbours, path_dir(service->dir));
	if (services->len < FEWEST_SERVICES)
		return;
	const struct run_service *other = services->at[services->at[0] == service];
	for (size_t i = 0; i < other->environments.cap; i++) {
		const struct map_slot *slot = &other->environments.slots[i];
		if (slot->value && !has(service, slot->key) &&
		    all_others_have(services, service, slot->key) &&
		    !has_directory(check->arena, service, slot->key))
			report(check, service, slot->value);
	}
}
