/* cmd_build.c - kustoc build: what kustomize build prints, and some forms of its own */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/render.h"
#include "kustomize/formats.h"

enum format { FORMAT_YAML, FORMAT_JSON, FORMAT_JSONL };
static const char *const FORMATS[] = {"yaml", "json", "jsonl", NULL};

enum { ORDER_NONE = 1 };
static const char *const ORDERS[] = {"legacy", "none", NULL};

struct build_values {
	struct render_values render;
	str output;
	int order, format;
	bool managed_by_label, stack_trace;
};

#define BUILD(field) offsetof(struct build_values, field)
/* clang-format off: a flag is a row, not a column */
/* --output has no variable: lint's is a format, and KUSTOC_OUTPUT cannot be both. */
const struct cli_option BUILD_OPTIONS[] = {
	{.name = "output",
         .letter = 'o',
         .kind = OPTION_TEXT,
         .offset = BUILD(output),
         .value = "PATH",
         .text = "write to a file, or a file a resource into a directory",
         .no_variable = true},
	{.name = "reorder",
         .kind = OPTION_CHOICE,
         .offset = BUILD(order),
         .value = "ORDER",
         .text = "legacy (by kind) or none",
         .choices = ORDERS,
         .help = HELP_LONG,
         .deprecated = "use the new 'sortOptions' field in kustomization.yaml instead."},
	{.name = "enable-managedby-label",
         .kind = OPTION_FLAG,
         .offset = BUILD(managed_by_label),
         .text = "label everything app.kubernetes.io/managed-by",
         .help = HELP_LONG,
         .deprecated = "The flag `enable-managedby-label` has been deprecated. Use the "
                       "`managedByLabel` option in the `buildMetadata` field instead."},
	{.name = "stack-trace",
         .kind = OPTION_FLAG,
         .offset = BUILD(stack_trace),
         .text = "accepted for kustomize's sake",
         .help = HELP_NEVER},
	{.name = "format",
         .kind = OPTION_CHOICE,
         .offset = BUILD(format),
         .value = "FORMAT",
         .text = "yaml, json (one list) or jsonl (a resource a line)",
         .choices = FORMATS,
         .own = true},
	{.name = NULL},
};
/* clang-format on */
#undef BUILD

void *build_new_values(struct arena *arena)
{
	return ARENA_NEW(arena, struct build_values);
}

/* kustomize takes exactly "on". */
static bool wants_managed_by_label(const struct build_values *values)
{
	const char *variable = getenv("KUSTOMIZE_ENABLE_MANAGEDBY_LABEL");
	return values->managed_by_label || (variable && strcmp(variable, "on") == 0);
}

/* ---- where it goes ---- */

static bool write_file(struct invocation *invocation, str path, str text)
{
	const int error = file_write(invocation->arena, path, text);
	if (!error)
		return true;
	diag_error(&invocation->diags, NO_MARK, "cannot write '%.*s': %s", STR_ARG(path),
	           strerror(error));
	return diag_sentence(&invocation->diags, "open %.*s: %s", STR_ARG(path),
	                     error == ENOENT ? "no such file or directory" : strerror(error));
}

static bool write_separately(struct invocation *invocation, const struct build *build, str dir)
{
	struct format_files files = {0};
	if (!format_separately(invocation->arena, &build->resources, &files, &invocation->diags))
		return false;
	for (size_t i = 0; i < files.len; i++)
		/* Not path_join(): a name may hold "..", and kustomize lets the system decide. */
		if (!write_file(invocation,
		                arena_printf(invocation->arena, "%.*s/%.*s", STR_ARG(dir),
		                             STR_ARG(files.at[i].name)),
		                files.at[i].text))
			return false;
	return true;
}

/* `-o json` writes a file of that name, since kustomize does; few will have meant it. */
static void doubt_output(struct invocation *invocation, str output)
{
	for (size_t i = 0; FORMATS[i]; i++)
		if (!invocation->as_kustomize && str_eq(output, str_of(FORMATS[i])))
			diag_add(&invocation->diags, DIAG_WARNING, NULL, NO_MARK,
			         "wrote file '%s'; did you mean --format=%s?", FORMATS[i],
			         FORMATS[i]);
}

static bool print(struct invocation *invocation, const struct build *build, int format,
                  struct buf *out)
{
	if (format == FORMAT_YAML)
		return build_print(build, out, &invocation->diags);
	return format_json(&build->resources, format == FORMAT_JSONL, out, &invocation->diags);
}

enum exit_status cmd_build(struct invocation *invocation, const void *options,
                           const struct texts *operands)
{
	const struct build_values *values = options;
	struct arena *arena = invocation->arena;
	struct diags *diags = &invocation->diags;
	if (operands->len > 1) {
		diag_error(diags, NO_MARK, "build takes one directory, not %zu", operands->len);
		diag_sentence(diags, "specify one path to kustomization.yaml");
		return EXIT_BROKEN;
	}
	struct build_options how;
	if (!render_options(invocation, &values->render, &how))
		return EXIT_BROKEN;
	how.reorder_none = values->order == ORDER_NONE;
	how.managed_by_label = wants_managed_by_label(values);
	struct build build;
	if (!build_run(arena, operands->len > 0 ? operands->at[0] : STR("."), &how, &build, diags))
		return EXIT_FOUND;

	if (values->output.len > 0 && values->format == FORMAT_YAML &&
	    file_kind(arena, values->output) == FILE_DIRECTORY)
		return write_separately(invocation, &build, values->output) ? EXIT_CLEAN
		                                                            : EXIT_BROKEN;
	struct buf text;
	buf_init(&text, arena);
	if (!print(invocation, &build, values->format, &text))
		return EXIT_FOUND;
	if (values->output.len == 0) {
		invocation->out = text;
		return EXIT_CLEAN;
	}
	if (!write_file(invocation, values->output, buf_text(&text)))
		return EXIT_BROKEN;
	doubt_output(invocation, values->output);
	return EXIT_CLEAN;
}
