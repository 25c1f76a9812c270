/* cmd_diff.c - kustoc diff */
#include "base/path.h"
#include "cli/commands.h"
#include "cli/render.h"
#include "diff/diff.h"
#include "diff/text.h"
#include "lint/environments.h"

struct diff_values {
	struct render_values render;
	bool exit_zero, show_secrets;
};

#define DIFF(field) offsetof(struct diff_values, field)
/* A flag is a row, not a column. */
/* clang-format off */
const struct cli_option DIFF_OPTIONS[] = {
	{.name = "show-secrets", .kind = OPTION_FLAG, .offset = DIFF(show_secrets),
	 .text = "show the values of Secrets instead of masking them"},
	{.name = "exit-zero", .kind = OPTION_FLAG, .offset = DIFF(exit_zero),
	 .text = "exit with 0 also when there is a difference"},
	{.name = NULL},
};
/* clang-format on */
#undef DIFF

void *diff_new_values(struct arena *arena)
{
	return ARENA_NEW(arena, struct diff_values);
}

static bool render(struct invocation *invocation, str dir, const struct build_options *options,
                   struct resources *out)
{
	struct build build;
	if (!build_run(invocation->arena, dir, options, &build, &invocation->diags))
		return false;
	for (size_t i = 0; i < build.resources.len; i++)
		*ARRAY_ADD(invocation->arena, out) = build.resources.at[i]->resource;
	return true;
}

/* What both are overlays of: "apps/payments" for apps/payments/overlays/staging; may be "". */
static str title_of(const struct environment_pair *pair)
{
	str parent = path_dir(pair->before);
	if (!str_eq(parent, path_dir(pair->after)))
		return STR("");
	if (str_eq(path_base(parent), STR("overlays")))
		parent = path_dir(parent);
	return str_eq(parent, STR(".")) ? STR("") : parent;
}

/* Their last names, unless these are the same. */
static str name_of(str dir, str other)
{
	return str_eq(path_base(dir), path_base(other)) ? dir : path_base(dir);
}

static bool show(struct invocation *invocation, const struct environment_pair *pair,
                 const struct diff_values *values, const struct build_options *options,
                 bool *differs)
{
	struct resources before = {0}, after = {0};
	/* The second also when the first fails: what is wrong with them is said at once. */
	const bool ok = render(invocation, pair->before, options, &before);
	if (!render(invocation, pair->after, options, &after) || !ok)
		return false;
	const struct diff_side left = {name_of(pair->before, pair->after), pair->before, &before};
	const struct diff_side right = {name_of(pair->after, pair->before), pair->after, &after};
	const struct diff diff = diff_new(invocation->arena, left, right);
	const struct diff_text how = {.look = &invocation->out_look,
	                              .title = title_of(pair),
	                              .show_secrets = values->show_secrets};
	diff_to_text(&invocation->out, &diff, &how);
	*differs |= diff.resources.len > 0;
	return true;
}

enum exit_status cmd_diff(struct invocation *invocation, const void *values,
                          const struct texts *operands)
{
	const struct diff_values *given = values;
	struct environment_pairs pairs = {0};
	struct build_options options;
	bool ok = true, differs = false;
	if (!render_options(invocation, &given->render, &options))
		return EXIT_BROKEN;
	if (operands->len != 2) {
		diag_error(&invocation->diags, NO_MARK,
		           "diff takes two directories or environments");
		return EXIT_BROKEN;
	}
	if (!environments_pair(invocation->arena, operands->at[0], operands->at[1], &pairs,
	                       &invocation->diags))
		return EXIT_BROKEN;
	for (size_t i = 0; i < pairs.len; i++) {
		if (i > 0)
			buf_add_char(&invocation->out, '\n');
		ok &= show(invocation, &pairs.at[i], given, &options, &differs);
	}
	if (!ok)
		return EXIT_BROKEN;
	return differs && !given->exit_zero ? EXIT_FOUND : EXIT_CLEAN;
}
