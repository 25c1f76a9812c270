/*
 * run.c - see run.h
 *
 * Filled once, in the order of the run, so that the same run gives the same bytes. Names are keys
 * without their namespaces: where a link says none, or a source has none, both may still meet, and
 * link_fits() has the last word.
 */
#include "lint/rules/run.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"

static str key_of(struct arena *arena, str kind, str name)
{
	return arena_printf(arena, "%.*s %.*s", STR_ARG(kind), STR_ARG(name));
}

static void add_object(struct arena *arena, struct map *map, str key,
                       const struct run_object *object)
{
	struct run_objects *objects = map_get(map, key);
	if (!objects) {
		objects = ARENA_NEW(arena, struct run_objects);
		map_set(arena, map, key, objects);
	}
	*ARRAY_ADD(arena, objects) = *object;
}

/* A name is often used in several overlays: one an environment. */
static void add_target(struct rules_run *run, const struct rules_overlay *overlay,
                       const struct resource *resource)
{
	const struct resource_id id = resource->id;
	const struct run_object object = {overlay, resource};
	add_object(run->arena, &run->targets, key_of(run->arena, id.gvk.kind, id.name), &object);
	add_object(run->arena, &run->named, id.name, &object);
}

/* The run, and the overlay whose links are added. */
struct adding {
	struct rules_run *run;
	const struct rules_overlay *overlay;
};

static void add_link(void *context, const struct link *link)
{
	const struct adding *adding = context;
	struct rules_run *run = adding->run;
	const str key = key_of(run->arena, link->kind, link->name);
	struct run_links *links = map_get(&run->links, key);
	if (!links) {
		links = ARENA_NEW(run->arena, struct run_links);
		map_set(run->arena, &run->links, key, links);
	}
	*ARRAY_ADD(run->arena, links) = (struct run_link){adding->overlay, *link};
}

static bool is_namespace(const struct resource *resource)
{
	return resource->id.gvk.group.len == 0 && str_eq(resource->id.gvk.kind, STR("Namespace"));
}

static void add_objects(struct rules_run *run, struct rules_overlay *overlay)
{
	struct adding adding = {run, overlay};
	for (size_t i = 0; i < overlay->resources->len; i++) {
		const struct resource *resource = &overlay->resources->at[i]->resource;
		if (overlay->resources->at[i]->dropped)
			continue;
		if (links_is_target(resource))
			add_target(run, overlay, resource);
		links_each(resource, add_link, &adding);
		if (is_namespace(resource))
			map_set(run->arena, &run->namespaces, resource->id.name, overlay);
	}
}

/*
 * The directory with '*' for its environment. Where that is no part of it, the directory itself:
 * some are applied to several environments as they are.
 */
static str family_of(struct arena *arena, const struct rules_overlay *overlay)
{
	str step, dir = overlay->dir;
	struct buf out;
	if (overlay->environment.len == 0)
		return STR("");
	buf_init(&out, arena);
	while (dir.len > 0) {
		str_cut(dir, '/', &step, &dir);
		const bool is_environment = str_eq(step, overlay->environment);
		buf_printf(&out, "%.*s/", STR_ARG(is_environment ? STR("*") : step));
	}
	return buf_text(&out);
}

/* Bases are in no environment: an overlay makes of them what is to be compared. */
static void add_to_family(struct rules_run *run, const struct rules_overlay *overlay)
{
	const str key = family_of(run->arena, overlay);
	struct run_family *family = map_get(&run->families, key);
	if (key.len == 0 || overlay->is_base)
		return;
	if (!family) {
		family = ARENA_NEW(run->arena, struct run_family);
		map_set(run->arena, &run->families, key, family);
	}
	*ARRAY_ADD(run->arena, family) = overlay;
}

/* ---- services ---- */

/* "apps/search" for "apps/search/overlays/production"; "" for what lies elsewhere. */
static str service_dir(const struct rules_overlay *overlay)
{
	const str overlays = path_dir(overlay->dir);
	const bool is_one = overlay->environment.len > 0 && !overlay->is_base &&
	                    str_eq(path_base(overlay->dir), overlay->environment) &&
	                    str_eq(path_base(overlays), STR("overlays"));
	return is_one ? path_dir(overlays) : STR("");
}

/* Services in different folders are not expected to be alike. */
static struct run_service *new_service(struct rules_run *run, struct rules_overlay *overlay)
{
	struct run_service *service = ARENA_NEW(run->arena, struct run_service);
	service->dir = service_dir(overlay);
	service->first = overlay;
	const str above = path_dir(service->dir);
	struct run_services *neighbours = map_get(&run->neighbours, above);
	if (!neighbours) {
		neighbours = ARENA_NEW(run->arena, struct run_services);
		map_set(run->arena, &run->neighbours, above, neighbours);
	}
	*ARRAY_ADD(run->arena, neighbours) = service;
	return service;
}

static void add_to_service(struct rules_run *run, struct rules_overlay *overlay)
{
	const str dir = service_dir(overlay);
	if (dir.len == 0)
		return;
	struct run_service *service = map_get(&run->services, dir);
	if (!service) {
		service = new_service(run, overlay);
		map_set(run->arena, &run->services, dir, service);
	}
	map_set(run->arena, &service->environments, overlay->environment, overlay);
}

const struct run_service *run_service_of(const struct rules_run *run,
                                         const struct rules_overlay *overlay)
{
	const str dir = service_dir(overlay);
	return dir.len > 0 ? map_get(&run->services, dir) : NULL;
}

/* ---- places ---- */

/* An overlay counts once, however often it is applied. */
static void add_place(const struct rules_run *run, struct rules_overlay *overlay, str here)
{
	struct map *by_end = &run->places->by_end;
	str end = path_join(run->arena, here, overlay->dir);
	for (size_t slash; (slash = str_find_char(end, '/')) != STR_NONE;) {
		end = str_from(end, slash + 1);
		const struct rules_overlay *other = map_get(by_end, end);
		const bool is_same = !other || str_eq(other->dir, overlay->dir);
		map_set(run->arena, by_end, end, is_same ? overlay : &run->places->several);
	}
}

const struct rules_overlay *run_overlay_at(const struct rules_run *run, str path)
{
	struct run_places *places = run->places;
	if (!places->is_filled) {
		const str here = file_current_dir(run->arena);
		for (size_t i = 0; i < run->overlays->len; i++)
			add_place(run, &run->overlays->at[i], here);
		places->is_filled = true;
	}
	str clean = path_clean(run->arena, path);
	if (str_starts_with(clean, STR("/")))
		clean = str_from(clean, 1);
	const struct rules_overlay *overlay = map_get(&places->by_end, clean);
	return overlay == &places->several ? NULL : overlay;
}

/* ---- the whole ---- */

struct rules_run *rules_run_new(struct arena *arena, const struct rules_overlays *overlays,
                                const struct rules_context *context)
{
	struct rules_run *run = ARENA_NEW(arena, struct rules_run);
	run->arena = arena;
	run->overlays = overlays;
	run->context = *context;
	run->places = ARENA_NEW(arena, struct run_places);
	for (size_t i = 0; i < overlays->len; i++) {
		add_objects(run, &overlays->at[i]);
		add_to_family(run, &overlays->at[i]);
		add_to_service(run, &overlays->at[i]);
	}
	return run;
}

const struct run_objects *run_find(const struct rules_run *run, str kind, str name)
{
	return map_get(&run->targets, key_of(run->arena, kind, name));
}

const struct run_objects *run_find_named(const struct rules_run *run, str name)
{
	return map_get(&run->named, name);
}

const struct run_links *run_find_links(const struct rules_run *run, str kind, str name)
{
	return map_get(&run->links, key_of(run->arena, kind, name));
}

const struct run_family *run_family_of(const struct rules_run *run,
                                       const struct rules_overlay *overlay)
{
	const str key = family_of(run->arena, overlay);
	return key.len > 0 ? map_get(&run->families, key) : NULL;
}
