/* outputs.c - see outputs.h */
#include "cli/outputs.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"

static const char *next_format(void *context)
{
	const struct report_format **format = context;
	return (*format)->name ? (*format)++->name : NULL;
}

static bool unknown_format(struct diags *diags, str name)
{
	const struct report_format *first = REPORT_FORMATS;
	const char *closest = option_closest(name, next_format, &first);
	diag_error(diags, NO_MARK, "unknown format '%.*s'%s%s%s", STR_ARG(name),
	           closest ? "; did you mean '" : "", closest ? closest : "", closest ? "'?" : "");
	return diag_code(diags, NULL);
}

static bool has_same_place(const struct outputs *outputs, const struct output *output)
{
	for (size_t i = 0; i < outputs->len; i++)
		if (str_eq(outputs->at[i].file, output->file))
			return true;
	return false;
}

static bool add(struct invocation *invocation, str text, struct outputs *outputs)
{
	struct diags *diags = &invocation->diags;
	str name, file = STR("");
	const bool has_file = str_cut(text, '=', &name, &file);
	const struct output output = {report_format_find(name), file};
	if (!output.format)
		return unknown_format(diags, name);
	if (has_file && file.len == 0) {
		diag_error(diags, NO_MARK, "'%.*s' names no file", STR_ARG(text));
		return diag_code(diags, NULL);
	}
	if (has_same_place(outputs, &output)) {
		diag_error(diags, NO_MARK,
		           "two reports for %s%.*s: write one to another file, as in -o %s=FILE",
		           has_file ? "" : "standard output", STR_ARG(file), output.format->name);
		return diag_code(diags, NULL);
	}
	*ARRAY_ADD(invocation->arena, outputs) = output;
	return true;
}

bool outputs_parse(struct invocation *invocation, const struct texts *texts, struct outputs *out)
{
	*out = (struct outputs){0};
	for (size_t i = 0; i < texts->len; i++)
		if (!add(invocation, texts->at[i], out))
			return false;
	return texts->len > 0 || add(invocation, STR("text"), out);
}

/* ---- writing ---- */

static bool write_file(struct invocation *invocation, str file, str text)
{
	const int error = file_write(invocation->arena, file, text);
	if (error == 0)
		return true;
	diag_error(&invocation->diags, NO_MARK, "cannot write '%.*s': %s", STR_ARG(file),
	           strerror(error));
	return diag_code(&invocation->diags, NULL);
}

/*
 * Annotations are few and short, so a step of GitHub's has a page besides. What earlier commands of
 * the step wrote there stays.
 */
static bool write_step_summary(struct invocation *invocation, const struct report *report)
{
	const char *file = getenv("GITHUB_STEP_SUMMARY");
	struct buf page;
	str before = STR("");
	if (!file || !*file)
		return true;
	buf_init(&page, invocation->arena);
	if (file_read(invocation->arena, str_of(file), &before) == 0)
		buf_add(&page, before);
	report_format_find(STR("markdown"))->write(&page, report);
	return write_file(invocation, str_of(file), buf_text(&page));
}

static bool write_one(struct invocation *invocation, const struct output *output,
                      const struct report *report)
{
	struct buf buf;
	bool ok = true;
	if (str_eq(str_of(output->format->name), STR("github")))
		ok = write_step_summary(invocation, report);
	if (output->file.len == 0) {
		output->format->write(&invocation->out, report);
		return ok;
	}
	const struct report plain = report_plain(report);
	buf_init(&buf, invocation->arena);
	output->format->write(&buf, &plain);
	return write_file(invocation, output->file, buf_text(&buf)) && ok;
}

bool outputs_write(struct invocation *invocation, const struct outputs *outputs,
                   const struct report *report)
{
	bool ok = true;
	for (size_t i = 0; i < outputs->len; i++)
		ok &= write_one(invocation, &outputs->at[i], report);
	return ok;
}
