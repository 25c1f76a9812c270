/*
 * rendering.c - see rendering.h
 *
 * A build may succeed and still have nothing to show: printing is where kustomize refuses values
 * without a JSON form. So everything is printed once, into a buffer that is thrown away.
 */
#include "lint/rendering.h"

/* What cannot be printed is not rendered: some values have no JSON form. */
static bool can_print(const struct build *build, struct diags *diags)
{
	struct arena *scratch = arena_create();
	struct buf out;
	buf_init(&out, scratch);
	const bool ok = build_print(build, &out, diags);
	arena_destroy(scratch);
	return ok;
}

/* Its error becomes a warning when nothing but the restriction is in the way. */
static bool render_unrestricted(struct arena *arena, struct rendering *rendering,
                                struct build_options *options)
{
	struct diags unheard;
	diags_init(&unheard, arena);
	if (options->restriction == LOAD_UNRESTRICTED)
		return false;
	options->restriction = LOAD_UNRESTRICTED;
	if (!build_run(arena, rendering->dir, options, &rendering->build, &unheard))
		return false;
	struct diags *diags = &rendering->diags;
	diags->last->severity = DIAG_WARNING;
	diag_note(diags, NO_MARK, "flux", "builds it all the same");
	diag_note(diags, NO_MARK, "fix", "kustoc lint --load-restrictor=LoadRestrictionsNone");
	return true;
}

struct rendering *rendering_new(struct arena *arena, str dir, const struct build_options *options)
{
	struct rendering *rendering = ARENA_NEW(arena, struct rendering);
	struct build_options own = *options;
	rendering->dir = dir;
	diags_init(&rendering->asides, arena);
	diags_init(&rendering->diags, arena);
	own.findings = &rendering->asides;
	rendering->is_rendered =
		(build_run(arena, dir, &own, &rendering->build, &rendering->diags) ||
	         render_unrestricted(arena, rendering, &own)) &&
		can_print(&rendering->build, &rendering->diags);
	return rendering;
}
